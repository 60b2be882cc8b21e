"""Each promise of the rulebook is broken once: the check must name the file and what is wrong."""

from __future__ import annotations

import pytest

from tests.rulebook.copies import Copy

V2012, V2019, V2021, V2022, V2026 = (
    f"processes/minimum-living/{day}.yaml"
    for day in ("2012-12-12", "2019-12-01", "2021-07-01", "2022-10-20", "2026-07-01")
)
URBAN = "items/urban-minimum-living.yaml"
STANDARD = "parameters/urban-minimum-living-standard.yaml"
RECONSIDERATION = "parameters/reconsideration-days.yaml"

BREAKS = {
    "a stage that is misspelt": (V2022, "to: surveying}", "to: surveing}", ["surveing"]),
    "an outcome that is misspelt": (V2022, "      published: {", "      publishd: {", ["publishd"]),
    "an owner whom nobody knows": (V2022, "owner: verifier", "owner: verifyer", ["verifyer"]),
    "a step that no code carries out": (V2022, "step: verify", "step: inspect", ["inspect"]),
    "a guard outside the vocabulary": (V2022, "guard: already_posted", "guard: if_rich", ["if_rich"]),
    "a version without its law": (V2022, "\nlaw: ", "\nlow: ", ["'law' is a required property", "'low' was unexpected"]),
    "a deadline without its law": (
        V2022, "{working_days: 30, law: 民发〔2021〕57号第二十二条,", "{working_days: 30,", ["clock.county"],
    ),
    "a source nobody listed": (V2022, "source: L8, confidence: A}", "source: X9, confidence: A}", ["'X9'", "sources"]),
    "a confidence that is no grade": (V2022, "confidence: A}", "confidence: sure}", ["sure"]),
    "a day that does not exist": (V2022, "from: 2022-10-20", "from: 2022-02-30", ["'2022-02-30' is not a 'date'"]),
    "two versions on the same day": (
        V2021, "to: 2022-10-20", "to: 2022-12-01", ["2021-07-01", "2022-10-20", "both in force"],
    ),
    "a gap between versions": (V2021, "to: 2022-10-20", "to: 2022-10-01", ["ends on 2022-10-01", "no version follows"]),
    "an end before the beginning": (V2021, "to: 2022-10-20", "to: 2021-06-01", ["does not lie after"]),
    "an area that is not listed": (V2019, 'areas: ["370982"]', 'areas: ["370983"]', ["370983", "areas.yaml"]),
    "a usual outcome that is none": (V2022, "usual: surveyed", "usual: published", ["stages.surveying.usual"]),
    "a file under the wrong day": (V2012, "from: 2012-12-12", "from: 2012-12-13", ["not named after"]),
    "the same key twice": (V2022, "areas: [", "from: 2023-01-01\nareas: [", ["'from' stands here twice", "line"]),
    "a road that leads nowhere": (V2022, "lapsed: {zh: 未补齐，申请终结, en: \"Not supplied: application ends\", to: closed}",
        "lapsed: {zh: 未补齐，申请终结, en: Not supplied, to: hearing}", ["supplementing/lapsed", "'hearing'", "missing"]),
    "a stage nobody enters": (V2026, "cut_proposed: {zh: 拟减发或停发, en: Cut or stop proposed, to: hearing}",
        "cut_proposed: {zh: 拟减发或停发, en: Cut or stop proposed, to: deciding_change}",
        ["hearing_before_cut", "does not lead to a hearing"]),
    "a normal path that the outcomes do not walk": (V2022, "[accepting, verifying, surveying, reviewing, ",
        "[accepting, surveying, verifying, reviewing, ", ["usual outcome of accepting", "surveying"]),
    "an appraisal the road forgets": (V2012, "appraisal: {value: always,", "appraisal: {value: on_objection,", ["appraisal"]),
    "a decision that names no decider": (V2022, "    decider: by_delegation\n    step: decide", "    step: decide",
        ["deciding", "does not say who"]),
    "an item with an unknown process": (URBAN, "process: minimum-living", "process: minimum-leaving", ["minimum-leaving"]),
    "an item that needs an unknown number": (URBAN, "numbers: [urban", "numbers: [suburban", ["suburban"]),
    "an item under another's code": (URBAN, "code: MZ01-01", "code: MZ01-02", ["'MZ01-02' belongs to two items"]),
    "a question that no source.fact answers": (URBAN, "given_by: [vehicles.vehicles]", "given_by: [vehicles]", ["given_by"]),
    "a document that is not asked and comes from nowhere": (URBAN, "given_by: 公安, ", "", ["given_by"]),
    "a field whose codes do not exist": (URBAN, "codes: relations", "codes: relatives", ["relatives"]),
    "money with a fraction of a fen": (STANDARD, "value: 63000", "value: 630.005", ["630.005", "whole number"]),
    "a unit nobody counts in": (STANDARD, "unit: fen_per_person_month", "unit: yuan", ["yuan"]),
    "a number without its law": (RECONSIDERATION, "law: 行政复议法（2023年修订）第二十条, ", "", ["'law' is a required property"]),
    "a value that begins twice": (RECONSIDERATION, "from: 1999-10-01", "from: 2024-01-01", ["two values for 000000"]),
    "a value that runs into the next": (RECONSIDERATION, "from: 1999-10-01,", "from: 1999-10-01, to: 2024-06-01,",
        ["runs into"]),
    "a value checked before it began": (RECONSIDERATION, "from: 2024-01-01,",
        "from: 2024-01-01, checked_until: 2023-01-01,", ["checked_until"]),
    "an area as a number": (RECONSIDERATION, 'area: "000000"', "area: 370982", ["370982 is not of type 'string'"]),
    "a code that stands twice": ("codes/sex.yaml", 'code: "2"', 'code: "1"', ["'1' stands here twice"]),
    "a place that lies nowhere": ("codes/areas.yaml", 'of: "370900"', 'of: "371900"', ["'371900', which is not listed"]),
}  # fmt: skip


def test_the_rulebook_itself_has_no_problem(copy: Copy) -> None:
    assert copy.problems() == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_promise_is_named(copy: Copy, name: str) -> None:
    file, old, new, told = BREAKS[name]
    copy.change(file, old, new)
    problems = copy.problems()
    said = "\n".join(problems)
    assert problems
    assert all(word in said for word in told), said


def test_a_problem_names_its_file(copy: Copy) -> None:
    copy.change(V2022, "owner: verifier", "owner: verifyer")
    assert copy.problems() == [
        one for one in copy.problems() if one.startswith(V2022 + ": stages.verifying.owner")
    ]


def test_every_problem_is_told_at_once(copy: Copy) -> None:
    copy.change(V2022, "owner: verifier", "owner: verifyer")
    copy.change(URBAN, "code: MZ01-01", "code: 1")
    assert {one.split(":")[0] for one in copy.problems()} == {V2022, URBAN}
