"""The register of seals: life, hands, uses, signals. Stamping a decision is an operation of the papers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions, queries
from jiuzhu.seals.refusals import NoSuchUse
from jiuzhu.web import handing_out
from jiuzhu.web.exchange.doorkeeper import area, once, operation, signing, who_and_when
from jiuzhu.web.exchange.papers import PaperOut
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
from .telling import full_told, handover_told, seal_told, signal_told, use_told

router = Router()
READS = ("seals.register", "seals.use", "seals.approve", "supervision.see", "audit.read")
WATCHES = ("seals.register", "supervision.see", "audit.read")
PER_PAGE = 100


@router.get("/seals", summary="辖区内的印章 | Seals within reach", response=answers(list[SealOut]))
@operation(*READS)
def listing(
    request: HttpRequest,
    kind: Annotated[str, Query(max_length=10)] = "",
    state: Annotated[str, Query(max_length=12)] = "",
) -> list[dict[str, Any]]:
    at = who_and_when(request)["at"]
    return [seal_told(one, at) for one in queries.listing(request.reach, kind=kind, state=state)[:500]]  # type: ignore[attr-defined]


@router.post(
    "/seals", summary="登记刻制申请 | Enter a seal by its application", response=answers(SealFullOut)
)
@operation("seals.register")
def apply(request: HttpRequest, body: ApplyIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = actions.apply(**body.dict() | {"area": area(body.area)}, **who_and_when(request))
        return full_told(request, made.pk)

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
    return {"count": found.count(), "uses": [use_told(one) for one in found[start : start + PER_PAGE]]}


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
    return use_told(found.use)


@router.get("/seals/uses/{use}", summary="一次用印 | One use", response=answers(UseOut))
@operation(*READS)
def use(request: HttpRequest, use: Row) -> dict[str, Any]:
    return use_told(queries.use(use))


@router.post("/seals/uses/{use}/void", summary="用印作废 | Declare a use void", response=answers(UseOut))
@operation("seals.use", "seals.register")
def void(request: HttpRequest, use: Row, body: ReasonIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        actions.void(queries.use(use), reason=body.reason, **who_and_when(request))
        return use_told(queries.use(use))

    return dict(once(request, f"void use {use}", run))


@router.get(
    "/seals/signals", summary="用印提示 | Signals on the use of seals", response=answers(list[SignalOut])
)
@operation(*WATCHES)
def signals(
    request: HttpRequest, open_only: bool = True, kind: Annotated[str, Query(max_length=20)] = ""
) -> list[dict[str, Any]]:
    found = queries.signals(request.reach, kinds=[kind] if kind else (), open_only=open_only)  # type: ignore[attr-defined]
    return [signal_told(one) for one in found[:500]]


@router.post(
    "/seals/signals/{signal}/finding",
    summary="核查提示 | Close a signal with a finding",
    response=answers(SignalOut),
)
@operation("seals.register")
def close(request: HttpRequest, signal: Row, body: FindingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        actions.close(queries.signal(signal), outcome=body.outcome, text=body.text, **who_and_when(request))
        return signal_told(queries.signal(signal))

    return dict(once(request, f"close signal {signal}", run))


@router.get("/seals/handovers/{handover}", summary="一次交接 | One hand-over", response=answers(HandoverOut))
@operation("seals.use", "seals.register")
def handover(request: HttpRequest, handover: Row) -> dict[str, Any]:
    return handover_told(handover)


@router.post(
    "/seals/handovers/{handover}/accept", summary="签字接收 | Sign and accept", response=answers(HandoverOut)
)
@operation("seals.use", "seals.register")
def accept(request: HttpRequest, handover: Row) -> dict[str, Any]:
    found = queries.handover(handover)

    def run() -> dict[str, Any]:
        actions.accept(found, **signing(request))
        return handover_told(handover)

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
        return handover_told(handover)

    return dict(once(request, f"decline handover {handover}", run))


@router.get(
    "/seals/{pk}", summary="一枚印章的经过 | One seal with its life and hands", response=answers(SealFullOut)
)
@operation(*READS)
def seal(request: HttpRequest, pk: Row) -> dict[str, Any]:
    return full_told(request, pk)


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
        if step == "kept":
            actions.keep_imprint(found, **now)
        else:
            actions.take(found, step, body.told, **now)
        return full_told(request, pk)

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
        return handover_told(made.pk)

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
    return handing_out.kept(
        text.encode("utf-8-sig"), f"用印登记 {found.number}.csv", "text/csv; charset=utf-8"
    )


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
