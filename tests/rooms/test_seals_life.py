"""A seal's life: only its steps, by those who may, signed where it matters; in two hands' writing from keeper to keeper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from jiuzhu.offices import actions as offices
from jiuzhu.offices import queries as office_queries
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.seals import actions, queries, refusals, rules
from jiuzhu.seals.models import Custody, Event, Handover, Seal
from jiuzhu.signatures.models import Signature
from jiuzhu.signatures.refusals import NotReauthenticated
from jiuzhu.values.refusals import Refusal
from tests import people
from tests import seals as made
from tests.seals import SINCE, raw, told

LATER = SINCE + timedelta(days=10)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    made.quickly(monkeypatch)


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def test_only_the_county_enters_a_seal_and_whole(where: people.County) -> None:
    good = {"kind": "special", "area": where.areas[people.TOWNSHIP], "text": "新泰市民政局委托事项专用章", "purpose": "决定",
            "basis": "委托书", "applying_office": "新汶街道"}  # fmt: skip
    with pytest.raises(NotYourPower):
        actions.apply(**good, **told(where.chief))
    with pytest.raises(refusals.WrongLevel):
        actions.apply(**good | {"area": where.areas[people.COUNTY]}, **told(where.supervisor))
    with pytest.raises(refusals.StepIncomplete) as lacking:
        actions.apply(**good | {"basis": " "}, **told(where.supervisor))
    assert lacking.value.wrong() == "登记“申请刻制”还缺少：刻制依据。"
    assert not Seal.objects.exists()
    first = actions.apply(**good, **told(where.supervisor))
    second = actions.apply(**good, **told(where.supervisor))
    assert (first.number, second.number) == (f"{people.TOWNSHIP}-2026-Y01", f"{people.TOWNSHIP}-2026-Y02")


def test_whoever_applied_does_not_approve_and_approval_is_signed(where: people.County) -> None:
    seal = made.applied(where)
    with pytest.raises(NotYourPower):
        actions.take(seal, "approved", made.TOLD["approved"], **told(where.supervisor))
    offices.post(where.bureau, "supervisor", where.areas[people.COUNTY], starts_on=SINCE, actor=None, at=people.at(SINCE))  # fmt: skip
    own = actions.apply(
        kind="county", area=where.areas[people.COUNTY], text="新泰市民政局", purpose="公文", basis="县政府批复",
        applying_office="新泰市民政局", **told(where.bureau),
    )  # fmt: skip
    with pytest.raises(refusals.SamePerson):
        actions.take(own, "approved", made.TOLD["approved"], **told(where.bureau))
    fresh = office_queries.officer(where.bureau.staff_number)  # logged in, but she has not typed her password
    with pytest.raises(NotReauthenticated):
        actions.take(seal, "approved", made.TOLD["approved"], **told(fresh))
    approved = made.take(where, seal, "approved")
    assert Signature.objects.get(pk=approved.signature_id).kind == "seal"
    assert queries.get(seal.pk).state == "approved"


def test_a_step_out_of_turn_is_refused_by_action_and_by_sql(where: people.County) -> None:
    seal = made.applied(where)
    for step in ("filed", "kept", "issued", "suspended", "resumed", "lost", "withdrawn", "destroyed"):
        with pytest.raises(refusals.NotThisStep):
            made.take(where, seal, step)
    insert = (
        'INSERT INTO seals_event (seal_id, number, kind, leads, told, by_id, "on", at, digest) VALUES '
        "(%s, %s, %s, %s, '{\"announced_in\": \"x\"}', %s, %s, %s, '')"
    )
    row = [where.supervisor.pk, SINCE, people.at(SINCE)]
    assert raw(insert, seal.pk, 2, "issued", "in_use", *row) == "seals.not-this-step"
    assert raw(insert, seal.pk, 3, "approved", "approved", *row) == "seals.out-of-order"
    assert raw(insert, seal.pk, 2, "approved", "in_use", *row) == "seals.not-this-step"
    assert raw(insert, seal.pk, 2, "approved", "approved", *row) == "seals.step-incomplete"
    assert raw(insert, seal.pk, 2, "nonsense", "in_use", *row) == "seals.no-such-step"
    by_the_applicant = insert.replace("announced_in", "opinion")
    assert raw(by_the_applicant, seal.pk, 2, "approved", "approved", *row) == "seals.not-empowered"
    assert raw("UPDATE seals_seal SET state = 'in_use' WHERE id = %s", seal.pk) == "seals.frozen"
    assert raw("UPDATE seals_seal SET text = '别的章' WHERE id = %s", seal.pk) == "seals.frozen"
    assert raw("UPDATE seals_seal SET last_number = 7 WHERE id = %s", seal.pk) == "seals.frozen"
    assert raw("DELETE FROM seals_seal") == raw("UPDATE seals_event SET told = '{}'") == "audit.append-only"
    with pytest.raises(refusals.OutOfOrder):
        actions.take(seal, "approved", made.TOLD["approved"], **told(where.bureau, SINCE - timedelta(days=1)))


def test_no_seal_without_its_application(where: people.County) -> None:
    def smuggle() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            Seal.objects.create(
                number="X", kind="special", area=where.areas[people.TOWNSHIP], text="假章", state="applied"
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError) as refused:
        smuggle()
    assert refusal_from(refused.value).code == "seals.frozen"  # type: ignore[union-attr]
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.create(
            number="Y", kind="special", area=where.areas[people.TOWNSHIP], text="假章", state="in_use"
        )


def test_the_whole_life_and_one_special_seal_per_township(where: people.County) -> None:
    first, second = made.issued(where), made.applied(where)
    for step in ("approved", "filed", "kept"):
        made.take(where, second, step)
    with pytest.raises(refusals.AnotherInUse) as two:
        made.take(where, second, "issued")
    assert first.number in two.value.wrong()
    made.take(where, first, "suspended", LATER)
    with pytest.raises(refusals.AnotherInUse):
        made.take(where, second, "issued", LATER)
    made.take(where, first, "resumed", LATER)
    made.take(where, first, "lost", LATER)
    made.take(where, first, "declared_void", LATER)
    made.take(where, second, "issued", LATER)  # a new one takes the place of the lost one
    for wrong in ({"witness_one": "严明"}, {"witness_two": "甲"}):
        with pytest.raises(refusals.TwoWitnesses):
            made.take(where, first, "destroyed", LATER, **wrong)
    made.take(where, first, "destroyed", LATER)
    assert [one.kind for one in queries.events(first)] == [
        "applied", "approved", "filed", "kept", "issued", "suspended", "resumed", "lost", "declared_void", "destroyed"
    ]  # fmt: skip
    assert made.issued(where, area=people.NEIGHBOUR).state == "in_use"


def test_the_checklist_of_the_delegation_hears_of_the_seal(where: people.County) -> None:
    from jiuzhu.delegation.models import Readiness

    seal = made.kept(where)
    made.kept(where, "township")  # an official seal is no matter of readiness
    made.take(where, seal, "suspended", LATER)
    made.take(where, seal, "resumed", LATER)
    made.take(where, seal, "lost", LATER)
    told_ = Readiness.objects.filter(criterion="seal").order_by("id").values_list("township_id", "met")
    assert list(told_) == [(people.TOWNSHIP, met) for met in (True, False, True, False)]


def test_two_issued_at_once_leave_one_by_the_index(where: people.County) -> None:
    made.issued(where)
    second = made.applied(where)
    past_the_triggers = (
        "ALTER TABLE seals_seal DISABLE TRIGGER USER; UPDATE seals_seal SET state = 'in_use' WHERE id = %s"
    )
    assert raw("SET CONSTRAINTS ALL IMMEDIATE") == ""  # what waits for the commit
    assert raw(past_the_triggers, second.pk) == "IntegrityError"


STEPS = some.lists(some.sampled_from(sorted(set(rules.STEPS) - {"applied"})), max_size=12)
#: An independent telling of the same life, edge by edge (国发〔1999〕25号; china.md §7.6), against the data in rules.py.
EDGES = {
    "applied": {"approved": "approved", "turned_down": "turned_down"},
    "approved": {"filed": "filed"},
    "filed": {"kept": "kept"},
    "kept": {"issued": "in_use", "lost": "lost", "withdrawn": "withdrawn"},
    "in_use": {"suspended": "suspended", "lost": "lost", "withdrawn": "withdrawn"},
    "suspended": {"resumed": "in_use", "lost": "lost", "withdrawn": "withdrawn"},
    "lost": {"declared_void": "void"},
    "void": {"destroyed": "destroyed", "sealed_up": "sealed_up"},
    "withdrawn": {"destroyed": "destroyed", "sealed_up": "sealed_up"},
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_steps_goes_where_the_oracle_says(where: people.County, steps: list[str]) -> None:
    """Written straight into the table, past the action: the trigger alone keeps the life in order."""
    with transaction.atomic():
        seal, state = made.applied(where), "applied"
        for number, step in enumerate(steps, start=2):
            expected = EDGES.get(state, {}).get(step)
            taken = _inserted(where, seal, step, Event.objects.filter(seal=seal).count() + 1)
            assert taken is (expected is not None), (state, step, number)
            state = expected or state
            assert queries.get(seal.pk).state == state
        transaction.set_rollback(True)


def _inserted(where: people.County, seal: Seal, step: str, number: int) -> bool:
    officer = where.bureau if step in ("approved", "turned_down") else where.supervisor
    content = {"seal": seal.number, "step": step}
    from jiuzhu.signatures import actions as signatures

    signature = (
        signatures.sign(content, kind="seal", about=seal.number, area_code=seal.area_id, **told(officer))
        if rules.STEPS[step].signed
        else None
    )
    try:
        with transaction.atomic():
            Event.objects.create(
                seal=seal, number=number, kind=step, leads=rules.STEPS[step].leads, told=made.TOLD[step], by=officer, on=SINCE,
                at=people.at(SINCE), digest=signature.digest if signature else "", signature=signature,
            )  # fmt: skip
    except DatabaseError as error:
        assert refusal_from(error).code == "seals.not-this-step"  # type: ignore[union-attr]
        return False
    return True


# --- hands ------------------------------------------------------------------------------------------------


def test_a_seal_goes_only_to_somebody_in_post_there(where: people.County) -> None:
    seal = made.issued(where)

    def why_not(giver: Any, receiver: Any, **more: Any) -> str:
        with pytest.raises(Refusal) as refused:
            actions.hand_over(seal, receiver=receiver, condition="完好", **more, **told(giver))
        return refused.value.code

    assert why_not(where.supervisor, where.neighbour_chief) == "seals.not-a-keeper"
    assert why_not(where.supervisor, where.reviewer) == "seals.not-a-keeper"
    assert (
        why_not(where.supervisor, where.bureau) == "seals.not-a-keeper"
    )  # the county's posts do not reach down to custody
    assert (
        why_not(where.supervisor, where.head) == "seals.not-a-keeper"
    )  # the head keeps it while the chief is away, not for good
    assert why_not(where.head, where.chief) == "seals.no-custodian"
    assert why_not(where.supervisor, where.head, until=LATER) == "seals.reason-needed"
    assert not Handover.objects.exists()


def test_both_sides_sign_the_same_words_and_only_then_it_changes_hands(where: people.County) -> None:
    seal = made.issued(where)
    given_ = actions.hand_over(seal, receiver=where.chief, condition="完好", **told(where.supervisor))
    assert queries.custodian(seal, people.at(SINCE, 11)) is None
    with pytest.raises(refusals.HandoverOpen):
        actions.hand_over(seal, receiver=where.chief, condition="完好", **told(where.supervisor))
    with pytest.raises(refusals.NotTheReceiver):
        actions.accept(given_, **told(where.supervisor))
    fresh = office_queries.officer(where.chief.staff_number)
    with pytest.raises(NotReauthenticated):
        actions.accept(given_, **told(fresh))
    actions.accept(given_, **told(where.chief))
    with pytest.raises(refusals.HandoverClosed):
        actions.accept(given_, **told(where.chief))
    giver, receiver = Signature.objects.filter(kind="seal-handover").order_by("id")
    assert (giver.digest, giver.officer_id, receiver.officer_id) == (
        receiver.digest,
        where.supervisor.pk,
        where.chief.pk,
    )
    held = queries.custodian(seal, people.at(SINCE, 11))
    assert held is not None and (held.officer, held.temporary, held.stops_at) == (where.chief, False, None)


def test_a_handover_may_be_declined_or_taken_back(where: people.County) -> None:
    seal = made.issued(where)
    first = actions.hand_over(seal, receiver=where.chief, condition="完好", **told(where.supervisor))
    with pytest.raises(refusals.NotTheReceiver):
        actions.decline(first, reason="不相干", **told(where.head))
    actions.decline(first, reason="印面有缺口", **told(where.chief))
    with pytest.raises(refusals.HandoverClosed):
        actions.accept(first, **told(where.chief))
    second = actions.hand_over(seal, receiver=where.chief, condition="完好", **told(where.supervisor))
    actions.decline(second, reason="填错", **told(where.supervisor))
    assert not Custody.objects.exists() and not list(queries.waiting_for(where.chief))


def test_a_substitute_keeps_it_until_her_last_day_and_gives_it_back(where: people.County) -> None:
    seal = made.kept(where)
    made.give(seal, where.chief, where.head, LATER, until=LATER + timedelta(days=2), reason="首席代表出差")
    with pytest.raises(refusals.NotTheCustodian):
        actions.hand_over(seal, receiver=where.head, condition="完好", **told(where.chief, LATER, 11))
    last = LATER + timedelta(days=2)
    held = queries.custodian(seal, people.at(last, 23, 59))
    assert held is not None and held.officer == where.head and held.temporary
    assert (
        queries.custodian(seal, people.at(last + timedelta(days=1), 0)) is None
    )  # nobody, until it is handed over again
    made.give(seal, where.head, where.chief, last)
    assert [(one.officer.name, one.temporary) for one in queries.custodies(seal)] == [
        ("郑守约", False), ("崔知远", True), ("郑守约", False)
    ]  # fmt: skip


def test_the_registrar_takes_it_from_one_who_left_her_post_and_from_nobody_else(where: people.County) -> None:
    seal = made.kept(where)
    with pytest.raises(refusals.NotTheCustodian):
        actions.hand_over(
            seal,
            receiver=where.head,
            condition="完好",
            until=LATER,
            reason="外出",
            **told(where.supervisor, LATER),
        )
    offices.relieve(where.chief.postings.get(), stops_on=LATER, actor=None, at=people.at(LATER))
    made.give(
        seal, where.supervisor, where.head, LATER, until=LATER + timedelta(days=5), reason="首席代表调离"
    )
    held = queries.custodian(seal, people.at(LATER, 12))
    assert held is not None and held.officer == where.head


def test_custody_is_written_by_both_signatures_alone(where: people.County) -> None:
    seal = made.kept(where)
    assert raw("UPDATE seals_custody SET officer_id = %s", where.head.pk) == "seals.frozen"
    assert raw("UPDATE seals_custody SET stops_at = now()") == "seals.frozen"
    assert raw("DELETE FROM seals_custody") == "audit.append-only"
    copy = (
        "INSERT INTO seals_custody (seal_id, acceptance_id, officer_id, temporary, starts_at) "
        "SELECT seal_id, acceptance_id, %s, false, starts_at + interval '1 day' FROM seals_custody"
    )
    assert raw(copy, where.head.pk) == "seals.frozen"
    forged = (
        'INSERT INTO seals_acceptance (handover_id, receiver_id, digest, "on", at, signature_id) '
        "SELECT h.id, h.receiver_id, h.digest, %s, %s, h.signature_id FROM seals_handover h WHERE h.id = %s"
    )
    open_ = actions.hand_over(
        seal, receiver=where.head, condition="完好", until=LATER, reason="外出", **told(where.chief, LATER)
    )
    assert (
        raw(forged, LATER, people.at(LATER), open_.pk) == "signatures.unsigned"
    )  # the giver's signature is not the receiver's


def test_loss_and_withdrawal_end_custody_at_once(where: people.County) -> None:
    seal = made.kept(where)
    made.take(where, seal, "lost", LATER)
    assert queries.custodian(seal, people.at(LATER)) is None
    with pytest.raises(refusals.NotInHands):
        actions.hand_over(seal, receiver=where.chief, condition="完好", **told(where.supervisor, LATER))


def test_a_township_sees_its_own_seals_only(where: people.County) -> None:
    own, other = made.kept(where), made.kept(where, area=people.NEIGHBOUR)
    with scope.within([people.TOWNSHIP]):
        assert [one.pk for one in queries.listing([people.TOWNSHIP, people.NEIGHBOUR])] == [own.pk]
        assert (
            not list(queries.events(other))
            and not list(queries.custodies(other))
            and not list(queries.handovers(other))
        )
        with pytest.raises(refusals.NoSuchSeal):
            queries.get(other.pk)


def test_every_step_is_in_the_log(where: people.County) -> None:
    from jiuzhu.audit.models import Entry

    made.kept(where)
    acts = list(Entry.objects.filter(act__startswith="seals.").order_by("id").values_list("act", flat=True))
    assert acts == ["seals.step"] * 5 + ["seals.given", "seals.taken"]
