"""The road of a case, version by version: what refuses, where outcomes lead, and that every walk ends."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu import rulebook
from jiuzhu.journey import bpmn, diagram, process
from jiuzhu.journey.layout import width_of
from jiuzhu.journey.process import Process
from jiuzhu.offices.roles import ROLES

YEARS = {"2012-12-12": 2012, "2019-12-01": 2019, "2021-07-01": 2021, "2022-10-20": 2022, "2026-07-01": 2026}
BODIES = {YEARS[one.starts_on.isoformat()]: one.body for one in rulebook.process_versions("minimum-living")}
ROADS = {year: process.from_body(body) for year, body in BODIES.items()}
GRANTED = {
    2012: "accepting verifying surveying appraising reviewing posting_opinion county_reviewing posting_approval "
    "deciding receiving",
    2019: "accepting verifying surveying reviewing deciding posting_result receiving",
    2021: "accepting verifying surveying reviewing posting_opinion deciding publishing receiving",
    2022: "accepting verifying surveying reviewing posting_opinion deciding publishing receiving",
    2026: "accepting verifying surveying reviewing posting_opinion deciding publishing receiving",
}
every_year = pytest.mark.parametrize("year", GRANTED)


def walk(road: Process, *outcomes: str, start: str | None = None) -> tuple[str, list[tuple[str, str]]]:
    """Where a case stands after these outcomes, and the path it took."""
    stage, path = start or process.first_stage(road), []
    for outcome in outcomes:
        following = process.next_stage(road, stage, outcome, path=path)
        path.append((stage, outcome))
        stage = following
    return stage, path


def test_an_unknown_stage_is_refused_by_name() -> None:
    with pytest.raises(process.UnknownStage) as refused:
        process.next_stage(ROADS[2026], "approving", "granted")
    assert "approving" in refused.value.text()
    assert "minimum-living/2026-07-01" in refused.value.text()


def test_an_unknown_outcome_is_refused_with_what_would_be_known() -> None:
    with pytest.raises(process.UnknownOutcome) as refused:
        process.next_stage(ROADS[2026], "verifying", "celan")
    assert all(word in refused.value.text() for word in ("verifying", "celan", "clean", "hits", "differs"))


def test_the_end_answers_nothing_more() -> None:
    with pytest.raises(process.UnknownOutcome):
        process.next_stage(ROADS[2026], "closed", "granted")


def test_a_guarded_outcome_without_the_path_is_a_bug_and_no_guess() -> None:
    with pytest.raises(TypeError, match="already_posted"):
        process.next_stage(ROADS[2021], "reviewing", "proposed_grant")


@every_year
def test_the_usual_road_is_the_one_the_law_describes(year: int) -> None:
    assert [one.stage.key for one in process.stations(ROADS[year])] == GRANTED[year].split()


@every_year
def test_every_version_can_be_walked(year: int) -> None:
    assert process.walkable(ROADS[year]) == []


def test_the_vocabulary_of_schema_and_code_is_one() -> None:
    schema = json.loads((rulebook.ROOT / "schema/process.json").read_text(encoding="utf-8"))["$defs"]
    stage = json.loads((rulebook.ROOT / "schema/process.json").read_text(encoding="utf-8"))["properties"][
        "stages"
    ]
    assert tuple(schema["stage"]["enum"]) == process.STAGES
    assert tuple(schema["outcome"]["enum"]) == process.OUTCOMES
    assert set(schema["owner"]["enum"]) == set(process.OWNERS)
    assert set(schema["guard"]["enum"]) == set(process.GUARDS)
    assert tuple(stage["additionalProperties"]["properties"]["step"]["enum"]) == process.STEPS
    assert set(process.OWNERS) - {"applicant", "nobody"} <= set(ROLES)


@every_year
def test_a_body_survives_a_store_that_forgets_the_order_of_keys(year: int) -> None:
    shuffled = json.loads(json.dumps(BODIES[year], sort_keys=True))
    assert process.from_body(shuffled) == ROADS[year]


@every_year
@given(data=st.data())
def test_every_walk_ends_however_it_turns(year: int, data: st.DataObject) -> None:
    """Whatever is answered for a while, an end stays within reach, and the database's rule allows each step."""
    road = ROADS[year]
    stage, path = process.first_stage(road), []
    for _ in range(data.draw(st.integers(0, 40))):
        here = road.stage(stage)
        if here.ends:
            break
        outcome = data.draw(st.sampled_from([one.key for one in here.outcomes]))
        following = process.next_stage(road, stage, outcome, path=path)
        assert following in next(one.targets for one in here.outcomes if one.key == outcome)
        path.append((stage, outcome))
        stage = following
        line = process.stations(road, path)
        assert [one.state for one in line].count("now") == 1
        assert line[len(path)].stage.key == stage
    assert _steps_to_an_end(road, stage) is not None


