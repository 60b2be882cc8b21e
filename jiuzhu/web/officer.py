"""Who is at the desk: the officer behind the login, her roles and powers of today, and how far she may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.offices.refusals import NotAnOfficer
from jiuzhu.offices.roles import ROLES
from jiuzhu.web import clock, lending

_SEEN, _SEEN_EVERY_SECONDS = "seen", 60
_STAFF_ONLY = ("/office/", "/api/", "/accounts/")


@dataclass(frozen=True)
class Held:
    """A role that the officer holds, in the language of the page."""

    key: str
    name: str
    sentence: str


class OfficerMiddleware:
    """Sets ``request.officer``, ``officer_roles``, ``powers`` and ``reach``, and lets the database show no more than the reach.

    For everyone else the reach is empty: the database then shows no household and no case.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.officer, request.officer_roles = None, ()  # type: ignore[attr-defined]
        request.powers, request.reach = frozenset(), ()  # type: ignore[attr-defined]
        if not request.path.startswith(_STAFF_ONLY):
            return self.get_response(request)
        response = self._at_the_desk(request)
        # Households must not be found in the cache of a shared machine, nor by "back" after logging out; a program that
        # brings its password with every call has no session, and its answers hold the same.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _at_the_desk(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        try:
            officer = offices.officer_of(request.user)
        except NotAnOfficer:
            return self.get_response(request)
        _introduce(request, officer)
        _stay_awake(request)
        with scope.within((*request.reach, *lending.lent(request, officer)), officer.staff_number):  # type: ignore[attr-defined]
            return self.get_response(request)


def _introduce(request: HttpRequest, officer: object) -> None:
    postings = list(offices.postings(officer, clock.today()))  # type: ignore[arg-type]
    language = get_language() or "zh-hans"
    roles = {posting.role: ROLES[posting.role] for posting in postings}
    request.officer = officer  # type: ignore[attr-defined]
    request.officer_roles = tuple(  # type: ignore[attr-defined]
        Held(key, role.name(language), role.sentence(language)) for key, role in sorted(roles.items())
    )
    request.powers = frozenset().union(*(role.powers for role in roles.values()))  # type: ignore[attr-defined]
    request.reach = tuple(  # type: ignore[attr-defined]
        sorted({p.area_id for p in postings if "cases.see" in roles[p.role].powers})
    )


def _stay_awake(request: HttpRequest) -> None:
    """The login runs out after a time without requests; written down once a minute, not with every request."""
    now = int(clock.now().timestamp())
    if now - request.session.get(_SEEN, 0) >= _SEEN_EVERY_SECONDS:
        request.session[_SEEN] = now
