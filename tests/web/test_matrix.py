"""Every address and every operation × every role × own township, neighbour, county: no success that nobody declared."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from jiuzhu.offices import scope
from jiuzhu.web import clock
from jiuzhu.web.office import pages
from tests import people
from tests.web import matrix, world
from tests.web.matrix import Endpoint

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOWNSHIP, NEIGHBOUR, COUNTY = people.TOWNSHIP, people.NEIGHBOUR, people.COUNTY


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "today", lambda: world.TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(world.TODAY))
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    # A thousand refusals are asked here, and only whether: how their page looks is tested beside (test_start).
    monkeypatch.setattr(pages, "refusal_page", lambda _request, _no, status: HttpResponse(status=status))
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # thousands of refusals are the point here


@pytest.fixture
def before(county: people.County) -> world.World:
    with scope.whole_county():
        return world.settled(county)


@pytest.fixture
def day(before: world.World) -> world.World:
    with scope.whole_county():
        return world.at_work(before)


def sit_down(officer: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer.user, backend=BACKEND)
    return client


def asked(
    endpoints: Iterable[Endpoint], day: world.World
) -> tuple[list[str], Counter[str], dict[str, set[str]]]:
    """Everything that is not as declared, how many answers of which kind, and who succeeded where."""
    wrong, counted, succeeded = [], Counter[str](), {}
    many = [(one, matrix.address(one, day)) for one in endpoints]
    callers: list[tuple[str | None, str, Client]] = [(None, "", Client(raise_request_exception=False))]
    callers += [(role, area, sit_down(officer)) for (role, area), officer in day.officers.items()]
    missing: set[tuple[str, str]] = set()
    for role, area, client in callers:
        for one, where_to in many:
            if (one.route, one.method) in missing or _said_already(one, role, area, missing):
                continue
            status = matrix.ask(client, one, where_to).status_code
            if role is None and status == 405 and not one.machine:
                missing.add((one.route, one.method))
                continue
            found = matrix.verdict(one, status, role=role, reaches=area != NEIGHBOUR)
            if found:
                wrong.append(
                    f"{one.name} {one.method} /{one.route} as {role or 'nobody'} in {area or '—'}: {found}"
                )
            counted[str(status)] += 1
            if status in (200, 303, 422):
                succeeded.setdefault(f"{one.method} {one.route}", set()).add(role or "nobody")
    return wrong, counted, succeeded


def _said_already(one: Endpoint, role: str | None, area: str, missing: set[tuple[str, str]]) -> bool:
    """Without the power the area is not asked, and a POST is refused where the GET is: once each is enough."""
    if role is None or one.admits(role):
        return False
    return area == NEIGHBOUR or (one.method == "POST" and not one.machine and (one.route, "GET") not in missing)


def test_every_page_answers_to_whom_it_says(day: world.World) -> None:
    endpoints = list(matrix.pages())
    wrong, counted, succeeded = asked(endpoints, day)
    print(f"\n{sum(counted.values())} page requests: {dict(counted)}")
    assert not wrong, "\n".join(wrong)
    silent = [
        f"{one.method} {one.route}"
        for one in endpoints
        if one.method == "GET" and f"GET {one.route}" not in succeeded
    ]
    reached = {route.removeprefix("POST ") for route in succeeded if route.startswith("POST ")}
    assert [one for one in silent if one.removeprefix("GET ") not in reached and not _needs_more(one)] == []


def _needs_more(route: str) -> bool:
    """Addresses that show nothing for the things of this world: the proof of refusal would be empty for them."""
    return any(word in route for word in ("typed/", "/notice", "bank-file"))


def test_every_operation_answers_to_whom_it_says(day: world.World) -> None:
    endpoints = list(matrix.operations())
    wrong, counted, succeeded = asked(endpoints, day)
    print(f"\n{sum(counted.values())} API requests: {dict(counted)}")
    assert not wrong, "\n".join(wrong)
    assert [
        f"{one.method} {one.route}" for one in endpoints if f"{one.method} {one.route}" not in succeeded
    ] == []
