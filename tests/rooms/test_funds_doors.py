"""The clock drafts a month, and the command line answers a bank file without moving money."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from django.conf import settings

from jiuzhu.commands.payments import command
from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.models import PaymentRun
from jiuzhu.scheduled.monthly import draft_payments
from tests import payees, people
from tests.people import COUNTY, at

FIRST = date(2026, 11, 1)


@pytest.mark.django_db
def test_the_clock_drafts_nothing_without_a_fund_account_and_once_with_it():
    where = people.county()
    payees.payee(where)
    draft_payments.run(FIRST, at(FIRST))
    assert not PaymentRun.objects.exists()
    payees.able_to_pay(where)
    for day in (1, 2, 3):
        draft_payments.run(date(2026, 11, day), at(FIRST))
    run = PaymentRun.objects.get()
    assert (run.month, run.status, run.lines, run.prepared_by) == ("2026-11", "drafted", 1, None)


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", CONNECTORS)
def test_the_stand_in_bank_says_that_it_is_one_and_its_answer_is_booked(tmp_path, monkeypatch, file_format):
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    where = people.county()
    payees.able_to_pay(where, file_format=file_format)
    payees.payee(where)
    written, content = payees.sent(where)
    (tmp_path / written.name).write_bytes(content)
    ran = CliRunner().invoke(command, ["bank-answer", str(tmp_path / written.name), "--return-rate", "1"])
    assert ran.exit_code == 0, ran.output
    assert "没有任何资金划转" in ran.output
    assert "no money has moved" in ran.output
    answer = next(tmp_path.glob("*-return.*")).read_bytes()
    booked = funds.record_return(
        answer, name="回盘", area=COUNTY, actor=where.cashier, on=payees.TODAY, at=at(payees.TODAY)
    )
    assert queries.reconciliation(booked.run).returned == (1, 45_000)
    shown = CliRunner().invoke(command, ["status", written.run.number])
    assert "已退回 returned: 1, 450.00" in shown.output
    assert written.run.number in CliRunner().invoke(command, ["status"]).output
