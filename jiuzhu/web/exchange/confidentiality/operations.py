"""Confidentiality agreements level by level, and one's own acceptance."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.confidentiality import queries
from jiuzhu.confidentiality.refusals import NoSuchAgreement
from jiuzhu.journey import agreeing
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import area, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Day, Row, answers

router = Router()
SEES = ("confidentiality.county", "confidentiality.township", "supervision.see", "audit.read")


class AgreementIn(Schema):
    """县与一个乡镇签订 | The county with one township."""

    township: AreaCode
    starts_on: Day
    stops_on: Day


class AgreementOut(Schema):
    id: int
    number: str
    township: str
    starts_on: date
    stops_on: date
    text_version: date = Field(description="所签文本自哪天起使用 | The first day of the text that was signed")
    digest: str
    county_signed_by: str
    township_signed_by: str | None
    ended_on: date | None
    ended_because: str | None


class AcceptanceOut(Schema):
    """本人的保密承诺 | An officer's own acceptance."""

    id: int
    agreement: str | None = Field(description="空：县级 | Empty: with the county")
    officer: str
    name: str
    starts_on: date
    digest: str
    ended_on: date | None


class ConfidentialityAcceptIn(Schema):
    agreement: Row | None = Field(None, description="空：县级人员 | Empty: for officers of the county")


class ConfidentialityEndIn(Schema):
    stops_on: Day
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class OwingOut(Schema):
    officer: str
    name: str
    office: str
    accepted_on: date | None


def _agreement(one: Any) -> dict[str, Any]:
    ending, other = getattr(one, "ending", None), getattr(one, "countersignature", None)
    return {
        "id": one.pk, "number": one.number, "township": one.township_id, "starts_on": one.starts_on, "stops_on": one.stops_on,
        "text_version": one.text_version, "digest": one.digest, "county_signed_by": one.by.staff_number,
        "township_signed_by": other.by.staff_number if other else None, "ended_on": ending.stops_on if ending else None,
        "ended_because": ending.reason if ending else None,
    }  # fmt: skip


def _acceptance(one: Any) -> dict[str, Any]:
    ending = getattr(one, "ending", None)
    return {
        "id": one.pk, "agreement": one.agreement.number if one.agreement else None, "officer": one.officer.staff_number,
        "name": one.officer.name, "starts_on": one.starts_on, "digest": one.digest, "ended_on": ending.stops_on if ending else None,
    }  # fmt: skip


@router.get(
    "/confidentiality", summary="保密协议 | Confidentiality agreements", response=answers(list[AgreementOut])
)
@operation(*SEES)
def agreements(request: HttpRequest) -> list[dict[str, Any]]:
    return [_agreement(one) for one in queries.agreements(request.reach)[:500]]  # type: ignore[attr-defined]


@router.post(
    "/confidentiality",
    summary="代表县签订保密协议（签名） | Sign an agreement for the county; signed",
    response=answers(AgreementOut),
)
@operation("confidentiality.county")
def offer(request: HttpRequest, body: AgreementIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told = body.dict()
        made = agreeing.offer(area(told.pop("township")), **told, **signing(request))
        return _agreement(queries.agreement(made.pk))

    return dict(once(request, "offer confidentiality", run))


@router.post(
    "/confidentiality/{agreement}/countersign",
    summary="代表乡镇签署保密协议（签名） | Sign it for the township; signed",
    response=answers(AgreementOut),
)
@operation("confidentiality.township")
def countersign(request: HttpRequest, agreement: Row) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        agreeing.countersign(queries.agreement(agreement, request.reach), **signing(request))  # type: ignore[attr-defined]
        return _agreement(queries.agreement(agreement))

    return dict(once(request, f"countersign {agreement}", run))


@router.post(
    "/confidentiality/{agreement}/end",
    summary="收回保密协议 | Revoke an agreement",
    response=answers(AgreementOut),
)
@operation("confidentiality.county")
def end(request: HttpRequest, agreement: Row, body: ConfidentialityEndIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = queries.agreement(agreement, request.reach)  # type: ignore[attr-defined]
        agreeing.end_agreement(found, **body.dict(), **who_and_when(request))
        return _agreement(queries.agreement(agreement))

    return dict(once(request, f"end agreement {agreement}", run))


@router.get(
    "/confidentiality-standing",
    summary="谁还没有承诺 | Who has accepted, and who owes it",
    response=answers(list[OwingOut]),
)
@operation(*SEES)
def standing(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "officer": one.officer.staff_number, "name": one.officer.name, "office": one.officer.office.name,
            "accepted_on": one.acceptance.starts_on if one.acceptance else None,
        }
        for one in queries.standing(request.reach, clock.today())  # type: ignore[attr-defined]
    ]  # fmt: skip


@router.get(
    "/confidentiality-mine",
    summary="我的保密承诺 | One's own acceptances",
    response=answers(list[AcceptanceOut]),
)
@operation()
def mine(request: HttpRequest) -> list[dict[str, Any]]:
    return [_acceptance(one) for one in queries.mine(request.officer)]  # type: ignore[attr-defined]


@router.post(
    "/confidentiality-mine",
    summary="签署本人的保密承诺（签名） | Accept confidentiality in person; signed",
    response=answers(AcceptanceOut),
)
@operation()
def accept(request: HttpRequest, body: ConfidentialityAcceptIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        offered = queries.offered_to(request.officer, clock.today())  # type: ignore[attr-defined]
        if body.agreement not in {one.pk if one else None for one in offered}:
            raise NoSuchAgreement("agreement")
        found = queries.agreement(body.agreement) if body.agreement is not None else None
        return _acceptance(agreeing.accept(found, **signing(request)))

    return dict(once(request, f"accept confidentiality {body.agreement}", run))


@router.post(
    "/confidentiality-accepted/{acceptance}/end",
    summary="收回一人的保密承诺 | Revoke one officer's acceptance",
    response=answers(AcceptanceOut),
)
@operation("confidentiality.county")
def end_one(request: HttpRequest, acceptance: Row, body: ConfidentialityEndIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = queries.acceptance(acceptance, request.reach)  # type: ignore[attr-defined]
        agreeing.end_acceptance(found, **body.dict(), **who_and_when(request))
        return _acceptance(queries.acceptance(acceptance))

    return dict(once(request, f"end acceptance {acceptance}", run))