def _steps_to_an_end(road: Process, stage: str) -> int | None:
    """The fewest steps to an end, by breadth; None when there is no way."""
    waiting, seen = [(stage, 0)], {stage}
    while waiting:
        here, steps = waiting.pop(0)
        if road.stage(here).ends:
            return steps
        for outcome in road.stage(here).outcomes:
            waiting += [(to, steps + 1) for to in outcome.targets if to not in seen]
            seen.update(outcome.targets)
    return None


def test_2012_appraises_everybody_and_posts_twice_before_the_decision() -> None:
    road = ROADS[2012]
    assert road.fact("appraisal") == "always"
    before = GRANTED[2012].split()[: GRANTED[2012].split().index("deciding")]
    assert {"posting_opinion", "posting_approval", "appraising"} <= set(before)
    assert road.stage("deciding").decided_by(delegated=True) == "county"
    done, _ = walk(road, "complete", "clean", "surveyed", "doubted")
    assert done == "surveying"  # 220号第二十四条


def test_2012_an_objection_to_the_approval_sends_the_county_back_to_work() -> None:
    road = ROADS[2012]
    stage, _ = walk(road, "proposed_grant", "disputed", start="county_reviewing")
    assert stage == "county_reviewing"
    refused, _ = walk(road, "proposed_refusal", "refused", start="county_reviewing")
    assert refused == "closed"  # what is refused is not posted: 第二十九条 speaks of 拟批准


def test_2019_decides_first_posts_then_and_appraises_only_on_objection() -> None:
    road = ROADS[2019]
    assert GRANTED[2019].split().index("deciding") < GRANTED[2019].split().index("posting_result")
    assert road.fact("appraisal") == "on_objection"
    posted = ("complete", "clean", "surveyed", "proposed_grant", "granted")
    assert walk(road, *posted, "undisputed")[0] == "receiving"
    assert walk(road, *posted, "disputed", "confirmed")[0] == "receiving"
    assert walk(road, *posted, "disputed", "doubted")[0] == "reviewing"


@pytest.mark.parametrize("year", [2021, 2022, 2026])
def test_since_2021_a_second_opinion_after_an_objection_is_not_posted_again(year: int) -> None:
    """57号第十九条第二款."""
    road = ROADS[year]
    posted = ("complete", "clean", "surveyed", "proposed_grant")
    assert walk(road, *posted)[0] == "posting_opinion"
    assert walk(road, *posted, "disputed", "confirmed", "proposed_grant")[0] == "deciding"
    assert walk(road, *posted, "resurvey", "surveyed", "proposed_refusal")[0] == "deciding"
    assert walk(road, *posted, "undisputed", "sent_back", "proposed_grant")[0] == "posting_opinion"


@pytest.mark.parametrize("year", [2021, 2022, 2026])
def test_since_2021_who_refuses_to_cooperate_ends_the_procedure(year: int) -> None:
    assert walk(ROADS[year], "complete", "clean", "not_cooperating")[0] == "closed"
    assert walk(ROADS[2019], "complete", "clean", "not_cooperating")[0] == "reviewing"


def test_2026_hears_the_household_before_any_cut() -> None:
    """社会救助法第四十八条."""
    road = ROADS[2026]
    assert road.fact("hearing_before_cut") is True
    for word in ("cut_proposed", "gave_up"):
        assert walk(road, word, start="receiving")[0] == "hearing"
    assert walk(road, "cut_proposed", "heard", "reduced", start="receiving")[0] == "receiving"
    assert walk(road, "cut_proposed", "heard", "stopped", start="receiving")[0] == "closed"
    assert walk(road, "raise_proposed", "raised", start="receiving")[0] == "receiving"
    for year in (2012, 2019, 2021, 2022):
        assert "hearing" not in ROADS[year].stages
        assert walk(ROADS[year], "cut_proposed", start="receiving")[0] == "deciding_change"


def test_no_way_to_a_smaller_allowance_goes_round_the_hearing_in_2026() -> None:
    """Every walk from receiving to reduced or stopped that was not a raise passes the hearing."""
    road = ROADS[2026]
    for outcome in road.stage("receiving").outcomes:
        # An imported case gives way to the right that the household itself applied for and that was decided; a grant
        # that the county revokes was heard before, which filings_act_allowed asks for.
        if outcome.key not in ("raise_proposed", "household_ended", "completed", "revoked"):
            assert road.stage(outcome.to).step == "hear"


