"""A decision files itself; papers and marks that come later are added and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.filings import assembling, rules
from jiuzhu.filings.deadlines import due
from jiuzhu.filings.models import Complaint, Filing, FilingPaper, Mark
from jiuzhu.offices.database import refusing
from jiuzhu.offices.scope import whole_county
from jiuzhu.publicity import queries as publicity
from jiuzhu.values import canonical

FILED = audit.act(
    "filings.filed", zh="决定报县备案，编号{number}{risks}", en="filed with the county as {number}{risks}"
)
PAPER_ADDED = audit.act(
    "filings.paper-added", zh="备案{number}补入《{name}》", en="added “{name}” to filing {number}"
)
MARKED = audit.act("filings.marked", zh="备案{number}提示：{mark_zh}", en="filing {number} marked: {mark_en}")


def file(
    one: assembling.Township,
    *,
    relatives: Sequence[str] = (),
    sealed: Any = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Filing:
    """Put a township's decision on file; called again, it answers the filing that is there. `actor=None`: the clock.

    `relatives`: what is registered about relatives, in words; `sealed`: the sealed decision (StoredFile) where there is
    one already. Raises NotWhatWasDecided, NotInForce. Source: china.md §7.3 (five working days, D).
    """
    with transaction.atomic(), refusing(), whole_county():
        # The case is held, so that clock and township do not file the same decision at once.
        case = cases.locked(one.case.number)
        standing = Filing.objects.filter(**one.columns).first()
        if standing is not None:
            return standing
        row = one.row
        number = f"BA-{case.number}-{Filing.objects.filter(case=case).count() + 1}"
        told = assembling.content(one, number)
        figures = assembling.numbers_on(case.area_id, on)
        filing = Filing.objects.create(
            number=number, case=case, area_id=case.area_id, letter=row.letter, kind=one.kind, item_code=case.item_code,
            amount_fen=one.amount_fen, applicant_name=case.applicant_name, decided_by=row.duty.officer, decided_on=row.on,
            body=canonical.text(told), digest=canonical.digest(told), due_on=_due(row, case.area_id),
            review_due_on=due("filing-review-working-days", case.area_id, on), filed_by=actor, on=on, at=at, **one.columns,
        )  # fmt: skip
        found = rules.marks(assembling.facts(one, relatives, figures), figures)
        for mark in found:
            _mark(filing, mark.code, mark.points, dict(mark.figures), on, at)
        for paper in assembling.papers(case, row.at):
            _paper(filing, paper, on, at)
        if sealed is not None:
            _paper(filing, sealed, on, at, sealed_decision=True)
        named = "、".join(rules.MARKS[mark.code].zh for mark in found)
        audit.record(
            FILED, actor=actor, at=at, case=case.number, number=number, risks=f"（{named}）" if named else "",
            digest=filing.digest,
        )  # fmt: skip
        return Filing.objects.get(pk=filing.pk)


def _due(row: Any, area: str) -> date | None:
    """The last day for the complete filing; none for what was decided before officers had keys and seals were kept."""
    return due("filing-working-days", area, row.on) if row.signature_id else None


def _mark(filing: Filing, code: str, points: int, figures: dict[str, Any], on: date, at: datetime) -> None:
    Mark.objects.create(
        filing=filing, case_id=filing.case_id, code=code, points=points, figures=figures, on=on, at=at
    )


def _paper(filing: Filing, stored: Any, on: date, at: datetime, *, sealed_decision: bool = False) -> None:
    # A decision sealed in time is in time, even if the clock was off and adds it later.
    on = timezone.localdate(stored.at) if sealed_decision else on
    FilingPaper.objects.create(
        filing=filing, case_id=filing.case_id, stored=stored, name=stored.original_name, kind=stored.kind,
        sha256=stored.sha256, sealed_decision=sealed_decision, on=on, at=at,
    )  # fmt: skip


def add_papers(filing: Filing, sealed: Any, *, on: date, at: datetime) -> bool:
    """Add the sealed decision that came after the filing; whether it was new."""
    with transaction.atomic(), refusing():
        Filing.objects.select_for_update().get(pk=filing.pk)
        if FilingPaper.objects.filter(filing=filing, sealed_decision=True).exists():
            return False
        _paper(filing, sealed, on, at, sealed_decision=True)
        audit.record(
            PAPER_ADDED, actor=None, at=at, case=filing.case.number, number=filing.number, name=sealed.original_name,
            sha256=sealed.sha256,
        )  # fmt: skip
        return True


def mark_late(filing: Filing, *, on: date, at: datetime) -> bool:
    """Mark a filing that was not complete in time; whether it was new. Working days, `filing-working-days`."""
    if filing.due_on is None or filing.due_on >= (filing.complete_on or on):
        return False
    return _mark_once(filing, "late", {"due_on": filing.due_on.isoformat()}, on, at)


def mark_complained(case: Any, *, on: date, at: datetime) -> int:
    """Mark every filing of a case that somebody complained about or objected to since; how many were new."""
    objections = publicity.objections(case).count()
    complaints = Complaint.objects.filter(case=case).count()
    if not objections and not complaints:
        return 0
    figures = {"objections": objections, "complaints": complaints}
    return sum(_mark_once(one, "complained", figures, on, at) for one in Filing.objects.filter(case=case))


def _mark_once(filing: Filing, code: str, figures: dict[str, Any], on: date, at: datetime) -> bool:
    with transaction.atomic(), refusing():
        Filing.objects.select_for_update().get(pk=filing.pk)
        if Mark.objects.filter(filing=filing, code=code).exists():
            return False
        points = assembling.numbers_on(filing.area_id, on).points[code]
        _mark(filing, code, points, figures, on, at)
        names = rules.MARKS[code]
        audit.record(
            MARKED, actor=None, at=at, case=filing.case.number, number=filing.number, mark_zh=names.zh, mark_en=names.en
        )  # fmt: skip
        return True
