"""From login to a granted case and its payment by machine calls alone, each officer with her own program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiuzhu.funds.banks import stand_in
from jiuzhu.households.models import Person
from jiuzhu.journey import accepting, posting
from jiuzhu.offices import scope
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.web import clock
from tests import applying, people, road
from tests.rooms import verification_cases as made
from tests.web.calling import Caller


class Day:
    """The day it is, for the door and its callers."""

    on = date(2026, 9, 1)


@pytest.fixture
def where(
    county: people.County, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> people.County:
    monkeypatch.setattr(clock, "today", lambda: Day.on)
    monkeypatch.setattr(clock, "now", lambda: people.at(Day.on))
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(Day, "on", date(2026, 9, 1))
    with scope.whole_county():
        people.letter(county)
        road.numbers(county, starts_on=date(2019, 12, 1))
        road.standard(county)
    return county


def drafted(clerk: Caller, order: int = 0) -> str:
    """A draft, typed field by field as the counter does."""
    draft = clerk.post("/drafts", {"item": "MZ01-01", "area": people.TOWNSHIP})
    key = draft["key"]
    clerk.post(f"/drafts/{key}/members", {"line": applying.mother(order)})
    clerk.post(f"/drafts/{key}/members", {"line": applying.child(order)})
    changes = {f"household.{name}": text for name, text in applying.HOME.items()}
    changes |= {"household.registered_area": f"{people.TOWNSHIP}201", "papers.identity-card": "seen"}
    clerk.post(f"/drafts/{key}/fields", {"changes": changes, "seen": 10_000})
    return str(key)


def taken(clerk: Caller, order: int = 0) -> str:
    key = drafted(clerk, order)
    assert clerk.get(f"/drafts/{key}/check") == {"against": [], "missing": []}
    case = clerk.post(f"/drafts/{key}/submit", {})
    assert (case["outcome"], case["stage"]) == ("accepted", "verifying")
    assert clerk.get(f"/papers/{case['paper']}").startswith(b"%PDF")
    return str(case["number"])


def verified(verifier: Caller, number: str) -> None:
    person = Person(citizen_id="370982195501010499", name="远方人")
    for source in made.SOURCES:
        file = SimpleUploadedFile(f"{source}.csv", made.delivery(source, person), "text/csv")
        verifier.post("/extracts", {"source": source, "as_of": "2026-09-01"}, file=file)
    grid = verifier.get(f"/cases/{number}/verification")
    assert {one["outcome"] for one in grid["answers"]} == {"not_found"}
    report = verifier.post(f"/cases/{number}/verification/report", {"version": grid["version"]})
    assert report["case"] == number


def visited(first: Caller, second: Caller, staff_number: str, number: str) -> None:
    case = first.get(f"/cases/{number}")
    record = {
        "visited_on": "2026-09-01", "place": "东山社区 3 号楼 201", "respondent": {"name": "卫芳菲", "relation": "01"},
        "home": {"tenure": "rented"}, "members": [{"person": one["person"], "seen": True} for one in case["members"]],
        "finding": "与申报相符，生活困难属实", "household_signed": "fingerprint", "second": staff_number, "version": case["version"],
    }  # fmt: skip
    waiting = first.post(f"/cases/{number}/visit", record)
    assert first.codes(
        first.post(f"/cases/{number}/visit/confirm", {"seen": waiting["seen"], "version": waiting["version"]})
    )
    seen = second.get(f"/cases/{number}/visit")
    case = second.post(f"/cases/{number}/visit/confirm", {"seen": seen["seen"], "version": seen["version"]})
    assert case["stage"] == "reviewing"


def test_the_whole_road_by_machine(where: people.County) -> None:
    clerk, verifier, reviewer, chief = (Caller(name) for name in ("clerk", "verifier", "reviewer", "chief"))
    visitor, second = Caller("visitor"), Caller("visitor_two")
    assert clerk.get("/me")["reach"] == [people.TOWNSHIP]
    number = taken(clerk)
    verified(verifier, number)
    visited(visitor, second, where.visitor_two.staff_number, number)
    found = reviewer.post(f"/cases/{number}/determine")
    assert found["outcome"] == "eligible", found
    opinion = reviewer.get(f"/cases/{number}/opinion")
    assert opinion["why_not"] is None
    reviewer.post(
        f"/cases/{number}/opinion", {"seen": opinion["seen"], "version": opinion["version"], "remark": "属实"}
    )
    case = clerk.get(f"/cases/{number}")
    clerk.post(f"/cases/{number}/posting", {"place": "东山社区公示栏", "version": case["version"]})
    Day.on = date(2026, 9, 10)
    with scope.whole_county():
        assert posting.close_notices(on=Day.on, at=people.at(Day.on)) == 1
    decision = chief.get(f"/cases/{number}/decision")
    refused = reviewer.post(
        f"/cases/{number}/decision", {"seen": decision["seen"], "version": decision["version"]}
    )
    assert (reviewer.status, reviewer.codes(refused)) == (403, ["offices.not-your-power"])
    decided = chief.post(
        f"/cases/{number}/decision", {"seen": decision["seen"], "version": decision["version"]}
    )
    assert (decided["decision"], decided["stage"]) == ("granted", "publishing")
    case = clerk.get(f"/cases/{number}")
    clerk.post(f"/cases/{number}/posting", {"place": "东山社区公示栏", "version": case["version"]})
    _paid(number, decided["amount_fen"])


def _paid(number: str, amount_fen: int) -> None:
    treasurer, cashier = Caller("treasurer"), Caller("cashier")
    Day.on = date(2026, 10, 5)
    treasurer.post(
        "/funds/account",
        {
            "holder": "新泰市财政局专户",
            "bank": "新泰农商银行",
            "number": "9080110020000001",
            "file_format": "delimited",
        },
    )
    treasurer.post(
        "/appropriations",
        {
            "year": 2026,
            "source": "county",
            "document": "演示〔2026〕1号",
            "amount_fen": 10**8,
            "on": "2026-10-01",
        },
    )
    with scope.whole_county():
        file_decisions.run(Day.on, people.at(Day.on, 8))  # money follows the filing
    run = cashier.post("/runs", {"month": "2026-10"})
    assert cashier.post("/runs", {"month": "2026-10"})["number"] == run["number"]
    assert (run["lines"], run["total_fen"]) == (1, amount_fen)
    totals = {"seen_lines": run["lines"], "seen_fen": run["total_fen"]}
    assert treasurer.get(f"/runs/{run['number']}/why-not-release") is None
    treasurer.post(f"/runs/{run['number']}/release", totals)
    treasurer.post(f"/runs/{run['number']}/bank-file")
    body = treasurer.get(f"/runs/{run['number']}/bank-file")
    answer = SimpleUploadedFile("回盘.txt", stand_in.answer(body, return_rate=0.0))
    booked = cashier.post("/bank-returns", file=answer)
    assert (booked["applied"], booked["unmatched"]) == (1, 0)
    assert cashier.post(f"/runs/{run['number']}/settle")["status"] == "settled"
    assert cashier.get(f"/cases/{number}/payments")["paid_fen"] == amount_fen


def test_a_family_follows_its_case_with_the_code_of_its_receipt(where: people.County) -> None:
    with scope.whole_county():
        made_ = accepting.submit(
            applying.draft(where, Day.on), actor=where.clerk, on=Day.on, at=people.at(Day.on)
        )
    nobody = Caller("nobody")
    nobody.headers = {}
    own = nobody.post("/own-case", {"number": made_.case.number, "code": made_.follow_code})
    assert own["stage"] == "accepting"
    wrong = nobody.post("/own-case", {"number": made_.case.number, "code": "AAAA-AAAA"})
    assert (nobody.status, nobody.codes(wrong)) == (422, ["portal.wrong-code"])
    unknown = nobody.post("/own-case", {"number": "370982002-2026-999999", "code": "AAAA-AAAA"})
    assert nobody.codes(unknown) == ["portal.wrong-code"]


def test_what_is_missing_is_told_once_and_supplied(where: people.County) -> None:
    clerk = Caller("clerk")
    key = drafted(clerk)
    clerk.post(f"/drafts/{key}/fields", {"changes": {"papers.identity-card": ""}, "seen": 10_000})
    case = clerk.post(f"/drafts/{key}/submit", {})
    assert (case["outcome"], case["stage"]) == ("told-missing", "supplementing")
    told = clerk.get(f"/cases/{case['number']}/application")
    assert [one["key"] for one in told["missing"]] == ["papers.identity-card"]
    assert all("*" in one["citizen_id"] for one in told["content"]["members"])
    done = clerk.post(
        f"/cases/{case['number']}/supply", {"seen_papers": ["identity-card"], "version": case["version"]}
    )
    assert (done["outcome"], done["stage"]) == ("accepted", "verifying")


def test_somebody_else_was_faster(where: people.County) -> None:
    clerk, other = Caller("clerk"), Caller("clerk_two")
    number = taken(clerk)
    version = clerk.get(f"/cases/{number}")["version"]
    clerk.post(f"/cases/{number}/withdraw", {"note": "不再申请", "version": version})
    stale = other.post(f"/cases/{number}/withdraw", {"note": "不再申请", "version": version})
    assert (other.status, other.codes(stale)) == (409, ["cases.stale"])
    assert other.get("/cases", closed=True)["total"] == 1