def test_grace_exists_since_2021_and_has_six_months_since_2022() -> None:
    assert "grace" not in ROADS[2012].stages
    assert "grace" not in ROADS[2019].stages
    assert ROADS[2021].fact("grace_exit_max_months") is None  # 57号第三十三条: 一定时间
    assert ROADS[2022].fact("grace_exit_max_months") == ROADS[2026].fact("grace_exit_max_months") == 6
    assert walk(ROADS[2022], "cut_proposed", "grace_given", "grace_over", start="receiving")[0] == "closed"


def test_running_allowances_move_to_the_law_of_2026() -> None:
    assert ROADS[2026].takes_over == {
        "receiving": "receiving",
        "grace": "grace",
        "deciding_change": "hearing",
    }
    assert ROADS[2019].takes_over == {}


@pytest.mark.parametrize("year", [2019, 2021, 2022, 2026])
def test_the_township_owns_the_decision_where_a_letter_covers_it(year: int) -> None:
    deciding = ROADS[year].stage("deciding")
    assert deciding.owner_for(delegated=True) == "chief_representative"
    assert deciding.owner_for(delegated=False) == "county_decider"


@every_year
def test_an_application_may_be_withdrawn_until_it_is_decided(year: int) -> None:
    road = ROADS[year]
    assert process.next_stage(road, "deciding", "withdrawn") == "closed"
    assert road.stage("receiving").outcome("withdrawn") is None


def test_the_line_of_stations_shows_the_whole_way_walked_and_what_is_left() -> None:
    path = [
        ("accepting", "incomplete"), ("supplementing", "supplied"), ("accepting", "complete"), ("verifying", "hits"),
        ("surveying", "surveyed"), ("reviewing", "proposed_grant"), ("posting_opinion", "disputed"),
        ("appraising", "confirmed"),
    ]  # fmt: skip
    line = process.stations(ROADS[2022], path)
    assert [one.stage.key for one in line if one.state == "done"] == [stage for stage, _ in path]
    assert [one.stage.key for one in line if one.state == "now"] == ["reviewing"]
    assert [one.stage.key for one in line if one.state == "to_come"] == [
        "deciding",
        "publishing",
        "receiving",
    ]
    assert line[3].left_with is not None
    assert line[3].left_with.label("en").startswith("Something found")


def test_a_closed_case_has_nothing_to_come() -> None:
    line = process.stations(ROADS[2022], [("accepting", "refused_acceptance")])
    assert [(one.stage.key, one.state) for one in line] == [("accepting", "done"), ("closed", "now")]


def test_a_case_that_moved_between_versions_keeps_its_line() -> None:
    path = [("accepting", "complete"), ("county_reviewing", "proposed_grant")]
    line = process.stations(ROADS[2026], path, now="hearing")
    assert [one.stage.key for one in line] == ["accepting", "hearing", "deciding_change", "receiving"]


@every_year
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_process_draws_itself_with_every_stage_and_every_word(year: int, language: str) -> None:
    from lxml import etree

    road = ROADS[year]
    drawing = etree.fromstring(diagram.draw(road, language).encode())
    said = " ".join(drawing.itertext())
    for stage in road.stages.values():
        assert stage.label(language) in said
        assert all(one.label(language) in said for one in stage.outcomes)
    assert int(drawing.get("width")) <= 1366
    for text in drawing.iter("{*}text"):
        wide = width_of(text.text)
        starts = float(text.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        assert starts >= 0, text.text
        assert starts + wide <= int(drawing.get("width")) + 1, text.text
    assert drawing.find("{*}title").text
    assert drawing.find("{*}desc").text


@every_year
def test_the_bpmn_export_is_a_connected_graph(year: int) -> None:
    from lxml import etree

    road = ROADS[year]
    root = etree.fromstring(bpmn.export(road))
    nodes = {
        one.get("id") for one in root.iterfind(".//{*}process/*") if one.tag.split("}")[1] != "sequenceFlow"
    }
    flows = root.findall(".//{*}sequenceFlow")
    assert all(one.get("sourceRef") in nodes and one.get("targetRef") in nodes for one in flows)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {key for key, stage in road.stages.items() if not stage.ends} <= nodes
    drawn = {one.get("bpmnElement") for one in root.iterfind(".//{*}BPMNShape")}
    assert {one for one in nodes if one} == drawn


def test_the_reader_dates_and_areas() -> None:
    road = ROADS[2019]
    assert (road.starts_on, road.stops_on, road.areas) == (date(2019, 12, 1), date(2021, 7, 1), ("370982",))
