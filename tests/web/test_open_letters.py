"""Everybody reads which townships decide what, under which letter, since when it is suspended or withdrawn, and what to do against a decision."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries
from jiuzhu.documents import queries as papers
from jiuzhu.journey import delegating as journey
from jiuzhu.offices import scope
from jiuzhu.web import clock
from tests import delegating, people
from tests import seals as made
from tests.seals import CHECKED
from tests.web.calling import Caller

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 11))
    settings.MEDIA_ROOT = tmp_path / "files"
    made.quickly(monkeypatch)


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(name: str, *args: Any, language: str = "zh-hans") -> str:
    reader = Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return words(reader.get(reverse(f"portal:{name}", args=args)))


def sealed(county: people.County, letter: Any) -> Any:
    for side, officer in (("county", county.bureau), ("township", county.head)):
        made.kept(county, side)
        journey.seal_letter(letter, side=side, checklist=CHECKED, **made.told(officer, TODAY, 11, 5))
    return journey.letter_issued(letter)


def test_without_a_letter_the_county_decides_and_a_letter_that_is_not_there_is_not_found(
    county: people.County,
) -> None:
    assert "所有事项由县级民政部门决定" in page("open-letters")
    assert "谁来决定" in page("home")
    for name in ("open-letter", "open-letter-paper"):
        assert Client().get(reverse(f"portal:{name}", args=[999_999])).status_code == 404


def test_anybody_reads_letter_remedy_and_the_sealed_file(county: people.County) -> None:
    with scope.whole_county():
        letter = delegating.letter(county)
        assert Client().get(reverse("portal:open-letter-paper", args=[letter.pk])).status_code == 404
        assert "电子原件盖章后在这里公布" in page("open-letter", letter.pk)
        issued = sealed(county, letter)
        body = papers.read(issued.file)
    listed = page("open-letters")
    decides, county_decides = listed.split("由县级决定的地方")
    assert letter.number in decides and "城市" in decides and "每户每月不超过 5,000.00 元" in decides
    assert "新汶街道" in decides and "东都镇" in county_decides
    shown = page("open-letter", letter.pk)
    for said in (
        "2026年4月1日", "2028年3月31日", "受县级民政部门委托", "新泰市民政局委托事项专用章", "被申请人（被告）为新泰市民政局",
        issued.shown_code, "崔知远", "签发以来没有变动",
    ):  # fmt: skip
        assert said in shown
    assert "The respondent is" in page("open-letter", letter.pk, language="en")
    answer = Client().get(reverse("portal:open-letter-paper", args=[letter.pk]))
    assert answer.content == body and answer["Content-Type"] == "application/pdf"
    assert (
        reverse("portal:check-code", args=[issued.shown_code])
        in Client().get(reverse("portal:open-letter", args=[letter.pk])).content.decode()
    )


def test_suspended_withdrawn_replaced_and_over_each_since_its_day(county: people.County) -> None:
    with scope.whole_county():
        letter = delegating.letter(county)
        told = people_told(county)
        delegation.suspend(
            letter,
            reason="抽查差错率过高",
            effective_on=date(2026, 5, 1),
            item_code="MZ01-02",
            **told(date(2026, 5, 1)),
        )
        delegation.suspend(
            letter, reason="印章去向不明", effective_on=date(2026, 6, 1), **told(date(2026, 6, 1))
        )
        delegation.resume(
            letter, reason="印章已找回", effective_on=date(2026, 7, 1), **told(date(2026, 7, 1))
        )
    assert queries.since(letter, date(2026, 4, 30)) == date(2026, 4, 1)
    assert queries.since(letter, date(2026, 6, 15)) == date(2026, 6, 1)
    assert queries.since(letter, TODAY) == date(2026, 7, 1)
    # Resuming the letter does not resume its item: suspended since its own day.
    assert queries.state(letter, TODAY, "MZ01-02") == "suspended"
    shown = page("open-letter", letter.pk)
    assert "中止 自 2026年6月1日" in shown and "印章去向不明" in shown and "抽查差错率过高" in shown
    with scope.whole_county():
        delegation.withdraw(
            letter, reason="人员不足", effective_on=date(2026, 8, 1), **told(date(2026, 8, 1))
        )
    listed = page("open-letters")
    assert letter.number in listed.split("已经结束的委托书")[1] and "收回，自 2026年8月1日" in listed
    assert queries.since(letter, date(2030, 1, 1)) == date(
        2026, 8, 1
    )  # withdrawn it stays, also after its last day
    other = people.letter(county, township=people.NEIGHBOUR, stops_on=TODAY)
    assert (queries.state(other, TODAY), queries.since(other, TODAY)) == ("expired", TODAY)
    assert queries.state(other, TODAY - timedelta(days=1)) == "in_force"
    assert "没有电子原件" in page("open-letter", other.pk)


def test_a_letter_replaced_by_another_says_so_from_its_first_day(county: people.County) -> None:
    with scope.whole_county():
        old = delegating.letter(county)
        new = delegating.published(county, _signed(county, delegating.drafted(
            county, amends=old, starts_on=date(2026, 8, 1), items={"MZ01-01": 300_000})))  # fmt: skip
    assert queries.state(old, date(2026, 7, 31)) == "in_force"
    assert (queries.state(old, TODAY), queries.since(old, TODAY)) == ("replaced", date(2026, 8, 1))
    listed = page("open-letters")
    assert (
        old.number in listed.split("已经结束的委托书")[1]
        and new.number in listed.split("已经结束的委托书")[0]
    )
    assert old.number in page("open-letter", new.pk)


def test_programs_read_the_same_and_an_officer_asks_for_the_form_of_a_day(
    county: people.County, desk: Callable[[str], Client]
) -> None:
    with scope.whole_county():
        letter = delegating.letter(county)
        issued = sealed(county, letter)
    (one,) = json.loads(Client().get("/api/open/letters").content)
    assert one["number"] == letter.number and one["items"] == {"MZ01-01": 500_000, "MZ01-02": 500_000}
    assert (one["state"], one["since"], one["code"]) == ("in_force", "2026-04-01", issued.shown_code)
    assert one["form"]["respondent"] == "新泰市民政局"
    clerk = Caller("clerk", language="en")
    asked = {"item": "MZ01-01", "township": people.TOWNSHIP}
    assert clerk.get("/letters/form", **asked, on="2026-04-01")["key"] == "entrusted"
    assert clerk.get("/letters/form", **asked, on="2026-03-31")["key"] == "county"
    assert "The respondent is" in clerk.get("/letters/form", **asked, on="2026-04-01")["remedy"]
    no = clerk.get("/letters/form", **asked | {"township": people.COUNTY}, on="2026-04-01")
    assert clerk.codes(no) == ["delegation.not-a-township"]
    # The address of events, {kind}, once hid the list of running cases.
    assert clerk.get(f"/letters/{letter.number}/running") == [] and clerk.status == 200


def people_told(county: people.County) -> Callable[[date], dict[str, Any]]:
    return lambda on: delegating.told(county.supervisor, on)


def _signed(county: people.County, draft: Any) -> Any:
    delegating.signed(county, draft)
    return draft
