"""A family's own case, for programs of its own: the number and the code of the receipt, no login."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds import queries as funds
from jiuzhu.funds import rules as money
from jiuzhu.intake import queries as intake
from jiuzhu.journey import advancing, following, own_checks, verifying
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.offices.roles import ROLES
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, open_to_all
from jiuzhu.web.exchange.shapes import Code, Row, answers

router = Router()


class ReceiptIn(Schema):
    """受理通知书上的编号和查询码 | Number and code of the receipt."""

    number: Code = Field(examples=["370982002-2026-00017"])
    code: Code = Field(examples=["7QX2-M9KD"])


class OwnStepOut(Schema):
    stage: str
    outcome: str
    on: date


class PaidOut(Schema):
    month: str
    amount_fen: int = Field(description="金额，整数分 | Integer fen")
    state: str
    state_name: str


class LookOut(Schema):
    at: datetime
    by: str
    text: str


class AskedDepartmentOut(Schema):
    """向一个部门核对了一次 | One department asked once."""

    on: date
    source: str
    department: str
    names: list[str]
    purpose: str


class OwnAuthorisationOut(Schema):
    id: int
    name: str
    starts_on: date
    ends_on: date | None
    withdrawn_on: date | None


class OwnWithdrawalIn(Schema):
    """受理通知书上的编号和查询码，签署人的姓名和号码 | The receipt's number and code; name and number of who signed."""

    number: Code = Field(examples=["370982002-2026-00017"])
    code: Code = Field(examples=["7QX2-M9KD"])
    authorisation: Row
    name: Annotated[str, Field(max_length=60)]
    citizen_id: Annotated[str, Field(max_length=18)]


class OwnCaseOut(Schema):
    """本人申请办到哪一步 | Where one's own application stands."""

    number: str
    item: str
    stage: str
    stage_name: str
    now: str = Field(description="现在在做什么 | What is happening now")
    owner: str = Field(description="现在由谁办理 | Who has it now")
    stage_due_on: date | None
    due_on: date | None
    telephone: str = Field(description="可以打电话问 | Telephone of the office")
    missing: list[str] = Field(description="还要补的材料 | What is still to be supplied")
    amount_fen: int | None = Field(description="现在每月金额，整数分 | Allowance a month now, in fen")
    payments: list[PaidOut]
    steps: list[OwnStepOut]
    looks: list[LookOut] = Field(description="谁看过 | Who looked at it")
    asked: list[AskedDepartmentOut] = Field(description="向哪些部门核对过 | Which departments were asked")
    result_looks: list[LookOut] = Field(
        description="谁在何时因何查看了核对结果 | Who looked at the results, when, why"
    )
    authorisations: list[OwnAuthorisationOut] = Field(
        description="本户签署的核对授权 | What the household authorised"
    )


@router.post(
    "/own-case", auth=None, response=answers(OwnCaseOut),
    summary="凭编号和查询码看自己的申请 | One's own case, by the number and code of the receipt",
)  # fmt: skip
@open_to_all
def own_case(request: HttpRequest, body: ReceiptIn) -> dict[str, Any]:
    """不改变任何内容，不需要 Idempotency-Key；输错次数有限制。 | Changes nothing, needs no key; wrong codes are counted."""
    with scope.whole_county():
        found = following.open_own(body.number.strip(), body.code, at=clock.now())
    with scope.within((found.area_id,)):
        return _told(found)


@router.post(
    "/own-case/withdraw", auth=None, response=answers(OwnAuthorisationOut),
    summary="本人撤回核对授权 | Withdraw one's own authorisation",
)  # fmt: skip
@open_to_all
def withdraw_own(request: HttpRequest, body: OwnWithdrawalIn) -> dict[str, Any]:
    """从今天起不再查询；重复提交会被拒绝，不需要 Idempotency-Key。 | From today on nobody asks; a second time is refused, no key needed."""
    with scope.whole_county():
        found = following.open_own(body.number.strip(), body.code, at=clock.now())
    with scope.within((found.area_id,)):
        signed = own_checks.own_authorisation(found, body.authorisation, clock.today())
        gone = verifying.withdraw_own(
            signed, name=body.name, citizen_id=body.citizen_id, on=clock.today(), at=clock.now()
        )
        return _authorisation(gone)


def _authorisation(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "name": one.person.name, "starts_on": one.starts_on, "ends_on": one.ends_on, "withdrawn_on": one.withdrawn_on
    }  # fmt: skip


def _told(found: Any) -> dict[str, Any]:
    said, english = language(), language().startswith("en")
    stage = advancing.process_of(found).stage(found.stage)
    owner = stage.owner_for(delegated=found.delegated)
    right, office = entitlements.of_case(found), offices.office_of(found.area_id)
    amount = entitlements.amount_on(right, clock.today()) if right else None
    missing = intake.still_missing(intake.application(found)) if found.stage == "supplementing" else []
    return {
        "number": found.number, "item": rulebook.item(found.item_code).name(said), "stage": found.stage,
        "stage_name": stage.label(said), "now": stage.now(said), "owner": ROLES[owner].name(said) if owner in ROLES else "",
        "stage_due_on": found.stage_due_on, "due_on": found.due_on, "telephone": office.phone if office else "",
        "missing": [one["en" if english else "zh"] for one in missing], "amount_fen": amount.amount_fen if amount else None,
        "payments": [
            {"month": one.month, "amount_fen": one.amount_fen, "state": one.state, "state_name": money.STATES[one.state][english]}
            for one in funds.of_case(found.number, limit=24)
        ],
        "steps": [{"stage": one.to_stage, "outcome": one.outcome, "on": one.on} for one in cases.steps(found)],
        "looks": [
            {"at": one.at, "by": one.actor_name, "text": one.text(said)}
            for one in audit.looks_at(found.number, "cases.looked", limit=20)
        ],
        "asked": [
            {"on": one.on, "source": one.source, "department": verification.SOURCES[one.source].department(said), "names": one.names,
             "purpose": verification.PURPOSES[one.purpose][english]}
            for one in own_checks.asked(found, clock.today())
        ],
        "result_looks": [
            {"at": one.at, "by": one.actor_name, "text": one.text(said)} for one in own_checks.looks(found, clock.today())
        ],
        "authorisations": [_authorisation(one) for one in own_checks.authorisations(found, clock.today())],
    }  # fmt: skip
