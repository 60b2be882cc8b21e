"""The month of a payment run: what is refused, what happens, and that it happens once."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction

from jiuzhu.audit.models import Entry
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.funds import actions as funds
from jiuzhu.funds import files, queries, refusals
from jiuzhu.funds.banks import stand_in
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.models import BankReturn, HeldLine, LedgerTransaction, Payment, PaymentRun
from jiuzhu.households import actions as households
from jiuzhu.offices import scope
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.values.month import Month
from tests import payees, people
from tests.payees import NOVEMBER, TODAY, answered, drafted, payee, released, sent
from tests.people import COUNTY, TOWNSHIP, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(tmp_path):
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path
    yield
    settings.MEDIA_ROOT = before


@pytest.fixture
def county():
    where = people.county()
    payees.able_to_pay(where)
    return where


def states(run) -> dict[str, int]:
    return dict(queries.reconciliation(run).lines)


# --- refusals -------------------------------------------------------------------------------------------


def test_nobody_without_the_power_prepares_or_releases(county):
    payee(county)
    with pytest.raises(NotYourPower):
        funds.draft_run(NOVEMBER, area=COUNTY, actor=county.clerk, on=TODAY, at=at(TODAY))
    run = drafted(county)
    with pytest.raises(NotYourPower):
        funds.release_run(
            run.number, seen_lines=1, seen_fen=45_000, actor=county.cashier, on=TODAY, at=at(TODAY)
        )
    with pytest.raises(NotYourPower):
        funds.withdraw(
            Payment.objects.get().reference, reason="疑问", actor=county.treasurer, on=TODAY, at=at(TODAY)
        )


def test_without_a_fund_account_nothing_is_prepared():
    where = people.county()
    payee(where)
    with pytest.raises(refusals.NoFundAccount):
        drafted(where)


def test_a_month_too_far_ahead_is_refused(county):
    with pytest.raises(refusals.MonthTooFar):
        drafted(county, Month(2027, 1))


def test_without_appropriation_nothing_is_released():
    where = people.county()
    payees.able_to_pay(where, granted_fen=0)
    payee(where)
    with pytest.raises(refusals.NoAppropriation):
        released(where)


def test_beyond_the_appropriation_nothing_is_released():
    where = people.county()
    payees.able_to_pay(where, granted_fen=89_999)
    payee(where, 1)
    payee(where, 2)
    with pytest.raises(refusals.AppropriationExceeded) as refused:
        released(where)
    assert refused.value.figures["short_fen"] == 1
    assert PaymentRun.objects.get().status == "drafted"
    assert queries.balances(COUNTY)["assistance"] == 0


def test_who_prepared_does_not_release(county):
    payee(county)
    run = funds.draft_run(NOVEMBER, area=COUNTY, actor=county.cashier, on=TODAY, at=at(TODAY))
    # Nobody is cashier and treasurer at once; whoever becomes treasurer still does not release her own run.
    people.moved(county, county.cashier, "treasurer", COUNTY, on=TODAY)
    with pytest.raises(refusals.ReleaseByPreparer):
        funds.release_run(
            run.number,
            seen_lines=run.lines,
            seen_fen=run.total_fen,
            actor=county.cashier,
            on=TODAY,
            at=at(TODAY),
        )
    assert released(county, run).status == "released"


def test_a_run_by_the_clock_needs_a_cashier_first(county):
    payee(county)
    run = funds.draft_run(NOVEMBER, area=COUNTY, actor=None, on=TODAY, at=at(TODAY))
    with pytest.raises(refusals.NotPrepared):
        released(county, run)
    for _ in range(2):
        funds.sign_preparation(run.number, actor=county.cashier, on=TODAY, at=at(TODAY))
    assert released(county, run).released_by == county.treasurer


def test_the_treasurer_releases_what_she_saw_and_nothing_else(county):
    payee(county)
    run = drafted(county)
    with pytest.raises(refusals.TotalsDiffer):
        funds.release_run(
            run.number, seen_lines=1, seen_fen=45_001, actor=county.treasurer, on=TODAY, at=at(TODAY)
        )


def test_an_empty_run_is_not_released(county):
    payee(county, account=False)
    with pytest.raises(refusals.EmptyRun):
        released(county)


def test_what_was_stopped_since_is_not_released(county):
    right = payee(county)
    payee(county, 2)
    run = drafted(county)
    Entitlement.objects.filter(pk=right.pk).update(stops_on=date(2026, 11, 1), stopped_because="死亡")
    with pytest.raises(refusals.LinesNoLongerPayable) as refused:
        released(county, run)
    assert refused.value.figures["count"] == 1
    assert funds.withdraw_stale(run.number, actor=county.cashier, on=TODAY, at=at(TODAY)) == 1
    again = queries.run(run.number)
    assert (again.lines, again.total_fen) == (1, 45_000)
    assert released(county, again).status == "released"
    assert HeldLine.objects.get().code == "taken-out"


def test_a_file_before_the_release_and_an_answer_before_the_file_are_refused(county):
    payee(county)
    run = drafted(county)
    with pytest.raises(refusals.NotInState):
        funds.write_bank_file(run.number, actor=county.treasurer, on=TODAY, at=at(TODAY))
    with pytest.raises(refusals.NoBankFile):
        funds.hand_out(run.number, actor=county.treasurer, on=TODAY, at=at(TODAY))
    released(county, run)
    forged = stand_in.answer(CONNECTORS["delimited"].write(queries.batch(queries.run(run.number))))
    with pytest.raises(refusals.ReturnBeforeSending):
        answered(county, forged)
    with pytest.raises(refusals.ReturnOfUnknownRun):
        answered(county, forged.replace(b"370982-202611-01", b"370982-202611-77"))


def test_unknown_payments_keep_a_run_open_and_are_never_issued_again(county):
    payee(county)
    file, content = sent(county)
    answered(county, stand_in.answer(content, lambda _: ("unknown", "PENDING")))
    number = file.run.number
    with pytest.raises(refusals.Unanswered):
        funds.settle(number, actor=county.cashier, on=TODAY, at=at(TODAY))
    with pytest.raises(refusals.NotReturned):
        funds.reissue([f"{number}-000001"], area=COUNTY, actor=county.cashier, on=TODAY, at=at(TODAY))


def test_the_banks_letter_about_an_unknown_payment_decides_it_once(county):
    payee(county, 1)
    payee(county, 2)
    file, content = sent(county)
    answered(county, stand_in.answer(content, lambda _: ("unknown", "PENDING")))
    told = {"on": TODAY, "at": at(TODAY), "evidence": "新农商函〔2026〕3号"}
    paid, back = f"{file.run.number}-000001", f"{file.run.number}-000002"
    with pytest.raises(NotYourPower):
        funds.confirm_unknown(paid, outcome="paid", actor=county.cashier, **told)
    with pytest.raises(refusals.ReasonNeeded):
        funds.confirm_unknown(paid, outcome="paid", actor=county.treasurer, **{**told, "evidence": " "})
    for _ in range(2):
        funds.confirm_unknown(paid, outcome="paid", actor=county.treasurer, **told)
        funds.confirm_unknown(back, outcome="returned", actor=county.treasurer, **told)
    with pytest.raises(refusals.NotUnknown):
        funds.confirm_unknown(paid, outcome="returned", actor=county.treasurer, **told)
    assert states(file.run) == {"paid": 1, "returned": 1}
    assert queries.balances(COUNTY)["in_transit"] == 0
    assert funds.settle(file.run.number, actor=county.cashier, on=TODAY, at=at(TODAY)).status == "settled"


def test_a_changed_file_on_disk_is_not_handed_out_and_a_lost_one_is_made_again(county):
    payee(county)
    file, content = sent(county)
    files.place(file.name).unlink()
    again = funds.hand_out(file.run.number, actor=county.treasurer, on=TODAY, at=at(TODAY))[1]
    assert again == content
    files.place(file.name).write_bytes(content.replace(b"450.00", b"950.00"))
    with pytest.raises(refusals.BankFileChanged):
        funds.hand_out(file.run.number, actor=county.treasurer, on=TODAY, at=at(TODAY))


# --- the month ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", CONNECTORS)
def test_a_month_from_draft_to_settled(file_format):
    where = people.county()
    payees.able_to_pay(where, file_format=file_format)
    for number, fen in enumerate((45_000, 110_250, 1), 1):
        payee(where, number, amount_fen=fen, name=f"吴{'甲乙丙'[number - 1]}𠮷")
    run = drafted(where)
    assert (run.status, run.lines, run.total_fen) == ("drafted", 3, 155_251)
    assert queries.budget(COUNTY, 2026).committed_fen == 0
    run = released(where, run)
    assert queries.balances(COUNTY) == {
        "bank": 100_000_000, "appropriated": -100_000_000, "assistance": 155_251, "payable": -155_251, "in_transit": 0,
    }  # fmt: skip
    assert queries.budget(COUNTY, 2026).committed_fen == 155_251
    file, content = sent(where, run)
    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert queries.balances(COUNTY)["in_transit"] == -155_251
    batch = CONNECTORS[file_format].read_batch(content)
    assert (batch.count, batch.total_fen) == (3, 155_251)
    fates = {f"{run.number}-000002": ("returned", "AC04")}
    answered(where, stand_in.answer(content, lambda ref: fates.get(ref, ("paid", ""))))
    found = queries.reconciliation(run)
    assert (found.sent, found.paid, found.returned, found.unknown) == (
        (3, 155_251),
        (2, 45_001),
        (1, 110_250),
        (0, 0),
    )
    assert found.balances
    assert queries.balances(COUNTY) == {
        "bank": 100_000_000 - 45_001, "appropriated": -100_000_000, "assistance": 155_251, "payable": -110_250,
        "in_transit": 0,
    }  # fmt: skip
    assert funds.settle(run.number, actor=where.cashier, on=TODAY, at=at(TODAY)).status == "settled"
    assert [one.reference for one in queries.to_clear(COUNTY)] == [f"{run.number}-000002"]


def test_every_step_twice_acts_once(county):
    payee(county, 1)
    payee(county, 2)
    run = drafted(county)
    assert drafted(county) == run
    released(county, run)
    released(county, run)
    files_written = [sent(county, run) for _ in range(2)]
    assert files_written[0] == files_written[1]
    answer = stand_in.answer(files_written[0][1], return_rate=0.5, seed=3)
    assert answered(county, answer) == answered(county, answer)
    for _ in range(2):
        funds.settle(run.number, actor=county.cashier, on=TODAY, at=at(TODAY))
    assert Payment.objects.count() == 2
    assert BankReturn.objects.count() == 1
    assert LedgerTransaction.objects.exclude(kind="appropriation").count() == 3
    acts = list(Entry.objects.filter(act__startswith="funds.").values_list("act", flat=True))
    for once in ("run-opened", "run-drafted", "run-released", "run-sent", "return-recorded", "run-settled"):
        assert acts.count(f"funds.{once}") == 1


def test_who_cannot_be_paid_is_listed_with_the_reason_and_paid_later(county):
    missing = payee(county, 1, account=False)
    payee(county, 2)
    dead = payee(county, 3)
    odd = payee(county, 4, name="王\ue000")
    households.record_death(
        dead.case.applicant, date(2026, 10, 20), source="殡葬信息", actor=county.clerk, on=TODAY, at=at(TODAY)
    )
    run = drafted(county)
    assert (run.lines, run.total_fen) == (1, 45_000)
    reasons = {one.case_number: one.code for one in queries.held(run)}
    assert reasons == {
        missing.case.number: "account-missing", dead.case.number: "death", odd.case.number: "not-writable",
    }  # fmt: skip
    sent(county, run)
    payees.give_account(county, missing.household, "6223000000009999", date(2026, 11, 20))
    later = date(2026, 12, 3)
    december = drafted(county, Month(2026, 12), on=later)
    kinds = sorted(Payment.objects.filter(run=december).values_list("case_number", "month", "kind"))
    assert (missing.case.number, "2026-11", "back_pay") in kinds
    assert len(kinds) == 3
    assert [one.month for one in queries.held_of_case(missing.case.number)] == []


def test_a_taken_out_payment_needs_a_reason_and_comes_back_in_a_supplementary_run(county):
    payee(county, 1)
    payee(county, 2)
    run = drafted(county)
    reference = queries.lines(run, queries.Wanted()).first().reference
    with pytest.raises(refusals.ReasonNeeded):
        funds.withdraw(reference, reason=" ", actor=county.cashier, on=TODAY, at=at(TODAY))
    for _ in range(2):
        funds.withdraw(reference, reason="账户待核实", actor=county.cashier, on=TODAY, at=at(TODAY))
    assert queries.run(run.number).lines == 1
    with pytest.raises(refusals.RunOpen):
        drafted(county, kind="supplementary")
    file, content = sent(county, queries.run(run.number))
    assert (file.lines, CONNECTORS["delimited"].read_batch(content).count) == (1, 1)
    with pytest.raises(refusals.NotInState):
        funds.withdraw(
            Payment.objects.get(state="sent").reference,
            reason="x",
            actor=county.cashier,
            on=TODAY,
            at=at(TODAY),
        )
    extra = drafted(county, kind="supplementary")
    assert (extra.number, extra.lines) == (f"{COUNTY}-202611-02", 1)
    assert drafted(county, kind="supplementary") == extra
    sent(county, extra)
    with pytest.raises(refusals.NothingLeft):
        drafted(county, kind="supplementary")


def returned_run(county, reason="AC04"):
    right = payee(county)
    file, content = sent(county)
    answered(county, stand_in.answer(content, lambda _: ("returned", reason)))
    return right, f"{file.run.number}-000001"


def test_a_returned_payment_is_issued_again_once_as_a_new_one_to_the_new_account(county):
    right, old = returned_run(county)
    reissue = {"area": COUNTY, "actor": county.cashier, "on": TODAY, "at": at(TODAY)}
    with pytest.raises(refusals.NothingToReissue):
        funds.reissue([old], **reissue)
    assert PaymentRun.objects.count() == 1
    payees.give_account(county, right.household, "6223000000008888", TODAY)
    run = funds.reissue([old], **reissue)
    assert funds.reissue([old], **reissue) == run
    new = Payment.objects.get(run=run)
    assert (new.reissues.reference, new.account_number, new.month, new.kind) == (
        old, "6223000000008888", "2026-11", "normal",
    )  # fmt: skip
    committed = queries.budget(COUNTY, 2026).committed_fen
    _, content = sent(county, run)
    assert queries.budget(COUNTY, 2026).committed_fen == committed == 45_000
    answered(county, stand_in.answer(content, return_rate=0))
    assert queries.paid_to_case_fen(right.case.number) == 45_000
    assert queries.balances(COUNTY) == {
        "bank": 100_000_000 - 45_000, "appropriated": -100_000_000, "assistance": 45_000, "payable": 0, "in_transit": 0,
    }  # fmt: skip
    assert not queries.to_clear(COUNTY)


def test_a_returned_payment_that_is_owed_no_more_gives_its_money_back(county):
    _, old = returned_run(county, reason="MD07")
    with pytest.raises(refusals.ReasonNeeded):
        funds.cancel_returned(old, reason="", actor=county.treasurer, on=TODAY, at=at(TODAY))
    for _ in range(2):
        funds.cancel_returned(old, reason="收款人十月死亡", actor=county.treasurer, on=TODAY, at=at(TODAY))
    assert queries.budget(COUNTY, 2026).committed_fen == 0
    assert queries.balances(COUNTY)["assistance"] == 0
    with pytest.raises(refusals.NotReturned):
        funds.reissue([old], area=COUNTY, actor=county.cashier, on=TODAY, at=at(TODAY))


def test_rows_that_fit_nothing_are_shown_and_move_nothing(county):
    for number in (1, 2, 3, 4):
        payee(county, number)
    file, content = sent(county)
    number = file.run.number
    answer = stand_in.answer(content, return_rate=0).decode("gb18030")
    answer = answer.replace(f"{number}-000001", f"{number}-999999").replace(
        "|6223000000000002|", "|6223000000000777|"
    )
    lines = answer.splitlines()
    lines.append(lines[3].replace("|S||", "|F|AC01|"))
    lines[0] = lines[0].replace("|4|1800.00", "|5|2250.00")
    written = answered(county, ("\r\n".join(lines) + "\r\n").encode("gb18030"))
    assert (written.applied, written.unmatched) == (1, 4)
    assert states(file.run) == {"paid": 1, "unknown": 3}
    assert queries.reconciliation(file.run).balances
    found = [row.finding for row in queries.findings(file.run, only_open=True)]
    assert sorted(found) == ["account-differs", "contradicts", "contradicts", "unknown-reference"]
    # A later, consistent answer settles what was unknown; it does not touch what was paid.
    answered(county, stand_in.answer(content, return_rate=0), name="第二次.txt")
    assert states(file.run) == {"paid": 4}
    assert queries.balances(COUNTY)["in_transit"] == 0


def test_a_bank_that_changes_its_mind_is_shown_not_believed(county):
    payee(county)
    file, content = sent(county)
    answered(county, stand_in.answer(content, return_rate=0))
    answered(county, stand_in.answer(content, return_rate=1))
    assert states(file.run) == {"paid": 1}
    assert [row.finding for row in queries.findings(file.run, only_open=True)] == ["contradicts"]


def test_a_township_sees_its_own_payments_and_no_run(county):
    mine = payee(county, 1)
    payee(county, 2, township=people.NEIGHBOUR)
    run = drafted(county)
    assert run.lines == 2
    with scope.within((TOWNSHIP,)):
        assert [one.case_number for one in Payment.objects.all()] == [mine.case.number]
        assert len(queries.of_case(mine.case.number)) == 1
        assert not queries.runs()
        with pytest.raises(refusals.NoSuchRun):
            queries.run(run.number)


def test_appropriations_are_recorded_once_and_never_cut_below_what_is_committed(county):
    payee(county)
    released(county)
    grant = {
        "year": 2026,
        "source": "city",
        "area": COUNTY,
        "actor": county.treasurer,
        "on": TODAY,
        "at": at(TODAY),
    }
    for _ in range(2):
        funds.appropriate(document="演示〔2026〕9号", amount_fen=500, **grant)
    assert queries.budget(COUNTY, 2026).granted_fen == 100_000_500
    with pytest.raises(refusals.AppropriationTwice):
        funds.appropriate(document="演示〔2026〕9号", amount_fen=501, **grant)
    with pytest.raises(refusals.AppropriationExceeded):
        funds.appropriate(document="演示〔2026〕10号", amount_fen=-99_960_000, **grant)
    assert sum(queries.balances(COUNTY).values()) == 0


def test_the_same_lines_have_the_same_check_sum(county):
    payee(county)
    run = drafted(county)
    before = queries.check_sum(run)
    assert len(before) == 64
    sent(county, run)
    assert queries.check_sum(run) == before


def test_the_database_is_asked_in_one_transaction(county):
    payee(county)
    with transaction.atomic():
        drafted(county)
        transaction.set_rollback(True)
    assert not PaymentRun.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM funds_payment")
        assert cursor.fetchone() == (0,)
