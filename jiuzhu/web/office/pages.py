"""How an office page asks for a power, refuses, and acts once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from jiuzhu.offices import actions as offices_actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.offices.refusals import NotAnOfficer
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, typed
from jiuzhu.web.refused import NoOnceKey, flat, refusal_page, show_refusals

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PER_PAGE = 50


def power(*names: str) -> Callable[[View[P]], View[P]]:
    """The view is for officers who hold one of the powers (none named: any officer).

    Not logged in: to the login page, with what was typed kept. Without the power: the refusal page, 403.
    Whether the power reaches the area of a case is asked again by the action (``offices.why_not``).
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_login(request)
            officer = getattr(request, "officer", None)
            if officer is None:
                return refusal_page(request, NotAnOfficer(), status=403)
            if names and not request.powers & set(names):  # type: ignore[attr-defined]
                no = offices.why_not(officer, names[0], None, clock.today())
                if no is not None:
                    return refusal_page(request, no, status=403)
            return view(request, *args, **kwargs)

        guarded.powers = names  # type: ignore[attr-defined]  # read by the matrix of URLs and roles in tests
        return cast("View[P]", guarded)

    return decorate


def to_login(request: HttpRequest) -> HttpResponse:
    """The way to the login page and back; a form that was sent is kept on the way (``web/typed.py``)."""
    back = request.get_full_path()
    if request.method == "POST":
        key = typed.keep(request)
        back = reverse("office:typed", args=[key]) if key else reverse("office:start")
    login = f"{reverse('account_login')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request") or request.headers.get("X-Autosave"):
        # A part of a page cannot become a login page: the script says so on the page and keeps what is typed.
        return HttpResponse(status=401, headers={"X-Login": login})
    return HttpResponseRedirect(login)


def carry_out(request: HttpRequest, what: str, run: Callable[[], str]) -> HttpResponse:
    """Run an action once per form key and go to the address it answers; the same form again goes there again.

    Raises what the action refuses (Refusal, Refusals), also when the refusal comes from the database.
    """
    key = request.POST.get("once", "")
    if not key:
        raise NoOnceKey
    officer = request.officer  # type: ignore[attr-defined]
    with refusing():
        address = offices_actions.once(
            f"form:{key}", who=officer.audit_key, what=what, at=clock.now(), run=run
        )
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def refused(
    request: HttpRequest,
    refusal: Refusal | Refusals,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    form: BaseForm | None = None,
    status: int = 422,
) -> HttpResponse:
    """The same page again with everything typed: refusals at their fields, the others on top."""
    return show_refusals(request, flat(refusal), template, dict(context or {}), form=form, status=status)


def page_of(request: HttpRequest, rows: Sequence[Any] | Any, per_page: int = PER_PAGE) -> Page[Any]:
    """One page of a list; a page number out of range shows the last one."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def show(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """An office page."""
    return render(request, template, dict(context or {}))


def language() -> str:
    """The language of this page."""
    return get_language() or "zh-hans"
