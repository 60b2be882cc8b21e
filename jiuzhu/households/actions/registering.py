"""Everything that changes persons, households, memberships and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiuzhu.audit import actions as audit
from jiuzhu.households import queries
from jiuzhu.households.models import Account, Household, Membership, Person
from jiuzhu.households.refusals import (
    DiedBeforeBirth,
    DiedInFuture,
    DiedOtherwise,
    InAnotherHousehold,
    MemberDied,
    NotAMember,
    OtherName,
)
from jiuzhu.households.rules import APPLICANT, Member, sort_key, troubles
from jiuzhu.offices import scope
from jiuzhu.values import masking
from jiuzhu.values.refusals import Refusal, refuse_if_any

REGISTERED = audit.act(
    "households.registered", zh="登记家庭，{size}人", en="registered the household of {size}"
)
JOINED = audit.act(
    "households.joined", zh="{name}加入家庭（{relation}）", en="{name} joined the household ({relation})"
)
LEFT = audit.act("households.left", zh="{name}离开家庭：{because}", en="{name} left the household: {because}")
RENAMED = audit.act(
    "households.renamed", zh="更正姓名：{before}→{after}", en="name corrected: {before} → {after}"
)
DIED = audit.act(
    "households.died", zh="登记{name}于{died_on}死亡（{source}）", en="{name} died on {died_on} ({source})"
)
LOOKED = audit.act(
    "households.looked",
    zh="查看了{name}的登记信息（{purpose}）",
    en="looked at the record of {name} ({purpose})",
)
PAID_TO = audit.act("households.account-set", zh="收款账户设为{bank}{account}", en="paid to {bank} {account}")


@dataclass(frozen=True)
class Registered:
    """The household and, by the key of its line in the form, each person."""

    household: Household
    persons: dict[str, Person]


def looked(persons: Sequence[Person], *, purpose: str, actor: Any, at: datetime) -> None:
    """The trace of a look at the register, one entry for each person who was shown (社会救助法 Art. 70(6))."""
    with transaction.atomic():
        for one in persons:
            audit.record(LOOKED, actor=actor, at=at, person=str(one.pk), name=one.name, purpose=purpose)


def why_not_register(members: Sequence[Member], on: date) -> list[Refusal]:
    """Everything that stands against these people forming a household on a day, each with its field."""
    known = queries.known([one.citizen_id for one in members if one.citizen_id], on)
    return _why_not_register(members, known, on)


def _why_not_register(
    members: Sequence[Member], known: Mapping[str, queries.Known], on: date
) -> list[Refusal]:
    found = troubles(members, on)
    home = _own_household(members, known)
    for one in members:
        if one.citizen_id is None or one.citizen_id not in known:
            continue
        someone, there = known[one.citizen_id].person, known[one.citizen_id].elsewhere
        if someone.died_on is not None:
            found.append(
                MemberDied(one.at("citizen_id"), name=masking.name(someone.name), died_on=someone.died_on)
            )
        if someone.name != one.name and not one.renamed:
            found.append(OtherName(one.at("name"), known=masking.name(someone.name), typed=one.name))
        if there and there.household_id != home and one.left_former_on is None:
            found.append(_in_another(one, there))
    return found


def _in_another(one: Member, there: queries.Elsewhere) -> Refusal:
    return InAnotherHousehold(
        one.at("citizen_id"),
        name=masking.name(one.name),
        area=there.area_name,
        head=there.head,
        since=there.since,
    )


def _own_household(members: Sequence[Member], known: Mapping[str, queries.Known]) -> int | None:
    """The household that the applicant already heads: a new application renews it instead of starting a second."""
    for one in members:
        record = known.get(one.citizen_id or "") if one.relation == APPLICANT else None
        there = record.elsewhere if record else None
        if there and there.relation == APPLICANT:
            return there.household_id
    return None


def register(
    *, area: Any, address: str, hukou_kind: str, members: Sequence[Member], on: date, actor: Any, at: datetime,
    case: str = "", legacy: bool = False, import_key: str | None = None,
) -> Registered:  # fmt: skip
    """Persons, their household and who belongs to it from a day on. Known persons are found by ID anywhere in the county.

    Whoever heads a household already keeps it: members no longer named leave, new ones join. Raises one refusal or
    Refusals (why_not_register); two clerks at once: the second gets InAnotherHousehold, from a lock or the constraint.
    """
    with transaction.atomic(), scope.whole_county():
        _hold(members)
        known = queries.known([one.citizen_id for one in members if one.citizen_id], on)
        refuse_if_any(_why_not_register(members, known, on))
        home = _own_household(members, known)
        told = {"area": area, "address": address, "hukou_kind": hukou_kind}
        if home is None:
            household = Household.objects.create(**told, opened_on=on, legacy=legacy, import_key=import_key)
        else:
            Household.objects.filter(pk=home).update(**told)
            household = Household.objects.get(pk=home)
            if import_key and household.import_key is None:
                household.import_key, household.legacy = import_key, legacy
                household.save(update_fields=["import_key", "legacy"])
        persons = {one.key: _person(one, household, on, actor, at) for one in members}
        kept = {someone.pk for someone in persons.values()}
        for gone in queries.members(household, on).exclude(person_id__in=kept):
            _end(gone, on, "not_in_application", actor, at, case)
        for one in members:
            _join(household, one, persons[one.key], on, actor, at, case)
        audit.record(REGISTERED, actor=actor, at=at, case=case, size=len(members), household=household.pk)
        return Registered(household, persons)


def _hold(members: Sequence[Member]) -> None:
    """Everybody's row exists and is locked, always in the same order, before anything is asked about them."""
    with_id = sorted((one for one in members if one.citizen_id), key=lambda one: one.citizen_id or "")
    Person.objects.bulk_create(
        (
            Person(
                citizen_id=one.citizen_id,
                name=one.name,
                sort_key=sort_key(one.name),
                sex=one.sex,
                born_on=one.born_on,
                phone=one.phone,
            )
            for one in with_id
        ),
        ignore_conflicts=True,
    )
    wanted = [one.citizen_id for one in with_id]
    list(Person.objects.select_for_update().filter(citizen_id__in=wanted).order_by("citizen_id"))


