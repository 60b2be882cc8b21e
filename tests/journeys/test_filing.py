"""A decision is revoked: after both sides were heard, the case leaves the road, the right ends, the household is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from jiuzhu.audit import queries as audit
from jiuzhu.cases.models import Case, ProcessVersion
from jiuzhu.documents import queries as documents
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.filings import actions as filings
from jiuzhu.filings import refusals
from jiuzhu.filings.models import Filing
from jiuzhu.funds import queries as funds
from jiuzhu.funds.models import Payment, PaymentRun, Stay
from jiuzhu.funds.refusals import NotPayable, StayFrozen
from jiuzhu.journey import filing as journey
from jiuzhu.journey import posting
from jiuzhu.offices.database import refusing
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.signatures.refusals import Unsigned
from jiuzhu.values.month import Month
from tests import filing as desk
from tests import payees, people
from tests.filing import TODAY, told

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 10)
REASONS = {"text": "主要事实不清：漏查车辆。", "law": "行政许可法第六十九条（参照）"}


@pytest.fixture
def where() -> people.County:
    return desk.county()


def receiving(where: people.County) -> Filing:
    case = desk.decided(where)
    posting.put_up(case, place="公开栏", **told(where.clerk))
    file_decisions.run(TODAY, people.at(TODAY, 12))
    return Filing.objects.get(case=case)


def heard(found: Filing, where: people.County) -> None:
    for side, who in (("household", "罗安"), ("township", "郑守约")):
        filings.hear(
            found, side=side, how="meeting", who_spoke=who, told="拟撤销及理由。", said="没有意见。", considered="予以采纳。",
            **told(where.filing, LATER),
        )  # fmt: skip


def revoke(found: Filing, where: people.County, officer: str = "supervisor") -> Any:
    return journey.revoke(found, **REASONS, **told(where.officers[officer], LATER))


def test_nobody_revokes_unheard_or_without_the_post_or_unsigned(where: people.County) -> None:
    found = receiving(where)
    with pytest.raises(NotYourPower):
        revoke(found, where, "filing")
    with pytest.raises(refusals.NotHeard) as no:
        revoke(found, where)
    assert "家庭和乡镇" in no.value.wrong()
    filings.hear(
        found, side="household", how="visit", who_spoke="罗安", told="拟撤销。", said="有意见。", considered="不采纳，因为……",
        **told(where.filing, LATER),
    )  # fmt: skip
    with pytest.raises(refusals.NotHeard, match="乡镇"):
        revoke(found, where)
    heard(found, where)
    with pytest.raises(refusals.ActIncomplete):
        journey.revoke(found, text="理由", law=" ", **told(where.supervisor, LATER))
    with pytest.raises(Unsigned), transaction.atomic(), refusing():
        found.acts.create(
            case_id=found.case_id, kind="revoked", by=where.supervisor, text="x", law="y", body="{}", on=LATER, at=people.at(LATER),
            digest="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        )  # fmt: skip
    found.refresh_from_db()
    assert found.state == "open" and found.case.stage == "receiving"


def test_a_grant_revoked_ends_the_case_and_the_right_with_the_month(where: people.County) -> None:
    found = receiving(where)
    heard(found, where)
    act = revoke(found, where)
    case = Case.objects.get(pk=found.case_id)
    assert (case.stage, case.closed_as, case.closed_on) == ("closed", "revoked", LATER)
    right = entitlements.of_case(case)
    assert right.stops_on == date(2026, 10, 1) and right.starts_on == date(2026, 10, 1)
    assert not list(entitlements.payable(Month(2026, 10), area=people.COUNTY))
    assert act.signature.kind == "revocation"
    papers = [one for one in documents.of_case(case.number) if one.kind == "revocation"]
    assert len(papers) == 1 and documents.read(papers[0]).startswith(b"%PDF")
    assert "撤销决定" in "".join(line.zh for line in audit.of_case(case.number))
    found.refresh_from_db()
    assert found.state == "revoked"
    with pytest.raises(refusals.NotThisState):
        revoke(found, where)


def test_a_refusal_revoked_goes_back_to_the_opinion_and_is_decided_anew(where: people.County) -> None:
    case = desk.decided(where, wage_fen=500_000)
    file_decisions.run(TODAY, people.at(TODAY, 12))
    found = Filing.objects.get(case=case)
    assert case.stage == "closed"
    heard(found, where)
    revoke(found, where)
    case.refresh_from_db()
    assert (case.stage, case.closed_on, case.closed_as, case.decided_on) == ("reviewing", None, "", None)
    assert case.stage_due_on is not None


def test_before_the_township_has_decided_there_is_nothing_to_revoke(where: people.County) -> None:
    case = desk.opined(where)
    file_decisions.run(TODAY, people.at(TODAY))
    with pytest.raises(refusals.NotATownshipDecision):
        journey.file_now(case, **told(where.chief))
    with pytest.raises(NotYourPower):
        journey.file_now(case, **told(where.filing))
    assert not Filing.objects.exists()


def test_a_case_pinned_before_the_way_existed_reads_its_own_version_anew(where: people.County) -> None:
    found = receiving(where)
    case = found.case
    body = dict(case.process.body)
    body["aside"] = [one for one in body["aside"] if one["outcome"] not in ("revoked", "refusal_revoked")]
    old = ProcessVersion.objects.create(
        key=case.process.key,
        area_code=case.process.area_code,
        in_force_from=case.process.in_force_from,
        digest="0" * 64,
        body=body,
    )
    Case.objects.filter(pk=case.pk).update(process=old)
    heard(found, where)
    revoke(found, where)
    case.refresh_from_db()
    assert case.stage == "closed" and case.process_id != old.pk
    assert case.process.in_force_from == old.in_force_from


def test_a_decision_replaced_by_another_is_not_revoked(where: people.County) -> None:
    case = desk.decided(where, wage_fen=500_000)
    file_decisions.run(TODAY, people.at(TODAY, 12))
    found = Filing.objects.get(case=case)
    heard(found, where)
    revoke(found, where)
    again = desk.decided_again(where, case, LATER)
    file_decisions.run(LATER, people.at(LATER, 12))
    assert Filing.objects.filter(case=case).count() == 2
    second = Filing.objects.get(case=case, kind="granted")
    assert again.kind == "granted" and second.number.endswith("-2")


def test_money_follows_the_filing_and_waits_for_a_correction_that_freezes_it(where: people.County) -> None:
    payees.able_to_pay(where)
    case = desk.decided(where)
    posting.put_up(case, place="公开栏", **told(where.clerk))
    right, october = entitlements.of_case(case), Month(2026, 10)
    payees.give_account(where, case.household, "6223000000000001", TODAY)
    pay_day = date(2026, 10, 9)
    with pytest.raises(NotPayable), transaction.atomic(), refusing():
        run = PaymentRun.objects.create(
            number="370982-202610-09", area_id=people.COUNTY, month="2026-10", serial=9, kind="supplementary", opened_at=people.at(TODAY),
            account_id=funds.fund_account(people.COUNTY, TODAY).pk,
        )  # fmt: skip
        Payment.objects.create(
            run=run, line=1, reference="x", entitlement=right, case_number=case.number, area_id=case.area_id, item_code="MZ01-01",
            household_size=1, month="2026-10", kind="normal", payee_name="罗安甲", bank="b", account_number="1", amount_fen=50_000,
        )  # fmt: skip
    assert funds.stays(people.COUNTY)[right.pk].code == "not-on-file"
    file_decisions.run(TODAY, people.at(TODAY, 12))
    assert funds.stays(people.COUNTY) == {}
    found = Filing.objects.get(case=case)
    order = {"text": "金额有误。", "law": "社会救助法第十八条", "working_days": 5, "freezes": True}
    journey.order(found, **order, **told(where.filing))
    run = payees.drafted(where, october, pay_day)
    assert run.lines == 0 and run.held.get().code == "correction-ordered"
    filings.correct(found, text="已提出变更。", names="变更决定", **told(where.chief))
    journey.close(found, **told(where.filing))
    late = payees.drafted(where, Month(2026, 11), date(2026, 11, 5))
    assert sorted((one.month, one.kind) for one in late.payments.all()) == [
        ("2026-10", "back_pay"),
        ("2026-11", "normal"),
    ]
    with pytest.raises(StayFrozen), transaction.atomic(), refusing():
        Stay.objects.update(lifted_on=None)
