"""Answers: from a department's records, from its silence, or from a person who settled what a machine must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import names, queries
from jiuzhu.verification.models import Answer, Extract, ExtractRow, Inquiry
from jiuzhu.verification.refusals import ExplanationNeeded, NotSettleable
from jiuzhu.verification.sources.layouts import SOURCES

SILENT = audit.act(
    "verification.silent",
    zh="登记{source}对{name}的核对{outcome_zh}：{note}",
    en="recorded about {name}, {source_en}: {outcome_en}; {note}",
)
SETTLED = audit.act(
    "verification.settled",
    zh="人工认定{source}的记录{verdict_zh}{name}：{note}",
    en="settled that the record of {source_en} {verdict_en} {name}: {note}",
)
_SILENCE = {"not_covered": ("未覆盖", "not covered"), "source_error": ("来源故障", "source failed")}
_BATCH = 1000


def answer_open(inquiries: Sequence[Inquiry], extract: Extract, *, at: datetime) -> int:
    """Answer these inquiries (of the extract's source) from its records; how many got an answer."""
    for start in range(0, len(inquiries), _BATCH):
        batch = inquiries[start : start + _BATCH]
        numbers = {one.person.citizen_id for one in batch if one.person.citizen_id}
        records: dict[str, list[ExtractRow]] = defaultdict(list)
        for row in ExtractRow.objects.filter(extract=extract, citizen_id__in=numbers).order_by("number"):
            records[row.citizen_id].append(row)
        Answer.objects.bulk_create(
            [_answer(one, records.get(one.person.citizen_id or "", []), extract, at) for one in batch]
        )
    return len(inquiries)


def _answer(inquiry: Inquiry, rows: list[ExtractRow], extract: Extract, at: datetime) -> Answer:
    ended = inquiry.authorisation.withdrawn_on
    if ended is not None and ended <= timezone.localdate(at):
        return Answer(inquiry=inquiry, outcome="not_authorised", note=f"授权自{ended}起已撤回", at=at)
    if not inquiry.person.citizen_id:
        # Without a number a register cannot be asked: a name and a birthday fit others too.
        return Answer(inquiry=inquiry, outcome="not_covered", note="无公民身份号码", at=at)
    likeness = [names.likeness(inquiry.person.name, row.name) for row in rows]
    outcome = "not_found"
    if rows:
        other = [one != "same" for one in likeness]
        twice = SOURCES[inquiry.source].once and len(rows) > 1
        outcome = "name_mismatch" if all(other) else "ambiguous" if any(other) or twice else "found"
    odd = next((place for place, one in enumerate(likeness) if one != "same"), None)
    return Answer(
        inquiry=inquiry, outcome=outcome, extract=extract, rows=[row.pk for row in rows], as_of=extract.as_of, at=at,
        facts=[{**row.facts, "row": row.number} for row in rows],
        found_name="" if odd is None else rows[odd].name, likeness="" if odd is None else likeness[odd],
    )  # fmt: skip


def answer_silence(
    inquiry: Inquiry, *, outcome: str, note: str, actor: Any, on: date, at: datetime
) -> Answer:
    """A department says that it does not cover this, or that its system fails: recorded, so that the report can say so."""
    refuse_if_any([queries.why_not_ask(inquiry.case, actor, on), _explained(note)])
    zh, en = _SILENCE[outcome]
    with transaction.atomic(), refusing():
        duty = cases.take_duty(inquiry.case, actor, "verify", on=on, at=at)
        answer = Answer.objects.create(
            inquiry=inquiry, outcome=outcome, note=note.strip()[:300], settled_by=duty, at=at
        )
        _tell(SILENT, inquiry, actor, at, outcome_zh=zh, outcome_en=en, note=note.strip())
        return answer


def settle(inquiry: Inquiry, *, same_person: bool, note: str, actor: Any, on: date, at: datetime) -> Answer:
    """A person looked at papers and says whether a record under another name, or several records, are this member's.

    The same records answer again as found, or as none; of two answers that contradict each other the first one holds
    where the second is not hers. Raises NotSettleable, ExplanationNeeded.
    """
    last = queries.latest_answer(inquiry)
    if last is None or last.outcome not in ("name_mismatch", "ambiguous"):
        raise NotSettleable
    refuse_if_any([queries.why_not_ask(inquiry.case, actor, on), _explained(note)])
    first = None if same_person else queries.contradicted(last)
    holds = first or last
    stands = same_person or (first is not None and bool(first.rows))
    with transaction.atomic(), refusing():
        duty = cases.take_duty(inquiry.case, actor, "verify", on=on, at=at)
        answer = Answer.objects.create(
            inquiry=inquiry, outcome="found" if stands and holds.rows else "not_found", extract=holds.extract,
            as_of=holds.as_of, rows=holds.rows if stands else [], facts=holds.facts if stands else [],
            note=note.strip()[:300], found_name=holds.found_name, likeness=holds.likeness, settled_by=duty, at=at,
        )  # fmt: skip
        zh, en = ("属于", "belongs to") if same_person else ("不属于", "does not belong to")
        _tell(SETTLED, inquiry, actor, at, verdict_zh=zh, verdict_en=en, note=note.strip())
        return answer


def _explained(note: str) -> ExplanationNeeded | None:
    return None if note.strip() else ExplanationNeeded("note")


def _tell(act: audit.Act, inquiry: Inquiry, actor: Any, at: datetime, **figures: Any) -> None:
    source = SOURCES[inquiry.source]
    audit.record(
        act, actor=actor, at=at, case=inquiry.case.number, person=str(inquiry.person_id), name=inquiry.person.name,
        source=source.zh, source_en=source.en, **figures,
    )  # fmt: skip
