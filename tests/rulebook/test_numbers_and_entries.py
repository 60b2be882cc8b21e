"""Asking the rulebook: refusals first, then what it answers."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from jiuzhu import rulebook
from jiuzhu.rulebook import Figure, places
from jiuzhu.rulebook.book import Rulebook
from tests.rulebook.copies import Copy

XINWEN = "370982002"
NAME = "urban-minimum-living-standard"


def figure(
    area: str, starts: date, value: int, stops: date | None = None, checked: date | None = None
) -> Figure:
    """A county's own entry as the room standards would lay it over."""
    return Figure(
        name=NAME, area=area, value=value, unit="fen_per_person_month", starts_on=starts, stops_on=stops,
        law="演示文件", source="演示", confidence="D", label_zh="城市低保标准", label_en="Urban", checked_until=checked,
        demo=True, entered_by_county=True,
    )  # fmt: skip


class Entered:
    def __init__(self, *figures: Figure) -> None:
        self.figures = figures

    def values(self, name: str) -> Iterable[Figure]:
        return [one for one in self.figures if one.name == name]


def test_a_number_before_its_first_day_is_refused_and_says_what_where_and_who() -> None:
    with pytest.raises(rulebook.NotInForce) as refused:
        rulebook.number(NAME, XINWEN, date(2020, 6, 30))
    chinese, english = refused.value.text(), refused.value.text("en")
    for said in ("城市低保标准", "新汶街道", XINWEN, "2020年6月30日", "政策数字", "/office/standards/"):
        assert said in chinese
    for said in ("Xinwen Subdistrict", "30 June 2020", "policy officer"):
        assert said in english
    assert refused.value.as_dict()["code"] == "rulebook.number-not-in-force"
    assert pickle.loads(pickle.dumps(refused.value)).text() == chinese


def test_a_value_is_not_used_after_the_last_day_anybody_checked_it() -> None:
    value = rulebook.number(NAME, XINWEN, date(2020, 8, 1))
    assert value.checked_until is not None
    last = value.checked_until
    assert rulebook.number(NAME, XINWEN, last).value == 63000
    with pytest.raises(rulebook.NotCheckedSince) as refused:
        rulebook.number(NAME, XINWEN, last + timedelta(days=1))
    assert isinstance(refused.value, rulebook.NotInForce)
    assert refused.value.as_dict()["code"] == "rulebook.number-not-checked-since"


def test_a_number_elsewhere_is_refused() -> None:
    with pytest.raises(rulebook.NotInForce):
        rulebook.number(NAME, "370112", date(2020, 8, 1))


def test_a_number_without_any_value_is_refused_like_a_missing_one() -> None:
    with pytest.raises(rulebook.NotInForce):
        rulebook.number("verification-valid-days", XINWEN, date(2026, 7, 1))


def test_a_misspelt_number_is_told_its_neighbours() -> None:
    with pytest.raises(rulebook.UnknownNumber) as refused:
        rulebook.number("urban-minimum-living-standards", XINWEN, date(2020, 8, 1))
    assert NAME in refused.value.text()


@pytest.mark.parametrize("code", ["", "37", "3709821", "37098a", "370982-02", "３７０９８２"])
def test_what_is_no_area_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="division code"):
        places.stem(code)


def test_the_known_standards_of_tai_an() -> None:
    assert rulebook.number(NAME, "370982", date(2020, 7, 1)).value == 63000
    assert rulebook.number("rural-minimum-living-standard", XINWEN, date(2020, 7, 1)).value == 47500


def test_a_county_value_comes_before_the_city_and_a_township_before_the_county() -> None:
    day = date(2020, 8, 1)
    county = figure("370982", date(2020, 1, 1), 64000)
    township = figure("370982002000", date(2020, 1, 1), 65000, stops=date(2020, 9, 1))
    figures = rulebook.figures(Entered(county, township))
    assert figures.number(NAME, XINWEN, day).value == 65000
    assert figures.number(NAME, XINWEN, date(2020, 9, 1)).value == 64000
    assert figures.number(NAME, "370982003", day).value == 64000
    assert figures.number(NAME, "370983", day).value == 63000


def test_a_county_entry_for_the_same_place_comes_before_the_rulebook() -> None:
    figures = rulebook.figures(Entered(figure("370900", date(2020, 7, 1), 63100)))
    assert figures.number(NAME, XINWEN, date(2020, 8, 1)).value == 63100


def test_a_county_entry_ends_where_it_was_checked() -> None:
    entry = figure("370982", date(2021, 7, 1), 70000, checked=date(2022, 6, 30))
    figures = rulebook.figures(Entered(entry))
    assert figures.number(NAME, XINWEN, date(2022, 6, 30)).demo
    with pytest.raises(rulebook.NotCheckedSince):
        figures.number(NAME, XINWEN, date(2022, 7, 1))


