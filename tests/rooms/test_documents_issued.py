"""Issued papers: a code that cannot be guessed, numbers without gaps, one paper per act, never undone but by a later row."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.documents import actions, queries, refusals, rules
from jiuzhu.documents.models import Delivery, Issued, PaperNumber, Revocation, StoredFile, Template
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from tests import people

ON = date(2026, 9, 1)
AT = people.at(ON)
RECEIPT = {
    "case_number": "370982002-2026-000123", "applicant_name": "欧阳修文", "item": "城市低保", "office": "新汶街道办事处",
    "day": "2026年9月1日",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SITE = "https://救助.invalid"


def issued(**more: Any) -> Issued:
    told: dict[str, Any] = {
        "kind": "receipt", "title": "受理通知书", "name": "受理通知书.pdf", "issuer": "新汶街道办事处", "area_code": people.TOWNSHIP,
        "case": "370982002-2026-000123", "addressee": "欧阳修文", "dated_on": ON, "actor": None, "at": AT,
    }  # fmt: skip
    draft = more.pop("draft", None) or actions.draft("receipt", RECEIPT, at=AT)
    return actions.issue(draft, **(told | more))


def sealed(**more: Any) -> Issued:
    return issued(
        kind="decision-to-grant", about="approvals.decision:7", seals=["某章"], seal_use="Y01 第1号", **more
    )


def code_of(error: pytest.ExceptionInfo[DatabaseError]) -> str:
    told = refusal_from(error.value)
    return told.code if told else ""


def by_sql(statement: str, *values: Any) -> str:
    """The code of the refusal that the database raises."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return code_of(refused)


@pytest.mark.django_db
def test_a_code_is_read_however_it_is_typed_and_says_only_what_everybody_may_know() -> None:
    paper = issued()
    assert len(paper.code) == 26
    assert paper.addressee == "欧阳**"
    assert queries.issued(f" {paper.shown_code.lower().replace('-', ' ')} ") == paper
    assert queries.issued(paper.code.replace("1", "l").replace("0", "O")) == paper
    for wrong in (
        "",
        "x",
        paper.code[:-1],
        "U" * 26,
        paper.code[::-1] if paper.code != paper.code[::-1] else "0" * 26,
    ):
        with pytest.raises(refusals.NoSuchIssued):
            queries.issued(wrong)
    assert len({rules.check_code(number << 65) for number in range(1000)}) == 1000
    assert queries.address(paper.code) == f"https://救助.invalid/check/{paper.code}"
    with scope.within([people.NEIGHBOUR]), pytest.raises(refusals.NoSuchIssued):
        queries.issued(paper.code)


@pytest.mark.django_db
def test_a_decision_is_issued_only_sealed_and_whole_and_once() -> None:
    with pytest.raises(refusals.NotSealed):
        issued(kind="decision-to-grant")
    blank = actions.draft("decision-to-grant", {"issuer": "新泰市民政局"}, at=AT)
    assert {"amount", "number", "day", "remedy"} <= set(blank.blanks)
    with pytest.raises(refusals.BlankFields) as refused:
        issued(draft=blank, kind="decision-to-grant", seals=["某章"], seal_use="1")
    assert "amount" in refused.value.text("zh-hans")
    assert not Issued.objects.exists()
    first = sealed(number="新泰民救新汶决〔2026〕1号")
    with pytest.raises(refusals.AlreadyIssued):
        sealed()
    draft = actions.draft("receipt", RECEIPT, at=AT)
    other = actions.keep_draft(draft, name="x.pdf", area_code=people.TOWNSHIP, actor=None, at=AT)
    row = Issued.objects.filter(pk=first.pk).values().get()
    row |= {
        "id": None,
        "code": draft.code,
        "about": "approvals.decision:8",
        "file_id": other.pk,
        "sealed_with": "",
    }
    with pytest.raises(DatabaseError, match="documents_decision_sealed"), transaction.atomic():
        Issued.objects.create(**row)


@pytest.mark.django_db
def test_a_later_paper_replaces_an_earlier_one_of_the_same_act_and_says_why() -> None:
    first = sealed()
    with pytest.raises(refusals.ReasonNeeded):
        sealed(replaces=first)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        issued(replaces=first, because="笔误")  # another act
    assert code_of(refused) == "documents.replaces-another"
    second = sealed(replaces=first, because="姓名笔误")
    assert (first.state, second.state) == ("superseded", "standing")
    assert queries.issued_about("approvals.decision:7") == second
    with pytest.raises(DatabaseError), transaction.atomic():
        sealed(replaces=first, because="又一次")  # an earlier paper has one successor


