"""Who is known, in which household, paid to which account; and finding them by name, initials or ID number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from jiuzhu.offices import scope
from jiuzhu.offices.scope import under
from jiuzhu.values import masking

from .models import Account, Household, Membership, Person, Sheet
from .refusals import NoSuchSheet
from .rules import ADULT, APPLICANT, SPOUSES, Member, age, sort_key, troubles

__all__ = [
    "ADULT",
    "APPLICANT",
    "SPOUSES",
    "Elsewhere",
    "Known",
    "Member",
    "account",
    "age",
    "elsewhere",
    "get",
    "household_of",
    "known",
    "living_members",
    "members",
    "person",
    "persons_of",
    "search",
    "sort_key",
    "troubles",
]  # fmt: skip


@dataclass(frozen=True)
class Elsewhere:
    """The household that a person now belongs to, told so that nobody outside her township learns more than where."""

    household_id: int
    area_code: str
    area_name: str
    head: str  # masked
    relation: str
    since: date


def person(citizen_id: str) -> Person | None:
    """The person of this number anywhere in the county; persons carry no area."""
    return Person.objects.filter(citizen_id=citizen_id).first() if citizen_id else None


def get(household_id: int) -> Household:
    return Household.objects.select_related("area").get(pk=household_id)


def _current(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(stops_on=None) | Q(stops_on__gt=on))


def members(household: Household | int, on: date) -> QuerySet[Membership]:
    """The members on a day, the applicant first (relation 01), then in the order of the codes."""
    found = Membership.objects.filter(_current(on), household=household).select_related("person")
    return found.order_by("relation", "person__born_on", "id")


def persons_of(household: Household | int, on: date) -> list[Person]:
    return [one.person for one in members(household, on)]


def living_members(on: date, *, area: str) -> Iterator[tuple[int, int, str | None]]:
    """Household, person and ID number of everybody below an area who lives in a household on a day."""
    rows = Membership.objects.filter(_current(on), household__area__code__startswith=area)
    rows = rows.filter(Q(person__died_on=None) | Q(person__died_on__gt=on)).order_by("household", "id")
    yield from rows.values_list("household_id", "person_id", "person__citizen_id").iterator(20_000)


def household_of(someone: Person, on: date) -> Household | None:
    """The household of a person on a day, if it is within reach."""
    found = Membership.objects.filter(_current(on), person=someone).select_related("household__area").first()
    return found.household if found else None


def elsewhere(someone: Person, on: date) -> Elsewhere | None:
    """The household of a person on a day, anywhere in the county."""
    return _elsewhere([someone.pk], on).get(someone.pk)


@dataclass(frozen=True)
class Known:
    """What the register has under an ID number."""

    person: Person
    elsewhere: Elsewhere | None


def known(citizen_ids: Sequence[str], on: date) -> dict[str, Known]:
    """The persons of these numbers anywhere in the county with their households; as many queries for ten as for one."""
    people = {one.citizen_id or "": one for one in Person.objects.filter(citizen_id__in=citizen_ids)}
    homes = _elsewhere([one.pk for one in people.values()], on) if people else {}
    return {number: Known(one, homes.get(one.pk)) for number, one in people.items()}


def _elsewhere(person_ids: Sequence[int], on: date) -> dict[int, Elsewhere]:
    with scope.whole_county():
        rows = list(
            Membership.objects.filter(_current(on), person__in=person_ids).select_related("household__area")
        )
        houses = {row.household_id for row in rows}
        heads = Membership.objects.filter(
            _current(on), household__in=houses, relation=APPLICANT
        ).select_related("person")
        names = {head.household_id: masking.name(head.person.name) for head in heads} if houses else {}
    return {
        row.person_id: Elsewhere(
            household_id=row.household_id, area_code=row.household.area_id, area_name=row.household.area.name,
            head=names.get(row.household_id, "—"), relation=row.relation, since=row.starts_on,
        )
        for row in rows
    }  # fmt: skip


def account(household: Household | int, on: date) -> Account | None:
    """The account that the household is paid to on a day."""
    return Account.objects.filter(_current(on), household=household).select_related("holder").first()


def search(words: str, *, reach: Sequence[str], on: date) -> QuerySet[Membership]:
    """Members now, within reach: by the whole ID number, the beginning of a name, or of its pinyin initials."""
    words = words.strip()
    found = Membership.objects.filter(_current(on)).select_related("person", "household__area")
    if words.isascii() and words[:6].isdigit():
        found = found.filter(person__citizen_id=words.upper())
    elif words.isascii():
        found = found.filter(person__sort_key__startswith=words.lower())
    else:
        found = found.filter(person__name__startswith=words)
    return found.filter(under(reach, "household__area__code")).order_by("person__sort_key", "id")


@dataclass(frozen=True)
class PaidTo:
    """The account that a household is paid to on a day."""

    holder_name: str
    holder_citizen_id: str
    bank: str
    number: str


def accounts_on(day: date, *, area: str, only: Collection[int] | None = None) -> dict[int, PaidTo]:
    """Household → account in force on a day, below an area: one query for a whole payment run, or for some of it."""
    rows = Account.objects.filter(_current(day), household__area__code__startswith=area)
    rows = (rows if only is None else rows.filter(household_id__in=only)).select_related("holder")
    return {
        row.household_id: PaidTo(row.holder.name, row.holder.citizen_id or "", row.bank, row.number)
        for row in rows
    }


def deaths_before(day: date, *, area: str) -> dict[int, list[tuple[str, date]]]:
    """Household → members who died before a day while they belonged to it, with the day of death."""
    # Recording a death ends the membership the day after: the one that the death itself ended counts.
    rows = (
        Membership.objects.filter(household__area__code__startswith=area, person__died_on__lt=day)
        .filter(Q(stops_on=None) | Q(stops_on__gt=F("person__died_on")), starts_on__lte=F("person__died_on"))
        .order_by("person__died_on", "id")
        .values_list("household_id", "person__name", "person__died_on")
    )
    found: dict[int, list[tuple[str, date]]] = {}
    for household_id, name, died_on in rows:
        if died_on is not None:  # the filter leaves nobody alive; the column may be empty
            found.setdefault(household_id, []).append((name, died_on))
    return found


def imported_of(import_keys: Sequence[str]) -> frozenset[str]:
    """Those keys of a former system whose households were taken over already, wherever in the county."""
    with scope.whole_county():
        found = Household.objects.filter(import_key__in=import_keys).values_list("import_key", flat=True)
        return frozenset(key for key in found if key)


def sheet(pk: int) -> Sheet:
    """A sheet within reach. Raises NoSuchSheet."""
    found = _sheets().filter(pk=pk).first()
    if found is None:
        raise NoSuchSheet(number=pk)
    return found


def sheets() -> QuerySet[Sheet]:
    """Sheets within reach, the newest first."""
    return _sheets().order_by("-id")


def waiting_sheets() -> QuerySet[Sheet]:
    """Sheets that are not through yet, in the order in which they came."""
    return _sheets().filter(finished_at=None).order_by("id")


def _sheets() -> QuerySet[Sheet]:
    return Sheet.objects.select_related("file", "answer", "area", "received_by")
