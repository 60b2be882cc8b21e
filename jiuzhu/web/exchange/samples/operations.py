"""Samples that anybody can repeat, visits to them, and proposals to suspend a letter."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.offices import scope
from jiuzhu.web.exchange.doorkeeper import area, language, once, open_to_all, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Digest, Fen, Line, Row, Text, answers

router = Router()
READERS = ("filings.supervise", "filings.receive", "audit.read")
VISITORS = ("filings.supervise", "filings.receive")


class FreezeIn(Schema):
    """固定名单并公布校验值 | Freeze a list and publish its fingerprint."""

    township: AreaCode
    quarter: Code = Field(examples=["2026Q3"])
    entropy_named: Line = Field(
        description="约定的公开数字 | The public number", examples=["10月12日双色球开奖号码"]
    )
    entropy_on: Day = Field(description="它产生的日子 | The day it becomes known")


class PublicNumberIn(Schema):
    value: Line = Field(examples=["03 11 17 22 30 31 + 05"])


class AbortIn(Schema):
    reason: Line


class SampleVisitIn(Schema):
    """入户核查，须签名；第二人另行签名 | What the first of two visitors found; signed."""

    visited_on: Day
    finding: Literal["confirmed", "error", "nobody_home"]
    error_kind: Literal["", "income", "assets", "members", "amount", "relative", "procedure", "other"] = ""
    effect_fen: Fen = 0
    text: Text


class ConfirmIn(Schema):
    seen: Digest


class PublishedOut(Schema):
    """任何人可以据此重算 | What anybody needs to repeat the draw; fingerprints only, no names."""

    number: str
    algorithm: str
    township: str
    quarter: str
    percent: str
    published_at: str
    list_sha256: str
    secret_sha256: str
    entropy_named: str
    entropy_on: str
    wait_hours: int
    state: str
    given_up: dict[str, Any] | None = None
    list: str | None = None
    entropy: str | None = None
    secret: str | None = None
    seed: str | None = None
    drawn_at: str | None = None
    sample: Any = None


class SampleEntryOut(Schema):
    id: int
    filing: str
    case: str
    why: str
    finding: str | None


class SampleOut(PublishedOut):
    entries: list[SampleEntryOut]
    trouble: list[str] = Field(description="重算不一致之处 | What differs when it is repeated")


class SampleVisitOut(Schema):
    id: int
    digest: str
    finding: str
    signed_by_two: bool


class ProposalOut(Schema):
    """中止建议 | A proposal to suspend a letter."""

    id: int
    township: str
    letter: str
    ground: str
    why: str
    evidence: list[dict[str, Any]]
    on: date
    agreed: bool | None


class SuspensionVerdictIn(Schema):
    agrees: bool
    reasons: Annotated[str, Field(min_length=1, max_length=2000)]
    effective_on: Day | None = None
    item_code: Code = Field("", description="只中止一个事项 | One item only; the whole letter when empty")


def _sample(number: str) -> dict[str, Any]:
    draw = queries.get_draw(number)
    drawn = queries.state(draw) == "drawn"
    entries = []
    for one in queries.entries(draw):
        visits = [visit for visit in one.visits.all() if hasattr(visit, "confirmation")]
        entries.append({
            "id": one.pk, "filing": one.filing.number, "case": one.case.number, "why": one.why,
            "finding": visits[-1].finding if visits else None,
        })  # fmt: skip
    return queries.published(draw) | {"entries": entries, "trouble": queries.redraw(draw) if drawn else []}


@router.get(
    "/open/draws", auth=None, response=answers(list[PublishedOut]),
    summary="公开的抽查名单校验值和抽取结果 | Published fingerprints and draws, for anybody",
)  # fmt: skip
@open_to_all
def published(request: HttpRequest) -> list[dict[str, Any]]:
    with scope.whole_county():
        return [queries.published(one) for one in queries.draws((settings.COUNTY,))[:200]]


@router.get("/samples", response=answers(list[PublishedOut]), summary="抽查名单 | Lists and draws")
@operation(*READERS)
def listing(request: HttpRequest) -> list[dict[str, Any]]:
    return [queries.published(one) for one in queries.draws(request.reach)[:200]]  # type: ignore[attr-defined]


@router.post("/samples", response=answers(SampleOut), summary="固定名单 | Freeze a list")
@operation("filings.supervise")
def freeze(request: HttpRequest, body: FreezeIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told = body.dict() | who_and_when(request)
        draw = filings.freeze(area(told.pop("township")), told.pop("quarter"), **told)
        return _sample(draw.number)

    return dict(once(request, f"freeze {body.township} {body.quarter}", run))


@router.get(
    "/samples/{draw}", response=answers(SampleOut), summary="一次抽取和样本 | One draw with its sample"
)
@operation(*READERS)
def one(request: HttpRequest, draw: str) -> dict[str, Any]:
    return _sample(draw)


def _acted(request: HttpRequest, draw: str, what: str, run_it: Any) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        run_it(queries.get_draw(draw), who_and_when(request))
        return _sample(draw)

    return dict(once(request, f"{what} {draw}", run))


@router.post(
    "/samples/{draw}/number", response=answers(SampleOut), summary="登记公开数字 | Enter the public number"
)
@operation(*VISITORS)
def number(request: HttpRequest, draw: str, body: PublicNumberIn) -> dict[str, Any]:
    return _acted(
        request, draw, "number", lambda found, told: filings.enter_number(found, body.value, **told)
    )


@router.post("/samples/{draw}/draw", response=answers(SampleOut), summary="抽取 | Draw")
@operation("filings.supervise")
def draw_it(request: HttpRequest, draw: str) -> dict[str, Any]:
    return _acted(request, draw, "draw", lambda found, told: filings.draw(found, **told))


@router.post("/samples/{draw}/give-up", response=answers(SampleOut), summary="放弃名单 | Give a list up")
@operation("filings.supervise")
def give_up(request: HttpRequest, draw: str, body: AbortIn) -> dict[str, Any]:
    return _acted(
        request, draw, "give up", lambda found, told: filings.abort(found, reason=body.reason, **told)
    )


def _visit(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "digest": one.digest,
        "finding": one.finding,
        "signed_by_two": hasattr(one, "confirmation"),
    }


@router.post(
    "/sample-entries/{sample_entry}/visit",
    response=answers(SampleVisitOut),
    summary="登记入户核查 | Record a sample visit",
)
@operation(*VISITORS)
def visit(request: HttpRequest, sample_entry: Row, body: SampleVisitIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = filings.visit(queries.entry(sample_entry), **body.dict(), **signing(request))
        return _visit(queries.visit(made.pk))

    return dict(once(request, f"sample visit {sample_entry}", run))


@router.post(
    "/sample-visits/{sample_visit}/confirm",
    response=answers(SampleVisitOut),
    summary="第二人签名 | Sign as the second visitor",
)
@operation(*VISITORS)
def confirm(request: HttpRequest, sample_visit: Row, body: ConfirmIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        filings.confirm_visit(queries.visit(sample_visit), seen=body.seen, **signing(request))
        return _visit(queries.visit(sample_visit))

    return dict(once(request, f"confirm visit {sample_visit}", run))


def _proposal(one: Any) -> dict[str, Any]:
    verdict = getattr(one, "verdict", None)
    return {
        "id": one.pk, "township": one.area_id, "letter": one.letter.number, "ground": one.ground,
        "why": queries.GROUNDS[one.ground].why(one.figures, language()), "evidence": one.evidence, "on": one.on,
        "agreed": verdict.agrees if verdict else None,
    }  # fmt: skip


@router.get(
    "/suspensions",
    response=answers(list[ProposalOut]),
    summary="中止建议和证据 | Proposals with their evidence",
)
@operation("filings.supervise", "supervision.see", "audit.read")
def proposals(request: HttpRequest) -> list[dict[str, Any]]:
    return [_proposal(one) for one in queries.proposals(request.reach)[:500]]  # type: ignore[attr-defined]


@router.post(
    "/suspensions/{proposal}/verdict", response=answers(ProposalOut),
    summary="同意中止或者不中止，须签名 | Agree to suspend or decline; signed",
)  # fmt: skip
@operation("filings.supervise")
def verdict(request: HttpRequest, proposal: Row, body: SuspensionVerdictIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        filings.decide(queries.proposal(proposal), **body.dict(), **signing(request))
        return _proposal(queries.proposal(proposal))

    return dict(once(request, f"verdict {proposal}", run))
