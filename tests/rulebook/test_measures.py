"""The two measures: dated articles, each naming what carries it out; what is named exists, in program and database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from jiuzhu import rulebook
from jiuzhu.__main__ import jiuzhu
from jiuzhu.rulebook.book import Rulebook
from jiuzhu.rulebook.measures import KINDS, Measure
from jiuzhu.rulebook.refusals import UnknownArticle, UnknownMeasure
from jiuzhu.web import carried_out
from tests.rulebook.copies import Copy

SUPERVISION, SEAL = "measures/supervision.yaml", "measures/special-seal.yaml"
BOTH = ["special-seal", "supervision"]
BEGAN = date(2019, 12, 1)

BREAKS = {
    "an article that is skipped": ("  - number: 3\n", "  - number: 33\n", ["without a gap"]),
    "an article in a chapter nobody opened": ("    chapter: filing\n", "    chapter: filings\n", ["'filings'"]),
    "an article outside the order of its chapter": (
        "  - number: 8\n    chapter: filing", "  - number: 8\n    chapter: general", ["order of the chapters"],
    ),
    "two versions from one day": ("      - from: 2021-07-01", "      - from: 2026-07-01", ["two versions from 2026-07-01"]),
    "a version that runs into the next": (
        "      - from: 2021-07-01\n", "      - from: 2021-07-01\n        to: 2027-01-01\n", ["runs into"],
    ),
    "a version that ends before it begins": (
        "      - from: 2026-07-01\n", "      - from: 2026-07-01\n        to: 2026-06-01\n", ["does not lie after"],
    ),
    "an article that names nothing and says no reason": (
        "        reason: {zh: 说明目的和依据", "        because: {zh: 说明目的和依据", ["reason"],
    ),
    "a kind of reference outside the closed list": (
        "- {refusal: approvals.another-letter}", "- {hope: approvals.another-letter}", ["carried_out_by"],
    ),
    "a reference with no words of its own": (
        "- {screen: \"office:log\", zh: 操作记录, en: The log}", "- {screen: \"office:log\"}", ["carried_out_by"],
    ),
    "a number nobody keeps": ("filing-working-days", "filing-workdays", ["'filing-workdays' is no number"]),
    "an article without its law": ("        law: 产品建议\n", "", ["'law' is a required property"]),
    "a source nobody listed": ("source: S1；own", "source: S7；own", ["'S7'"]),
    "a day as a word": ("      - from: 2021-07-01", "      - from: July", ["July"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_article_is_named(copy: Copy, name: str) -> None:
    old, new, told = BREAKS[name]
    copy.change(SUPERVISION, old, new)
    said = "\n".join(copy.problems())
    assert said.startswith(SUPERVISION), said
    assert all(word in said for word in told), said


class TestWhatCarriesThemOut:
    @pytest.mark.parametrize(
        ("kind", "old", "new"),
        [
            ("refusal", "delegation.beyond-the-amount", "delegation.beyond-all-measure"),
            ("table", "table: cases_duty", "table: cases_leisure"),
            ("job", "daily.take_over", "daily.take_under"),
            ("check", "jiuzhu.offices.scope.visible_by_area", "jiuzhu.offices.scope.visible_by_mood"),
            ("check", "jiuzhu.offices.scope.visible_by_area", "jiuzhu.officers.scope.visible_by_area"),
            ("screen", "office:letters", "office:postcards"),
            ("screen", "portal:open", "porthole:open"),
        ],
    )
    def test_what_does_not_exist_is_named(self, copy: Copy, kind: str, old: str, new: str) -> None:
        copy.change(SUPERVISION, old, new)
        assert copy.problems() == []  # the file is well written; only the thing is not there
        told = carried_out.missing(Rulebook(copy.root), database=False)
        said = f"there is no {kind} {new.removeprefix('table: ')}"
        assert [one for one in told if one.startswith(SUPERVISION) and said in one]

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("old", "new"),
        [("cases_duty_allowed", "cases_duty_aloud"), ("offices_posting_once", "offices_posting_twice")],
    )
    def test_so_are_triggers_and_constraints_when_the_database_is_asked(
        self, copy: Copy, old: str, new: str
    ) -> None:
        copy.change(SUPERVISION, old, new)
        told = carried_out.missing(Rulebook(copy.root), database=True)
        assert [one for one in told if one.endswith(new)]

    def test_the_command_fails_on_it(self, monkeypatch: pytest.MonkeyPatch, copy: Copy) -> None:
        copy.change(SUPERVISION, "daily.take_over", "daily.take_under")
        monkeypatch.setattr(rulebook, "ROOT", copy.root)
        answer = CliRunner().invoke(jiuzhu, ["rulebook", "check"])
        assert answer.exit_code == 1
        assert "there is no job daily.take_under" in answer.output

    @pytest.mark.django_db
    def test_everything_that_the_measures_name_exists(self) -> None:
        assert carried_out.missing(rulebook.book(), database=True) == []

    @pytest.mark.parametrize("key", BOTH)
    def test_an_article_without_a_rule_says_why(self, key: str) -> None:
        for article in rulebook.book().measure(key).articles:
            for version in article.versions:
                assert bool(version.carried_out_by) != bool(version.reason_zh and version.reason_en)
                assert version.reason_zh != "待接入", f"{key} Article {article.number}"
                assert {one.kind for one in version.carried_out_by} <= set(KINDS)


class TestReading:
    def test_unknown_ones_are_refused(self) -> None:
        with pytest.raises(UnknownMeasure):
            rulebook.book().measure("parking")
        with pytest.raises(UnknownArticle):
            rulebook.book().measure("supervision").article(99)

    @pytest.mark.parametrize("key", BOTH)
    def test_whole_in_both_languages_and_marked_as_our_own(self, key: str) -> None:
        measure = rulebook.book().measure(key)
        assert 20 <= len(measure.articles) <= 30
        assert measure.area == "370982"
        for article in measure.articles:
            for version in article.versions:
                # As many paragraphs in one language as in the other, and no sentence left out.
                assert version.zh.count("\n") == version.en.count("\n"), f"{key} Article {article.number}"
                assert version.confidence == "D"
                assert len(version.en) > len(version.zh)

    @pytest.mark.parametrize("key", BOTH)
    def test_nothing_before_its_first_day_and_every_article_from_it_on(self, key: str) -> None:
        measure = rulebook.book().measure(key)
        assert measure.on(BEGAN - timedelta(days=1)) == ()
        for day in (BEGAN, date(2021, 6, 30), date(2021, 7, 1), date(2026, 7, 1), date(2030, 1, 1)):
            assert [article.number for article, _ in measure.on(day)] == [
                one.number for one in measure.articles
            ]

    def test_a_later_version_takes_the_place_of_the_earlier_one_on_its_day(self) -> None:
        first = rulebook.book().measure("supervision").article(1)
        assert [one.starts_on for one in first.versions] == [BEGAN, date(2021, 7, 1), date(2026, 7, 1)]
        for version, following in zip(first.versions, [*first.versions[1:], None], strict=True):
            assert first.on(version.starts_on) is version
            assert version.stops_on == (following.starts_on if following else None)
        law, before = first.on(date(2026, 7, 1)), first.on(date(2026, 6, 30))
        assert law is not None
        assert before is not None
        assert "社会救助法" in law.zh
        assert "社会救助法" not in before.zh

    def test_an_article_may_be_taken_out(self, copy: Copy) -> None:
        copy.change(SEAL, "      - from: 2019-12-01\n", "      - from: 2019-12-01\n        to: 2022-01-01\n")
        measure: Measure = Rulebook(copy.root).measure("special-seal")
        assert measure.article(1).on(date(2021, 12, 31)) is not None
        assert measure.article(1).on(date(2022, 1, 1)) is None
