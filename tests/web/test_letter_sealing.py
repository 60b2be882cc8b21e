"""Both custodians seal a letter on the screen and through the API; before their turn they read why not; then the sealed file is printed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jiuzhu.documents import queries as papers
from jiuzhu.journey import delegating as journey
from jiuzhu.offices import scope
from jiuzhu.seals.rules import CHECKLIST
from jiuzhu.web import clock
from tests import delegating, people
from tests import seals as made

TODAY = date(2026, 9, 1)
Desk = Callable[[str], Client]
TICKS = dict.fromkeys(CHECKLIST, "on")


@pytest.fixture
def letter(county: people.County, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "files"
    made.quickly(monkeypatch)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 15))
    with scope.whole_county():
        made.kept(county, "county")
        made.kept(county, "township")
        return delegating.letter(county)


def send(client: Client, letter: Any, side: str, **typed: Any) -> Any:
    told = {"once": uuid.uuid4().hex, "side": side, "password": people.PASSWORD, **TICKS, **typed}
    return client.post(f"/office/letters/{letter.pk}/seal", told)


def page(client: Client, letter: Any) -> str:
    return str(client.get(f"/office/letters/{letter.pk}/").content.decode())


def test_on_the_screen_one_side_after_the_other(desk: Desk, letter: Any) -> None:
    bureau, head = desk("bureau"), desk("head")
    assert "等待委托机关公章的保管人用印" in page(head, letter)
    early = send(head, letter, "township")
    assert early.status_code == 422 and "还没有加盖委托机关的公章" in early.content.decode()
    assert "核对无误，加盖公章" in page(bureau, letter)
    assert send(bureau, letter, "county", password="wrong").status_code == 422
    assert send(bureau, letter, "county", read="").status_code == 422
    key = uuid.uuid4().hex
    assert send(bureau, letter, "county", once=key).status_code == 303
    assert send(bureau, letter, "county", once=key).status_code == 303  # the same form again
    assert send(bureau, letter, "county").status_code == 422
    assert "等待受托机关公章的保管人用印" in page(desk("supervisor"), letter)
    assert send(desk("supervisor"), letter, "township").status_code == 403
    assert send(head, letter, "township").status_code == 303
    with scope.whole_county():
        issued = journey.letter_issued(letter)
        body = papers.read(issued.file)
    assert issued.shown_code in page(head, letter)
    assert desk("clerk").get(f"/office/letters/{letter.pk}/paper").content == body
    assert desk("neighbour_head").get(f"/office/letters/{letter.pk}/paper").status_code == 404


def test_through_the_api(desk: Desk, letter: Any) -> None:
    def call(client: Client, side: str, key: str = "", **more: Any) -> Any:
        body = {"side": side, "checklist": dict.fromkeys(CHECKLIST, True)} | more
        headers = {"Idempotency-Key": key or uuid.uuid4().hex, "X-Signing-Password": people.PASSWORD}
        return client.post(
            f"/api/letters/{letter.number}/seal", body, content_type="application/json", headers=headers
        )

    bureau, head = desk("bureau"), desk("head")
    assert call(head, "township").json()["refusals"][0]["code"] == "delegating.county-seals-first"
    key = uuid.uuid4().hex
    first = call(bureau, "county", key)
    assert (first.status_code, first.json()["next_side"], first.json()["code"]) == (200, "township", "")
    assert call(bureau, "county", key).json() == first.json()
    assert call(bureau, "county").json()["refusals"][0]["code"] == "documents.already-issued"
    assert call(desk("neighbour_head"), "township").status_code in (403, 404, 422)
    second = call(head, "township").json()
    assert second["next_side"] is None and len(second["code"]) == 30 and second["file"]
