"""Officers: who they are, which posts they hold and held, and what the administrator does for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.offices import actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices.roles import ROLES
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from .forms import EnrollForm, FindForm, FirstPassword, PostForm, RelieveForm

OFFICER = "office/staff/officer.html"
ENROLL = "office/staff/enroll.html"
RELIEVE = "office/staff/relieve.html"


@require_safe
@pages.power("accounts.keep")
def listing(request: HttpRequest) -> HttpResponse:
    """Officers with the posts of today."""
    form = FindForm(request.GET)
    page = pages.page_of(request, offices.officers(on=clock.today(), **form.asked()))
    posts = offices.posts_of(list(page.object_list), clock.today())
    rows = [(one, [_named(post) for post in posts[one.pk]]) for one in page.object_list]
    return pages.show(request, "office/staff/listing.html", {"form": form, "page": page, "rows": rows})


def _named(post: Any) -> dict[str, Any]:
    role = ROLES[post.role]
    today = clock.today()
    held = post.starts_on <= today and (post.stops_on is None or today < post.stops_on)
    return {
        "post": post, "name": role.name(pages.language()), "sentence": role.sentence(pages.language()), "held": held,
        "open": post.stops_on is None or today < post.stops_on,
    }  # fmt: skip


@require_safe
@pages.power("accounts.keep")
def officer(request: HttpRequest, staff_number: str) -> HttpResponse:
    """One officer: posts over time, login, and the forms that change them."""
    found = offices.officer(staff_number)
    return pages.show(request, OFFICER, _about(request, found))


def _about(request: HttpRequest, found: Any, **forms: BaseForm) -> dict[str, Any]:
    return {
        "person": found, "posts": [_named(post) for post in offices.posts_ever(found)],
        "second_factor": offices.second_factor_required(found, clock.today()),
        "oneself": found.pk == request.officer.pk,  # type: ignore[attr-defined]
        "post_form": forms.get("post_form") or PostForm(), "password_form": forms.get("password_form") or FirstPassword(),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("accounts.keep")
def enroll(request: HttpRequest) -> HttpResponse:
    """A new officer and her login."""
    form = EnrollForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, ENROLL, {"form": form}, status=422 if form.is_bound else 200)

    def act() -> str:
        said = dict(form.cleaned_data)
        chosen = said.pop("office")
        desk = next(one for one in offices.desks() if str(one.pk) == chosen)
        found = actions.enroll(office=desk, own_password=False, **_by(request), **said)
        return reverse("office:officer", args=[found.staff_number])

    return _carry_out(request, "staff.enroll", act, ENROLL, lambda: {"form": form}, form)


@require_POST
@pages.power("accounts.keep")
def post(request: HttpRequest, staff_number: str) -> HttpResponse:
    """Give an officer a role in an area."""
    found, form = offices.officer(staff_number), PostForm(request.POST)
    if not form.is_valid():
        return render(request, OFFICER, _about(request, found, post_form=form), status=422)

    def act() -> str:
        said = form.cleaned_data
        actions.post(
            found, said["role"], offices.area(said["area"]), starts_on=said["starts_on"], stops_on=said["stops_on"],
            **_by(request),
        )  # fmt: skip
        return reverse("office:officer", args=[staff_number])

    return _carry_out(
        request, "staff.post", act, OFFICER, lambda: _about(request, found, post_form=form), form
    )


@require_http_methods(["GET", "POST"])
@pages.power("accounts.keep")
def relieve(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post on a day."""
    found = offices.posting(pk)
    form = RelieveForm(request.POST or None, initial={"stops_on": clock.today()})
    context = {"form": form, "posting": _named(found), "person": found.officer}
    if request.method == "GET" or not form.is_valid():
        return render(request, RELIEVE, context, status=422 if form.is_bound else 200)

    def act() -> str:
        actions.relieve(found, stops_on=form.cleaned_data["stops_on"], **_by(request))
        return reverse("office:officer", args=[found.officer.staff_number])

    return _carry_out(request, "staff.relieve", act, RELIEVE, lambda: context, form)


@require_POST
@pages.power("accounts.keep")
def password(request: HttpRequest, staff_number: str) -> HttpResponse:
    """A first password for one who forgot hers."""
    found, form = offices.officer(staff_number), FirstPassword(request.POST)
    if not form.is_valid():
        return render(request, OFFICER, _about(request, found, password_form=form), status=422)

    def act() -> str:
        actions.give_password(found, form.cleaned_data["password"], **_by(request))
        messages.success(request, _("已重设%(name)s的密码，请当面交给本人。") % {"name": found.name})
        return reverse("office:officer", args=[staff_number])

    return _carry_out(
        request, "staff.password", act, OFFICER, lambda: _about(request, found, password_form=form), form
    )


@require_POST
@pages.power("accounts.keep")
def unlock(request: HttpRequest, staff_number: str) -> HttpResponse:
    """Let somebody in again who was locked out."""
    found = offices.officer(staff_number)

    def act() -> str:
        actions.unlock(found, **_by(request))
        messages.success(request, _("已解除%(name)s的登录锁定。") % {"name": found.name})
        return reverse("office:officer", args=[staff_number])

    return _carry_out(request, "staff.unlock", act, OFFICER, lambda: _about(request, found), None)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "at": clock.now()}  # type: ignore[attr-defined]


def _carry_out(
    request: HttpRequest, what: str, act: Callable[[], str], template: str,
    context: Callable[[], dict[str, Any]], form: BaseForm | None,
) -> HttpResponse:  # fmt: skip
    try:
        return pages.carry_out(request, what, act)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, template, context(), form=form)
