"""kill -9 at any moment between two posts: what was answered stays, what was not is done once when the form is sent again."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.cases.models import Case, Step
from jiuzhu.documents.models import StoredFile
from jiuzhu.offices import scope
from jiuzhu.web import clock
from tests import applying, people
from tests.serving import Server


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    started = Server()
    yield started
    started.kill()


@pytest.mark.slow
def test_server_killed_between_two_steps(server: Server) -> None:
    with scope.whole_county():
        where = people.county()
        draft = applying.draft(where, clock.today())
    clerk = Client()
    clerk.force_login(where.clerk.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = "k" * 32
    cookies = f"sessionid={clerk.cookies['sessionid'].value}; csrftoken={token}"
    save = reverse("office:counter-ask", args=[draft.pk, "home"])
    kept = {path: text for path, text in draft.typed.items() if path.startswith("household.")}
    said = server.ask(
        "POST", save, {**kept, "csrfmiddlewaretoken": token, "seen": "10000", "payee": "m1",
                       "household.cause": "illness", "household.residence": "柳行村 9 号"}, cookies,
    )  # fmt: skip
    assert said[0] == 303, said
    server.kill()

    # What was answered is there. Now the power goes while the application is being registered, again and again.
    form = {"csrfmiddlewaretoken": token, "once": str(uuid4())}
    check = reverse("office:counter-check", args=[draft.pk])
    for wait in (0.02, 0.12, 0.3):
        server.start()
        assert "柳行村 9 号" in server.ask("GET", save, cookies=cookies)[1]
        answered: list[Any] = []
        sending = threading.Thread(
            target=lambda out=answered: out.append(_sent(server, check, form, cookies))
        )
        sending.start()
        time.sleep(wait)
        server.kill()
        sending.join()
        assert_whole_or_nothing()
    server.start()
    first = server.ask("POST", check, form, cookies)
    again = server.ask("POST", check, form, cookies)
    assert first[0] == again[0] == 303, first
    assert first[2] == again[2]
    assert_whole_or_nothing()
    with scope.whole_county():
        case = Case.objects.get()
    assert re.search(rf"/cases/{case.number}/taken$", first[2])
    assert server.ask("GET", first[2], cookies=cookies)[0] == 200


def _sent(server: Server, address: str, form: dict[str, str], cookies: str) -> int:
    try:
        return server.ask("POST", address, form, cookies)[0]
    except OSError:
        return 0


def assert_whole_or_nothing() -> None:
    """One case with its two steps, its one receipt and its entries, or none of them."""
    with scope.whole_county():
        cases, steps = Case.objects.count(), Step.objects.count()
        receipts = StoredFile.objects.filter(kind="receipt").count()
        accepted = Entry.objects.filter(act="intake.accepted").count()
    assert (cases, steps, receipts, accepted) in {(0, 0, 0, 0), (1, 2, 1, 1)}
