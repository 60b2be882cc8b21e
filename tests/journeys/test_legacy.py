"""An imported household applies: the new right follows the imported one without a gap and without a second payment (57号 Art. 28)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds import queries as funds
from jiuzhu.funds.banks import stand_in
from jiuzhu.intake import queries as intake
from jiuzhu.intake.refusals import LiveCase
from jiuzhu.journey import importing, receiving
from jiuzhu.values.month import Month
from tests import applying, payees, people, road
from tests.journeys.test_the_whole_road import Walk
from tests.rooms import test_importing as sheets

IMPORTED_ON = date(2026, 8, 3)


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    people.letter(found)
    road.numbers(found, starts_on=date(2019, 12, 1))
    road.standard(found)
    payees.able_to_pay(found)
    return found


@pytest.fixture
def imported(where: people.County) -> Any:
    """The family of tests/applying.py, as a former system had it."""
    mother, child = applying.mother(), applying.child()
    body = sheets.workbook(
        sheets.grid(
            sheets.row(name=mother["name"], citizen_id=mother["citizen_id"], village="柳行村", amount="300"),
            sheets.child(name=child["name"], citizen_id=child["citizen_id"]),
        )
    )
    done = importing.import_households(
        body, area=people.COUNTY, actor=where.policy, on=IMPORTED_ON, at=people.at(IMPORTED_ON)
    )
    assert done.entered == 1, done.results
    return cases.listing(cases.Wanted(legacy=True, closed=False), reach=(people.TOWNSHIP,)).get()


def pay(where: people.County, month: Month) -> None:
    on = month.first_day + timedelta(days=4)
    _run, body = payees.sent(where, payees.drafted(where, month, on), on)
    payees.answered(where, stand_in.answer(body, return_rate=0.0), on)


def granted(where: people.County) -> Walk:
    """The family at the counter on 1 September; the decision falls within the month."""
    walk = Walk(where, date(2026, 9, 1))
    walk.counter()
    walk.later(1)
    walk.verification()
    walk.later(2)
    walk.visit()
    walk.opinion()
    walk.notice()
    walk.days_of_the_notice()
    walk.decision()
    walk.notice()
    walk.filing()
    return walk


def test_somebody_elses_imported_case_is_in_the_way(where: people.County, imported: Any) -> None:
    """Only the household that was taken over completes it; the child is not taken into another application."""
    on = date(2026, 9, 1)
    draft = applying.draft(where, on, applying.mother(7, name="示例乙"), applying.child())
    assert LiveCase in {type(one) for one in intake.why_not_submit(draft, on)}


def test_the_new_right_follows_the_imported_one_and_nobody_is_paid_twice(
    where: people.County, imported: Any
) -> None:
    assert (imported.stage, imported.closed_on) == ("receiving", None)
    pay(where, Month(2026, 9))
    walk = granted(where)
    old, new = cases.get(imported.number), walk.case()
    assert (old.stage, old.closed_as, old.closed_on) == ("closed", "completed", walk.on)
    assert (new.stage, new.legacy, new.household_id) == ("receiving", False, old.household_id)
    before, after = entitlements.of_case(old), entitlements.of_case(new)
    assert (before.stops_on, after.starts_on) == (date(2026, 10, 1), date(2026, 10, 1))
    assert not cases.listing(cases.Wanted(legacy=True, closed=False), reach=(people.TOWNSHIP,)).exists()
    pay(where, Month(2026, 10))
    paid = [(one.month, one.state) for one in funds.of_case(old.number)]
    assert paid == [("2026-09", "paid")]
    paid = [(one.month, one.state) for one in funds.of_case(new.number)]
    assert paid == [("2026-10", "paid")]


def test_a_month_that_was_paid_already_is_not_paid_again_under_the_new_right(
    where: people.County, imported: Any
) -> None:
    """October went to the bank in September; the decision of September then begins in October."""
    september = date(2026, 9, 2)
    run, body = payees.sent(where, payees.drafted(where, Month(2026, 10), september), september)
    payees.answered(where, stand_in.answer(body, return_rate=0.0), september)
    walk = granted(where)
    on = date(2026, 10, 6)
    more = payees.drafted(where, Month(2026, 10), on, kind="supplementary")
    held = funds.held_of_case(walk.number)
    assert [(one.month, one.code) for one in held] == [("2026-10", "nothing-due")]
    assert imported.number in held[0].detail
    assert (run.lines, more.lines) == (1, 0)
    pay(where, Month(2026, 11))
    assert [one.month for one in funds.of_case(walk.number)] == ["2026-11"]


def test_only_one_application_completes_it(where: people.County, imported: Any) -> None:
    granted(where)
    on = date(2026, 9, 20)
    draft = applying.draft(where, on)
    assert LiveCase in {type(one) for one in intake.why_not_submit(draft, on)}


def test_refused_the_imported_right_waits_for_its_own_decision(where: people.County, imported: Any) -> None:
    """A refusal of the application does not cut anybody off: that is proposed, heard and decided like any other cut."""
    on = date(2026, 9, 20)
    told = {"actor": where.reviewer, "on": on, "at": people.at(on)}
    moved = receiving.propose_change(
        cases.get(imported.number), kind="stop", ground="income_changed", explanation="重新申请后经核对不符合条件",
        effective_on=date(2026, 10, 1), **told,
    )  # fmt: skip
    assert moved.stage == "hearing"
    assert entitlements.of_case(moved).stops_on is None
