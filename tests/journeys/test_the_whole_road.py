"""One family from the counter to the bank, under two laws: what happens, in which order, and what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jiuzhu.approvals import actions as approvals
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.cases.refusals import Incompatible, NotThisStage
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds import queries as fund_queries
from jiuzhu.funds.banks import stand_in
from jiuzhu.journey import accepting, content, deciding, following, posting, reviewing, surveying, verifying
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.values.month import Month
from tests import applying, payees, people, road
from tests.rooms import verification_cases as made


class Walk:
    """The officers of 新汶街道 take one family along the road, each doing her own part."""

    def __init__(self, where: people.County, opened_on: date) -> None:
        self.where, self.on = where, opened_on

    def told(self, officer: Any) -> dict[str, Any]:
        return {"actor": officer, "on": self.on, "at": people.at(self.on)}

    def later(self, days: int) -> None:
        self.on += timedelta(days=days)

    def case(self) -> Any:
        return cases.get(self.number)

    def counter(self) -> None:
        draft = applying.draft(self.where, self.on)
        submitted = accepting.submit(draft, **self.told(self.where.clerk))
        self.number, self.code = submitted.case.number, submitted.follow_code
        accepting.accept(submitted.case, follow_code=self.code, **self.told(self.where.clerk))

    def verification(self) -> None:
        for source in made.SOURCES:
            made.take(source, on=self.on)
        verifying.file_report(self.case(), incomplete_because="", **self.told(self.where.verifier))

    def visit(self) -> None:
        family = {
            str(one.person_id): one.person
            for one in self.case().household.memberships.select_related("person")
        }
        told = made.visit_content(family, visited_on=self.on.isoformat())
        surveying.file_visit(
            self.case(), told, on=self.on, at=people.at(self.on, 16),
            visitors=[self.where.visitor, self.where.visitor_two],
        )  # fmt: skip

    def opinion(self) -> None:
        found = reviewing.determine(self.case(), **self.told(self.where.reviewer))
        assert found.outcome == "eligible", (
            found.outcome,
            found.told["zh"]["missing"],
            found.told["zh"]["missing_figures"],
        )
        seen = approvals.digest_of(content.opinion_content(self.case(), found))
        reviewing.give_opinion(self.case(), seen=seen, **self.told(self.where.reviewer))

    def decision(self) -> None:
        seen = approvals.digest_of(
            content.decision_content(self.case(), eligibility.latest(self.case()), self.on)
        )
        deciding.decide(self.case(), seen=seen, officer=self.where.chief, on=self.on, at=people.at(self.on))

    def notice(self) -> None:
        posting.put_up(self.case(), place="东山社区公开栏", **self.told(self.where.clerk))

    def days_of_the_notice(self) -> None:
        self.later(8)
        assert posting.close_notices(on=self.on, at=people.at(self.on)) == 1

    def filing(self) -> None:
        """The decision files itself; money follows the filing."""
        file_decisions.run(self.on, people.at(self.on, 18))

    def payment(self) -> None:
        month = Month.of(entitlements.of_case(self.case()).starts_on)
        self.on = month.first_day + timedelta(days=4)
        payees.able_to_pay(self.where)
        self.filing()
        run = payees.drafted(self.where, month, self.on)
        run, body = payees.sent(self.where, run, self.on)
        payees.answered(self.where, stand_in.answer(body, return_rate=0.0), self.on)


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    people.letter(found)
    road.numbers(found, starts_on=date(2019, 12, 1))
    return found


def test_2026_the_notice_hangs_before_the_decision_and_the_money_comes(where: people.County) -> None:
    road.standard(where)
    walk = Walk(where, date(2026, 9, 1))
    walk.counter()
    with pytest.raises(NotThisStage):
        deciding.decide(walk.case(), seen="", officer=where.chief, on=walk.on, at=people.at(walk.on))
    walk.later(1)
    walk.verification()
    walk.later(2)
    walk.visit()
    walk.opinion()
    walk.notice()
    walk.days_of_the_notice()
    walk.decision()
    walk.notice()  # the decision is published for as long as the allowance lasts
    assert [step.to_stage for step in cases.steps(walk.case())] == [
        "accepting", "verifying", "surveying", "reviewing", "posting_opinion", "deciding", "publishing", "receiving",
    ]  # fmt: skip
    walk.payment()
    paid = fund_queries.of_case(walk.number)
    assert [(one.state, one.month) for one in paid] == [("paid", "2026-10")]
    own = following.open_own(walk.number, walk.code, at=people.at(walk.on))
    assert own.number == walk.number
    with pytest.raises(following.WrongCode):
        following.open_own(walk.number, "AAAA-AAAA", at=people.at(walk.on))
    words = "\n".join(line.zh for line in audit.of_case(walk.number))
    for expected in ("立案", "受理", "公示", "决定给予", "享受待遇"):
        assert expected in words


def test_2019_the_township_decides_first_and_the_one_notice_follows(where: people.County) -> None:
    walk = Walk(where, date(2020, 8, 3))
    walk.counter()
    walk.later(1)
    walk.verification()
    walk.later(2)
    walk.visit()
    walk.opinion()
    walk.decision()
    walk.notice()
    walk.days_of_the_notice()
    assert [step.to_stage for step in cases.steps(walk.case())] == [
        "accepting", "verifying", "surveying", "reviewing", "deciding", "posting_result", "receiving",
    ]  # fmt: skip
    assert entitlements.of_case(walk.case()).starts_on == date(2020, 9, 1)


def test_whoever_visited_may_not_judge_even_with_the_post(where: people.County) -> None:
    road.standard(where)
    walk = Walk(where, date(2026, 9, 1))
    walk.counter()
    walk.verification()
    walk.visit()
    people.offices.post(
        where.visitor,
        "reviewer",
        where.areas[people.TOWNSHIP],
        starts_on=walk.on,
        actor=None,
        at=people.at(walk.on),
    )
    found = reviewing.determine(walk.case(), **walk.told(where.visitor))
    seen = approvals.digest_of(content.opinion_content(walk.case(), found))
    with pytest.raises(Incompatible):
        reviewing.give_opinion(walk.case(), seen=seen, **walk.told(where.visitor))
