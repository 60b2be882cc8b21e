"""Questions leave once, answers come in once, and the database holds both to the person who was asked about."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from jiuzhu.demo.exchange.registers import Registers
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import actions, exchanging, queries
from jiuzhu.verification.models import (
    Answer,
    Batch,
    BatchLine,
    Connection,
    Extract,
    ExtractRow,
    Inbound,
    Stray,
)
from jiuzhu.verification.refusals import ConnectionFixed, SourceConnected, StillWorking
from tests import exchanging as doors
from tests import people
from tests.rooms import exchange_cases as cases
from tests.rooms import verification_cases as made
from tests.rooms.exchange_cases import TODAY


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path):
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "media"
    yield
    settings.MEDIA_ROOT = before


@pytest.mark.django_db
@pytest.mark.parametrize("adapter", ["tables", "files", "gateway"])
def test_what_is_asked_leaves_and_comes_back_as_answers(tmp_path: Path, adapter: str) -> None:
    where = people.county()
    address = {"tables": doors.SCHEMA, "files": "/x", "gateway": "http://127.0.0.1:1/dept"}[adapter]
    linked = cases.connected(where, adapter, address=address)
    asked = cases.asked(where, "mother", "son")
    with cases.exchange(tmp_path, linked) as one:
        one.there_and_back()
        registers = Registers(7)
        for inquiry in asked:
            held = registers.about(inquiry.person.citizen_id or "", inquiry.source)
            answer = queries.latest_answer(inquiry)
            assert answer is not None and answer.outcome == ("found" if held else "not_found")
            assert len(answer.facts) == len(answer.rows) == len(held)
        batch = Batch.objects.get()
        assert (batch.lines, batch.ticket, batch.closed_at) == (6, batch.number, one.clock.now)
        one.there_and_back()
    assert Answer.objects.count() == 6 and Inbound.objects.get().answered == 6


@pytest.mark.django_db
def test_replies_are_no_register_and_answer_nobody_else(tmp_path: Path) -> None:
    where = people.county()
    linked = cases.connected(where)
    cases.asked(where)
    with cases.exchange(tmp_path, linked) as one:
        one.there_and_back()
    assert Extract.objects.exists() and queries.latest_extract("household_register") is None
    assert not queries.inbox().exists()


@pytest.mark.django_db
def test_a_source_with_a_connection_is_not_answered_out_of_an_old_delivery(tmp_path: Path) -> None:
    where = people.county()
    made.take("vehicles")
    assert cases.outcomes(*cases.asked(where, sources=("vehicles",))) == ["not_found"]
    cases.connected(where)
    assert cases.outcomes(*cases.asked(where, order=1, sources=("vehicles",))) == [""]


@pytest.mark.django_db
def test_the_database_refuses_questions_and_answers_that_nobody_may_have(tmp_path: Path) -> None:
    where = people.county()
    linked = cases.connected(where)
    mine, other = cases.asked(where), cases.asked(where, order=1)
    with cases.exchange(tmp_path, linked) as one:
        one.there_and_back()
    batch = Batch.objects.get()
    answer = Answer.objects.get(inquiry=next(i for i in mine if i.source == "household_register"))
    theirs = next(i for i in other if i.source == "household_register")
    for wrong, code in (
        (lambda: Answer.objects.create(inquiry=theirs, line=answer.line, turn=9, outcome="not_found", extract=answer.extract, at=made.at()),
         "verification.not-of-this-person"),
        (lambda: Answer.objects.create(inquiry=theirs, line=theirs.line, turn=9, outcome="found", extract=answer.extract, rows=answer.rows,
                                       facts=answer.facts, at=made.at()), "verification.not-of-this-person"),
        (lambda: Answer.objects.create(inquiry=theirs, outcome="not_found", extract=answer.extract, at=made.at()),
         "verification.not-of-this-person"),
        (lambda: Batch.objects.filter(pk=batch.pk).update(ticket="another"), "audit.append-only"),
        (lambda: Inbound.objects.update(answered=0), "audit.append-only"),
        (lambda: BatchLine.objects.update(reference="x"), "audit.append-only"),
        (lambda: Connection.objects.update(address="elsewhere"), "verification.connection-fixed"),
    ):  # fmt: skip
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            wrong()
        refusal = refusal_from(refused.value)
        assert refusal is not None and refusal.code == code
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            inquiry=answer.inquiry,
            line=answer.line,
            outcome="not_found",
            extract=answer.extract,
            at=made.at(),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchLine.objects.create(batch=batch, inquiry=answer.inquiry, reference="x")


@pytest.mark.django_db
def test_a_question_without_an_authorisation_in_force_never_leaves(tmp_path: Path) -> None:
    where = people.county()
    linked = cases.connected(where)
    (asked,) = cases.asked(where, sources=("vehicles",))
    (waits,) = cases.asked(where, order=1, sources=("vehicles",))
    batch = actions.gather(linked, on=TODAY, at=made.at())[0]
    actions.withdraw(waits.authorisation, withdrawn_on=TODAY, actor=where.clerk, on=TODAY, at=made.at())
    leaving = actions.outgoing(batch, on=TODAY, at=made.at())
    assert [one.reference for one in leaving.lines] == [asked.line.reference]
    assert cases.outcomes(asked, waits) == ["", "not_authorised"]
    (late,) = cases.asked(where, order=2, sources=("vehicles",))
    assert actions.gather(linked, on=TODAY - timedelta(days=1), at=made.at()) == [], "in force from today on"
    actions.withdraw(late.authorisation, withdrawn_on=TODAY, actor=where.clerk, on=TODAY, at=made.at())
    assert actions.gather(linked, on=TODAY, at=made.at()) == []
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        BatchLine.objects.create(batch=batch, inquiry=late, reference="x")
    assert refusal_from(refused.value).code == "verification.not-authorised"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_what_nobody_answers_expires_and_a_late_answer_still_counts(tmp_path: Path) -> None:
    where = people.county()
    linked = cases.connected(where)
    (asked,) = cases.asked(where, sources=("household_register",))
    with cases.exchange(tmp_path, linked) as one:
        one.round()
        one.clock.later(days=29)
        one.round()
        assert cases.outcomes(asked) == [""]
        one.clock.later(days=1)
        one.round()
        assert cases.outcomes(asked) == ["expired"]
        one.there_and_back()
        assert cases.answers(asked) == ["expired", "found"]
    assert Batch.objects.get().expired_at is not None


@pytest.mark.django_db
def test_a_connection_is_ended_not_changed_and_a_source_has_one(tmp_path: Path) -> None:
    where = people.county()
    linked = cases.connected(where)
    with pytest.raises(SourceConnected):
        cases.connected(where, key="second")
    ended = actions.end_connection(linked, stops_on=TODAY, at=made.at())
    with pytest.raises(ConnectionFixed):
        actions.end_connection(ended, stops_on=TODAY + timedelta(days=1), at=made.at())
    asked = cases.asked(where)
    assert not exchanging.round_with(linked, on=TODAY, at=made.at()) and not Batch.objects.exists()
    assert cases.outcomes(*asked) == ["", "", ""]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"sources": ()}, "verification.no-sources"),
        ({"sources": ("nothing",)}, "verification.unknown-source"),
        ({"adapter": "files", "address": "relative"}, "verification.wrong-address"),
        ({"adapter": "gateway", "address": "http://example.org/"}, "verification.wrong-address"),
        ({"adapter": "gateway", "address": "file:///etc/passwd"}, "verification.wrong-address"),
        ({"adapter": "tables", "address": "a; DROP"}, "verification.wrong-address"),
        ({"adapter": "files", "form": "json", "address": "/x"}, "verification.wrong-form"),
        ({"key": "../x"}, "verification.wrong-address"),
    ],
)
@pytest.mark.django_db
def test_connections_that_cannot_be(told: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        cases.connected(people.county(), **told)  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.django_db
def test_trying_again_at_once_is_for_who_looks_after_it_and_has_a_reason(tmp_path: Path) -> None:
    where = people.county()
    linked = cases.connected(where)
    with pytest.raises(NotYourPower):
        actions.wish_retry(linked, actor=where.verifier, on=TODAY, at=made.at())
    people.moved(where, where.policy, "exchange_lead", people.COUNTY, on=TODAY)
    with pytest.raises(StillWorking):
        actions.wish_retry(linked, actor=where.policy, on=TODAY, at=made.at())
    for _ in range(2):
        assert not exchanging.round_with(linked, on=TODAY, at=made.at())  # its key is not there
    opens_at = queries.opens_at(linked)
    assert opens_at == made.at() + timedelta(minutes=30)
    actions.wish_retry(linked, actor=where.policy, on=TODAY, at=made.at())
    assert queries.opens_at(linked) is None


def _child(folder: Path) -> subprocess.Popen[bytes]:
    told = connection.settings_dict
    host = str(told["HOST"])
    where = (
        f"/{told['NAME']}?host={host}"
        if host.startswith("/")
        else f"{host}:{told['PORT'] or 5432}/{told['NAME']}"
    )
    address = f"postgresql://{told['USER']}:{told['PASSWORD']}@{where}"
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rooms.exchange_child", str(folder), "dept"], stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )  # fmt: skip


class Outside:
    """An adapter that looks whether a transaction is open while it is on the line."""

    def __init__(self, inner: object) -> None:
        self.inner, self.calls = inner, 0

    def __getattr__(self, name: str) -> object:
        found = getattr(self.inner, name)

        def called(*args: object, **more: object) -> object:
            assert not connection.in_atomic_block, name
            self.calls += 1
            return found(*args, **more)

        return called


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_nothing_is_lost_or_doubled_and_no_network_in_a_transaction(
    tmp_path: Path,
) -> None:
    where = people.county()
    linked = cases.connected(
        where, "files", address=str(tmp_path / "shared"), terms={"most_lines": 2, "skew_seconds": 10**8}
    )
    asked = [one for order in range(6) for one in cases.asked(where, "mother", "son", order=order)]
    (tmp_path / "dept.hmac").write_bytes(b"a key of the tests")
    chance, halt = random.Random(5), threading.Event()
    with cases.exchange(tmp_path, linked) as one:
        one.clock.now = timezone.now()  # the child reads the machine's clock

        def department() -> None:
            while not halt.wait(0.01):
                one.met.step()

        works = threading.Thread(target=department, daemon=True)
        works.start()
        for _ in range(4):
            child = _child(tmp_path)
            assert child.stdout is not None and child.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.02, 0.5))
            child.send_signal(signal.SIGKILL)
            child.wait()
        outside = Outside(one.met.adapter)
        one.met = replace(one.met, adapter=outside)  # type: ignore[arg-type]
        for _ in range(50):
            one.round()
            if not Answer.objects.filter(line__isnull=False).count() < len(asked):
                break
            time.sleep(0.05)
        halt.set()
        works.join()
    assert Answer.objects.count() == len(asked) and set(cases.outcomes(*asked)) <= {"found", "not_found"}
    assert BatchLine.objects.count() == len(asked) and not Stray.objects.exists()
    people_of = {row.pk: row.citizen_id for row in ExtractRow.objects.all()}
    for answer in Answer.objects.select_related("inquiry__person"):
        assert {people_of[pk] for pk in answer.rows} <= {answer.inquiry.person.citizen_id}
