"""Households: finding them, a death, another account. Every look is logged."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.households import actions as household_actions
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.values import bank_accounts, masking
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.refusals import NoSuchHousehold, NoSuchPerson
from jiuzhu.web.exchange.shapes import Day, Line, Row, Words, answers

router = Router()
MOST_FOUND = 100


class SearchIn(Schema):
    """姓名开头、拼音首字母或完整身份证号；不进地址 | Beginning of a name, pinyin initials or a whole ID; kept out of addresses."""

    words: Annotated[Words, Field(min_length=1)]


class FoundOut(Schema):
    household: int
    person: int
    name: str
    relation: str
    citizen_id: str = Field(description="遮盖 | Masked")
    born_on: date
    area: str
    area_name: str


class HouseholdMemberOut(Schema):
    person: int
    name: str
    relation: str = Field(description="与申请人关系代码 | Code of the relation to the applicant")
    citizen_id: str = Field(description="遮盖 | Masked")
    born_on: date
    died_on: date | None


class AccountOut(Schema):
    holder: str
    bank: str
    number: str = Field(description="遮盖 | Masked")
    starts_on: date


class HouseholdOut(Schema):
    """一户 | A household."""

    household: int
    area: str
    address: str
    hukou_kind: str
    members: list[HouseholdMemberOut]
    account: AccountOut | None


class DeathIn(Schema):
    died_on: Day
    source: Annotated[
        Line,
        Field(min_length=1, description="依据 | Where it is known from", examples=["殡葬部门数据 2026-07"]),
    ]


class AccountIn(Schema):
    holder: Row = Field(description="户主或成员的编号 | Number of the member who holds it")
    bank: Annotated[str, Field(min_length=1, max_length=60, examples=["新泰农商银行"])]
    number: Annotated[str, Field(max_length=40, description="银行账号 | Account number")]
    starts_on: Day


def _member(one: Any) -> dict[str, Any]:
    return {
        "person": one.person_id, "name": one.person.name, "relation": one.relation, "born_on": one.person.born_on,
        "citizen_id": masking.citizen_id(one.person.citizen_id or ""), "died_on": one.person.died_on,
    }  # fmt: skip


def _told(found: Any) -> dict[str, Any]:
    account = households.account(found, clock.today())
    return {
        "household": found.pk, "area": found.area_id, "address": found.address, "hukou_kind": found.hukou_kind,
        "members": [_member(one) for one in households.members(found, clock.today())],
        "account": {
            "holder": account.holder.name, "bank": account.bank, "number": masking.account(account.number),
            "starts_on": account.starts_on,
        } if account else None,
    }  # fmt: skip


def _get(household: int) -> Any:
    try:
        return households.get(household)
    except ObjectDoesNotExist:
        raise NoSuchHousehold from None


@router.post(
    "/households/search",
    summary="按姓名、拼音首字母或身份证号找（留痕） | Find by name, initials or ID; logged",
    response=answers(list[FoundOut]),
)
@operation("cases.see")
def search(request: HttpRequest, body: SearchIn) -> list[dict[str, Any]]:
    """不改变任何内容，不需要 Idempotency-Key。 | Changes nothing and needs no key."""
    found = list(households.search(body.words, reach=request.reach, on=clock.today())[:MOST_FOUND])  # type: ignore[attr-defined]
    household_actions.looked(
        [one.person for one in found], purpose="API 查找", actor=request.officer, at=clock.now()  # type: ignore[attr-defined]
    )  # fmt: skip
    return [
        _member(one)
        | {"household": one.household_id, "area": one.household.area_id, "area_name": one.household.area.name}
        for one in found
    ]


@router.get(
    "/households/{household}",
    summary="一户的成员和账户（留痕） | Members and account; logged",
    response=answers(HouseholdOut),
)
@operation("cases.see")
def one(request: HttpRequest, household: Row) -> dict[str, Any]:
    found = _get(household)
    household_actions.looked(
        households.persons_of(found, clock.today()), purpose="API", actor=request.officer, at=clock.now()  # type: ignore[attr-defined]
    )  # fmt: skip
    return _told(found)


@router.post(
    "/households/{household}/account",
    summary="变更收款账户 | Pay to another account",
    response=answers(HouseholdOut),
)
@operation("intake.accept")
def account(request: HttpRequest, household: Row, body: AccountIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found, told = _get(household), who_and_when(request)
        refuse_if_any([offices.why_not(told["actor"], "intake.accept", found.area_id, told["on"])])
        member = households.members(found, body.starts_on).filter(person_id=body.holder).first()
        if member is None:
            raise NoSuchPerson("holder")
        household_actions.set_account(
            found, holder=member.person, bank=body.bank, number=bank_accounts.parse(body.number, field="number"),
            starts_on=body.starts_on, actor=told["actor"], at=told["at"],
        )  # fmt: skip
        return _told(found)

    return dict(once(request, f"account {household}", run))


@router.post(
    "/households/{household}/members/{person}/death",
    summary="登记死亡 | Record a death",
    response=answers(HouseholdOut),
)
@operation("intake.accept", "entitlements.propose")
def death(request: HttpRequest, household: Row, person: Row, body: DeathIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found, told = _get(household), who_and_when(request)
        held = [
            offices.why_not(told["actor"], power, found.area_id, told["on"])
            for power in ("intake.accept", "entitlements.propose")
        ]
        if None not in held:
            refuse_if_any(held[:1])
        someone = next(
            (one.person for one in households.members(found, told["on"]) if one.person_id == person), None
        )
        if someone is None:
            raise NoSuchPerson("person")
        with transaction.atomic():
            household_actions.record_death(someone, body.died_on, source=body.source, **told)
        return _told(found)

    return dict(once(request, f"death {person}", run))
