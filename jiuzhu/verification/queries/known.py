"""What departments have said of each member so far, report or no report: shown to the household and kept beside its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.models import Answer, Inquiry

from .holding import days_that_hold, holds_until
from .powers import why_not_know, why_not_read
from .results import _known


def stated(key: str, member: Mapping[str, Any]) -> Any:
    """A fact as the household declared it, in the departments' unit; None where nothing was said."""
    return FACTS[key].declared(member)


@dataclass(frozen=True)
class Given:
    """One fact of one member from one source. `outcome`: an answer's word, `unclear`, or "" while the source is silent."""

    person: str
    key: str
    source: str
    outcome: str
    value: Any = None
    as_of: date | None = None
    until: date | None = None  # the last day on which it stands
    rows: Sequence[int] = field(default_factory=tuple)

    @property
    def known(self) -> bool:
        """Whether the source says something: that it knows of nothing is something too."""
        return self.outcome in ("found", "not_found")


def given(case: Any, on: date) -> dict[str, dict[str, Given]]:
    """Person id (text) → fact key → what its source last said in this case. Sources that were not asked are not in it."""
    found: dict[str, dict[str, Given]] = {}
    days = days_that_hold(case, on)
    answers = {
        one.inquiry_id: one for one in Answer.objects.filter(inquiry__case=case).order_by("id")
    }  # the last counts
    for inquiry in _newest(case):
        for one in _facts_of(inquiry, answers.get(inquiry.pk), on, days):
            found.setdefault(one.person, {})[one.key] = one
    return found


def _newest(case: Any) -> Iterator[Inquiry]:
    asked = Inquiry.objects.filter(case=case).select_related("authorisation").order_by("id")
    yield from {(one.person_id, one.source): one for one in asked}.values()


def _facts_of(inquiry: Inquiry, answer: Answer | None, on: date, days: int | None) -> Iterator[Given]:
    person, source = str(inquiry.person_id), inquiry.source
    for key in (one.key for one in FACTS.values() if one.source == source):
        if answer is None:
            yield Given(person, key, source, "")
            continue
        said = _known(inquiry, answer, on)
        unclear = key in said.unclear
        until = holds_until(source, answer.as_of, answer.facts, days)
        yield Given(
            person, key, source, "unclear" if unclear else answer.outcome, None if unclear else said.facts.get(key),
            answer.as_of, until, tuple(record["row"] for record in answer.facts),
        )  # fmt: skip


def why_not_go_through(case: Any, officer: Any, on: date) -> Refusal | None:
    """Who may see what departments say with the household beside her: who reads results, or the counter that took the
    application, which sees only what its form would have asked."""
    if why_not_read(case, officer, on) is None:
        return None
    return offices.why_not(officer, "intake.accept", case.area_id, on) or why_not_know(case, officer, on)
