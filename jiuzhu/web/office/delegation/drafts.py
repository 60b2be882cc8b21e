"""Letters on their way: drafted, reviewed, signed by both sides, published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries
from jiuzhu.offices import queries as offices
from jiuzhu.values import canonical
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from .forms import DraftForm, DropForm, PublishForm, ReviewForm, SeenForm

READERS = (
    "delegation.issue",
    "delegation.review",
    "delegation.sign_county",
    "delegation.sign_township",
    "supervision.see",
    "audit.read",
)
#: State → the act that follows, its power, its form, what the button says.
NEXT: dict[str, tuple[str, str, Any]] = {
    "drafted": ("review", "delegation.review", ReviewForm),
    "reviewed": ("sign-township", "delegation.sign_township", SeenForm),
    "signed_by_township": ("sign-county", "delegation.sign_county", SeenForm),
    "signed": ("publish", "delegation.issue", PublishForm),
}


@require_safe
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Drafts of the townships within reach, with what each waits for."""
    page = pages.page_of(request, queries.drafts(request.reach), per_page=25)  # type: ignore[attr-defined]
    for one in page.object_list:
        one.state_name = queries.DRAFT_STATES[one.state][pages.language().startswith("en")]
        one.waits_for_me = one.state in NEXT and NEXT[one.state][1] in request.powers  # type: ignore[attr-defined]
    return pages.show(request, "office/delegation/drafts.html", {"page": page})


