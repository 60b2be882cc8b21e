"""The money's pages: who may open what, a month by the buttons, and nothing twice."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.funds import queries
from jiuzhu.funds.banks import stand_in
from jiuzhu.funds.models import BankReturn, Payment, PaymentRun
from jiuzhu.households import actions as households
from jiuzhu.offices import scope
from jiuzhu.web import clock
from tests import payees
from tests.people import COUNTY, STAFF, at

TODAY = payees.TODAY
PAGES = ("runs", "payments-to-clear", "budget", "ledger")
OF_RUN = ("run", "run-lines", "run-held", "run-answers")


@pytest.fixture(autouse=True)
def _day(monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: at(TODAY))
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


@pytest.fixture
def paying(county):
    with scope.whole_county():
        payees.able_to_pay(county)
        for number in (1, 2, 3):
            payees.payee(county, number, name=f"钱{'一二三'[number - 1]}")
        payees.payee(county, 4, account=False, name="无账户")
    return county


def post(client, name, *args, **fields):
    return client.post(reverse(f"office:{name}", args=args), {"once": uuid.uuid4().hex, **fields})


def drafted(desk) -> PaymentRun:
    answer = post(desk("cashier"), "run-draft", month="2026-11", kind="monthly")
    assert answer.status_code == 303
    with scope.whole_county():
        return queries.run(answer.url.rstrip("/").rsplit("/", 1)[1])


def released(desk) -> PaymentRun:
    run = drafted(desk)
    answer = post(desk("treasurer"), "run-release", run.number, seen_lines=run.lines, seen_fen=run.total_fen)
    assert answer.status_code == 303
    return run


def sent(desk) -> tuple[PaymentRun, bytes]:
    run = released(desk)
    assert post(desk("treasurer"), "run-write", run.number).status_code == 303
    return run, desk("treasurer").get(reverse("office:run-bank-file", args=[run.number])).content


def upload(client, content: bytes, name: str = "huipan.txt"):
    return post(client, "run-return", file=SimpleUploadedFile(name, content))


# --- refusals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(STAFF))
def test_only_those_who_handle_or_watch_money_open_its_pages(paying, desk, name):
    run = drafted(desk)
    client = desk(name)
    sees = name in {"cashier", "treasurer", "supervisor", "auditor", "filing", "bureau"}
    addresses = [reverse(f"office:{page}") for page in PAGES] + [
        reverse(f"office:{page}", args=[run.number]) for page in OF_RUN
    ]
    for address in addresses:
        assert client.get(address).status_code == (200 if sees else 403), address
    steps = {
        "run-sign": "cashier",
        "run-withdraw-stale": "cashier",
        "run-settle": "cashier",
        "run-write": "treasurer",
    }
    for step, who in steps.items():
        status = post(client, step, run.number).status_code
        assert (status == 403) == (name != who), step
    if name != "treasurer":
        assert client.get(reverse("office:run-bank-file", args=[run.number])).status_code == 403
        assert post(client, "run-release", run.number, seen_lines=3, seen_fen=1).status_code == 403
        assert post(client, "budget", year=2026).status_code in (403, 405)


def test_nobody_unknown_sees_anything(paying, client):
    assert client.get(reverse("office:runs")).status_code == 302


def test_a_refused_release_says_why_on_the_page(paying, desk):
    run = drafted(desk)
    answer = post(desk("treasurer"), "run-release", run.number, seen_lines=3, seen_fen=1)
    assert answer.status_code == 422
    assert "不能复核" in answer.content.decode()
    with scope.whole_county():
        assert queries.run(run.number).status == "drafted"


def test_a_stopped_right_blocks_the_release_and_the_cashier_clears_it(paying, desk):
    run = drafted(desk)
    with scope.whole_county():
        payment = Payment.objects.first()
        person = payment.entitlement.case.applicant
        households.record_death(
            person, date(2026, 10, 3), source="殡葬信息", actor=paying.clerk, on=TODAY, at=at(TODAY)
        )
    page = desk("treasurer").get(reverse("office:run-release", args=[run.number])).content.decode()
    assert "移出批次后再复核" in page
    assert "复核并发放" not in page
    assert post(desk("cashier"), "run-withdraw-stale", run.number).status_code == 303
    page = desk("treasurer").get(reverse("office:run-release", args=[run.number])).content.decode()
    assert "复核并发放 2 笔" in page


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04zip", "张三,100".encode(), b"R|1|370982-209901-01|20260101|0|0.00"]
)
def test_a_wrong_file_is_refused_in_words_and_books_nothing(paying, desk, content):
    sent(desk)
    answer = upload(desk("cashier"), content)
    assert answer.status_code in (200, 422)
    assert "wrong" in answer.content.decode() or "refusal" in answer.content.decode()
    assert not BankReturn.objects.exists()


def test_a_month_that_is_none_is_refused_at_its_field(paying, desk):
    answer = post(desk("cashier"), "run-draft", month="2026-13", kind="monthly")
    assert "不是月份" in answer.content.decode()


# --- a month --------------------------------------------------------------------------------------------


def test_a_month_by_the_buttons(paying, desk):
    run, content = sent(desk)
    cashier = desk("cashier")
    answer = stand_in.answer(content, lambda ref: ("returned", "AC04") if ref.endswith("2") else ("paid", ""))
    assert upload(cashier, answer).status_code == 303
    assert upload(cashier, answer).status_code == 303
    assert BankReturn.objects.count() == 1
    page = cashier.get(reverse("office:run", args=[run.number])).content.decode()
    assert "账平" in page
    assert "未登记银行账户" in page
    assert post(cashier, "run-settle", run.number).status_code == 303
    page = cashier.get(reverse("office:payments-to-clear")).content.decode()
    assert f"{run.number}-000002" in page
    assert "账户已销户" in page
    refused = post(cashier, "payments-to-clear", reference=f"{run.number}-000002")
    assert refused.status_code == 422
    assert "退回后账户未更正" in refused.content.decode()
    with scope.whole_county():
        home = Payment.objects.get(reference=f"{run.number}-000002").entitlement.household
        payees.give_account(paying, home, "6223000000004444", TODAY)
    again = post(cashier, "payments-to-clear", reference=f"{run.number}-000002")
    assert again.status_code == 303
    assert "370982-202611-02" in again.url
    assert f"{run.number}-000002" not in cashier.get(reverse("office:payments-to-clear")).content.decode()


def test_a_returned_payment_is_given_up_with_a_reason(paying, desk):
    run, content = sent(desk)
    upload(desk("cashier"), stand_in.answer(content, return_rate=1))
    treasurer, reference = desk("treasurer"), f"{run.number}-000001"
    assert post(treasurer, "payment-cancel", reference, reason="").status_code == 200
    assert post(treasurer, "payment-cancel", reference, reason="重复发放").status_code == 303
    with scope.whole_county():
        assert Payment.objects.get(reference=reference).state == "cancelled"


def test_an_unknown_payment_is_decided_by_the_banks_letter(paying, desk):
    run, content = sent(desk)
    upload(desk("cashier"), stand_in.answer(content, lambda _: ("unknown", "PENDING")))
    treasurer, reference = desk("treasurer"), f"{run.number}-000001"
    assert "登记银行书面答复" in treasurer.get(reverse("office:payments-to-clear")).content.decode()
    assert (
        post(desk("cashier"), "payment-confirm", reference, outcome="paid", evidence="函1").status_code == 403
    )
    assert post(treasurer, "payment-confirm", reference, outcome="paid", evidence="").status_code == 200
    assert post(treasurer, "payment-confirm", reference, outcome="paid", evidence="函1").status_code == 303
    with scope.whole_county():
        assert Payment.objects.get(reference=reference).state == "paid"


def test_the_same_form_twice_acts_once(paying, desk):
    run = drafted(desk)
    treasurer, key = desk("treasurer"), {"once": uuid.uuid4().hex}
    sheet = {"seen_lines": run.lines, "seen_fen": run.total_fen, **key}
    address = reverse("office:run-release", args=[run.number])
    assert [treasurer.post(address, sheet).status_code for _ in range(2)] == [303, 303]
    assert Entry.objects.filter(act="funds.run-released").count() == 1


def test_a_line_is_taken_out_with_a_reason_and_its_amount_cannot_be_typed(paying, desk):
    run = drafted(desk)
    address = ("run-withdraw", run.number, f"{run.number}-000001")
    cashier = desk("cashier")
    page = cashier.get(reverse(f"office:{address[0]}", args=address[1:])).content.decode()
    assert 'name="amount' not in page
    assert post(cashier, *address, reason="账户待核实", amount_fen="999999").status_code == 303
    with scope.whole_county():
        assert queries.run(run.number).total_fen == 2 * 45_000


def test_money_is_granted_and_the_account_is_changed_by_the_treasurer(paying, desk):
    treasurer = desk("treasurer")
    fields = {
        "year": 2026,
        "source": "county",
        "document": "演示〔2026〕2号",
        "amount": "1,000.50",
        "on": "2026-11-05",
    }
    assert post(treasurer, "budget", **fields).status_code == 303
    assert post(treasurer, "budget", **fields).status_code == 303
    assert post(treasurer, "budget", **{**fields, "amount": "9"}).status_code == 422
    with scope.whole_county():
        assert queries.budget(COUNTY, 2026).granted_fen == 100_100_050
    account = {
        "holder": "新泰市财政局",
        "bank": "泰山银行",
        "number": "9080 1100 2000 0009",
        "file_format": "pain001",
    }
    answer = post(treasurer, "fund-account", **account)
    assert answer.status_code == 303, answer.content.decode()
    with scope.whole_county():
        assert queries.fund_account(COUNTY, TODAY).format == "pain001"


# --- what is shown --------------------------------------------------------------------------------------


def test_every_look_at_lines_and_every_download_is_logged_and_ids_are_masked(paying, desk):
    run, _ = sent(desk)
    page = desk("auditor").get(reverse("office:run-lines", args=[run.number]), {"q": "钱二"}).content.decode()
    assert "钱二" in page
    assert "钱一" not in page
    assert payees.citizen_id(2) not in page
    assert "6223000000000002" not in page
    acts = list(Entry.objects.values_list("act", "actor_name"))
    assert any(act == "funds.looked-at-run" and who.startswith(STAFF["auditor"][2]) for act, who in acts)
    assert any(act == "funds.bank-file-downloaded" for act, _who in acts)


def test_a_township_reads_the_payments_of_its_case_on_the_case_page_only(paying, desk, rf):
    from jiuzhu.web.office.funds import of_case

    sent(desk)
    with scope.within(("370982002",)):
        case = Payment.objects.first().entitlement.case
        (part,) = of_case.parts(rf.get("/"), case)
        assert [one.month for one in part.context["payments"]] == ["2026-11"]
    with scope.within(("370982101",)):
        assert of_case.parts(rf.get("/"), case) == []


def test_pages_ask_the_database_a_fixed_number_of_times(county, desk):
    with scope.whole_county():
        payees.able_to_pay(county, granted_fen=10**9)
        payees.many(county, 120)
    run, content = sent(desk)
    upload(desk("cashier"), stand_in.answer(content, return_rate=0.9))
    client = desk("cashier")
    for address in [reverse(f"office:{page}") for page in PAGES] + [
        reverse(f"office:{page}", args=[run.number]) for page in OF_RUN
    ]:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 15, (address, [one["sql"][:120] for one in asked.captured_queries])


def test_pages_speak_english_too(paying, desk):
    run, content = sent(desk)
    upload(desk("cashier"), stand_in.answer(content, return_rate=0.5, seed=2))
    client = desk("treasurer")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("office:run", args=[run.number])).content.decode()
    assert "of these: paid" in page
    assert "Reconciliation" in page
