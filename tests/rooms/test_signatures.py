"""Whoever signs has just shown her password, signs with her own key, and what she signed stays provable."""

from __future__ import annotations

import base64
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as some

from jiuzhu.offices import actions as offices
from jiuzhu.offices import queries as office_queries
from jiuzhu.offices.database import refusal_from
from jiuzhu.signatures import actions, queries, refusals, rules
from jiuzhu.signatures.models import OfficerKey, Signature
from tests import people

TODAY = date(2026, 9, 1)
NOW = people.at(TODAY)
CONTENT = {"case": "370982002-2026-000001", "amount_fen": 50_000, "grounds": ["人均收入低于标准"]}


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def sign(actor: Any, content: Any = CONTENT, **more: Any) -> Signature:
    told = {"kind": "opinion", "about": "370982002-2026-000001", "area_code": people.TOWNSHIP} | more
    return actions.sign(content, actor=actor, on=TODAY, at=NOW, **told)


def refused_by_the_database(statement: str, values: Any = ()) -> str:
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    refusal = refusal_from(raised.value)
    return refusal.code if refusal else type(raised.value).__name__


def test_nobody_signs_without_her_password(where: people.County) -> None:
    fresh = office_queries.officer(where.reviewer.staff_number)
    with pytest.raises(refusals.NotReauthenticated):
        sign(fresh)
    with pytest.raises(refusals.WrongPassword):
        actions.take_pen(fresh, "not-her-password", at=NOW)
    with pytest.raises(refusals.NotReauthenticated):
        sign(fresh)
    fresh.pen = where.chief.pen  # somebody else's
    with pytest.raises(refusals.NotReauthenticated):
        sign(fresh)
    assert not Signature.objects.filter(on=NOW.date()).exists()


def test_a_pen_dries_in_five_minutes(where: people.County) -> None:
    pen = where.reviewer.pen
    where.reviewer.pen = actions.Pen(pen.key, pen.private, pen.authenticated_at - timedelta(seconds=301))
    with pytest.raises(refusals.NotReauthenticated):
        sign(where.reviewer)


def test_what_was_signed_is_proved_later_and_by_outsiders(where: people.County, tmp_path: Path) -> None:
    signature = sign(where.reviewer)
    assert queries.trouble_with(queries.get(signature.pk)) is None
    (tmp_path / "key.pem").write_text(signature.key.public_key)
    (tmp_path / "text").write_bytes(signature.body.encode())
    (tmp_path / "signature").write_bytes(base64.b64decode(signature.signature))
    told = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "text"]
    assert (
        "Verified OK" in subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    )
    (tmp_path / "text").write_bytes(signature.body.replace("50000", "90000").encode())
    assert subprocess.run(told, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_correction_is_a_new_signature_that_names_the_old(where: people.County) -> None:
    first = sign(where.reviewer)
    second = sign(where.reviewer, CONTENT | {"amount_fen": 52_000}, corrects=first)
    assert second.corrects == first
    assert (
        refused_by_the_database("UPDATE signatures_signature SET body = body || ' '") == "audit.append-only"
    )
    assert refused_by_the_database("DELETE FROM signatures_signature") == "audit.append-only"


def test_raw_sql_signs_nothing(where: people.County) -> None:
    mine = sign(where.reviewer)
    copied = (
        "INSERT INTO signatures_signature (officer_id, key_id, kind, about, case_number, area_code, authority, body, digest,"
        " signature, authenticated_at, \"on\", at, made_at) SELECT {officer}, {key}, kind, about, case_number, area_code,"
        " authority, {body}, digest, signature, {login}, \"on\", at, made_at FROM signatures_signature"
    )  # fmt: skip
    usual = {"officer": "officer_id", "key": "key_id", "body": "body", "login": "clock_timestamp()"}
    for change, code in (
        ({"body": "body || ' '"}, "signatures.not-what-was-signed"),
        ({"officer": str(where.chief.pk)}, "signatures.not-her-key"),
        ({"login": "clock_timestamp() - interval '6 minutes'"}, "signatures.not-reauthenticated"),
        ({"login": "clock_timestamp() + interval '1 minute'"}, "signatures.not-reauthenticated"),
    ):
        assert refused_by_the_database(copied.format(**usual | change)) == code
    # What the database cannot see, a check does: a text that the key never signed.
    other = CONTENT | {"amount_fen": 1}
    with connection.cursor() as cursor:
        cursor.execute(
            copied.replace("digest, signature, {login}", "%s, signature, {login}").format(
                **usual | {"body": "%s"}
            ),
            [actions.canonical.text(other), actions.canonical.digest(other)],
        )
    assert queries.trouble_with(Signature.objects.filter(on=mine.on).exclude(pk=mine.pk).get()) == "signature"


def test_another_password_another_key_and_the_old_signatures_hold(where: people.County) -> None:
    before = sign(where.reviewer)
    officer = office_queries.officer(where.reviewer.staff_number)
    offices.give_password(officer, "given-by-the-administrator-1", actor=where.administrator, at=NOW)
    officer = office_queries.officer(officer.staff_number)
    with pytest.raises(refusals.WrongPassword):
        actions.take_pen(officer, people.PASSWORD, at=NOW)
    actions.take_pen(officer, "given-by-the-administrator-1", at=NOW)
    after = sign(officer)
    assert after.key_id != before.key_id
    assert OfficerKey.objects.filter(officer=officer, retired_at=None).count() == 1
    assert queries.trouble_with(queries.get(before.pk)) is None
    assert queries.trouble_with(queries.get(after.pk)) is None
    assert refused_by_the_database(
        "UPDATE signatures_officerkey SET retired_at = NULL WHERE id = %s", [before.key_id]
    ) == "signatures.key-frozen"  # fmt: skip
    with pytest.raises(refusals.NotHerKey):
        sign(where.reviewer)  # the pen of the retired key is still in this hand


@given(password=some.text(min_size=1, max_size=40), text=some.text(max_size=200))
def test_a_key_opens_with_its_password_and_signs_exactly_its_text(password: str, text: str) -> None:
    key = rules.make()
    locked = rules.lock(key, password, 2)
    assert rules.unlock(locked, password + "x") is None
    opened = rules.unlock(locked, password)
    assert opened is not None
    public = rules.public_pem(key)
    made = rules.signed(opened, text)
    assert rules.is_by(public, text, made)
    assert not rules.is_by(public, text + " ", made)
    assert not rules.is_by(rules.public_pem(rules.make()), text, made)
    assert not rules.is_by(public, text, "AAAA")
