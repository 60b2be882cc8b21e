"""Declarations of relatives, village officials, and near relatives recorded with cases."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.cases import queries as cases
from jiuzhu.relatives import actions as relatives
from jiuzhu.relatives import queries
from jiuzhu.relatives.refusals import NoSuchOfficial
from jiuzhu.values import masking
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import area, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Day, Row, answers

router = Router()
Name = Annotated[str, Field(min_length=1, max_length=60)]


class KinIn(Schema):
    name: Name
    citizen_id: Annotated[str, Field(max_length=18)]
    relation: Annotated[str, Field(max_length=30)] = Field(
        description="codes/kinship.yaml", examples=["sibling"]
    )


class DeclarationIn(Schema):
    """空列表表示没有 | An empty list declares that there are none."""

    kin: list[KinIn] = Field(max_length=60)
    home_village: AreaCode | None = None


class OfficialIn(Schema):
    village: AreaCode
    name: Name
    post: Annotated[str, Field(min_length=1, max_length=40)]
    citizen_id: Annotated[str, Field(max_length=18)]
    starts_on: Day


class StandingOut(Schema):
    officer: str
    name: str
    office: str
    declared_on: date | None
    relatives: int | None


class OfficialOut(Schema):
    id: int
    village: str
    name: str
    post: str
    citizen_id: str


class RelativeFilingOut(Schema):
    case: str
    person: str | None
    of_whom: str
    relation: str
    on: date


def _kin(told: list[dict[str, Any]]) -> list[relatives.Told]:
    return [relatives.Told(**one) for one in told]


def _official(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "village": one.village_id, "name": one.name, "post": one.post, "citizen_id": masking.citizen_id(one.citizen_id)
    }  # fmt: skip


@router.post(
    "/relatives/mine",
    summary="申报本人的近亲属（签名） | Declare one's own relatives; signed",
    response=answers(StandingOut),
)
@operation()
def declare(request: HttpRequest, body: DeclarationIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told, home = body.dict(), area(body.home_village) if body.home_village else None
        made = relatives.declare(_kin(told["kin"]), home_village=home, **signing(request))
        return _standing(made.officer, made)

    return dict(once(request, "declare relatives", run))


def _standing(officer: Any, made: Any) -> dict[str, Any]:
    return {
        "officer": officer.staff_number, "name": officer.name, "office": officer.office.name,
        "declared_on": made.on if made else None, "relatives": made.kin.count() if made else None,
    }  # fmt: skip


@router.get(
    "/relatives",
    summary="今年的申报情况 | Who has declared this year, and who owes it",
    response=answers(list[StandingOut]),
)
@operation("relatives.see")
def standing(request: HttpRequest) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        _standing(one.officer, one.declaration)
        for one in queries.standing((settings.COUNTY,), today.year, today)
    ]


@router.get(
    "/relatives/filings",
    summary="近亲属备案 | Near relatives recorded with cases",
    response=answers(list[RelativeFilingOut]),
)
@operation("relatives.see")
def filings(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"case": one.case.number, "person": one.person.name if one.person else None, "of_whom": one.of_whom, "relation": one.relation,
         "on": one.on}
        for one in cases.relative_filings(request.reach)[:500]  # type: ignore[attr-defined]
    ]  # fmt: skip


@router.get(
    "/village-officials", summary="村（居）委会成员 | Village officials", response=answers(list[OfficialOut])
)
@operation("relatives.record")
def officials(request: HttpRequest) -> list[dict[str, Any]]:
    return [_official(one) for one in queries.officials(request.reach, clock.today())[:500]]  # type: ignore[attr-defined]


@router.post(
    "/village-officials",
    summary="登记村（居）委会成员 | Record a village official",
    response=answers(OfficialOut),
)
@operation("relatives.record")
def record(request: HttpRequest, body: OfficialIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told = body.dict()
        village, number = area(told.pop("village")), told.pop("citizen_id")
        return _official(
            relatives.record_official(village=village, number=number, **told, **who_and_when(request))
        )

    return dict(once(request, "record village official", run))


@router.post(
    "/village-officials/{official}/relatives",
    summary="登记村（居）委会成员的近亲属（签名） | Record a village official's relatives; signed",
    response=answers(OfficialOut),
)
@operation("relatives.record")
def declare_for(request: HttpRequest, official: Row, body: DeclarationIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = queries.official(official)
        if not found.village_id.startswith(tuple(request.reach)):  # type: ignore[attr-defined]
            raise NoSuchOfficial
        relatives.declare_for_official(found, _kin(body.dict()["kin"]), **signing(request))
        return _official(found)

    return dict(once(request, f"declare for {official}", run))
