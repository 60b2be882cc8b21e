"""A right rests on a decision; nobody has two; a cut is heard first; nothing is rewritten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals.models import Opinion
from jiuzhu.approvals.refusals import ContentDiffers
from jiuzhu.cases.refusals import Incompatible
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.entitlements import queries, refusals
from jiuzhu.entitlements.models import Amount, Entitlement
from jiuzhu.journey import content, deciding, posting, receiving, reviewing
from jiuzhu.offices.database import refusal_from
from jiuzhu.signatures import actions as signatures
from jiuzhu.values.month import Month
from tests import people, road

TODAY = date(2026, 9, 1)
NOW = people.at(TODAY)


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    road.standard(found)
    road.standard(found, 80_000, starts_on=date(2020, 1, 1))
    people.letter(found)
    return found


def told(officer: Any, on: date = TODAY) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on)}


def granted(where: people.County, *, on: date = TODAY, size: int = 1) -> Any:
    """A case decided and published: its household receives 500 yuan a month (980 − 480) from the next month."""
    case = road.case_at(where, "reviewing", on=on, size=size)
    found = road.determined(where, case, on=on)
    seen = approvals.digest_of(content.opinion_content(case, found))
    case = reviewing.give_opinion(case, seen=seen, **told(where.reviewer, on))
    if case.stage == "posting_opinion":
        case = road.cases.move(
            case, outcome="undisputed", to_stage="deciding", stage_due_on=None, **told(None, on)
        )
    seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), on))
    deciding.decide(case, seen=seen, officer=where.chief, on=on, at=people.at(on))
    case.refresh_from_db()
    if case.stage == "publishing":
        posting.put_up(case, place="公开栏", **told(where.clerk, on))
    case.refresh_from_db()
    return case


def test_the_right_begins_the_month_after_the_decision_and_is_granted_once(where: people.County) -> None:
    case = granted(where)
    right = queries.of_case(case)
    assert case.stage == "receiving" and right is not None
    assert (right.starts_on, [a.amount_fen for a in queries.amounts(right)]) == (date(2026, 10, 1), [50_000])
    again = entitlements.grant(case, members=[case.applicant], **told(where.clerk))
    assert again.pk == right.pk and Entitlement.objects.count() == 1
    assert [one.amount_fen for one in queries.payable(Month(2026, 10), area=people.COUNTY)] == [50_000]
    assert not list(queries.payable(Month(2026, 9), area=people.COUNTY))


def test_nobody_is_entered_without_a_decision(where: people.County) -> None:
    case = road.case_at(where, "deciding", on=TODAY)
    with pytest.raises(refusals.NoDecision):
        entitlements.grant(case, members=[case.applicant], **told(where.chief))
    with pytest.raises(DatabaseError) as raw, transaction.atomic():
        Entitlement.objects.create(
            case=case,
            household=case.household,
            area=case.area,
            item_code="MZ01-01",
            legacy=True,
            starts_on=TODAY,
        )
    assert refusal_from(raw.value).code == "entitlements.no-decision"  # type: ignore[union-attr]


def test_an_amount_written_into_an_opinion_by_hand_never_becomes_a_right(where: people.County) -> None:
    case = road.case_at(where, "reviewing", on=TODAY)
    found = road.determined(where, case, on=TODAY)
    duty = road.cases.take_duty(case, where.reviewer, "review", on=TODAY, at=NOW)
    signed = signatures.sign(
        {}, kind="preliminary", about=case.number, case=case.number, area_code=case.area_id, actor=where.reviewer,
        on=TODAY, at=NOW,
    )  # fmt: skip
    Opinion.objects.create(
        case=case, duty=duty, kind="preliminary", proposes="grant", amount_fen=90_000, content={}, digest=signed.digest,
        signature=signed, determination_digest=found.digest, on=TODAY, at=NOW,
    )  # fmt: skip
    case = road.cases.move(
        case, outcome="proposed_grant", to_stage="posting_opinion", stage_due_on=None, **told(None)
    )
    case = road.cases.move(case, outcome="undisputed", to_stage="deciding", stage_due_on=None, **told(None))
    seen = approvals.digest_of(content.decision_content(case, found, TODAY))
    with pytest.raises(ContentDiffers):
        deciding.decide(case, seen=seen, officer=where.chief, on=TODAY, at=NOW)
    assert not Entitlement.objects.exists()


def test_one_person_one_allowance(where: people.County) -> None:
    first = granted(where)
    second = road.case_at(where, "reviewing", on=TODAY)
    second.applicant = first.applicant
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO entitlements_beneficiary (entitlement_id, person_id, kind, starts_on) "
            "SELECT id, %s, 'minimum-living', DATE '2027-01-01' FROM entitlements_entitlement",
            [first.applicant_id],
        )
    assert queries.holder_of([first.applicant.citizen_id], date(2026, 10, 1)) == {
        first.applicant.citizen_id: first.number
    }


def test_a_cut_is_heard_before_it_is_decided(where: people.County) -> None:
    case = granted(where)
    later = TODAY + timedelta(days=60)
    change = {
        "kind": "reduce",
        "ground": "income_changed",
        "explanation": "找到工作",
        "effective_on": date(2026, 12, 1),
    }
    with pytest.raises(refusals.NotACut):
        receiving.propose_change(case, **{**change, "new_fen": 60_000}, **told(where.reviewer, later))
    with pytest.raises(refusals.UnknownGround):
        receiving.propose_change(
            case, **{**change, "ground": "mood", "new_fen": 20_000}, **told(where.reviewer, later)
        )
    moved = receiving.propose_change(case, **change, new_fen=20_000, **told(where.reviewer, later))
    assert moved.stage == "hearing"
    proposed = queries.open_change(moved)
    seen = approvals.digest_of(receiving.change_content(moved))
    with pytest.raises(refusals.NotHeard), transaction.atomic():
        entitlements.decide_change(
            proposed, agrees=True, reasons="收入增加", content=receiving.change_content(moved), seen=seen,
            officer=where.chief, on=later, at=people.at(later),
        )  # fmt: skip
    moved = receiving.hear(
        moved,
        how="visit",
        who_spoke="罗安",
        told="拟减至200元",
        said="工作不稳定",
        considered="已核实",
        **told(where.reviewer, later),
    )
    seen = approvals.digest_of(receiving.change_content(moved))
    agreed = {"agrees": True, "reasons": "月收入增加300元", "seen": seen, "on": later, "at": people.at(later)}
    people.offices.post(
        where.reviewer,
        "chief_representative",
        where.areas[people.TOWNSHIP],
        starts_on=TODAY,
        actor=None,
        at=NOW,
    )
    with pytest.raises(Incompatible):  # she proposed it
        receiving.decide_change(moved, officer=where.reviewer, **agreed)
    decided = receiving.decide_change(moved, officer=where.chief, **agreed)
    assert decided.stage == "receiving"
    right = queries.of_case(decided)
    assert [(a.amount_fen, a.starts_on, a.stops_on) for a in queries.amounts(right)] == [
        (50_000, date(2026, 10, 1), date(2026, 12, 1)),
        (20_000, date(2026, 12, 1), None),
    ]


def test_a_stop_ends_right_and_payment_and_keeps_the_past(where: people.County) -> None:
    case = granted(where)
    on = date(2026, 11, 5)
    moved = receiving.propose_change(
        case,
        kind="stop",
        ground="gave_up",
        explanation="家庭申请退出",
        effective_on=date(2026, 12, 1),
        **told(where.reviewer, on),
    )
    moved = receiving.hear(
        moved,
        how="counter",
        who_spoke="罗安",
        told="…",
        said="同意",
        considered="…",
        **told(where.reviewer, on),
    )
    seen = approvals.digest_of(receiving.change_content(moved))
    ended = receiving.decide_change(
        moved, agrees=True, reasons="本人申请", seen=seen, officer=where.chief, on=on, at=people.at(on)
    )
    assert (ended.stage, ended.closed_as) == ("closed", "stopped")
    assert [len(list(queries.payable(Month(2026, m), area=people.COUNTY))) for m in (10, 11, 12)] == [1, 1, 0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Amount.objects.update(stops_on=None)


def test_grace_is_six_months_at_most(where: people.County) -> None:
    case = granted(where)
    on = date(2026, 11, 5)
    grace = {
        "kind": "grace",
        "ground": "employment",
        "explanation": "就业",
        "effective_on": date(2026, 12, 1),
    }
    with pytest.raises(refusals.GraceTooLong) as refused:
        receiving.propose_change(case, **grace, until=date(2027, 7, 1), **told(where.reviewer, on))
    assert "7" in refused.value.text() and "6" in refused.value.text()
    moved = receiving.propose_change(case, **grace, until=date(2027, 6, 1), **told(where.reviewer, on))
    moved = receiving.hear(
        moved, how="visit", who_spoke="罗安", told="…", said="…", considered="…", **told(where.reviewer, on)
    )
    seen = approvals.digest_of(receiving.change_content(moved))
    given = receiving.decide_change(
        moved, agrees=True, reasons="渐退", seen=seen, officer=where.chief, on=on, at=people.at(on)
    )
    assert given.stage == "grace"
    months = {m: len(list(queries.payable(m, area=people.COUNTY))) for m in (Month(2027, 5), Month(2027, 6))}
    assert list(months.values()) == [1, 0]


def test_the_2026_law_takes_running_cases_over(where: people.County) -> None:
    before = date(2025, 3, 3)
    case = granted(where, on=before)
    assert case.process.in_force_from == date(2022, 10, 20) and case.stage == "receiving"
    first = date(2026, 7, 1)
    eve = first - timedelta(days=1)
    assert receiving.take_over(people.COUNTY, on=eve, at=people.at(eve)) == 0
    assert [receiving.take_over(people.COUNTY, on=first, at=people.at(first)) for _twice in range(2)] == [
        1,
        0,
    ]
    case.refresh_from_db()
    assert case.process.in_force_from == first and case.stage == "receiving"
    cut = receiving.propose_change(
        case,
        kind="stop",
        ground="gave_up",
        explanation="退出",
        effective_on=date(2026, 8, 1),
        **told(where.reviewer, first),
    )
    assert cut.stage == "hearing"
