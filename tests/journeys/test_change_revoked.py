"""A change is revoked like a decision: after the hearings, with reasons, signed; the household receives again what it received before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases.models import Case
from jiuzhu.documents import queries as documents
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.entitlements import queries as rights
from jiuzhu.entitlements.models import ChangeDecision, Entitlement, Revocation
from jiuzhu.entitlements.refusals import ChangePending, NotRevoked
from jiuzhu.filings import actions as filings
from jiuzhu.filings import refusals
from jiuzhu.filings.models import Filing
from jiuzhu.journey import filing as journey
from jiuzhu.journey import posting, receiving
from jiuzhu.offices.database import refusal_from, refusing
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.signatures import actions as signatures
from jiuzhu.values.month import Month
from tests import filing as desk
from tests import payees, people
from tests.filing import TODAY, told

pytestmark = pytest.mark.django_db
REASONS = {"text": "收入核算有误，家庭仍低于标准。", "law": "行政许可法第六十九条（参照）"}
CHANGED, LATER = date(2026, 10, 20), date(2026, 12, 10)


@pytest.fixture
def where() -> people.County:
    found = desk.county()
    payees.able_to_pay(found)
    return found


def changed(
    where: people.County,
    kind: str,
    *,
    agrees: bool = True,
    effective_on: date = date(2026, 11, 1),
    **more: Any,
) -> Filing:
    """A household that receives 500 yuan from October, changed by its township from November; on file."""
    case = desk.decided(where)
    posting.put_up(case, place="公开栏", **told(where.clerk))
    payees.give_account(where, case.household, "6223000000000001", TODAY)
    file_decisions.run(TODAY, people.at(TODAY, 12))
    return change_again(
        where, Case.objects.get(pk=case.pk), kind, agrees=agrees, effective_on=effective_on, **more
    )


def change_again(
    where: people.County,
    case: Case,
    kind: str,
    *,
    agrees: bool = True,
    effective_on: date = date(2026, 11, 1),
    **more: Any,
) -> Filing:
    ground = "employment" if kind == "grace" else "income_changed"
    moved = receiving.propose_change(
        case,
        kind=kind,
        ground=ground,
        explanation="收入增加",
        effective_on=effective_on,
        **more,
        **told(where.reviewer, CHANGED),
    )
    if moved.stage == "hearing":
        spoken = {
            "how": "visit",
            "who_spoke": "罗安",
            "told": "拟变更",
            "said": "不同意",
            "considered": "不采纳",
        }
        moved = receiving.hear(moved, **spoken, **told(where.reviewer, CHANGED))
    seen = approvals.digest_of(receiving.change_content(moved))
    receiving.decide_change(
        moved,
        agrees=agrees,
        reasons="收入增加",
        seen=seen,
        officer=where.chief,
        on=CHANGED,
        at=people.at(CHANGED),
    )
    file_decisions.run(CHANGED, people.at(CHANGED, 12))
    return Filing.objects.exclude(change=None).latest("id")


def heard(found: Filing, where: people.County, on: date = LATER) -> None:
    for side, who in (("household", "罗安"), ("township", "郑守约")):
        filings.hear(
            found, side=side, how="meeting", who_spoke=who, told="拟撤销及理由。", said="没有意见。", considered="予以采纳。",
            **told(where.filing, on),
        )  # fmt: skip


def revoke(found: Filing, where: people.County, officer: str = "supervisor", on: date = LATER) -> Any:
    return journey.revoke(found, **REASONS, **told(where.officers[officer], on))


def due(case: Any) -> dict[str, int]:
    """Month → fen due, as the runs would find it now."""
    months = [Month(2026, 9) + n for n in range(1, 7)]
    return {str(one): sum(p.amount_fen for p in rights.payable(one, area=people.COUNTY)) for one in months}


def sql(statement: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    refusal = refusal_from(raised.value)
    return refusal.code if refusal else type(raised.value).__name__


def test_a_stop_is_revoked_after_the_hearings_and_no_month_is_lost(where: people.County) -> None:
    found = changed(where, "stop")
    case = Case.objects.get(pk=found.case_id)
    assert (case.stage, case.closed_as) == ("closed", "stopped")
    assert due(case) == {"2026-10": 50_000} | dict.fromkeys(
        ("2026-11", "2026-12", "2027-01", "2027-02", "2027-03"), 0
    )
    for month, day in ((Month(2026, 10), TODAY), (Month(2026, 11), date(2026, 11, 5))):
        assert payees.drafted(where, month, day).lines == (1 if month == Month(2026, 10) else 0)
    with pytest.raises(NotYourPower):
        revoke(found, where, "filing")
    with pytest.raises(refusals.NotHeard):
        revoke(found, where)
    right = Entitlement.objects.get()
    # Not by raw SQL either: the right does not go on, and no revocation stands without the act of filings.
    assert (
        sql("UPDATE entitlements_entitlement SET stops_on = NULL WHERE id = %s", right.pk)
        == "entitlements.frozen"
    )
    signature = signatures.sign(
        {"x": 1},
        kind="revocation",
        about=found.number,
        case=case.number,
        area_code=case.area_id,
        **told(where.supervisor, LATER),
    )
    with pytest.raises(NotRevoked), transaction.atomic(), refusing():
        entitlements.revoke_change(
            found.change, signature=signature, because="x", **told(where.supervisor, LATER)
        )
    heard(found, where)
    revoke(found, where)
    case.refresh_from_db()
    assert (case.stage, case.closed_on, case.closed_as) == ("receiving", None, "")
    assert due(case) == dict.fromkeys(
        ("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"), 50_000
    )
    right.refresh_from_db()
    assert (right.stops_on, right.stopped_because, right.beneficiaries.get().stops_on) == (None, "", None)
    paid = payees.drafted(where, Month(2027, 1), date(2027, 1, 5))
    assert sorted((one.month, one.kind, one.amount_fen) for one in paid.payments.all()) == [
        ("2026-11", "back_pay", 50_000), ("2026-12", "back_pay", 50_000), ("2027-01", "normal", 50_000),
    ]  # fmt: skip
    assert payees.drafted(where, Month(2027, 2), date(2027, 2, 5)).lines == 1  # owed once, paid once
    (paper,) = [one for one in documents.of_case(case.number) if one.kind == "revocation"]
    assert documents.read(paper).startswith(b"%PDF")
    found.refresh_from_db()
    with pytest.raises(refusals.NotThisState):
        revoke(found, where)
    made = Revocation.objects.get()
    assert sql("UPDATE entitlements_revocation SET amount_fen = 1") == "audit.append-only"
    # Once more by SQL: neither another amount nor an end further away than it was.
    assert sql(
        "INSERT INTO entitlements_amount (entitlement_id, amount_fen, starts_on, because, change_id)"
            " VALUES (%s, 99900, '2027-06-01', 'restored', %s)",
        right.pk, made.decision.change_id,
    ) == "entitlements.amount-not-decided"  # fmt: skip


def test_a_reduction_is_revoked_from_the_next_month_and_what_was_paid_stays(where: people.County) -> None:
    found = changed(where, "reduce", new_fen=20_000)
    case = Case.objects.get(pk=found.case_id)
    assert due(case)["2026-11"] == 20_000 and case.stage == "receiving"
    heard(found, where)
    revoke(found, where)
    assert list(due(case).values()) == [50_000, 20_000, 20_000, 50_000, 50_000, 50_000]
    case.refresh_from_db()
    assert case.stage == "receiving" and Revocation.objects.get().restored_from == date(2027, 1, 1)


def test_a_raise_revoked_before_it_began_never_begins(where: people.County) -> None:
    found = changed(where, "raise", new_fen=60_000, effective_on=date(2027, 2, 1))
    case = Case.objects.get(pk=found.case_id)
    assert due(case)["2027-02"] == 60_000
    heard(found, where)
    revoke(found, where)
    assert set(due(case).values()) == {50_000}


def test_a_grace_period_revoked_gives_the_whole_right_back(where: people.County) -> None:
    found = changed(where, "grace", new_fen=30_000, until=date(2027, 2, 1))
    case = Case.objects.get(pk=found.case_id)
    assert case.stage == "grace"
    heard(found, where)
    revoke(found, where)
    case.refresh_from_db()
    assert case.stage == "receiving"
    assert list(due(case).values()) == [50_000, 30_000, 30_000, 50_000, 50_000, 50_000]


def test_what_was_kept_or_changed_since_or_is_being_changed_is_not_revoked(where: people.County) -> None:
    kept = changed(where, "reduce", new_fen=20_000, agrees=False)
    heard(kept, where)
    with pytest.raises(refusals.ChangeIsCorrected):
        revoke(kept, where)
    case = Case.objects.get(pk=kept.case_id)
    first = change_again(where, case, "reduce", new_fen=40_000)
    second = change_again(
        where, Case.objects.get(pk=case.pk), "reduce", new_fen=30_000, effective_on=date(2026, 12, 1)
    )
    heard(first, where)
    with pytest.raises(refusals.DecidedAnew):
        revoke(first, where)
    heard(second, where)
    receiving.propose_change(
        Case.objects.get(pk=case.pk), kind="raise", ground="income_changed", explanation="失业", new_fen=60_000,
        effective_on=date(2027, 1, 1), **told(where.reviewer, LATER),
    )  # fmt: skip
    with pytest.raises((refusals.NotAtThisStage, ChangePending)):
        revoke(second, where)
    assert not Revocation.objects.exists() and ChangeDecision.objects.count() == 3
