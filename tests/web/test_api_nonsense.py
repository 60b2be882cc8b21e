"""Nonsense in every field of every operation: refused in the form of a refusal, never a fault."""

from __future__ import annotations

import json
import logging
import random
import re
import uuid
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from jiuzhu.offices import scope
from jiuzhu.offices.roles import ROLES
from jiuzhu.web import clock
from tests import people, seals
from tests.web import matrix, world
from tests.web.matrix import Endpoint
from tests.web.test_api import NONSENSE, spoilt
from tests.web.test_matrix import sit_down

SENDABLE = tuple(one for one in NONSENSE if one != "\ud800")
STRANGE = (
    "0",
    "-1",
    "999999999999999999999999999",
    "x",
    "😀",
    "370982002-2026-999999",
    "a b",
    "..",
    "%2e%2e",
    "'",
    "x" * 3000,
)


@pytest.fixture
def day(county: people.County, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> world.World:
    monkeypatch.setattr(clock, "today", lambda: world.TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(world.TODAY))
    seals.papers_in(tmp_path, settings, monkeypatch)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with scope.whole_county():
        return world.at_work(world.settled(county))


def able(one: Endpoint, day: world.World) -> Any:
    """An officer who holds a power of the operation and reaches the township."""
    role = next(key for key in ROLES if one.admits(key))
    return day.officers.get((role, people.TOWNSHIP)) or day.officers[role, people.COUNTY]


def send(client: Client, one: Endpoint, where_to: str, body: Any) -> Any:
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    with transaction.atomic():
        if one.method == "GET":
            answer = client.get(
                where_to, {name: str(value) for name, value in (body or {}).items()}, headers=headers
            )
        elif one.media_type == "multipart/form-data":
            fields = {
                name: value if isinstance(value, str) and "\ud800" not in value else json.dumps(value)
                for name, value in body.items()
                if name not in ("file", "paper")
            }
            files = {
                name: SimpleUploadedFile("坏\u202e文件.csv", b"\x00\xff,\x00")
                for name in body
                if name in ("file", "paper")
            }
            answer = client.post(where_to, {**fields, **files}, headers=headers)
        else:
            answer = client.post(where_to, json.dumps(body), content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    return answer


def fault(one: Endpoint, where_to: str, answer: Any, body: Any) -> str:
    said = f"{one.method} {where_to[:90]} {json.dumps(body)[:160]}"
    if answer.status_code >= 500:
        return f"{said}: {answer.status_code}"
    if answer.status_code >= 400 and not answer.headers["Content-Type"].startswith("application/json"):
        return f"{said}: {answer.status_code} is a page"
    if answer.status_code >= 400 and not answer.json().get("refusals"):
        return f"{said}: {answer.status_code} without a refusal"
    return ""


def test_nonsense_in_every_body_is_refused_and_is_no_fault(day: world.World) -> None:
    chance, wrong, counted = random.Random(20261123), [], Counter[str]()
    clients: dict[Any, Client] = {}
    for one in matrix.operations():
        officer = able(one, day)
        client = clients.setdefault(officer.pk, sit_down(officer))
        where_to = matrix.address(one, day)
        good = one.body if isinstance(one.body, dict) else {}
        if one.method == "GET":
            names = (
                "words",
                "page",
                "on",
                "area",
                "township",
                "item",
                "before",
                "year",
                "start",
                "working_days",
                "amount_fen",
                "source",
            )
            bodies = [{name: chance.choice(SENDABLE) for name in chance.sample(names, 4)} for _ in range(3)]
        else:
            bodies = list(spoilt(good, chance))
        if one.media_type == "multipart/form-data":
            bodies = [body for body in bodies if isinstance(body, dict)]
        for body in bodies:
            answer = send(client, one, where_to, body)
            counted[str(answer.status_code)] += 1
            if told := fault(one, where_to, answer, body):
                wrong.append(told)
    print(f"\n{sum(counted.values())} calls: {dict(counted)}")
    assert not wrong, "\n".join(wrong)


def test_strange_names_in_every_address_are_404_and_no_fault(day: world.World) -> None:
    chance, wrong, counted = random.Random(7), [], Counter[str]()
    clients: dict[Any, Client] = {}
    for one in matrix.operations():
        if not matrix.PARAMETER.search(one.route):
            continue
        officer = able(one, day)
        client = clients.setdefault(officer.pk, sit_down(officer))
        for strange in chance.sample(STRANGE, 4):
            where_to = "/" + re.sub(matrix.PARAMETER, quote(strange, safe=""), one.route)
            answer = send(client, one, where_to, one.body or {})
            counted[str(answer.status_code)] += 1
            if told := fault(one, where_to, answer, one.body):
                wrong.append(told)
            if (
                answer.status_code == 200
                and answer.content not in (b"null", b"[]")
                and "codes" not in one.route
                and "/check/" not in one.route  # an unknown code is an answer there
            ):
                wrong.append(f"{one.method} {where_to}: 200")
    print(f"\n{sum(counted.values())} calls: {dict(counted)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "body", ["", "{", "[", "null", "1", '"x"', "\x00", "{" * 5000, "\ufeff{}", '{"item": 1e999}', "9" * 5000]
)
def test_a_body_that_is_no_json_is_refused(county: people.County, body: str) -> None:
    client = sit_down(county.clerk)
    answer = client.post(
        "/api/drafts", body, content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    assert answer.status_code in (400, 422)
    assert answer.json()["refusals"]
