"""A county at work, and the means of an attacker: a browser, a program, and a hand on the database itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.web import clock
from tests import people, road

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY))


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Path) -> people.County:
    """Standards, a letter for 新汶街道, and everybody at her desk."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with scope.whole_county():
        found = people.county()
        road.standard(found)
        people.letter(found)
    return found


@pytest.fixture
def desk(where: people.County) -> Callable[[str], Client]:
    """``desk("clerk")``: a browser logged in as that officer."""

    def sit_down(name: str) -> Client:
        client = Client()
        log_in(client, where.officers[name])
        return client

    return sit_down


def log_in(client: Client, officer: Any) -> None:
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")


def told(officer: Any, on: date = TODAY) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on)}


def sql(statement: str, *given: Any) -> str:
    """Run a statement as the owner of the database would; the code of our refusal, of PostgreSQL's, or "" when it went
    through. Checks that wait for the commit are made to speak now. Whatever happened is undone."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement, given)
                assert cursor.rowcount != 0, f"the attack met no row: {statement}"
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError as error:
        refusal = refusal_from(error)
        if refusal is not None:
            return refusal.code
        diagnosis = getattr(error.__cause__, "diag", None)
        return str(diagnosis.constraint_name or diagnosis.sqlstate) if diagnosis else type(error).__name__
    return ""
