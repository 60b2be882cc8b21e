"""Delegation letters."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.offices import queries as offices
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when

router = Router()
EVENTS = {"suspend": delegation.suspend, "resume": delegation.resume, "withdraw": delegation.withdraw}


class LetterIn(Schema):
    """`items`: item code → limit in fen per household and month, null for no limit."""

    number: str
    township: str
    items: dict[str, int | None]
    legal_form: Literal["entrusted", "statutory_township"]
    basis: str
    starts_on: date
    stops_on: date
    signed_for_township: str


class EventIn(Schema):
    effective_on: date
    reason: str


def _told(letter: Any) -> dict[str, Any]:
    return {
        "number": letter.number,
        "township": letter.township_id,
        "legal_form": letter.legal_form,
        "basis": letter.basis,
        "starts_on": letter.starts_on,
        "stops_on": letter.stops_on,
        "state": letters.state(letter, clock.today()),
        "items": {item.item_code: item.limit_fen for item in letter.items.all()},
        "demo": letter.demo,
    }


@router.get("/letters", summary="Letters of the townships within reach")
@operation("cases.see")
def listing(request: HttpRequest, township: str = "", item: str = "") -> list[dict[str, Any]]:
    found = letters.listing(request.reach, township=township, item=item)  # type: ignore[attr-defined]
    return [_told(one) for one in found[:500]]


@router.get(
    "/letters/covering",
    summary="Why a township may not decide an item, day and amount; null when a letter covers it",
)
@operation("cases.see")
def covering(request: HttpRequest, item: str, township: str, on: date, amount_fen: int) -> dict[str, Any]:
    refusal = letters.why_not_decide(item, township, on, amount_fen)
    return {"why_not": refusal.as_dict() if refusal else None}


@router.post("/letters", summary="Issue a letter")
@operation("delegation.issue")
def issue(request: HttpRequest, body: LetterIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        township = offices.area(body.township)
        return _told(delegation.issue(**body.dict() | {"township": township}, **who_and_when(request)))

    return once(request, f"issue {body.number}", run)


@router.post("/letters/{number}/{kind}", summary="Suspend, resume or withdraw a letter")
@operation("delegation.issue")
def event(
    request: HttpRequest, number: str, kind: Literal["suspend", "resume", "withdraw"], body: EventIn
) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        letter = letters.get(number)
        if letter is None:
            raise delegation.NoSuchLetter(number=number)
        EVENTS[kind](letter, **body.dict(), **who_and_when(request))
        return _told(letter)

    return once(request, f"{kind} {number}", run)