def _person(one: Member, household: Household, on: date, actor: Any, at: datetime) -> Person:
    known = queries.person(one.citizen_id or "")
    if known is None:
        return _without_id(one, household, on)
    before = (known.name, known.phone)
    if known.name != one.name:
        audit.record(RENAMED, actor=actor, at=at, person=str(known.pk), before=known.name, after=one.name)
        known.name, known.sort_key = one.name, sort_key(one.name)
    known.phone = one.phone or known.phone
    if (known.name, known.phone) != before:
        known.save(update_fields=["name", "sort_key", "phone"])
    return known


def _without_id(one: Member, household: Household, on: date) -> Person:
    """A child without a number is the one of that name and birthday who already lives there, or a new person."""
    for known in queries.members(household, on).filter(person__citizen_id=None, person__born_on=one.born_on):
        if known.person.name == one.name:
            return known.person
    return Person.objects.create(
        name=one.name, sort_key=sort_key(one.name), sex=one.sex, born_on=one.born_on, phone=one.phone
    )


def _join(
    household: Household, one: Member, someone: Person, on: date, actor: Any, at: datetime, case: str
) -> None:
    now = Membership.objects.filter(Q(stops_on=None) | Q(stops_on__gt=on), person=someone).first()
    if now is not None and now.household_id == household.pk and now.relation == one.relation:
        return
    if now is not None:
        left_on = one.left_former_on if now.household_id != household.pk else on
        _end(now, max(left_on or on, now.starts_on), "moved", actor, at, "")
    with _one_household(one, on):
        Membership.objects.create(household=household, person=someone, relation=one.relation, starts_on=on)
    audit.record(
        JOINED,
        actor=actor,
        at=at,
        case=case,
        person=str(someone.pk),
        name=someone.name,
        relation=one.relation,
    )


@contextmanager
def _one_household(one: Member, on: date) -> Iterator[None]:
    """The exclusion constraint speaks the same refusal as the question before it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        someone = queries.person(one.citizen_id or "")
        there = queries.elsewhere(someone, on) if someone else None
        if (
            getattr(diagnosis, "constraint_name", "") != "households_membership_one_household"
            or there is None
        ):
            raise
        raise _in_another(one, there) from error


def _end(membership: Membership, on: date, because: str, actor: Any, at: datetime, case: str) -> None:
    membership.stops_on, membership.ended_because = on, because
    membership.save(update_fields=["stops_on", "ended_because"])
    someone = membership.person
    audit.record(
        LEFT, actor=actor, at=at, case=case, person=str(someone.pk), name=someone.name, because=because
    )


def record_death(
    someone: Person, died_on: date, *, source: str, actor: Any, on: date, at: datetime, case: str = ""
) -> Person:
    """Record a death with its source; the membership ends the day after. Recording the same again changes nothing.

    Raises DiedBeforeBirth, DiedInFuture, DiedOtherwise.
    """
    with transaction.atomic(), scope.whole_county():
        held = Person.objects.select_for_update().get(pk=someone.pk)
        if held.died_on == died_on:
            return held
        if held.died_on is not None:
            raise DiedOtherwise("died_on", name=masking.name(held.name), known=held.died_on, died_on=died_on)
        if died_on < held.born_on:
            raise DiedBeforeBirth("died_on", died_on=died_on, born_on=held.born_on)
        if died_on > on:
            raise DiedInFuture("died_on", died_on=died_on, on=on)
        held.died_on = died_on
        held.save(update_fields=["died_on"])
        audit.record(
            DIED, actor=actor, at=at, case=case, person=str(held.pk), name=held.name, died_on=died_on, source=source,
        )  # fmt: skip
        for membership in Membership.objects.filter(person=held, stops_on=None):
            _end(membership, max(died_on + timedelta(days=1), membership.starts_on), "died", actor, at, case)
        return held


def set_account(
    household: Household, *, holder: Person, bank: str, number: str, starts_on: date, actor: Any, at: datetime,
    case: str = "",
) -> Account:  # fmt: skip
    """Pay the household to another account from a day on; the row before ends there. Raises NotAMember (57号 Art. 26)."""
    with transaction.atomic():
        if not queries.members(household, starts_on).filter(person=holder).exists():
            raise NotAMember("account.holder", holder=holder.name)
        Household.objects.select_for_update().get(pk=household.pk)
        before = Account.objects.filter(household=household, stops_on=None).first()
        if before and (before.holder_id, before.bank, before.number) == (holder.pk, bank, number):
            return before
        if before:
            before.stops_on = max(starts_on, before.starts_on)
            before.save(update_fields=["stops_on"])
            starts_on = before.stops_on
        account = Account.objects.create(
            household=household, holder=holder, bank=bank, number=number, starts_on=starts_on
        )
        audit.record(
            PAID_TO,
            actor=actor,
            at=at,
            case=case,
            person=str(holder.pk),
            bank=bank,
            account=masking.account(number),
        )
        return account
