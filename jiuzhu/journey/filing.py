"""Filing of township decisions: they file themselves, late papers are added, a revoked decision leaves the road."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.cases import actions as cases
from jiuzhu.documents import actions as documents
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries as filing_queries
from jiuzhu.filings.refusals import NotATownshipDecision, NotAtThisStage
from jiuzhu.offices import queries as offices
from jiuzhu.publicity import actions as publicity
from jiuzhu.publicity import queries as publicity_queries
from jiuzhu.standards import queries as standards
from jiuzhu.values import money

from . import following_filing, sealing
from .advancing import advance, process_of
from .registered import registered_relatives
from .sealed import sealed_paper

OUTCOMES = {"granted": "revoked", "refused": "refusal_revoked"}


def file_waiting(*, on: date, at: datetime, limit: int = 500) -> int:
    """The clock: every township decision without a filing gets one; how many. Each in its own transaction,
    so that a killed run goes on where it stopped."""
    waiting = filing_queries.unfiled(limit=limit)
    for one in waiting:
        _file(one, actor=None, on=on, at=at)
    return len(waiting)


def _file(one: Any, *, actor: Any, on: date, at: datetime) -> Any:
    with transaction.atomic():
        made = filings.file(
            one, relatives=registered_relatives(one.case, one.row.on),
            sealed=sealed_paper(one.about), actor=actor, on=on, at=at,
        )  # fmt: skip
        following_filing.filed(one.case, actor=actor, on=on, at=at)
        return made


def file_now(case: Any, *, actor: Any, on: date, at: datetime) -> list[Any]:
    """A township does not wait for the clock: whatever of this case is not on file is filed now. Power filings.answer.

    Raises NotYourPower, NotATownshipDecision where there is nothing to file.
    """
    refusal = offices.why_not(actor, "filings.answer", case.area_id, on)
    if refusal is not None:
        raise refusal
    waiting = filing_queries.unfiled(case=case)
    if not waiting and not filing_queries.of_case(case).exists():
        raise NotATownshipDecision(number=case.number)
    return [_file(one, actor=actor, on=on, at=at) for one in waiting]


def order(filing: Any, *, freezes: bool = False, actor: Any, on: date, at: datetime, **what: Any) -> Any:
    """Order a correction (text, law, working_days); `freezes`: nothing is paid until it is closed. Raises as filings.order."""
    with transaction.atomic():
        act = filings.order(filing, freezes=freezes, actor=actor, on=on, at=at, **what)
        following_filing.acted(filing, act, actor=actor, on=on, at=at)
        return act


def press(filing: Any, *, actor: Any, on: date, at: datetime, **what: Any) -> Any:
    """Press on after a correction or an objection; what was frozen stays frozen."""
    return filings.press(filing, actor=actor, on=on, at=at, **what)


def close(filing: Any, *, text: str = "", actor: Any, on: date, at: datetime) -> Any:
    """The order is settled; payment that waited for it goes on."""
    with transaction.atomic():
        act = filings.close(filing, text=text, actor=actor, on=on, at=at)
        following_filing.acted(filing, act, actor=actor, on=on, at=at)
        return act


def add_later_papers(*, on: date, at: datetime, limit: int = 500) -> int:
    """The clock: sealed decisions that came after the filing are added, late filings and new complaints are marked."""
    added, after = 0, 0
    while waiting := filing_queries.incomplete(limit=limit, after=after):
        after = waiting[-1].pk
        for one in waiting:
            row: Any = one.decision or one.change
            kind = "entitlements.changedecision" if one.change_id else "approvals.decision"
            sealed = sealed_paper(f"{kind}:{row.pk}")
            if sealed is not None:
                added += filings.add_papers(one, sealed, on=on, at=at)
                one.refresh_from_db()
                filings.mark_late(one, on=on, at=at)
    while waiting := filing_queries.late(on, limit=limit):
        for one in waiting:
            filings.mark_late(one, on=on, at=at)
    while complained := filing_queries.uncomplained(limit=limit):
        for case in complained:
            filings.mark_complained(case, on=on, at=at)
    return added


def revoke(filing: Any, *, text: str, law: str, actor: Any, on: date, at: datetime) -> Any:
    """The supervisor revokes a decision on file, after both sides were heard; the case leaves the road by its own version.

    A grant revoked ends the case, and the right with the month; a refusal revoked goes back to the opinion; after a change
    revoked the household receives again what it received before. It is told in writing. Raises NotHeard, NotAtThisStage,
    DecidedAnew, ChangeIsCorrected, ChangePending, NotReauthenticated.
    """
    with transaction.atomic():
        case = cases.locked(filing.case.number)
        act = filings.revoke(filing, text=text, law=law, actor=actor, on=on, at=at)
        if filing.change is not None:
            follows = _change_revoked(case, filing.change, act, actor=actor, on=on, at=at)
        else:
            follows = _decision_revoked(case, filing, act, actor=actor, on=on, at=at)
        issued = sealing.paper_issued(filing.change or filing.decision)
        if issued is not None:  # the check page says from now on that the paper is void
            sealing.revoke_paper(issued, reason=text, law=law, actor=actor, on=on, at=at)
        following_filing.acted(filing, act, actor=actor, on=on, at=at)
        _tell(filing, act, follows, actor=actor, on=on, at=at)
        return act


def _decision_revoked(case: Any, filing: Any, act: Any, *, actor: Any, on: date, at: datetime) -> str:
    """What follows for the household, in words."""
    outcome = OUTCOMES.get(filing.kind, "")
    _on_the_way(case, outcome, actor=actor, at=at)
    right = (
        entitlements.revoke(case, because=act.text, actor=actor, on=on, at=at)
        if outcome == "revoked"
        else None
    )
    hanging = publicity_queries.open_posting(case)
    if hanging is not None:
        publicity.end(hanging, "taken_down", actor=actor, on=on, at=at)
    reopened = (
        {"closed_on": None, "closed_as": "", "decided_on": None} if outcome == "refusal_revoked" else {}
    )
    advance(case, outcome, actor=actor, on=on, at=at, note=act.text, **reopened)
    if filing.kind == "refused":
        return "本件重新审核，结果另行告知您，不需要重新申请。"
    monthly = money.format(filing.amount_fen)
    paid = (
        f"自{right.stops_on.isoformat()}起停发（原每月{monthly}）；"
        if right and right.stops_on
        else "尚未发放；"
    )
    return f"{paid}情况有变化的，可以随时重新申请。"


def _change_revoked(case: Any, change: Any, act: Any, *, actor: Any, on: date, at: datetime) -> str:
    """The right goes on as before the change; a case that the change ended or led into grace receives again."""
    ended = case.stage == "grace" or (case.stage, case.closed_as) in (
        ("closed", "stopped"),
        ("closed", "grace_over"),
    )
    if case.stage != "receiving" and not ended:
        raise NotAtThisStage(number=case.number, stage=cases.stage_label(case, "zh-hans"))
    if ended:
        _on_the_way(case, "change_revoked", actor=actor, at=at)
    made = entitlements.revoke_change(
        change, signature=act.signature, because=act.text, actor=actor, on=on, at=at
    )
    if ended:
        advance(
            case, "change_revoked", actor=actor, on=on, at=at, note=act.text, closed_on=None, closed_as=""
        )
    monthly, from_ = money.format(made.amount_fen), made.restored_from.isoformat()
    return f"自{from_}起恢复每月{monthly}；其间没有发放的月份一并补发，已经发放的不追回，差额由县级民政部门按规定处理。"


def _on_the_way(case: Any, outcome: str, *, actor: Any, at: datetime) -> None:
    """Raises NotAtThisStage where the case's version has no such way from its stage."""
    _know_the_way(case, outcome, actor=actor, at=at)
    if process_of(case).stage(case.stage).outcome(outcome) is None:
        raise NotAtThisStage(number=case.number, stage=cases.stage_label(case, "zh-hans"))


