"""Wrong facts: every mistake at once, each with its path and its name, in Chinese and in English."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from jiuzhu import rulebook
from jiuzhu.eligibility.determination import determine
from jiuzhu.eligibility.facts import facts_of, problems
from jiuzhu.eligibility.facts_schema import reference_markdown, schema, schema_text
from jiuzhu.eligibility.refusals import FactsRefused, NotJson
from jiuzhu.values.refusals import Refusal
from tests.rooms.households_of_chance import facts

ON = date(2020, 8, 1)
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "facts.json"
GOOD = json.loads(EXAMPLE.read_text(encoding="utf-8"))


def _changed(path: str, value: Any) -> Any:
    stated = deepcopy(GOOD)
    *parents, last = path.replace("[", ".").replace("]", "").split(".")
    target = stated
    for part in parents:
        target = target[int(part)] if part.isdecimal() else target.setdefault(part, {})
    if isinstance(target, list):
        target[int(last)] = value
    else:
        target[last] = value
    return stated


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        ("members[0].birth_on", "1972-3-5", "not-a-day", None),
        ("members[0].birth_on", "1972-02-30", "not-a-day", None),
        ("members[0].birth_on", 19720305, "not-a-day", None),
        ("members[0].birth_on", "2020-08-02", "born-later", None),
        ("members[0].died_on", "1971-01-01", "died-before-birth", None),
        ("members[0].birth_date", "1972-03-05", "field-unknown", None),
        ("members[0].relation", "husband", "not-a-word", None),
        ("members[0].relation", None, "field-missing", None),
        ("members[0].relation", ["applicant"], "not-a-word", None),
        ("members[1].relation", "applicant", "one-applicant", "members"),
        ("members[2].relation", "spouse", "one-spouse", "members"),
        ("members[1].reference", "m1", "reference-twice", None),
        ("members[0].income[0].amount_fen", 1200.5, "not-money", None),
        ("members[0].income[0].amount_fen", "120000", "not-money", None),
        ("members[0].income[0].amount_fen", True, "not-money", None),
        ("members[0].income[0].amount_fen", -1, "out-of-range", None),
        ("members[0].income[0].amount_fen", 10**15, "out-of-range", None),
        ("members[0].income[0].amount_fen", 10**10, "too-much-together", None),
        ("members[0].income", {"kind": "wage"}, "not-a-list", None),
        ("members[0].income[0]", "wage", "not-an-object", None),
        ("members[2].income[0].cost_fen", 5, "cost-of-another-kind", None),
        ("members[0].assets[0].exemption", "livelihood", "exemption-of-another-kind", None),
        ("members[0].disability.grade", 5, "number-out-of-range", None),
        ("members[0].disability.grade", "1", "not-a-number", None),
        ("members[0].serious_illness", "no", "not-yes-no", None),
        ("members[0].reference", "x" * 65, "not-text", None),
        ("members", [], "wrong-length", None),
        ("supporters", [{"reference": "s", "relation": "child", "agreed_fen": 5}], "reason-missing", "supporters[0].agreed_reason"),
        ("household.applied_as", "alone", "not-a-word", None),
    ],
)  # fmt: skip
def test_one_mistake(path: str, value: Any, code: str, field: str | None) -> None:
    with pytest.raises(Refusal) as refused:
        determine(_changed(path, value), item="MZ01-01", area="370982", on=ON, figures=rulebook.figures())
    assert refused.value.code == f"eligibility.facts-{code}"
    assert isinstance(refused.value, FactsRefused)
    assert refused.value.field == (field or path)
    assert refused.value.text()
    assert not re.search("[\u4e00-\u9fff]", refused.value.text("en"))


def test_every_mistake_at_once() -> None:
    stated = _changed("members[0].birth_on", "yesterday")
    stated["members"][1]["income"] = "none"
    stated["supporters"] = {}
    found = problems(stated, on=ON)
    assert [one.field for one in found] == ["members[0].birth_on", "members[1].income", "supporters"]
    assert (
        found[0].text()
        == "members[0].birth_on（家庭成员 1 › 出生日期）应为日期，写作 2020-08-01，不能是“yesterday”。"
    )
    assert found[0].text("en") == (
        "members[0].birth_on (Members 1 › Date of birth) must be a day written as 2020-08-01, not “yesterday”."
    )


@pytest.mark.parametrize("facts_", [None, [], "x", 3])
def test_not_an_object(facts_: Any) -> None:
    assert [one.code for one in problems(facts_, on=ON)] == ["eligibility.facts-not-an-object"]


def test_broken_json_names_the_line() -> None:
    with pytest.raises(NotJson) as refused:
        facts_of('{"members": [\n}', on=ON)
    assert "第 2 行" in refused.value.text()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('{"members": [], "members": []}', "key-twice"),
        ("救助".encode("gb18030"), "not-utf8"),
        ("[" * 100_000, "not-json"),
        ("", "not-json"),
        ('{"members": [{"reference": NaN, "relation": "applicant"}]}', "not-text"),
    ],
)
def test_files_that_are_no_facts(written: str | bytes, code: str) -> None:
    with pytest.raises(FactsRefused) as refused:
        facts_of(written, on=ON)
    assert refused.value.code == f"eligibility.facts-{code}"


def test_schema_file_and_page_are_fresh() -> None:
    assert (rulebook.ROOT / "schema" / "facts.json").read_text(encoding="utf-8") == schema_text()
    assert "members[]" in reference_markdown()
    jsonschema.Draft202012Validator.check_schema(schema())


@settings(max_examples=100, deadline=None)
@given(facts())
def test_schema_and_validation_agree(stated: dict[str, Any]) -> None:
    assert not list(jsonschema.Draft202012Validator(schema()).iter_errors(stated))
    assert not problems(stated, on=date(2026, 12, 31))
    stated["members"][0]["income"] = [{"kind": "wage", "per": "week"}]
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(stated))
    assert [one.code for one in problems(stated, on=date(2026, 12, 31))] == ["eligibility.facts-not-a-word"]
