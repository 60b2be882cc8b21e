"""(16) the previous client's data appears for the next; an upgrade of an old database loses a constraint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from jiuzhu.offices import scope
from tests import people, road
from tests.adversarial.conftest import TODAY, log_in
from tests.web.calling import Caller
from tests.web.test_api_road import drafted, taken

Desk = Callable[[str], Client]


class TestTheNextClient:
    def test_a_page_of_a_household_is_kept_by_no_cache(self, where: people.County, desk: Desk) -> None:
        case = road.case_at(where, "reviewing", on=TODAY)
        for address in (f"/office/cases/{case.number}/", "/office/", "/office/cases/"):
            assert "no-store" in desk("clerk").get(address)["Cache-Control"]
        answer = Caller("clerk").client.get(f"/api/cases/{case.number}", headers=Caller("clerk").headers)
        assert "no-store" in answer["Cache-Control"]

    def test_the_same_browser_after_logging_out_knows_nothing(self, where: people.County) -> None:
        case = road.case_at(where, "reviewing", on=TODAY)
        browser = Client()
        log_in(browser, where.clerk)
        assert browser.get(f"/office/cases/{case.number}/").status_code == 200
        browser.post("/accounts/logout/")
        gone = browser.get(f"/office/cases/{case.number}/")
        assert gone.status_code == 302
        log_in(browser, where.neighbour_clerk)
        assert browser.get(f"/office/cases/{case.number}/").status_code == 404

    def test_the_counter_begins_each_household_empty(self, where: people.County, desk: Desk) -> None:
        drafted(Caller("clerk"))
        begun = Caller("clerk").post("/drafts", {"item": "MZ01-01", "area": people.TOWNSHIP})
        page = desk("clerk").get(f"/office/counter/{begun['key']}/").content.decode()
        assert "卫芳菲" not in page
        assert "13800000001" not in page

    @pytest.mark.parametrize("how", ["well", "refused", "with a fault", "by password"])
    def test_a_connection_goes_back_with_nothing_in_reach(
        self, where: people.County, desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        case = road.case_at(where, "reviewing", on=TODAY)
        with scope.reaching(""):  # as the web door's connections begin
            if how == "with a fault":
                from jiuzhu.web.office.cases import views

                def broken(*_: Any, **__: Any) -> None:
                    raise RuntimeError("a fault of ours")

                monkeypatch.setattr(views.cases, "get", broken)
            client = desk("clerk")
            client.raise_request_exception = False
            if how == "by password":
                assert Caller("clerk").get(f"/cases/{case.number}")["number"] == case.number
            else:
                client.get("/office/log/" if how == "refused" else f"/office/cases/{case.number}/")
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM cases_case")
                assert cursor.fetchone() == (0,)

    def test_the_family_at_the_kiosk_leaves_nothing_for_the_next(self, where: people.County) -> None:
        number = taken(Caller("clerk"))
        browser = Client()
        browser.post("/follow/", {"number": number, "code": "AAAA-AAAA", "once": "k"})
        page = browser.get("/follow/").content.decode()
        assert number not in page
        assert "卫芳菲" not in page


#: What must be the same in an upgraded database as in a new one: each as (what, definition).
CATALOGUE = {
    "triggers": """SELECT c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal""",
    "constraints": """SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || ' ' || convalidated
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 't'""",
    "policies": """SELECT tablename || '.' || policyname, cmd || coalesce(qual, '') || coalesce(with_check, '')
        FROM pg_policies WHERE schemaname = 'public'""",
    "tables under policies": """SELECT relname, relrowsecurity || ' ' || relforcerowsecurity FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""",
    "functions": """SELECT oid::regprocedure::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('plpgsql', 'sql'))""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "columns": """SELECT table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '')
        || coalesce(character_maximum_length::text, '') FROM information_schema.columns WHERE table_schema = 'public'""",
}
EARLY = 2  # each room as it was after its second migration: its tables and its first promises
OLD = "test_jiuzhu_old_county"


def catalogue() -> dict[str, dict[str, str]]:
    found = {}
    with connection.cursor() as cursor:
        for what, asked in CATALOGUE.items():
            cursor.execute(asked)
            found[what] = dict(cursor.fetchall())
    return found


def _set_up_early() -> None:
    """Each room up to its second migration; a room that stands on a later one of another takes that one along."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("jiuzhu.")}
    for app in sorted(ours):
        executor = MigrationExecutor(connection)
        names = sorted(name for one, name in executor.loader.disk_migrations if one == app)
        if names and (app, names[:EARLY][-1]) not in executor.loader.applied_migrations:
            executor.migrate([(app, names[:EARLY][-1])])


@pytest.fixture
def upgraded(transactional_db: None) -> Iterator[dict[str, dict[str, str]]]:
    """The catalogue of a database that was set up early, held rows, and was upgraded since."""
    usual = connection.settings_dict["NAME"]
    name = f"{OLD}_{usual[-6:]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        _set_up_early()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO offices_area (code, name, level, kind, sort_key, phone) VALUES ('370982', '新泰市', 'county', '', '', '')"
            )
        call_command("migrate", verbosity=0, interactive=False)
        found = catalogue()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    yield found
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_an_upgraded_database_keeps_every_promise_of_a_new_one(upgraded: dict[str, dict[str, str]]) -> None:
    fresh = catalogue()
    for what, new in fresh.items():
        lost = sorted(set(new) - set(upgraded[what]))
        more = sorted(set(upgraded[what]) - set(new))
        other = sorted(name for name in set(new) & set(upgraded[what]) if new[name] != upgraded[what][name])
        assert (lost, more, other) == ([], [], []), what
    assert len(fresh["triggers"]) > 50
    assert len(fresh["policies"]) > 10


def test_no_promise_is_switched_off_or_unchecked(db: None) -> None:
    found = catalogue()
    assert [name for name, said in found["triggers"].items() if not said.endswith(" O")] == []
    assert [name for name, said in found["constraints"].items() if said.endswith("false")] == []
    # Whoever owns the tables is bound as well.
    assert [name for name, said in found["tables under policies"].items() if said == "true false"] == []