def _know_the_way(case: Any, outcome: str, *, actor: Any, at: datetime) -> None:
    """A case pinned before its version had this way aside reads the present text of the same version."""
    if process_of(case).stage(case.stage).outcome(outcome) is not None:
        return
    for version in rulebook.process_versions(case.process.key):
        if (version.area, version.starts_on) == (case.process.area_code, case.process.in_force_from):
            kept = cases.keep_process(
                key=version.key, area_code=version.area, in_force_from=version.starts_on, digest=version.digest,
                body=dict(version.body),
            )  # fmt: skip
            if kept.pk != case.process_id:
                cases.read_anew(case, kept, actor=actor, at=at)


def _tell(filing: Any, act: Any, follows: str, *, actor: Any, on: date, at: datetime) -> None:
    """The written reasons to the household."""
    case, county = filing.case, offices.office_of(filing.area_id[:6])
    said = next((one for one in filing_queries.hearings(filing) if one.side == "household"), None)
    months = standards.number("litigation-months", case.area_id, on).value
    days = standards.number("reconsideration-days", case.area_id, on).value
    documents.render(
        "revocation",
        {
            "number": filing.number, "applicant_name": case.applicant_name, "case_number": case.number,
            "item": rulebook.item(case.item_code).zh, "township": case.area.name, "decided_on": filing.decided_on.isoformat(),
            "decided": filing_queries.DECISIONS[filing.kind][0], "reasons": act.text, "law": act.law,
            "household_said": said.said if said else "", "household_considered": said.considered if said else "",
            "follows": follows, "office": county.name if county else "", "office_phone": county.phone if county else "",
            "remedy": f"您可以自收到本告知书之日起{days}日内申请行政复议，或者{months}个月内向人民法院起诉。",
            "day": on.isoformat(),
        },
        name=f"撤销决定告知书-{filing.number}.pdf", area_code=case.area_id, case=case.number, kind="revocation", actor=actor,
        at=at,
    )  # fmt: skip
