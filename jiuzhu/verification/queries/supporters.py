"""What was answered about supporters outside the household: apart from the report, which is of the members alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from jiuzhu.verification.facts import known
from jiuzhu.verification.models import Answer, Inquiry


@dataclass(frozen=True)
class SupporterAnswer:
    """One source about one supporter: its outcome (empty: still waiting), and the facts where it found any."""

    person: str
    name: str
    relation: str  # codes/relations.yaml, to the applicant
    source: str
    outcome: str
    as_of: date | None
    facts: Mapping[str, Any]


def supporters(case: Any, on: date) -> list[SupporterAnswer]:
    """By supporter and source, what counts now: the last answer to the last question. To be shown after a look is journalled."""
    answers = Prefetch("answers", queryset=Answer.objects.order_by("id"), to_attr="answered")
    rows = (
        Inquiry.objects.filter(case=case)
        .exclude(authorisation__obligation="")
        .select_related("person", "authorisation")
        .prefetch_related(answers)
        .order_by("id")
    )
    latest = {(one.person_id, one.source): one for one in rows}
    return [_told(one, on) for _key, one in sorted(latest.items())]


def _told(one: Inquiry, on: date) -> SupporterAnswer:
    signed, answer = one.authorisation, (one.answered or [None])[-1]  # type: ignore[attr-defined]  # prefetched above
    facts: Mapping[str, Any] = {}
    if answer is not None and answer.outcome == "found":
        facts = known(one.source, answer.facts, period=(signed.period_from, signed.period_to), on=on).facts
    ended = signed.ends_on is not None and signed.ends_on <= on
    outcome = answer.outcome if answer else "not_authorised" if ended else ""
    as_of = answer.as_of if answer else None
    return SupporterAnswer(
        str(one.person_id), one.person.name, signed.obligation, one.source, outcome, as_of, facts
    )