def _form(data: Any, *, initial: Any = None, township: Any = None) -> DraftForm:
    """`township`: the only one to choose, where it stands already."""
    townships = [township] if township else offices.townships((settings.COUNTY,))
    english = pages.language().startswith("en")
    return DraftForm(
        data, initial=initial, townships=[(area.code, area.name) for area in townships],
        forms_=[(key, names[english]) for key, names in queries.LEGAL_FORMS.items()],
        items=[(item.code, item.name(pages.language())) for item in rulebook.items()],
        terms={key: names[english] for key, names in queries.TERMS.items()},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("delegation.issue")
def new(request: HttpRequest) -> HttpResponse:
    """A draft from the plan; `?amends=` begins with the letter that it takes over from."""
    old = queries.get(request.GET.get("amends", ""))
    form = _form(request.POST or None, initial=_begun(old), township=old.township if old else None)
    context = {"form": form, "amends": old, "plan": queries.plan_in_force(settings.COUNTY, clock.today())}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/delegation/draft_edit.html", context)

    def run() -> str:
        plan = queries.plan_in_force(settings.COUNTY, max(clock.today(), form.cleaned_data["starts_on"]))
        if plan is None:
            raise delegation.NoSuchPlan
        made = delegation.draft(
            plan=plan,
            township=offices.area(form.cleaned_data["township"]),
            amends=old,
            **form.told(),
            **_told(request),
        )
        return reverse("office:letter-draft", args=[made.pk])

    return _carried_out(request, "draft letter", run, "office/delegation/draft_edit.html", context, form)


def _begun(old: Any) -> dict[str, Any]:
    today = clock.today()
    begun: dict[str, Any] = {
        "starts_on": today,
        "stops_on": today + timedelta(days=730),
        "legal_form": "entrusted",
    }
    for key, text in DraftForm.USUAL_TERMS.items():
        begun[f"term-{key}"] = text
    if old is not None:
        begun |= {
            "township": old.township_id,
            "legal_form": old.legal_form,
            "basis": old.basis,
            "stops_on": old.stops_on,
        }
        begun |= {f"term-{key}": text for key, text in old.terms.items() if text}
    return begun


@require_http_methods(["GET", "POST"])
@pages.power("delegation.issue")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft that nobody has agreed to yet."""
    made = _get(request, pk)
    begun: dict[str, Any] = {
        "township": made.township_id, "legal_form": made.legal_form, "provincial_rule": made.provincial_rule, "basis": made.basis,
        "starts_on": made.starts_on, "stops_on": made.stops_on, **{f"term-{key}": text for key, text in made.terms.items()},
    }  # fmt: skip
    for code in (item.code for item in rulebook.items()):
        begun[f"item-{code}"] = code in made.items
        limit = made.items.get(code)
        begun[f"limit-{code}"] = f"{limit / 100:.2f}".rstrip("0").rstrip(".") if limit else ""
    form = _form(request.POST or None, initial=begun, township=made.township)
    form.fields["township"].disabled = True
    context = {"form": form, "draft": made, "amends": made.amends, "plan": made.plan}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/delegation/draft_edit.html", context)

    def run() -> str:
        delegation.rewrite(made, **form.told(), **_told(request))
        return reverse("office:letter-draft", args=[pk])

    return _carried_out(request, f"edit draft {pk}", run, "office/delegation/draft_edit.html", context, form)


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


def _get(request: HttpRequest, pk: int) -> Any:
    made = queries.draft(pk)
    if not any(made.township_id.startswith(prefix) for prefix in request.reach):  # type: ignore[attr-defined]
        raise Http404
    return made


def _page(request: HttpRequest, made: Any, **forms: Any) -> dict[str, Any]:
    language = pages.language()
    content = queries.draft_content(made)
    seen = canonical.digest(content)
    name, power, kind = NEXT.get(made.state, ("", "", None))
    may = bool(power) and power in request.powers  # type: ignore[attr-defined]
    names = {item.code: item.name(language) for item in rulebook.items()}
    return {
        "draft": made, "content": content, "state_name": queries.DRAFT_STATES[made.state][language.startswith("en")], "seen": seen,
        "items": [(names.get(code, code), limit) for code, limit in made.items.items()],
        "terms": [(both[language.startswith("en")], made.terms.get(key, "")) for key, both in queries.TERMS.items()],
        "form_name": queries.LEGAL_FORMS[made.legal_form][language.startswith("en")], "act": name if may else "",
        "form": forms.get("form") or (kind(initial={"seen": seen}) if may and kind else None),
        "drop": DropForm(), "may_edit": made.state in ("drafted", "returned") and "delegation.issue" in request.powers,  # type: ignore[attr-defined]
        "may_drop": made.state not in ("published", "dropped") and "delegation.issue" in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip


@require_safe
@pages.power(*READERS)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft in full, and the act it waits for."""
    return pages.show(request, "office/delegation/draft.html", _page(request, _get(request, pk)))


@require_POST
@pages.power("delegation.issue", "delegation.review", "delegation.sign_county", "delegation.sign_township")
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Review, sign, publish or drop what the page showed."""
    kinds: dict[str, Any] = {one[0]: one[2] for one in NEXT.values()} | {"drop": DropForm}
    if act not in kinds:
        raise Http404
    made = _get(request, pk)
    form = kinds[act](request.POST)
    context = _page(request, made, form=form)
    if not form.is_valid():
        return pages.show(request, "office/delegation/draft.html", context)
    typed = form.cleaned_data

    def run() -> str:
        told = _told(request)
        if act == "drop":
            delegation.drop(made, reason=typed["reason"], **told)
        elif act == "publish":
            letter = delegation.publish(made, published_in=typed["published_in"], **told)
            return reverse("office:letter", args=[letter.pk])
        elif act == "review":
            agrees = typed["agrees"] == "yes"
            delegation.review(
                made, agrees=agrees, note=typed["note"], seen=typed["seen"],
                **told | ({"actor": signing.officer(request)} if agrees else {}),
            )  # fmt: skip
        else:
            sign = delegation.sign_for_township if act == "sign-township" else delegation.sign_for_county
            sign(made, seen=typed["seen"], **told | {"actor": signing.officer(request)})
        return reverse("office:letter-draft", args=[pk])

    return _carried_out(request, f"{act} draft {pk}", run, "office/delegation/draft.html", context, form)


def _carried_out(
    request: HttpRequest, what: str, run: Any, template: str, context: dict[str, Any], form: Any
) -> HttpResponse:
    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)
