"""The register of seals: life, hands, uses, signals. Stamping a decision is an operation of the papers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions, queries
from jiuzhu.seals.refusals import NoSuchUse
from jiuzhu.web.exchange.doorkeeper import area, language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.papers import PaperOut, attachment
from jiuzhu.web.exchange.papers import told as paper_told
from jiuzhu.web.exchange.shapes import Day, PageQuery, Row, answers

from .shapes import (
    ApplyIn,
    FindingIn,
    HandoverIn,
    HandoverOut,
    ReasonIn,
    SealFullOut,
    SealOut,
    SignalOut,
    StepIn,
    StepName,
    UseOut,
    UsesOut,
)  # fmt: skip

router = Router()
READS = ("seals.register", "seals.use", "seals.approve", "supervision.see", "audit.read")
WATCHES = ("seals.register", "supervision.see", "audit.read")
PER_PAGE = 100


def _english() -> bool:
    return language().startswith("en")


def _seal(seal: Any, at: datetime) -> dict[str, Any]:
    held = queries.custodian(seal, at)
    return {
        "id": seal.pk, "number": seal.number, "kind": seal.kind, "kind_name": queries.KINDS[seal.kind][_english()],
        "area": seal.area_id, "text": seal.text, "state": seal.state, "state_name": queries.STATES[seal.state][_english()],
        "custodian": held.officer.name if held else None, "temporary": bool(held and held.temporary),
        "last_number": seal.last_number, "demo": seal.demo,
    }  # fmt: skip


def _full(request: HttpRequest, pk: int) -> dict[str, Any]:
    seal, now = queries.get(pk), who_and_when(request)
    events = [
        {
            "number": one.number, "kind": one.kind, "name": queries.STEPS[one.kind][_english()], "told": one.told,
            "by": one.by.name, "on": one.on, "at": one.at, "signed": one.signature_id is not None,
        }
        for one in queries.events(seal)
    ]  # fmt: skip
    custodies = [
        {
            "officer": one.officer.name, "temporary": one.temporary, "starts_at": one.starts_at, "stops_at": one.stops_at,
            "giver": one.acceptance.handover.giver.name, "handover": one.acceptance.handover_id,
        }
        for one in queries.custodies(seal)
    ]  # fmt: skip
    return _seal(seal, now["at"]) | {
        "certificate": queries.certificate(seal), "events": events, "custodies": custodies,
        "steps": list(queries.offered(seal, now["actor"], now["on"])),
    }  # fmt: skip


def _handover(pk: int) -> dict[str, Any]:
    one = queries.handover(pk)
    state = (
        "accepted"
        if getattr(one, "acceptance", None)
        else "retracted"
        if getattr(one, "retraction", None)
        else "waiting"
    )
    return {
        "id": one.pk, "seal": one.seal.number, "giver": one.giver.name, "receiver": one.receiver.name, "until": one.until,
        "reason": one.reason, "condition": one.condition, "last_number": one.last_number, "digest": one.digest, "state": state,
    }  # fmt: skip


def _use(use: Any) -> dict[str, Any]:
    void = getattr(use, "void", None)
    plain = (
        "number", "at", "paper_kind", "title", "document_number", "case_number", "legal_form", "copies", "pages", "applicant",
        "handler", "approver", "purpose", "imprint_sha256", "signature_sha256", "sealed_sha256", "certificate_fingerprint",
        "provider", "stamped_at",
    )  # fmt: skip
    return {name: getattr(use, name) for name in plain} | {
        "id": use.pk, "seal": use.seal.number, "item": use.item_code, "letter": use.letter_number,
        "custodian": use.custodian.name, "void": void.reason if void else None,
    }  # fmt: skip


def _signal(signal: Any) -> dict[str, Any]:
    finding = getattr(signal, "finding", None)
    return {
        "id": signal.pk, "kind": signal.kind, "name": queries.SIGNALS[signal.kind][_english()], "seal": signal.seal.number,
        "area": signal.seal.area_id, "officer": signal.officer.name if signal.officer else None, "at": signal.at,
        "evidence": signal.evidence, "outcome": finding.outcome if finding else None, "finding": finding.text if finding else None,
    }  # fmt: skip


@router.get("/seals", summary="辖区内的印章 | Seals within reach", response=answers(list[SealOut]))
@operation(*READS)
def listing(
    request: HttpRequest,
    kind: Annotated[str, Query(max_length=10)] = "",
    state: Annotated[str, Query(max_length=12)] = "",
) -> list[dict[str, Any]]:
    at = who_and_when(request)["at"]
    return [_seal(one, at) for one in queries.listing(request.reach, kind=kind, state=state)[:500]]  # type: ignore[attr-defined]


@router.post(
    "/seals", summary="登记刻制申请 | Enter a seal by its application", response=answers(SealFullOut)
)
@operation("seals.register")
def apply(request: HttpRequest, body: ApplyIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = actions.apply(**body.dict() | {"area": area(body.area)}, **who_and_when(request))
        return _full(request, made.pk)

    return dict(once(request, "apply for seal", run))


@router.get("/seals/uses", summary="用印登记 | The register of uses within reach", response=answers(UsesOut))
@operation(*READS)
def uses(
    request: HttpRequest,
    seal: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
    words: Annotated[str, Query(max_length=80)] = "",
    page: PageQuery = 1,
) -> dict[str, Any]:
    chosen = queries.get(seal) if seal else None
    found = queries.uses(chosen, reach=request.reach, since=since, until=until, words=words)  # type: ignore[attr-defined]
    start = (page - 1) * PER_PAGE
    return {"count": found.count(), "uses": [_use(one) for one in found[start : start + PER_PAGE]]}


@router.get(
    "/seals/uses/of-file/{sha256}",
    summary="这份文件盖的是什么章 | Which seal is on a file, by the SHA-256 over its bytes",
    response=answers(UseOut),
)
@operation(*READS)
def of_file(request: HttpRequest, sha256: str) -> dict[str, Any]:
    found = queries.sealed(sha256.lower()[:64])
    if found is None:
        raise NoSuchUse
    return _use(found.use)


@router.get("/seals/uses/{use}", summary="一次用印 | One use", response=answers(UseOut))
@operation(*READS)
def use(request: HttpRequest, use: Row) -> dict[str, Any]:
    return _use(queries.use(use))


@router.post("/seals/uses/{use}/void", summary="用印作废 | Declare a use void", response=answers(UseOut))
@operation("seals.use", "seals.register")
def void(request: HttpRequest, use: Row, body: ReasonIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        actions.void(queries.use(use), reason=body.reason, **who_and_when(request))
        return _use(queries.use(use))

    return dict(once(request, f"void use {use}", run))


@router.get(
    "/seals/signals", summary="用印提示 | Signals on the use of seals", response=answers(list[SignalOut])
)
@operation(*WATCHES)
def signals(
    request: HttpRequest, open_only: bool = True, kind: Annotated[str, Query(max_length=20)] = ""
) -> list[dict[str, Any]]:
    found = queries.signals(request.reach, kinds=[kind] if kind else (), open_only=open_only)  # type: ignore[attr-defined]
    return [_signal(one) for one in found[:500]]


@router.post(
    "/seals/signals/{signal}/finding",
    summary="核查提示 | Close a signal with a finding",
    response=answers(SignalOut),
)
@operation("seals.register")
def close(request: HttpRequest, signal: Row, body: FindingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        actions.close(queries.signal(signal), outcome=body.outcome, text=body.text, **who_and_when(request))
        return _signal(queries.signal(signal))

    return dict(once(request, f"close signal {signal}", run))


@router.get("/seals/handovers/{handover}", summary="一次交接 | One hand-over", response=answers(HandoverOut))
@operation("seals.use", "seals.register")
def handover(request: HttpRequest, handover: Row) -> dict[str, Any]:
    return _handover(handover)


@router.post(
    "/seals/handovers/{handover}/accept", summary="签字接收 | Sign and accept", response=answers(HandoverOut)
)
@operation("seals.use", "seals.register")
def accept(request: HttpRequest, handover: Row) -> dict[str, Any]:
    found = queries.handover(handover)

    def run() -> dict[str, Any]:
        actions.accept(found, **signing(request))
        return _handover(handover)

    return dict(once(request, f"accept handover {handover}", run))


@router.post(
    "/seals/handovers/{handover}/decline",
    summary="谢绝或者撤回交接 | Decline, or take back",
    response=answers(HandoverOut),
)
@operation("seals.use", "seals.register")
def decline(request: HttpRequest, handover: Row, body: ReasonIn) -> dict[str, Any]:
    found = queries.handover(handover)

    def run() -> dict[str, Any]:
        actions.decline(found, reason=body.reason, **who_and_when(request))
        return _handover(handover)

    return dict(once(request, f"decline handover {handover}", run))


@router.get(
    "/seals/{pk}", summary="一枚印章的经过 | One seal with its life and hands", response=answers(SealFullOut)
)
@operation(*READS)
def seal(request: HttpRequest, pk: Row) -> dict[str, Any]:
    return _full(request, pk)


@router.post(
    "/seals/{pk}/steps/{step}",
    summary="登记印章的一步；批准和不批准要签名 | Record a step; approving and turning down are signed",
    response=answers(SealFullOut),
)
@operation("seals.register", "seals.approve")
def step(request: HttpRequest, pk: Row, step: StepName, body: StepIn) -> dict[str, Any]:
    found = queries.get(pk)

    def run() -> dict[str, Any]:
        now = signing(request) if queries.is_signed(step) else who_and_when(request)
        actions.take(found, step, body.told, **now)
        return _full(request, pk)

    return dict(once(request, f"{step} seal {pk}", run))


@router.post("/seals/{pk}/handovers", summary="签字移交 | Sign and hand over", response=answers(HandoverOut))
@operation("seals.use", "seals.register")
def hand_over(request: HttpRequest, pk: Row, body: HandoverIn) -> dict[str, Any]:
    found = queries.get(pk)

    def run() -> dict[str, Any]:
        made = actions.hand_over(
            found, receiver=offices.officer(body.receiver), condition=body.condition, until=body.until, reason=body.reason,
            **signing(request),
        )  # fmt: skip
        return _handover(made.pk)

    return dict(once(request, f"hand over seal {pk}", run))


@router.get(
    "/seals/{pk}/uses.csv", summary="下载用印登记 | The register of uses as CSV", response=answers(None)
)
@operation(*READS)
def csv_file(
    request: HttpRequest,
    pk: Row,
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
) -> HttpResponse:
    found = queries.get(pk)
    text = actions.export(found, since=since, until=until, **who_and_when(request))
    return attachment(text.encode("utf-8-sig"), f"用印登记 {found.number}.csv", "text/csv; charset=utf-8")


@router.post(
    "/seals/{pk}/print", summary="打印用印登记表 | Print the register of uses", response=answers(PaperOut)
)
@operation(*READS)
def print_page(
    request: HttpRequest,
    pk: Row,
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
) -> dict[str, Any]:
    found = queries.get(pk)

    def run() -> dict[str, Any]:
        return paper_told(actions.print_register(found, since=since, until=until, **who_and_when(request)))

    return dict(once(request, f"print uses {pk}", run))
