"""One family's road through the pages: each officer at her own desk, with her own login, as people do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.funds.banks import stand_in
from jiuzhu.journey import accepting, posting, reviewing, surveying, verifying
from jiuzhu.journey import content as contents
from jiuzhu.offices import scope
from jiuzhu.web import clock
from tests import applying, payees, people
from tests.browser.conftest import log_in
from tests.rooms import verification_cases as made

Window = Callable[..., Page]
PHONED = "13900001111"


class DoorsClock:
    """The doors' clock on a day that the test chooses; the hands go on from ten in the morning."""

    def __init__(self, monkeypatch: Any, on: date) -> None:
        self.on, self._set_at = on, timezone.now()
        monkeypatch.setattr(clock, "now", self.now)
        monkeypatch.setattr(clock, "today", lambda: self.on)

    def now(self) -> datetime:
        return people.at(self.on) + (timezone.now() - self._set_at)

    def later(self, days: int) -> None:
        self.on += timedelta(days=days)


def by_keys(page: Page, answers: Mapping[str, str | tuple[str, ...]]) -> None:
    """Answer the questions of a form with Tab, Space, the arrows and letters alone; every one must be reached."""
    left = dict(answers)
    for _ in range(200):
        if not left:
            return
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(() => { const e = document.activeElement; return {name: e.name || '', type: e.type || '', value: e.value,"
            " options: e.options ? [...e.options].map(o => o.value) : [], at: e.selectedIndex}; })()"
        )
        wanted = left.get(here["name"])
        if wanted is None:
            continue
        if here["type"] == "checkbox":
            if here["value"] in ((wanted,) if isinstance(wanted, str) else wanted):
                page.keyboard.press("Space")
            rest = tuple(
                one for one in ([wanted] if isinstance(wanted, str) else wanted) if one != here["value"]
            )
            left[here["name"]] = rest
            if not rest:
                del left[here["name"]]
            continue
        del left[here["name"]]
        if here["type"] == "radio":
            _choose(page, str(wanted))
        elif here["options"]:
            steps = here["options"].index(wanted) - here["at"]
            for _step in range(abs(steps)):
                page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        else:
            page.keyboard.press("Control+a")
            page.keyboard.type(str(wanted))
    raise AssertionError(f"not reached with Tab: {sorted(left)}")


def _choose(page: Page, wanted: str) -> None:
    page.keyboard.press("Space")
    for _ in range(12):
        if page.evaluate("document.activeElement.value") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {wanted}")


def leave(page: Page) -> None:
    """Log out, so that the next officer can sit down."""
    page.goto("/accounts/logout/")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "logout" not in address)


class Road:
    """The steps, each through its page. `number` and `code` are those of the receipt."""

    number = code = ""

    def __init__(
        self, where: people.County, window: Window, clock_: DoorsClock, monkeypatch: Any, **ways: Any
    ) -> None:
        self.where, self.window, self.clock, self.ways = where, window, clock_, ways
        self.desks: dict[str, Page] = {}
        plain = accepting.submit

        def submit(*told: Any, **more: Any) -> Any:
            """The code is printed once and kept nowhere: the test reads it as it goes to the printer."""
            taken = plain(*told, **more)
            self.number, self.code = taken.case.number, taken.follow_code
            return taken

        monkeypatch.setattr(accepting, "submit", submit)

    def desk(self, officer: str, **way: Any) -> Page:
        """The officer's own window, logged in."""
        if officer not in self.desks:
            self.desks[officer] = self.window(**{**self.ways, **way})
            log_in(self.desks[officer], officer)
        return self.desks[officer]

    def at_case(self, officer: str) -> Page:
        page = self.desk(officer)
        page.goto(f"/office/cases/{self.number}/")
        return page

    def stage(self) -> str:
        with scope.whole_county():
            return cases.get(self.number).stage

    def press_the_one_action(self, page: Page) -> None:
        """What the case page offers as the next step."""
        page.locator("#next ~ p a.button.primary").first.click()
        page.wait_for_load_state()

    def visit(self) -> None:
        """The first visitor writes and signs on a telephone, the second confirms with her own login."""
        page = self.desk("visitor", phone=True)
        page.goto(f"/office/cases/{self.number}/visit")
        page.fill("[name=place]", "东山社区 3 号楼 201")
        page.fill("[name=respondent_name]", "卫芳菲")
        page.select_option("[name=respondent_relation]", "01")
        page.select_option("[name=tenure]", index=1)
        page.evaluate("document.querySelectorAll('details.fold').forEach(one => { one.open = true; })")
        for one in page.locator("[name$=_seen][value=yes]").all():
            one.check()
        page.fill("[name=finding]", "与申报相符，母亲打零工，孩子上小学")
        page.check("[name=household_signed][value=signed]")
        draw(page)
        page.select_option("[name=second]", str(self.where.visitor_two.pk))
        page.fill("[name=password]", people.PASSWORD)
        page.locator("main button.primary").last.click()
        expect(page.locator("main")).to_contain_text("苗禾")
        other = self.desk("visitor_two", phone=True)
        other.goto("/office/surveys/")
        other.locator("table a[href$='/visit']").first.click()
        other.fill("[name=password]", people.PASSWORD)
        other.locator("main button.primary").last.click()
        other.wait_for_url(f"**/office/cases/{self.number}/")

    def opinion(self) -> Page:
        """Determine, read, sign."""
        page = self.at_case("reviewer")
        page.goto(f"/office/cases/{self.number}/opinion")
        page.locator("form[action$='/determine'] button").click()
        page.wait_for_load_state()
        return page

    def sign(self, page: Page) -> None:
        """The button that signs exactly what the page shows."""
        page.fill("[name=password]", people.PASSWORD)
        page.locator("form:has([name=seen]) button.primary").click()
        page.wait_for_url(f"**/office/cases/{self.number}/")

    def put_up(self) -> Page:
        page = self.desk("clerk")
        page.goto(f"/office/cases/{self.number}/posting")
        page.locator("form:has([name=place]) button.primary").click()
        page.wait_for_url(f"**/office/cases/{self.number}/")
        return page

    def days_of_the_notice(self) -> None:
        """The clock takes the notice down."""
        self.clock.later(8)
        with scope.whole_county():
            assert posting.close_notices(on=self.clock.on, at=self.clock.now()) == 1

    def departments_answer(self, *but: str) -> None:
        """Their files come by the watched folder; `but` those that somebody uploads."""
        with scope.whole_county():
            for source in made.SOURCES:
                if source not in but:
                    made.take(source, on=self.clock.on)


def draw(page: Page) -> None:
    """A line across the pad, as a finger does it."""
    pad = page.locator(".pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 18, box["y"] + 60 + (step % 3) * 22)
    page.mouse.up()


def family_in_a_draft(where: people.County, on: date) -> Any:
    """A draft with everything answered, for roads that begin at the check page."""
    with scope.whole_county():
        return applying.draft(where, on)


def money_ready(where: people.County) -> None:
    """The account and the appropriation that the county has since January."""
    with scope.whole_county():
        payees.able_to_pay(where)


def bank_answers(file: Path, into: Path) -> Path:
    """A stand-in for the bank reads the file that was downloaded and answers it: everything paid."""
    into.write_bytes(stand_in.answer(file.read_bytes(), return_rate=0.0))
    return into


def verified_and_visited(where: people.County, number: str, on: date) -> None:
    """The departments' report and the visit, without their pages."""
    for source in made.SOURCES:
        made.take(source, on=on)
    told = {"on": on, "at": people.at(on, 11)}
    verifying.file_report(cases.get(number), incomplete_because="", actor=where.verifier, **told)
    family = {
        str(one.person_id): one.person
        for one in cases.get(number).household.memberships.select_related("person")
    }
    content = made.visit_content(family, visited_on=on.isoformat())
    visitors = [where.visitor, where.visitor_two]
    surveying.file_visit(cases.get(number), content, on=on, at=people.at(on, 16), visitors=visitors)


def signed_opinion(where: people.County, number: str, on: date) -> None:
    """Determined and signed by the reviewer, without her page."""
    told = {"actor": where.reviewer, "on": on, "at": people.at(on, 16, 30)}
    found = reviewing.determine(cases.get(number), **told)
    seen = approvals.digest_of(contents.opinion_content(cases.get(number), found))
    reviewing.give_opinion(cases.get(number), seen=seen, **told)
