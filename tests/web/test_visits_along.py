"""Taking cases along: the work list, the route, the telephone's page, and what a program may do of it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiuzhu.offices import scope
from jiuzhu.surveys.models import Sent, Stop, Taken
from jiuzhu.web import clock
from tests import people
from tests.rooms import verification_cases as made
from tests.web.calling import Caller
from tests.web.reading import Desk, post, words

TODAY = made.TODAY


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY))


@pytest.fixture
def yard(county: people.County) -> list[Any]:
    with scope.whole_county():
        return [made.open_case(county, made.household(county, order), "surveying") for order in (1, 2)]


def at(desk: Desk, name: str = "visitor") -> Client:
    client: Client = desk(name)
    return client


def test_who_does_not_visit_takes_nothing_along(yard: list[Any], desk: Desk) -> None:
    assert at(desk, "clerk").get(reverse("office:visits-along")).status_code == 403
    assert at(desk, "clerk").get(reverse("office:visits-along-worker")).status_code == 403
    clerk = Caller("clerk")
    assert clerk.codes(clerk.post("/visits/along", {"cases": [yard[0].number]})) == ["offices.not-your-power"]
    assert Taken.objects.count() == 0


def test_another_stage_is_refused_with_the_list_as_it_was(
    county: people.County, yard: list[Any], desk: Desk
) -> None:
    with scope.whole_county():
        early = made.open_case(county, made.household(county, 3), "verifying")
    answer = post(at(desk), reverse("office:visits-along-take"), case=[yard[0].number, early.number])
    assert answer.status_code == 422 and "surveys.not-at-visit" in words(answer)
    assert Taken.objects.count() == 0  # all of them, or none


def test_a_route_is_put_in_order_and_taken_along(yard: list[Any], desk: Desk) -> None:
    client, numbers = at(desk), [one.number for one in yard]
    assert "还没有排路线" in words(client.get(reverse("office:visits-along")))
    assert post(client, reverse("office:visits-along-plan"), case=numbers).status_code == 303
    first = Stop.objects.order_by("position").first()
    assert first is not None
    post(client, reverse("office:visits-along-stop", args=[first.case.number]), step="down")
    assert Stop.objects.order_by("-position").first() == first
    post(client, reverse("office:visits-along-stop", args=[first.case.number]), step="drop")
    assert Stop.objects.count() == 1
    taken = post(client, reverse("office:visits-along-take"))
    assert taken.headers["Location"] == reverse("office:visits-along-phone")
    assert [one.case_id for one in Taken.objects.all()] == [one.case_id for one in Stop.objects.all()]
    assert "您的手机上有 1 件" in words(client.get(reverse("office:visits-along")))


def test_the_telephones_page_names_nobody(yard: list[Any], desk: Desk) -> None:
    post(at(desk), reverse("office:visits-along-take"), case=[yard[0].number])
    shell = at(desk).get(reverse("office:visits-along-phone"))
    assert (
        yard[0].number not in shell.content.decode() and yard[0].applicant_name not in shell.content.decode()
    )
    assert "mPERSONKEY_seen" in shell.content.decode()
    worker = at(desk).get(reverse("office:visits-along-worker"))
    assert worker.headers["Content-Type"].startswith("text/javascript") and b"caches" in worker.content


def test_a_program_sends_once_and_not_for_another(yard: list[Any]) -> None:
    visitor, other = Caller("visitor"), Caller("visitor_two")
    (taken,) = visitor.post("/visits/along", {"cases": [yard[0].number]})
    told = {"uuid": str(uuid.uuid4()), "typed": {"place": ["柳行村"], "finding": ["相符"]}}
    address = f"/visits/along/{taken['key']}/send"
    assert other.codes(other.post(address, told)) == ["surveys.not-yours-to-send"]
    assert visitor.post(address, told)["state"] == "kept"
    assert visitor.post(address, told)["state"] == "kept"
    assert visitor.codes(visitor.post(address, told | {"typed": {"place": ["别处"]}})) == [
        "surveys.sent-otherwise"
    ]
    assert Sent.objects.count() == 1
    assert visitor.post(f"/visits/along/{taken['key']}/give-back", {"why": "sent"})["given_back_at"]
    assert visitor.get("/visits/along") == []