def test_all_numbers_of_a_day_show_what_is_missing() -> None:
    found = rulebook.numbers(XINWEN, date(2026, 8, 1))
    assert isinstance(found["verification-valid-days"], rulebook.NotInForce)
    assert found["reconsideration-days"].value == 60  # type: ignore[union-attr]
    assert set(found) == set(rulebook.book().parameters)


def test_only_what_counts_whole_units_is_a_whole_number() -> None:
    assert rulebook.number("reconsideration-days", XINWEN, date(2026, 8, 1)).whole == 60
    with pytest.raises(TypeError, match="basic-pension-excluded"):
        _ = rulebook.history("basic-pension-excluded")[0].whole


def test_the_grace_of_the_rules_is_the_grace_of_the_process() -> None:
    """The same six months stand in a number and in a process: they may never part."""
    for version in rulebook.process_versions("minimum-living"):
        stated = version.body["facts"]["grace_exit_max_months"]["value"]
        if stated is not None:
            assert rulebook.number("grace-exit-months", "370982", version.starts_on).whole == stated


def test_the_history_keeps_every_value_and_its_end() -> None:
    values = rulebook.history("reconsideration-days")
    assert [(one.starts_on, one.stops_on) for one in values] == [
        (date(1999, 10, 1), date(2024, 1, 1)),
        (date(2024, 1, 1), None),
    ]
    assert rulebook.history(NAME, "370112") == []


def test_decimals_words_and_tables_are_read_exactly(copy: Copy) -> None:
    head = "zh: 试验\nen: Trial\nmeans: {zh: 试验用, en: for this test}\nset_by: nation\n"
    row = '  - {area: "000000", from: 2020-01-01, law: 试验, source: own, confidence: D, value: '
    (copy.root / "parameters/trial.yaml").write_text(
        f"name: trial\n{head}unit: times\nkeys: [a, b]\nvalues:\n{row}{{a: 1.10, b: 2}}}}\n", encoding="utf-8"
    )
    (copy.root / "parameters/kinds.yaml").write_text(
        f"name: kinds\n{head}unit: words\nwords: [on, no]\nvalues:\n{row}[on, no]}}\n", encoding="utf-8"
    )
    figures = Rulebook(copy.root).figures()
    assert figures.number("trial", XINWEN, date(2020, 1, 1)).value == {"a": Decimal("1.10"), "b": Decimal(2)}
    assert figures.number("kinds", XINWEN, date(2020, 1, 1)).value == ("on", "no")
    copy.change("parameters/trial.yaml", "{a: 1.10, b: 2}", "{a: 1.10}")
    with pytest.raises(
        rulebook.Invalid, match=r"parameters/trial.yaml: values.0.value: needs one value for each of a, b"
    ):
        Rulebook(copy.root)


def test_the_digest_follows_content_and_not_spelling(copy: Copy) -> None:
    before = Rulebook(copy.root)
    copy.change("codes/sex.yaml", "confidence: C", "confidence:   C   # 备注")
    assert Rulebook(copy.root).digest == before.digest
    copy.change("codes/sex.yaml", "en: Male", "en: Man")
    after = Rulebook(copy.root)
    assert after.digest != before.digest
    assert [one.digest for one in after.versions] == [one.digest for one in before.versions]


def test_items_are_found_by_code_and_by_slug() -> None:
    with pytest.raises(rulebook.UnknownItem):
        rulebook.item("MZ99-99")
    assert rulebook.item("MZ01-02") is rulebook.item("rural-minimum-living")
    assert [item.code for item in rulebook.items()] == ["MZ01-01", "MZ01-02"]


def test_what_departments_give_is_never_asked() -> None:
    """社会救助法第六十二条第二款."""
    for item in rulebook.items():
        never = [one for one in item.documents if not one.asked]
        assert {"household-register", "income-certificate", "bank-statement"} <= {one.key for one in never}
        assert all(one.given_by and one.law for one in never)
        assert {"application-form", "integrity-statement", "authorisation"} <= {
            one.key for one in item.documents if one.asked
        }


def test_codes_refuse_words_outside_the_list() -> None:
    with pytest.raises(rulebook.UnknownCodes):
        rulebook.codes("colours")
    with pytest.raises(rulebook.UnknownCode):
        rulebook.codes("sex").label("3")
    assert rulebook.codes("relations").label("45") == "孙媳妇或外孙媳妇"
    assert len([one for one in rulebook.codes("areas").entries.values() if one.get("of") == "370982"]) == 21
    assert rulebook.area_name("370982002000") == "新汶街道"
    assert rulebook.area_name("370982002201") == "370982002201"  # a village: the county keeps their names


def test_the_rulebook_of_another_folder_can_be_named(copy: Copy) -> None:
    assert rulebook.load(Path(copy.root)).item("MZ01-01").zh == "城市低保"
