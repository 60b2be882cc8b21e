"""Every address and every operation × every role × own township, neighbour, county: no success that nobody declared."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from jiuzhu.offices import scope
from jiuzhu.web import clock, exchange, topics
from jiuzhu.web.office import pages
from tests import people, seals
from tests.web import flawed_urls, matrix, world
from tests.web.matrix import Endpoint

KEYS = re.compile(r'value="[^"]{20,}"|\?next=[^"]*')
#: Their example bodies name a further thing (a holder, a second visitor, an office, a second filing) that this world does not have.
NAMES_ANOTHER = (
    "/account",
    "/authorisations",
    "/visit",
    "/corrections",
    "payments/reissue",
    "staff/officers",
    "filings/accept",
    "/corrections",
    "/visits/along",
    "/give-back",
    "/photographs",
    "/send",
    "/settle",
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOWNSHIP, NEIGHBOUR, COUNTY = people.TOWNSHIP, people.NEIGHBOUR, people.COUNTY


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "today", lambda: world.TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(world.TODAY))
    seals.papers_in(tmp_path, settings, monkeypatch)
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
            if status in (200, 303, 409, 422) or (status == 302 and role is not None):
                succeeded.setdefault(f"{one.method} {one.route}", set()).add(role or "nobody")
    return wrong, counted, succeeded


def _said_already(one: Endpoint, role: str | None, area: str, missing: set[tuple[str, str]]) -> bool:
    """Without the power the area is not asked, and a POST is refused where the GET is: once each is enough.

    What every officer may open is asked of one officer in the township, one in the neighbour and two at the county.
    """
    if role is None:
        return False
    if not one.powers:
        return role not in ("counter_clerk", "auditor", "administrator")
    if one.admits(role):
        return False
    return area == NEIGHBOUR or (
        one.method == "POST" and not one.machine and (one.route, "GET") not in missing
    )


def test_three_flaws_planted_on_purpose_are_found_by_name(day: world.World, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.flawed_urls"
    planted = [one for one in matrix.pages() if "flawed" in one.name and one.method == "GET"]
    wrong, _counted, _succeeded = asked(planted, day)
    found = "\n".join(wrong)
    assert "flawed-unguarded GET /office/flawed/unguarded as nobody in —: no declared power" in found
    assert (
        f"flawed-without-reach GET /office/cases/<str:number>/flawed as counter_clerk in {NEIGHBOUR}: got 200 for a thing"
        in found
    )
    assert f"as counter_clerk in {TOWNSHIP}: got" not in found
    assert list(matrix.undeclared([flawed_urls.router])) == [
        "without_operation GET /flawed/cases/{number}: no declared power"
    ]
    assert list(matrix.undeclared(module.router for module in topics.modules(exchange, "operations"))) == []


SEARCHES = ("/office/search?q=卫芳菲", "/office/search?q=wff", "/office/cases/?q=罗安", "/office/counter/?q=卫", "/api/cases?words=卫芳菲",
            f"/api/cases?area={TOWNSHIP}", "/api/drafts?words=卫", f"/office/postings/?village={TOWNSHIP}001",
            f"/api/postings?village={TOWNSHIP}001&open_only=false", f"/office/cases/?area={TOWNSHIP}")  # fmt: skip


def seen_by(officers: dict[str, Any]) -> dict[str, str]:
    """What lists, searches and counts show to officers of the neighbour, without the keys of forms. What is open to
    everybody (powers None: published samples) is no secret of the township."""
    lists = [f"/{one.route}" for one in [*matrix.pages(), *matrix.operations()]
             if one.method == "GET" and one.powers is not None and not matrix.PARAMETER.search(one.route)]  # fmt: skip
    shown = {}
    for role, officer in officers.items():
        client = sit_down(officer)
        for place in [*lists, *SEARCHES]:
            with (
                transaction.atomic()
            ):  # being turned away is counted, and the counts are pages too: no trace of this look
                answer = client.get(place)
                transaction.set_rollback(True)
            if answer.status_code == 200:
                shown[f"{role} {place}"] = KEYS.sub("", answer.content.decode())
    return shown


def test_a_neighbour_learns_nothing_of_the_townships_day(before: world.World) -> None:
    roles = (
        "counter_clerk",
        "verifier",
        "reviewer",
        "chief_representative",
        "investigator",
        "village_assistant",
    )
    officers = {role: before.officers[role, NEIGHBOUR] for role in roles}
    empty = seen_by(officers)
    with scope.whole_county():
        day = world.at_work(before)
    after = seen_by(officers)
    assert len(empty) > 150
    assert [
        (place, _difference(empty[place], after.get(place, "")))
        for place in empty
        if empty[place] != after.get(place)
    ] == []
    assert [
        (place, mark)
        for place, text in after.items()
        for mark in world.MARKS
        if mark in text and mark not in place
    ] == []
    clerk = sit_down(officers["counter_clerk"])
    for paper in ("receipt", "draft_paper", "visit_paper", "extract_file"):
        for door in ("/office/counter/paper/", "/api/papers/"):
            thing = day.things[paper]
            answer = clerk.get(f"{door}{thing if isinstance(thing, int) else thing.pk}")
            assert answer.status_code in (403, 404), (paper, door, answer.status_code)


def _difference(one: str, other: str) -> list[str]:
    lines = set(one.splitlines()) ^ set(other.splitlines())
    return [line.strip()[:120] for line in list(lines)[:4]]


def test_a_departments_file_is_for_those_who_ask_departments(day: world.World) -> None:
    for role in ("cashier", "treasurer", "policy_officer", "auditor", "supervisor"):
        client = sit_down(day.officers[role, COUNTY])
        for door in ("/office/counter/paper/", "/api/papers/"):
            assert client.get(f"{door}{day.things['extract_file'].pk}").status_code == 403, (role, door)


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
    return any(word in route for word in ("typed/", "/notice", "bank-file", "import/<", "papers/upload"))


def test_every_operation_answers_to_whom_it_says(day: world.World) -> None:
    endpoints = list(matrix.operations())
    wrong, counted, succeeded = asked(endpoints, day)
    print(f"\n{sum(counted.values())} API requests: {dict(counted)}")
    assert not wrong, "\n".join(wrong)
    silent = [
        f"{one.method} {one.route}" for one in endpoints if f"{one.method} {one.route}" not in succeeded
    ]
    assert [one for one in silent if not one.endswith(NAMES_ANOTHER)] == []
