"""Connections on the screen and over the API: how they stand, faults in words, strays without names, a try out of turn."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from jiuzhu.offices import scope
from jiuzhu.verification import actions, exchanging
from jiuzhu.web import clock
from tests import people
from tests.rooms import exchange_cases as cases
from tests.rooms import verification_cases as made
from tests.rooms.exchange_cases import TODAY, said

Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.EXCHANGE_KEYS = tmp_path / "media", tmp_path / "keys"
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 15))


@pytest.fixture
def lead(county: people.County, desk: Desk) -> Client:
    """A policy officer who looks after connections from today on."""
    with scope.whole_county():
        people.moved(county, county.policy, "exchange_lead", people.COUNTY, on=TODAY)
    return desk("policy")


def words(answer: Any) -> str:
    assert answer.status_code in (200, 422), answer.status_code
    return str(answer.content.decode())


def test_a_connection_tells_what_came_of_it_and_names_nobody(
    county: people.County, lead: Client, tmp_path: Path
) -> None:
    with scope.whole_county():
        linked = cases.connected(county, sources=("vehicles",))
        mother, son = cases.asked(county, "mother", "son", sources=("vehicles",))
        with cases.exchange(tmp_path, linked) as one:
            one.met.department._take = lambda batch, lines: None  # type: ignore[method-assign]
            one.round()
            one.send(
                "m1",
                said(mother, "found", {"号牌号码": "鲁J00001"}),
                said(son, "found", {"号牌号码": "鲁J2"}, citizen_id=mother.person.citizen_id),
            )
            one.round()
    listing = words(lead.get("/office/connections/"))
    assert "大数据局" in listing and "正常" in listing
    page = words(lead.get("/office/connections/dept/"))
    assert "答的是另一个人" in page and linked.batches.get().number in page and "共答复 1 项" in page
    for secret in (mother.person.citizen_id, mother.person.name, son.person.name, "鲁J00001"):
        assert secret not in page
    batches = lead.get("/api/connections/dept/batches").json()
    assert [(one["lines"], one["answered"]) for one in batches] == [(2, 1)]
    (stray,) = lead.get("/api/connections/dept/strays").json()
    assert stray["why"] == "other_person" and mother.person.citizen_id not in stray["whom"]


def test_a_fault_is_told_in_words_and_tried_again_at_once(
    county: people.County, lead: Client, desk: Desk
) -> None:
    with scope.whole_county():
        linked = cases.connected(county)
    again = "/office/connections/dept/again"
    assert again not in words(lead.get("/office/connections/dept/"))
    early = lead.post(again, {"once": uuid.uuid4().hex})
    assert early.status_code == 422 and "没有故障" in words(early)
    with scope.whole_county():
        for minutes in (0, 5):
            exchanging.round_with(linked, on=TODAY, at=made.at() + timedelta(minutes=minutes))
    page = words(lead.get("/office/connections/dept/"))
    assert "dept.hmac" in page and again in page
    (told,) = lead.get("/api/connections").json()
    assert told["fault"]["code"] == "verification.key-missing" and told["opens_at"]
    assert desk("auditor").get("/office/connections/").status_code == 200
    assert desk("auditor").post(again, {"once": uuid.uuid4().hex}).status_code == 403
    assert lead.post(again, {"once": uuid.uuid4().hex}).status_code == 303
    assert ProcrastinateJob.objects.filter(task_name="every_few_minutes.exchange").count() == 1
    assert lead.get("/api/connections").json()[0]["opens_at"] is None
    assert "章程要求立即重试" in words(lead.get("/office/connections/dept/"))
    refused = lead.post(
        "/api/connections/dept/try-again",
        "",
        content_type="application/json",
        headers={"Idempotency-Key": uuid.uuid4().hex},
    )
    assert refused.status_code == 422 and "verification.still-working" in words(refused)


def test_ended_and_simulated_connections_say_so(county: people.County, lead: Client) -> None:
    with scope.whole_county():
        linked = cases.connected(county, key="demo-x")
        actions.end_connection(linked, stops_on=TODAY, at=made.at())
    page = words(lead.get("/office/connections/"))
    assert "已结束" in page and "jiuzhu exchange serve" in page
    assert lead.get("/office/connections/nothing/").status_code == 404
