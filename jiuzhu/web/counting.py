"""What a page or a call was refused is counted by its code; opening a page that only shows why not is no refused act.

A refusal where people are looked up is kept as a signal too, whatever the method: looking is what was refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from jiuzhu.cases import queries as cases
from jiuzhu.cases.refusals import NoSuchCase
from jiuzhu.offices import counting, scope
from jiuzhu.offices.refusals import NotAnOfficer, NotYourArea, NotYourPower
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import attempts, clock

#: Beyond one's powers or area: counted also for a look, because looking is what was refused.
FORBIDDEN = (NotYourPower, NotYourArea, NotAnOfficer)
_LOOKS = ("GET", "HEAD", "OPTIONS")


def count(request: HttpRequest, refusals: Iterable[Refusal]) -> None:
    """Count what an officer was refused. The public is not counted: whoever is not logged in has no name and no area."""
    officer, told = getattr(request, "officer", None), tuple(refusals)
    if officer is None:
        return
    attempts.keep(request, officer, told)
    if request.method in _LOOKS and not any(isinstance(one, FORBIDDEN) for one in told):
        return
    counting.count(
        told, door="api" if request.path.startswith("/api/") else "page", actor=officer, at=clock.now(),
        about=lambda: _case(request),
    )  # fmt: skip


def _case(request: HttpRequest) -> tuple[str, str]:
    """Number and area of the case that the address names; nothing for one that is out of the officer's reach."""
    match = request.resolver_match
    number = str(match.kwargs.get("number", "")) if match else ""
    if not cases.NUMBER.fullmatch(number):
        return "", ""
    with scope.within(getattr(request, "reach", ())):
        try:
            case = cases.get(number)
        except NoSuchCase:
            return "", ""
    return case.number, case.area_id
