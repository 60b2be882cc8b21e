"""``jiuzhu determine``: what it prints, what it refuses, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from jiuzhu.__main__ import jiuzhu
from jiuzhu.values.refusals import Refusal, Refusals

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "facts.json"
FIGURES = ROOT / "rulebook" / "examples" / "figures.yaml"


def determine(facts: Path, *more: str, item: str = "urban-minimum-living", on: str = "2020-08-01") -> Result:
    return CliRunner().invoke(jiuzhu, ["determine", "--item", item, "--on", on, str(facts), *more])


def _written(folder: Path, change: Any) -> Path:
    stated = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    change(stated)
    path = folder / "facts.json"
    path.write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_example_of_the_documentation_gives_a_real_grant() -> None:
    """(630 × 3 × 12 − (1200 − 100) × 12) ÷ 12 = 790 yuan, with Tai'an's standard of 2020."""
    result = determine(EXAMPLE, "--why")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["outcome"], told["amount_fen"], told["standard_fen"]) == ("eligible", 79000, 63000)
    assert "月低保金" in result.stdout, "Chinese stays readable"
    standard = next(one for one in told["figures"] if one["name"] == "urban-minimum-living-standard")
    assert (standard["value"], standard["starts_on"], standard["confidence"]) == (63000, "2020-07-01", "B")
    assert determine(EXAMPLE, "--why").stdout == result.stdout


def test_reasons_carry_article_sentence_and_source() -> None:
    told = json.loads(determine(EXAMPLE, "--why").stdout)
    branches = list(_walk(told["reasons"]))
    wage = next(one for one in branches if one["name"] == "wage_fen")
    assert wage["sources"] == [
        {"path": "members[0].income[0].amount_fen", "fen": 120000, "per": "month", "source_kind": "department",
         "source_from": "社会保险缴费记录", "source_on": "2020-07-20"}
    ]  # fmt: skip
    ground = next(one for one in branches if one["name"] == "income_ground")
    assert ground["law"] == "社会救助暂行办法 第九条"
    assert ground["text"] == "年收入13,200.00元/年低于22,680.00元/年：是"


def test_without_why_there_is_no_tree() -> None:
    assert "reasons" not in json.loads(determine(EXAMPLE).stdout)


def test_a_number_not_in_force_is_named_with_the_place_to_enter_it() -> None:
    result = determine(EXAMPLE, on="2021-07-01")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["outcome"] == "cannot_decide"
    assert "城市低保标准" in result.stderr
    assert "2021年6月30日" in result.stderr
    assert "政策数字" in result.stderr


def test_a_missing_fact_is_named(tmp_path: Path) -> None:
    facts = _written(tmp_path, lambda stated: stated["members"][1].pop("income"))
    result = determine(facts)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["missing"] == [
        {"path": "members[1].income", "label": "李秀英：全部收入", "person": "李秀英"}
    ]
    assert "members[1].income" in result.stderr


def test_county_numbers_from_a_file() -> None:
    result = determine(EXAMPLE, "--figures", str(FIGURES), "--area", "990001", on="2023-08-01")
    told = json.loads(result.stdout)
    assert (told["outcome"], told["amount_fen"], told["demo"]) == ("eligible", 70000, True)  # 600 × 3 − 1100


def test_wrong_county_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.yaml"
    path.write_text(
        "figures:\n  - {name: vehicle-limit, area: '370982', from: '2020-01-01', value: viele}\n",
        encoding="utf-8",
    )
    refused = _refusal(determine(EXAMPLE, "--figures", str(path)))
    assert refused.code == "rulebook.figures-file-wrong"
    assert "vehicle-limit" in refused.text()


def test_wrong_facts_are_refused(tmp_path: Path) -> None:
    def wrong(stated: Any) -> None:
        stated["members"][0]["birth_on"] = "2030-01-01"

    assert _refusal(determine(_written(tmp_path, wrong))).code == "eligibility.facts-born-later"


def test_an_unknown_item_is_refused() -> None:
    assert _refusal(determine(EXAMPLE, item="MZ99-01")).code == "eligibility.unknown-item"


def test_an_area_that_is_no_code() -> None:
    result = determine(EXAMPLE, "--area", "xintai")
    assert result.exit_code == 2
    assert "--area" in result.stderr


def test_item_code_and_word_mean_the_same() -> None:
    assert determine(EXAMPLE, item="MZ01-01").stdout == determine(EXAMPLE).stdout


def _walk(branch: Any) -> Any:
    yield branch
    for one in branch.get("because", ()):
        yield from _walk(one)


def _refusal(result: Result) -> Refusal:
    assert isinstance(result.exception, Refusal | Refusals)
    assert not isinstance(result.exception, Refusals)
    return result.exception
