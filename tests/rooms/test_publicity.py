"""A notice shows the lawful fields and nothing else, runs its days, and an objection stops it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases.refusals import NotEmpowered, Stale
from jiuzhu.journey import posting
from jiuzhu.offices.database import refusal_from
from jiuzhu.publicity import queries, refusals, rules
from jiuzhu.publicity.models import Posting
from tests import people, road

TODAY = date(2026, 9, 1)
NOW = people.at(TODAY)


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    road.standard(found)
    people.letter(found)
    return found


def told(officer: Any, on: date = TODAY) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on)}


def test_a_notice_shows_what_the_process_allows(where: people.County) -> None:
    case = road.case_at(where, "posting_opinion", on=TODAY, size=2)
    hung = posting.put_up(case, place="东山社区公开栏", **told(where.clerk))
    assert set(hung.fields) == {"applicant_name", "household_size", "village", "item", "hotline"}
    assert hung.closes_on == TODAY + timedelta(days=7)
    case.refresh_from_db()
    assert case.stage_due_on == hung.closes_on
    with pytest.raises(refusals.AlreadyPosted):
        posting.put_up(case, place="又一处", **told(where.clerk))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"citizen_id": "x"}, "publicity.field-not-allowed"),
        ({"member_names": "罗安、罗宁"}, "publicity.field-not-allowed"),
        ({"applicant_name": "罗安 370982196001019112"}, "publicity.personal-number"),
        ({"applicant_name": "罗安 13800000000"}, "publicity.personal-number"),
    ],
)
def test_the_database_refuses_what_may_not_hang(
    where: people.County, fields: dict[str, str], code: str
) -> None:
    case = road.case_at(where, "posting_opinion", on=TODAY)
    duty = road.cases.take_duty(case, where.clerk, "post", on=TODAY, at=NOW)
    with pytest.raises(DatabaseError) as raw, transaction.atomic():
        Posting.objects.create(
            case=case, duty=duty, kind="opinion", stage="posting_opinion", area_id=case.village_id, fields=fields,
            place="公开栏", posted_on=TODAY, closes_on=TODAY + timedelta(days=7),
        )  # fmt: skip
    refusal = refusal_from(raw.value)
    assert refusal is not None and refusal.code == code


def test_nobody_without_the_post_hangs_a_notice(where: people.County) -> None:
    case = road.case_at(where, "posting_opinion", on=TODAY)
    with pytest.raises(NotEmpowered):
        posting.put_up(case, place="公开栏", **told(where.visitor))
    assert queries.open_posting(case) is None


def test_the_clock_closes_after_the_last_day_and_only_once(where: people.County) -> None:
    case = road.case_at(where, "posting_opinion", on=TODAY)
    hung = posting.put_up(case, place="公开栏", **told(where.clerk))
    for early in (TODAY, hung.closes_on):
        assert posting.close_notices(on=early, at=people.at(early)) == 0
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publicity_posting SET ended_on = %s, ended_as = 'undisputed'", [hung.closes_on]
        )
    assert refusal_from(raw.value).code == "publicity.notice-still-runs"  # type: ignore[union-attr]
    after = hung.closes_on + timedelta(days=1)
    assert [posting.close_notices(on=after, at=people.at(after)) for _twice in range(2)] == [1, 0]
    case.refresh_from_db()
    assert case.stage == "deciding"
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE publicity_posting SET place = 'elsewhere'")
    assert refusal_from(raw.value).code == "publicity.posting-frozen"  # type: ignore[union-attr]


def test_an_objection_keeps_the_clock_away_and_leads_to_an_appraisal(where: people.County) -> None:
    case = road.case_at(where, "posting_opinion", on=TODAY)
    with pytest.raises(refusals.NoOpenPosting):
        posting.object_to(case, text="有车", channel="phone", **told(where.clerk))
    hung = posting.put_up(case, place="公开栏", **told(where.clerk))
    with pytest.raises(refusals.ObjectionEmpty):
        posting.object_to(case, text="  ", channel="phone", **told(where.clerk))
    with pytest.raises(refusals.NoObjection):
        posting.answer_objection(case, "disputed", note="", **told(where.clerk))
    posting.object_to(case, text="他家有一辆车", channel="online", **told(None))  # anonymous, from the portal
    after = hung.closes_on + timedelta(days=1)
    assert posting.close_notices(on=after, at=people.at(after)) == 0
    case.refresh_from_db()
    seen = case.version
    moved = posting.answer_objection(
        case, "disputed", note="召开评议会", version=seen, **told(where.reviewer)
    )
    assert moved.stage == "appraising"
    with pytest.raises(Stale):
        posting.answer_objection(case, "disputed", note="again", version=seen, **told(where.reviewer))
    panel = [
        {"name": f"代表{n}", "capacity": "villager", "present": True, "recused": False} for n in range(8)
    ]
    panel.append({"name": "村委", "capacity": "village", "present": True, "recused": False})
    appraisal = {
        "held_on": TODAY,
        "place": "会议室",
        "votes_for": 7,
        "votes_against": 1,
        "conclusion": "confirmed",
        "minutes": "…",
    }
    with pytest.raises(refusals.VotesDoNotAddUp):
        posting.appraise(moved, panel=panel, **appraisal, **told(where.reviewer))
    few = [*panel[:2], panel[-1], panel[-1]]
    with pytest.raises(refusals.TooFewVillagers):
        posting.appraise(
            moved, panel=few, **{**appraisal, "votes_for": 4, "votes_against": 0}, **told(where.reviewer)
        )
    confirmed = posting.appraise(moved, panel=panel, abstained=1, **appraisal, **told(where.reviewer))
    assert confirmed.stage == "reviewing"


def test_amounts_are_shown_in_yuan_and_unknown_ones_not_at_all() -> None:
    known = {
        "applicant_name": "罗安",
        "amount": 110_250,
        "proposed_amount": None,
        "village": "东山社区",
        "illness": "x",
    }
    shown = rules.lawful_fields(["applicant_name", "amount", "proposed_amount"], known)
    assert shown == {"applicant_name": "罗安", "amount": "1102.50 元/月", "village": "东山社区"}


def test_a_village_board_shows_running_notices_and_lasting_ones(where: people.County) -> None:
    case = road.case_at(where, "publishing", on=TODAY)
    village = case.village_id
    assert not queries.public_board(TODAY, village=village)
    road.determined(where, case, on=TODAY)
    with transaction.atomic():
        duty = road.cases.take_duty(case, where.clerk, "post", on=TODAY, at=NOW)
        Posting.objects.create(
            case=case, duty=duty, kind="decision", stage="publishing", area_id=village, posted_on=TODAY, place="公开栏",
            fields={"applicant_name": "罗安"}, closes_on=None,
        )  # fmt: skip
    years_later = TODAY + timedelta(days=900)
    assert [one.fields for one in queries.public_board(years_later, village=village)] == [
        {"applicant_name": "罗安"}
    ]
