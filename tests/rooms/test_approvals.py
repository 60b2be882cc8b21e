"""A decision needs a letter in force, an opinion, the amount the rules gave, and somebody who did not review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries
from jiuzhu.approvals import refusals as approval_refusals
from jiuzhu.approvals.models import Decision
from jiuzhu.cases import refusals as case_refusals
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.delegation import refusals as letter_refusals
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content, deciding, reviewing
from jiuzhu.offices.database import refusal_from
from tests import people, road

TODAY = date(2026, 9, 1)
NOW = people.at(TODAY)


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    road.standard(found)
    return found


def opined(where: people.County, *, wage_fen: int = 48_000, on: date = TODAY) -> Any:
    """A case with an opinion, standing at deciding."""
    case = road.case_at(where, "reviewing", on=on)
    found = road.determined(where, case, on=on, wage_fen=wage_fen)
    seen = approvals.digest_of(content.opinion_content(case, found))
    case = reviewing.give_opinion(case, seen=seen, actor=where.reviewer, on=on, at=people.at(on))
    while case.stage != "deciding":
        case = road.cases.move(
            case,
            outcome="undisputed",
            to_stage="deciding",
            stage_due_on=None,
            actor=None,
            on=on,
            at=people.at(on),
        )
    return case


def seen_by(case: Any, on: date = TODAY) -> str:
    return approvals.digest_of(content.decision_content(case, eligibility.latest(case), on))


def decide(case: Any, officer: Any, *, on: date = TODAY, **more: Any) -> Any:
    return deciding.decide(case, seen=seen_by(case, on), officer=officer, on=on, at=people.at(on), **more)


def test_without_a_letter_the_township_is_refused_everywhere_with_the_same_words(
    where: people.County,
) -> None:
    case = opined(where)
    asked = queries.why_not_sign(case, where.chief, on=TODAY)
    assert asked is not None and asked.code == "delegation.no-letter-in-force"
    assert "城市低保" in asked.text() and "新汶街道" in asked.text()
    with pytest.raises(letter_refusals.NoLetterInForce):  # not: she lacks the county's power
        decide(case, where.chief)
    duty = road.cases.take_duty(case, where.chief, "decide", on=TODAY, at=NOW)
    other = people.letter(where, township=people.NEIGHBOUR)
    opinion = queries.latest_opinion(case)
    with pytest.raises(DatabaseError) as raw, transaction.atomic():
        Decision.objects.create(
            case=case, duty=duty, kind="granted", amount_fen=opinion.amount_fen, persons=1, starts_on=date(2026, 10, 1),
            opinion=opinion, decided_by_level="township", letter=other, legal_form="entrusted", in_the_name_of="x",
            determination_digest=opinion.determination_digest, content={}, digest="d" * 64, on=TODAY, at=NOW,
        )  # fmt: skip
    refusal = refusal_from(raw.value)
    assert refusal is not None and refusal.text() == asked.text()


def test_beyond_the_amount_goes_to_the_county_and_inside_the_county_may_not(where: people.County) -> None:
    people.letter(where, limit_fen=40_000)
    case = opined(where)  # 980 - 480 = 500 yuan a month
    why = queries.why_not_sign(case, where.chief, on=TODAY)
    assert isinstance(why, letter_refusals.BeyondTheAmount)
    assert "500.00" in why.text() and "400.00" in why.text()
    assert queries.authority(case, 50_000, TODAY).level == "county"
    assert decide(case, where.decider).decided_by_level == "county"
    small = opined(where, wage_fen=70_000)
    with pytest.raises(case_refusals.NotEmpowered):
        decide(small, where.decider)
    duty = road.cases.take_duty(small, where.decider, "decide_county", on=TODAY, at=NOW)
    opinion = queries.latest_opinion(small)
    with pytest.raises(DatabaseError) as raw, transaction.atomic():
        Decision.objects.create(
            case=small, duty=duty, kind="granted", amount_fen=opinion.amount_fen, persons=1, opinion=opinion,
            starts_on=date(2026, 10, 1), decided_by_level="county", legal_form="county", in_the_name_of="x",
            determination_digest=opinion.determination_digest, content={}, digest="d" * 64, on=TODAY, at=NOW,
        )  # fmt: skip
    assert refusal_from(raw.value).code == "approvals.county-handed-down"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "covered"),
    [(-1, False), (0, True), (9, True), (10, False), (19, False), (20, True), (29, True), (30, False)],
)
def test_a_letter_covers_from_its_first_day_until_before_its_last_and_not_while_suspended(
    where: people.County, day: int, *, covered: bool
) -> None:
    first = date(2026, 9, 10)
    letter = people.letter(where, starts_on=first, stops_on=first + timedelta(days=30))
    told = {"actor": where.supervisor, "on": first, "at": people.at(first), "reason": "检查"}
    delegation.suspend(letter, effective_on=first + timedelta(days=10), **told)
    delegation.resume(letter, effective_on=first + timedelta(days=20), **told)
    on = first + timedelta(days=day)
    refusal = letters.why_not_decide("MZ01-01", people.TOWNSHIP, on, 50_000)
    assert (refusal is None) is covered
    assert (letters.covering("MZ01-01", people.TOWNSHIP, on) is not None) is covered


def test_a_withdrawn_letter_makes_room_for_the_next(where: people.County) -> None:
    letter = people.letter(where)
    with pytest.raises(letter_refusals.LetterOverlaps):
        people.letter(where, number="二", starts_on=date(2026, 1, 1))
    delegation.withdraw(
        letter, reason="换文", effective_on=date(2026, 1, 1), actor=where.supervisor, on=date(2025, 12, 1),
        at=people.at(date(2025, 12, 1)),
    )  # fmt: skip
    assert letters.covering("MZ01-01", people.TOWNSHIP, date(2025, 12, 31)) is not None
    assert letters.covering("MZ01-01", people.TOWNSHIP, date(2026, 1, 1)) is None
    assert people.letter(where, number="二", starts_on=date(2026, 1, 1)).number == "二"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE delegation_letteritem SET stops_on = '2030-01-01'")


def test_only_the_county_issues_letters_and_only_to_townships(where: people.County) -> None:
    told = {"legal_form": "entrusted", "basis": "x", "signed_for_township": "y", "items": {"MZ01-01": None},
            "starts_on": TODAY, "stops_on": date(2027, 1, 1), "on": TODAY, "at": NOW}  # fmt: skip
    with pytest.raises(people_refusal()):
        delegation.issue(number="一", township=where.areas[people.TOWNSHIP], actor=where.chief, **told)
    with pytest.raises(letter_refusals.NotATownship):
        delegation.issue(number="一", township=where.areas[people.COUNTY], actor=where.supervisor, **told)
    with pytest.raises(letter_refusals.LetterIncomplete) as refused:
        delegation.issue(
            number=" ", township=where.areas[people.TOWNSHIP], actor=where.supervisor, **{**told, "items": {}}
        )
    assert "编号" in refused.value.text() and "委托事项" in refused.value.text()


def people_refusal() -> type[Exception]:
    from jiuzhu.offices.refusals import NotYourPower

    return NotYourPower


def test_what_changed_since_it_was_seen_is_not_signed(where: people.County) -> None:
    people.letter(where)
    case = road.case_at(where, "reviewing", on=TODAY)
    found = road.determined(where, case, on=TODAY)
    seen = approvals.digest_of(content.opinion_content(case, found))
    road.determined(where, case, on=TODAY, wage_fen=50_000)
    with pytest.raises(approval_refusals.ChangedSinceSeen):
        reviewing.give_opinion(case, seen=seen, actor=where.reviewer, on=TODAY, at=NOW)
    undecided = road.case_at(where, "reviewing", on=TODAY)
    with pytest.raises(approval_refusals.NotDetermined):
        reviewing.give_opinion(undecided, seen=seen, actor=where.reviewer, on=TODAY, at=NOW)


def test_an_amount_nobody_determined_is_refused_by_the_database(where: people.County) -> None:
    people.letter(where)
    case = opined(where)
    opinion = queries.latest_opinion(case)
    duty = road.cases.take_duty(case, where.chief, "decide", on=TODAY, at=NOW)
    letter = letters.covering("MZ01-01", people.TOWNSHIP, TODAY)
    with pytest.raises(DatabaseError) as raw, transaction.atomic():
        Decision.objects.create(
            case=case, duty=duty, kind="granted", amount_fen=opinion.amount_fen + 1, persons=1, opinion=opinion,
            starts_on=date(2026, 10, 1), decided_by_level="township", letter_id=letter.letter_id, legal_form="entrusted",
            in_the_name_of="x", determination_digest=opinion.determination_digest, content={}, digest="d" * 64, on=TODAY,
            at=NOW,
        )  # fmt: skip
    assert refusal_from(raw.value).code == "approvals.amount-differs"  # type: ignore[union-attr]


def test_granted_then_the_same_again_and_then_by_another_page(where: people.County) -> None:
    people.letter(where)
    case = opined(where)
    decision = decide(case, where.chief)
    assert (decision.kind, decision.amount_fen, decision.starts_on) == ("granted", 50_000, date(2026, 10, 1))
    assert decision.in_the_name_of == "新泰市民政局"  # entrusted: in the county's name
    for _again in range(2):
        with pytest.raises((case_refusals.NotThisStage, case_refusals.Stale)):
            deciding.decide(case, seen=decision.digest, officer=where.chief, on=TODAY, at=NOW)
    assert Decision.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(amount_fen=1)


def test_a_refusal_states_its_reasons(where: people.County) -> None:
    people.letter(where)
    case = opined(where, wage_fen=99_000)
    with pytest.raises(approval_refusals.GroundsNeeded):
        decide(case, where.chief, grounds="  ")
    decision = decide(case, where.chief, grounds="人均月收入990元，高于标准980元。")
    assert (decision.kind, decision.amount_fen) == ("refused", 0)
    case.refresh_from_db()
    assert (case.stage, case.closed_as) == ("closed", "refused")
