"""Plans, readiness, hand-overs, drafts of letters, letters."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.journey import delegating
from jiuzhu.offices import scope
from jiuzhu.seals import rules as seals
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import area, language, once, open_to_all, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Fen, Line, RefusalOut, answers

router = Router()
EVENTS = {"suspend": delegation.suspend, "resume": delegation.resume, "withdraw": delegation.withdraw}


Limit = Annotated[Fen, Field(ge=0)]


class LetterIn(Schema):
    """放权委托书 | A delegation letter."""

    number: Code = Field(examples=["新民委〔2026〕3号"])
    township: AreaCode
    items: dict[Code, Limit | None] = Field(
        max_length=60, examples=[{"MZ01-01": 300000}],
        description="事项 → 每户每月限额，整数分；null 不限 | Item → limit in fen per household and month; null for none",
    )  # fmt: skip
    legal_form: Literal["entrusted", "statutory_township"]
    basis: Line
    starts_on: Day
    stops_on: Day = Field(description="当天起失效 | First day without it")
    signed_for_township: Annotated[str, Field(min_length=1, max_length=60)]


class EventIn(Schema):
    effective_on: Day
    reason: Line
    item_code: Annotated[str, Field(max_length=10)] = Field(
        "", description="只中止、恢复其中一项时填写 | Only for one item; a withdrawal ends the whole letter"
    )  # fmt: skip


class LetterOut(Schema):
    number: str
    township: str
    legal_form: str
    basis: str
    starts_on: date
    stops_on: date
    state: str
    items: dict[str, int | None]
    demo: bool


class WhyNotOut(Schema):
    why_not: RefusalOut | None


def told(letter: Any) -> dict[str, Any]:
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


@router.get(
    "/letters",
    summary="辖区内的委托书 | Letters of the townships within reach",
    response=answers(list[LetterOut]),
)
@operation("cases.see")
def listing(
    request: HttpRequest,
    township: Annotated[str, Query(max_length=12)] = "",
    item: Annotated[str, Query(max_length=10)] = "",
) -> list[dict[str, Any]]:
    found = letters.listing(request.reach, township=township, item=item)  # type: ignore[attr-defined]
    return [told(one) for one in found[:500]]


@router.get(
    "/letters/covering",
    summary="乡镇为什么不能就某事项、日期、金额作决定 | Why a township may not decide an item, day and amount; null when a letter covers it",
    response=answers(WhyNotOut),
)
@operation("cases.see")
def covering(
    request: HttpRequest,
    item: Annotated[str, Query(max_length=10)],
    township: Annotated[AreaCode, Query()],
    on: Annotated[Day, Query()],
    amount_fen: Annotated[Fen, Query()],
) -> dict[str, Any]:
    refusal = letters.why_not_decide(item, township, on, amount_fen)
    return {"why_not": refusal.as_dict(language()) if refusal else None}


class FormOut(Schema):
    """作出决定的法律形式 | The legal form of a decision."""

    key: Literal["county", "entrusted", "statutory_township"]
    in_the_name_of: str = Field(description="以谁的名义 | In whose name")
    seal_text: str = Field(description="用哪枚印章 | Which seal")
    respondent: str = Field(description="被申请人、被告 | Respondent of reconsideration and suit")
    remedy: str
    law: str


def _form(found: Any) -> dict[str, Any]:
    told = {key: getattr(found, key) for key in ("key", "in_the_name_of", "seal_text", "respondent", "law")}
    return told | {"remedy": found.remedy_en if language().startswith("en") else found.remedy_zh}


@router.get(
    "/letters/form",
    summary="某日某事项以谁的名义、用哪枚印章决定，如何救济 | In whose name and under which seal an item is decided on a day, and the remedy",
    response=answers(FormOut),
)
@operation("cases.see")
def form(
    request: HttpRequest,
    item: Annotated[str, Query(max_length=10)],
    township: Annotated[AreaCode, Query()],
    on: Annotated[Day, Query()],
) -> dict[str, Any]:
    if area(township).level != "township":
        raise delegation.NotATownship(area=township)
    return _form(letters.form_on(item, township, on))


class PublicLetterOut(LetterOut):
    """公开的委托书 | A letter, for everybody."""

    since: date = Field(description="现状态自哪天起 | The day from which its state is what it is")
    form: FormOut
    published_on: date | None
    published_in: str
    code: str = Field(
        description="盖章原件的查验码，纸面签署的为空 | Check code of the sealed file; empty for one signed on paper"
    )


@router.get(
    "/open/letters", auth=None, response=answers(list[PublicLetterOut]),
    summary="哪些事项由乡镇决定：公开的委托书 | Who decides what: letters of delegation, for anybody",
)  # fmt: skip
@open_to_all
def public(request: HttpRequest) -> list[dict[str, Any]]:
    found = []
    with scope.whole_county():
        for one in letters.published(settings.COUNTY)[:500]:
            issued = delegating.letter_issued(one)
            found.append(
                told(one)
                | {"since": letters.since(one, clock.today()), "form": _form(letters.legal_form_of(one)), "code": issued.shown_code if issued else "",
                   "published_on": one.published_on, "published_in": one.published_in}
            )  # fmt: skip
    return found


@router.post(
    "/letters",
    summary="录入双方已在纸面签署的委托书 | Take over a letter that both sides signed on paper",
    response=answers(LetterOut),
)
@operation("delegation.issue")
def issue(request: HttpRequest, body: LetterIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        township = area(body.township)
        return told(delegation.issue(**body.dict() | {"township": township}, **who_and_when(request)))

    return dict(once(request, f"issue {body.number}", run))


def _within(request: HttpRequest, number: str) -> Any:
    letter = letters.get(number)
    if letter is None or not letter.township_id.startswith(tuple(request.reach)):  # type: ignore[attr-defined]
        raise delegation.NoSuchLetter(number=number)
    return letter


class LetterSealIn(Schema):
    """逐项确认后加盖公章 | Confirmed point by point, then sealed."""

    side: Literal["county", "township"] = Field(
        description="先县级后乡镇 | The county first, then the township"
    )
    checklist: dict[str, bool] = Field(examples=[dict.fromkeys(seals.CHECKLIST, True)])


class LetterSealedOut(Schema):
    number: str
    next_side: Literal["county", "township"] | None = Field(
        description="还等哪一方用印 | Whose seal is still missing"
    )
    code: str = Field(description="双方用印后的查验码 | Check code once both seals are on it")
    file: int | None = Field(description="取文件用 /papers/{file} | Fetch it at /papers/{file}")


@router.post(
    "/letters/{number}/seal",
    summary="在委托书上加盖一方公章 | Put one side's official seal on a letter",
    response=answers(LetterSealedOut),
)
@operation("seals.use")
def seal(request: HttpRequest, number: str, body: LetterSealIn) -> dict[str, Any]:
    """双方签署、公布后，由公章保管人本人用印。 | By the custodian herself, after both sides have signed."""
    letter = _within(request, number)
    when = signing(request)
    done = delegating.next_side(letter) != body.side and not letter.taken_over
    ready = (
        None if done else delegating.prepare_letter(letter, side=body.side, checklist=body.checklist, **when)
    )

    def run() -> dict[str, Any]:
        if ready is None:  # the same key again finds its first answer and never comes here
            raise delegating.out_of_turn(letter, body.side)
        delegating.finish_letter(ready, **when)
        issued = delegating.letter_issued(letter)
        return {
            "number": letter.number, "next_side": delegating.next_side(letter),
            "code": issued.shown_code if issued else "", "file": issued.file_id if issued else None,
        }  # fmt: skip

    return dict(once(request, f"seal letter {number} {body.side}", run))


class RunningOut(Schema):
    case: str
    stage: str
    decider: Literal["township", "county"]
    why_not_township: RefusalOut | None


@router.get(
    "/letters/{number}/running",
    summary="委托书下正在办理的申请由谁决定 | Running cases of a letter, and who decides each today",
    response=answers(list[RunningOut]),
)
@operation("cases.see")
def running(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    letter = _within(request, number)
    return [
        {"case": one.case.number, "stage": one.case.stage, "decider": one.decider,
         "why_not_township": one.why_not_township.as_dict(language()) if one.why_not_township else None}
        for one in delegating.running_cases(letter, clock.today())
    ]  # fmt: skip


# After the other addresses below a letter: {kind} would take their place.
@router.post(
    "/letters/{number}/{kind}",
    summary="中止、恢复、收回委托书 | Suspend, resume or withdraw a letter",
    response=answers(LetterOut),
)
@operation("delegation.issue")
def event(
    request: HttpRequest, number: str, kind: Literal["suspend", "resume", "withdraw"], body: EventIn
) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        letter = _within(request, number)
        typed = body.dict()
        if kind == "withdraw":
            typed.pop("item_code")
        EVENTS[kind](letter, **typed, **signing(request))
        return told(letter)

    return dict(once(request, f"{kind} {number}", run))
