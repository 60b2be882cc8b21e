"""A quarter's list is frozen, published and drawn; the database takes neither a smaller sample nor a hand-picked one."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from jiuzhu.audit.refusals import AppendOnly
from jiuzhu.delegation import queries as letters
from jiuzhu.delegation.refusals import AlreadyEnded
from jiuzhu.filings import actions as filings
from jiuzhu.filings import drawing, queries, refusals
from jiuzhu.filings.models import Draw, Filing, Reveal, SampleEntry
from jiuzhu.journey import filing as journey
from jiuzhu.journey import suspending
from jiuzhu.offices import actions as offices
from jiuzhu.offices.database import refusing
from tests import filing as desk
from tests import people
from tests.filing import TODAY, told

pytestmark = pytest.mark.django_db
FROZEN, KNOWN = date(2026, 10, 9), date(2026, 10, 12)
NAMED = {"entropy_named": "2026年10月12日福利彩票双色球开奖号码", "entropy_on": KNOWN}
VALUE = "03 11 17 22 30 31 + 05"


@pytest.fixture
def where() -> people.County:
    return desk.county()


def quarter(where: people.County, cases: int = 5) -> list[Filing]:
    """Cases decided in the third quarter, all on file, one complained about."""
    for _n in range(cases):
        desk.decided(where)
    journey.file_waiting(on=TODAY, at=people.at(TODAY, 11))
    found = list(Filing.objects.order_by("id"))
    filings.complain(found[0].case, channel="phone", text="不公平", **told(where.filing))
    return found


def listed(where: people.County, **more: Any) -> Draw:
    return filings.freeze(
        where.areas[people.TOWNSHIP], "2026Q3", **NAMED | more, **told(where.supervisor, FROZEN)
    )


def drawn(where: people.County) -> Draw:
    draw = listed(where)
    for officer in (where.supervisor, where.filing):
        filings.enter_number(draw, VALUE, **told(officer, KNOWN))
    filings.draw(draw, **told(where.supervisor, KNOWN))
    return queries.get_draw(draw.number)


def test_a_list_waits_for_its_quarter_and_is_whole(where: people.County) -> None:
    with pytest.raises(refusals.QuarterNotOver):
        filings.freeze(where.areas[people.TOWNSHIP], "2026Q4", **NAMED, **told(where.supervisor, FROZEN))
    with pytest.raises(refusals.NothingToList):
        listed(where)
    quarter(where)
    desk.decided(where)
    with pytest.raises(refusals.NotAllOnFile):
        listed(where)
    journey.file_waiting(on=TODAY, at=people.at(TODAY, 11))
    with pytest.raises(refusals.EntropyUnnamed):
        listed(where, entropy_on=FROZEN)
    with pytest.raises(refusals.WithoutPower):
        filings.freeze(where.areas[people.TOWNSHIP], "2026Q3", **NAMED, **told(where.filing, FROZEN))
    draw = listed(where)
    assert len(queries.lines(draw)) == 6
    with pytest.raises(refusals.AlreadyListed):
        listed(where)
    columns = {
        field.attname: getattr(draw, field.attname) for field in Draw._meta.fields if field.name != "id"
    }
    body = json.loads(draw.body)
    filings.abort(draw, reason="试", **told(where.supervisor, FROZEN))
    for lines in (
        body["lines"][1:],
        [*body["lines"], body["lines"][0]],
        [one | {"must": ""} for one in body["lines"]],
    ):
        text = drawing.text_of(body | {"lines": lines})
        with pytest.raises(refusals.NotTheList), transaction.atomic(), refusing():
            Draw.objects.create(
                **columns | {"number": "x", "serial": 2, "body": text, "digest": drawing.sha256(text)}
            )


def test_the_number_is_read_by_two_on_its_day_and_the_list_was_public_for_a_day(where: people.County) -> None:
    quarter(where)
    draw = listed(where)
    with pytest.raises(refusals.NumberNotKnownYet):
        filings.enter_number(draw, VALUE, **told(where.filing, FROZEN))
    with pytest.raises(refusals.NumberReadDifferently):
        filings.draw(draw, **told(where.supervisor, KNOWN))
    filings.enter_number(draw, VALUE, **told(where.filing, KNOWN))
    with pytest.raises(refusals.NumberReadDifferently):
        filings.draw(draw, **told(where.supervisor, KNOWN))
    filings.enter_number(draw, f"  {VALUE} ", **told(where.supervisor, KNOWN))
    with pytest.raises(refusals.NumberWasRead):
        filings.abort(draw, reason="不喜欢这个号码", **told(where.supervisor, KNOWN))
    with pytest.raises(refusals.TooEarlyToDraw):
        filings.draw(draw, actor=where.supervisor, on=date(2026, 10, 10), at=people.at(date(2026, 10, 10), 9))
    assert (
        len(filings.draw(draw, **told(where.supervisor, KNOWN))) == 3
    )  # two of five drawn, one complained about
    with pytest.raises(refusals.DrawClosed):
        filings.draw(queries.get_draw(draw.number), **told(where.supervisor, KNOWN))
    with pytest.raises(refusals.DrawClosed):
        filings.enter_number(draw, VALUE, **told(where.decider, KNOWN))


@pytest.mark.parametrize("change", ["smaller", "another", "added", "seed", "secret"])
def test_the_database_repeats_the_draw_and_refuses_another_sample(where: people.County, change: str) -> None:
    quarter(where)
    draw = listed(where)
    for officer in (where.supervisor, where.filing):
        filings.enter_number(draw, VALUE, **told(officer, KNOWN))
    seed = drawing.seed_of(draw.digest, VALUE, draw.secret)
    chosen = drawing.sample(queries.lines(draw), seed, draw.percent)
    rest = [
        line["filing"] for line in queries.lines(draw) if line["filing"] not in {one.filing for one in chosen}
    ]
    wanted = [(one.filing, one.why) for one in chosen]
    if change == "smaller":
        wanted.pop(next(n for n, one in enumerate(wanted) if one[1] == "drawn"))
    if change == "another":
        wanted[next(n for n, one in enumerate(wanted) if one[1] == "drawn")] = (rest[0], "drawn")
    if change == "added":
        wanted.append((rest[0], "drawn"))
    told_seed = "0" * 64 if change == "seed" else seed
    secret = "0" * 64 if change == "secret" else draw.secret
    with pytest.raises(refusals.NotTheSample), transaction.atomic(), refusing():
        for filing, why in wanted:
            found = Filing.objects.get(digest=filing)
            SampleEntry.objects.create(draw=draw, filing=found, case_id=found.case_id, why=why, rank="0" * 64)
        Reveal.objects.create(
            draw=draw, area_id=draw.area_id, entropy=VALUE, secret=secret, seed=told_seed, by=where.supervisor, on=KNOWN,
            at=people.at(KNOWN),
        )  # fmt: skip


def test_anybody_repeats_the_draw_and_nobody_changes_it(where: people.County) -> None:
    from jiuzhu.commands.filings import command

    quarter(where)
    draw = listed(where)
    before = queries.published(draw)
    assert "secret" not in before and "list" not in before and before["list_sha256"] == draw.digest
    filings.abort(draw, reason="约定的开奖取消", **told(where.supervisor, FROZEN))
    draw = drawn(where)
    assert draw.serial == 2 and [queries.state(one) for one in queries.draws((people.COUNTY,))] == [
        "drawn",
        "given_up",
    ]
    assert queries.redraw(draw) == []
    told_public = json.dumps(queries.published(draw), ensure_ascii=False)
    assert "罗安" not in told_public and "-2026-0000" not in told_public.replace(draw.number, "")
    for table in ("draw", "sampleentry", "reveal", "entropyentry", "abort"):
        with pytest.raises(AppendOnly), transaction.atomic(), refusing(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM filings_{table}")
    entry = draw.entries.first()
    with pytest.raises(refusals.DrawClosed), transaction.atomic(), refusing():
        SampleEntry.objects.create(
            draw=draw, filing=entry.filing, case_id=entry.case_id, why="drawn", rank="0" * 64
        )
    answer = CliRunner().invoke(command, ["redraw", "2026Q3", people.TOWNSHIP])
    assert answer.exit_code == 0 and draw.number in answer.output, answer.output
    answer = CliRunner().invoke(command, ["redraw", "2026Q2", people.TOWNSHIP])
    assert answer.exit_code == 1


VISIT = {
    "visited_on": KNOWN,
    "finding": "error",
    "error_kind": "income",
    "effect_fen": 12_000,
    "text": "漏报工资。",
}


def test_two_officers_of_the_county_sign_what_they_found_and_it_counts_then(where: people.County) -> None:
    quarter(where)
    draw = drawn(where)
    first, second = queries.entries(draw)[:2]
    people.moved(where, where.reviewer, "supervisor", people.COUNTY, on=TODAY)
    with pytest.raises(refusals.HandledHerself):
        filings.visit(first, **VISIT, **told(where.reviewer, KNOWN))
    made = filings.visit(first, **VISIT, **told(where.supervisor, KNOWN))
    with pytest.raises(refusals.TwoVisitors):
        filings.confirm_visit(made, seen=made.digest, **told(where.supervisor, KNOWN))
    with pytest.raises(refusals.TwoVisitors):
        filings.confirm_visit(made, seen="0" * 64, **told(where.filing, KNOWN))
    assert queries.error_rate(draw).visited == 0
    filings.confirm_visit(made, seen=made.digest, **told(where.filing, KNOWN))
    fine = filings.visit(
        second, visited_on=KNOWN, finding="confirmed", text="相符。", **told(where.filing, KNOWN)
    )
    filings.confirm_visit(fine, seen=fine.digest, **told(where.supervisor, KNOWN))
    rate = queries.error_rate(draw)
    assert (rate.sample, rate.visited, rate.errors, rate.effect_fen, rate.percent, rate.above) == (
        3,
        2,
        1,
        12_000,
        "50.0",
        True,
    )


# -- proposals


def test_grounds_are_proposed_with_evidence_once_and_a_person_suspends(where: people.County) -> None:
    quarter(where, 3)
    draw = drawn(where)
    for entry in queries.entries(draw):
        made = filings.visit(entry, **VISIT, **told(where.supervisor, KNOWN))
        filings.confirm_visit(made, seen=made.digest, **told(where.filing, KNOWN))
    offices.relieve(where.visitor.postings.get(), stops_on=KNOWN, actor=None, at=people.at(KNOWN))
    assert suspending.propose(people.COUNTY, on=KNOWN, at=people.at(KNOWN)) == 2
    assert suspending.propose(people.COUNTY, on=KNOWN, at=people.at(KNOWN)) == 0
    found = {one.ground: one for one in queries.proposals((people.COUNTY,))}
    assert set(found) == {"error_rate", "staff_gap"}
    assert found["staff_gap"].figures == {"chiefs": 1, "investigators": 1, "needed": 2}
    assert len(found["error_rate"].evidence) == queries.error_rate(draw).errors
    letter = found["error_rate"].letter
    assert letters.state(letter, KNOWN) == "in_force"  # a machine has suspended nothing
    with pytest.raises(Exception, match=r"offices\.not-your-power"):
        filings.decide(found["error_rate"], agrees=True, reasons="差错多", **told(where.filing, KNOWN))
    filings.decide(
        found["staff_gap"], agrees=False, reasons="已从邻镇借调一人。", **told(where.supervisor, KNOWN)
    )
    verdict = filings.decide(
        found["error_rate"], agrees=True, reasons="差错率超过百分之十。", **told(where.supervisor, KNOWN)
    )
    assert verdict.signature.kind == "suspension" and letters.state(letter, KNOWN) == "suspended"
    late = suspending.propose(people.COUNTY, on=KNOWN, at=people.at(KNOWN))
    assert late == 0
    again = filings.propose(
        letter, "seal_misuse", period="x", figures={"signals": 1}, evidence=[], on=KNOWN, at=people.at(KNOWN)
    )
    with pytest.raises(AlreadyEnded):
        filings.decide(again, agrees=True, reasons="又一次", **told(where.supervisor, KNOWN))


def test_one_item_of_a_letter_is_suspended_and_the_other_goes_on(where: people.County) -> None:
    desk.decided(where)
    letter = letters.listing((people.TOWNSHIP,))[0]
    proposal = filings.propose(
        letter, "seal_misuse", period="x", figures={"signals": 1}, evidence=[], on=KNOWN, at=people.at(KNOWN)
    )
    filings.decide(
        proposal,
        agrees=True,
        reasons="城市低保用印异常。",
        item_code="MZ01-01",
        **told(where.supervisor, KNOWN),
    )
    assert letters.why_not_decide("MZ01-01", people.TOWNSHIP, KNOWN, 1) is not None
    assert letters.why_not_decide("MZ01-02", people.TOWNSHIP, KNOWN, 1) is None


def test_late_filings_are_counted_in_a_row_and_in_the_quarter(where: people.County) -> None:
    quarter(where, 2)
    day = date(2026, 9, 8)
    assert suspending.propose(people.COUNTY, on=day, at=people.at(day)) == 0
    day = date(2026, 9, 9)
    assert suspending.propose(people.COUNTY, on=day, at=people.at(day)) == 1
    found = queries.proposals((people.COUNTY,)).get()
    assert found.figures == {"quarter": "2026Q3", "in_quarter": 2, "in_a_row": 2}
    assert [one["number"] for one in found.evidence] == [one.number for one in Filing.objects.order_by("id")]