@pytest.mark.django_db
def test_a_paper_is_revoked_once_with_its_reason_and_nothing_is_ever_deleted() -> None:
    paper = issued()
    with pytest.raises(refusals.ReasonNeeded):
        actions.revoke(paper, reason=" ", actor=None, on=ON, at=AT)
    actions.revoke(paper, reason="错发", actor=None, on=ON, at=AT)
    assert paper.state == "revoked"
    with pytest.raises(refusals.AlreadyRevoked):
        actions.revoke(paper, reason="错发", actor=None, on=ON, at=AT)
    actions.number(people.TOWNSHIP, "新汶决", kind="x", about="a:1", actor=None, on=ON, at=AT)
    actions.deliver(paper, how="handed", to_whom="欧阳修文", delivered_on=ON, actor=None, on=ON, at=AT)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else TRUNCATE stops at waiting checks before our trigger speaks
    for model in (Issued, Revocation, PaperNumber, Template, StoredFile, Delivery):
        table = model._meta.db_table
        assert by_sql(f"DELETE FROM {table}") == "audit.append-only", table
        assert by_sql(f"UPDATE {table} SET id = id") == "audit.append-only", table
        assert by_sql(f"TRUNCATE {table} CASCADE") == "audit.append-only", table


@pytest.mark.django_db
def test_what_a_digest_stands_for_is_kept_with_the_first_paper() -> None:
    paper = issued()
    kept = Template.objects.get(digest=paper.file.template_digest)
    assert "受理通知书" in kept.source
    assert "GB/T 9704" in kept.sheet
    issued()
    assert Template.objects.count() == 1


def test_numbers_run_without_gaps_per_issuer_year_and_series(db: None) -> None:
    def number(about: str, on: date = ON, series: str = "新汶决", issuer: str = people.TOWNSHIP) -> str:
        return actions.number(issuer, series, kind="x", about=about, actor=None, on=on, at=AT)

    assert [number("a:1"), number("a:2"), number("a:1")] == [
        "新汶决〔2026〕1号",
        "新汶决〔2026〕2号",
        "新汶决〔2026〕1号",
    ]
    assert number("b:1", on=date(2027, 1, 1)) == "新汶决〔2027〕1号"
    assert number("c:1", series="新汶民救决") == "新汶民救决〔2026〕1号"
    assert number("d:1", issuer=people.NEIGHBOUR) == "新汶决〔2026〕1号"
    with transaction.atomic():
        assert number("a:3") == "新汶决〔2026〕3号"
        transaction.set_rollback(True)
    assert number("a:4") == "新汶决〔2026〕3号"
    insert = "INSERT INTO documents_papernumber (issuer_code, year, series, serial, kind, about, case_number, at, by) VALUES (%s, 2026, '新汶决', %s, 'x', %s, '', now(), '')"  # noqa: E501
    assert by_sql(insert, people.TOWNSHIP, 5, "raw:5") == "documents.number-gap"
    assert by_sql(insert, people.TOWNSHIP, 3, "raw:3") == "documents.number-gap"


@pytest.mark.django_db(transaction=True)
def test_four_desks_number_at_once_and_leave_no_gap() -> None:
    def desk(mine: int) -> None:
        try:
            with scope.whole_county():
                for turn in range(5):
                    actions.number(
                        people.TOWNSHIP, "并发决", kind="x", about=f"{mine}:{turn}", actor=None, on=ON, at=AT
                    )
        finally:
            connection.close()

    desks = [threading.Thread(target=desk, args=(mine,)) for mine in range(4)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    serials = sorted(PaperNumber.objects.filter(series="并发决").values_list("serial", flat=True))
    assert serials == list(range(1, 21))


@pytest.mark.django_db
def test_delivery_is_recorded_once_and_corrected_by_a_later_row() -> None:
    paper = sealed()

    def deliver(on: date, **more: Any) -> Delivery:
        return actions.deliver(
            paper,
            how="handed",
            to_whom="欧阳修文",
            delivered_on=on,
            actor=None,
            on=ON + timedelta(2),
            at=AT,
            **more,
        )

    assert list(queries.undelivered(["decision-to-grant"])) == [paper]
    with pytest.raises(refusals.DeliveredInFuture):
        deliver(ON + timedelta(3))
    with pytest.raises(refusals.DeliveredTooEarly):
        deliver(ON - timedelta(1))
    first = deliver(ON + timedelta(1))
    with pytest.raises(refusals.AlreadyDelivered):
        deliver(ON + timedelta(2))
    second = deliver(ON, corrects=first)
    assert queries.delivery(paper) == second
    assert not queries.undelivered(["decision-to-grant"]).exists()
    insert = "INSERT INTO documents_delivery (issued_id, how, to_whom, relation, delivered_on, note, corrects_id, \"on\", at, by, by_name) VALUES (%s, 'handed', 'x', 'x', %s, '', %s, %s, now(), '', '')"  # noqa: E501
    assert by_sql(insert, paper.pk, ON - timedelta(1), second.pk, ON) == "documents.delivered-too-early"
