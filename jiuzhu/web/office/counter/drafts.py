"""The list of drafts and one draft's household: members are added by ID number, what follows stands beside."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.households import queries as register
from jiuzhu.intake import actions as intake_actions
from jiuzhu.intake import queries as intake
from jiuzhu.offices import queries as offices
from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import shown
from .forms import AddForm, BeginForm, SupporterForm

LIST, OVERVIEW = "office/counter/list.html", "office/counter/draft.html"


def told(request: HttpRequest) -> dict[str, Any]:
    """Who and when, as every action is told."""
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


@require_safe
@never_cache
@pages.power("intake.draft")
def listing(request: HttpRequest) -> HttpResponse:
    """Drafts that are not finished, and the door to a new application."""
    words = request.GET.get("q", "").strip()[:60]
    found = intake.drafts(reach=request.reach, words=words)  # type: ignore[attr-defined]
    page = pages.page_of(request, found, per_page=25)
    for draft in page.object_list:
        draft.item_name = rulebook.item(draft.item_code).name(pages.language())
    return pages.show(request, LIST, {"page": page, "words": words, "form": _begin_form(request)})


def _begin_form(request: HttpRequest) -> BeginForm:
    areas = [one for code in request.reach for one in offices.townships([code[:9]])]  # type: ignore[attr-defined]
    items = [(one.code, one.name(pages.language())) for one in rulebook.items()]
    return BeginForm(request.POST or None, items=items, areas=[(one.code, one.name) for one in areas])


@require_POST
@pages.power("intake.draft")
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft; the same form again opens the same draft."""
    form = _begin_form(request)
    if not form.is_valid():
        page = pages.page_of(request, intake.drafts(reach=request.reach))  # type: ignore[attr-defined]
        return pages.show(request, LIST, {"page": page, "form": form})

    def run() -> str:
        draft = intake_actions.open_draft(
            form.cleaned_data["item"], area=offices.area(form.cleaned_data["area"]), channel=form.cleaned_data["channel"],
            **told(request),
        )  # fmt: skip
        return reverse("office:counter-draft", args=[draft.pk])

    return pages.carry_out(request, "intake.open", run)


@require_safe
@never_cache
@pages.power("intake.draft")
def overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Left the household, right what follows from it."""
    draft = intake.draft(pk)
    intake_actions.look(draft, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    return pages.show(request, OVERVIEW, _context(request, draft))


def _context(request: HttpRequest, draft: Any, *, add: Any = None, supporter: Any = None) -> dict[str, Any]:
    return {
        **shown.around(request, draft), "add_form": add or AddForm(first=not draft.typed.get("members")),
        "supporter_form": supporter or SupporterForm(),
    }  # fmt: skip


@require_POST
@pages.power("intake.draft")
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A member by ID number: sex and birth are read from it, a known person's name comes with it."""
    draft = intake.draft(pk)
    form = AddForm(request.POST, first=not draft.typed.get("members"))
    if not form.is_valid():
        return pages.show(request, OVERVIEW, _context(request, draft, add=form))
    line = {key: text for key, text in form.cleaned_data.items() if text and key != "without"}
    number = _number(line.get("citizen_id", ""))
    known = register.person(number) if number else None
    if known is not None and not line.get("name"):
        line["name"] = known.name
    if number:
        line["citizen_id"] = number

    def run() -> str:
        key = intake_actions.add_member(draft.pk, line, **told(request))
        return f"{reverse('office:counter-draft', args=[draft.pk])}#line-{key}"

    try:
        response = pages.carry_out(request, "intake.add-member", run)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, OVERVIEW, _context(request, draft, add=form))
    if known is not None:
        messages.info(
            request, _("%(name)s 已在系统中登记，姓名已带出，请与证件核对。") % {"name": known.name}
        )
    return response


def _number(typed: str) -> str:
    """The number as it is kept, when it can be read; what cannot is kept as typed and told on its line."""
    try:
        return citizen_id.parse(typed, on=clock.today()).number
    except Refusal:
        return ""


@require_POST
@pages.power("intake.draft")
def add_supporter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody outside the household who owes it support by law."""
    draft = intake.draft(pk)
    form = SupporterForm(request.POST)
    if not form.is_valid():
        return pages.show(request, OVERVIEW, _context(request, draft, supporter=form))

    def run() -> str:
        key = intake_actions.add_supporter(draft.pk, form.cleaned_data, **told(request))
        return reverse("office:counter-ask", args=[draft.pk, key])

    return pages.carry_out(request, "intake.add-supporter", run)


@require_POST
@pages.power("intake.draft")
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a line off the list; what was typed there is kept in the log of the draft."""
    key = request.POST.get("key", "")
    intake_actions.remove_line(pk, key, **told(request))
    messages.info(request, _("已移出名单；填过的内容仍保留在草稿记录里。"))
    return HttpResponseRedirect(reverse("office:counter-draft", args=[pk]))


@require_POST
@pages.power("intake.draft")
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Settle a field of which two clerks kept two values."""
    path, value = request.POST.get("path", ""), request.POST.get("value", "")
    intake_actions.choose(pk, path, value, **told(request))
    return HttpResponseRedirect(request.POST.get("back") or reverse("office:counter-draft", args=[pk]))


@require_POST
@pages.power("intake.draft")
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a draft; it is kept, and closed to changes."""
    intake_actions.discard(pk, request.POST.get("reason", "").strip()[:200], **told(request))
    messages.info(request, _("草稿已作废，内容保留可查。"))
    return HttpResponseRedirect(reverse("office:counter"))
