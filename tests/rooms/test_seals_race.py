"""Several windows at once: every use its own number, none left out, and no decision sealed twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.seals import queries
from jiuzhu.seals.actions import watching
from jiuzhu.seals.models import Use
from jiuzhu.seals.refusals import ReasonNeeded
from tests import people
from tests import seals as made
from tests.rooms.test_standards_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _papers(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made.papers_in(tmp_path, settings, monkeypatch)


def test_numbers_have_no_gap_though_some_die_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    where = made.ready(people.county())
    seal = made.kept(where)
    decisions = [made.decided(where, on=TODAY) for _ in range(8)]
    papers = [made.paper(decision) for decision in decisions]
    usual, dying = watching.look_at, {decisions[2].pk, decisions[5].pk}

    def look(use: Use) -> None:
        usual(use)
        if use.decision_id in dying:  # the window's program is killed after the row, before the commit
            raise ReasonNeeded

    monkeypatch.setattr(watching, "look_at", look)
    told = at_once(*(
        lambda decision=decision, paper=paper: made.use(seal, decision, where.chief, on=TODAY, paper=paper)
        for decision, paper in zip(decisions, papers, strict=True)
    ))  # fmt: skip
    assert told.count("") == 6
    assert sorted(Use.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    dying.clear()
    again = [made.use(seal, decisions[place], where.chief, on=TODAY, paper=papers[place]) for place in (2, 5)]
    assert [one.number for one in again] == [7, 8] and queries.get(seal.pk).last_number == 8


def test_one_decision_is_sealed_once_by_two_windows() -> None:
    where = made.ready(people.county())
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    papers = [made.paper(decision, words=words) for words in ("甲", "乙", "丙")]
    told = at_once(
        *(
            lambda paper=paper: made.use(seal, decision, where.chief, on=TODAY, paper=paper)
            for paper in papers
        )
    )
    assert sorted(told) == ["", "seals.already-sealed", "seals.already-sealed"]
    assert list(Use.objects.values_list("number", flat=True)) == [1]
