"""Declare one's relatives; record village officials and theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import citizen_id, masking

from . import queries
from .models import Declaration, Kin, VillageOfficial
from .refusals import NotAVillage, Oneself, TwiceDeclared, UnknownRelation

__all__ = ["Told", "declare", "declare_for_official", "record_official"]

DECLARED = audit.act(
    "relatives.declared",
    zh="申报{year}年近亲属情况：{count}人",
    en="declared the relatives for {year}: {count}",
)
RECORDED = audit.act(
    "relatives.official-recorded", zh="登记{village}{post}{name}", en="recorded {name}, {post} of {village}"
)
DECLARED_FOR = audit.act(
    "relatives.declared-for-official", zh="登记{name}的{year}年近亲属情况：{count}人",
    en="recorded the relatives of {name} for {year}: {count}",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One relative as typed: relation is a code of kinship.yaml."""

    name: str
    citizen_id: str
    relation: str


def declare(
    kin: Sequence[Told], *, home_village: Any = None, actor: Any, on: date, at: datetime
) -> Declaration:
    """The officer's own declaration for the year of `on`; an empty list declares that there are none. Signed.

    Raises UnknownRelation, TwiceDeclared, Oneself, what an ID number is refused for, NotReauthenticated. Source: 公务员法 Art. 76.
    """
    return _declare(kin, officer=actor, official=None, home_village=home_village, actor=actor, on=on, at=at)


def declare_for_official(
    official: VillageOfficial, kin: Sequence[Told], *, actor: Any, on: date, at: datetime
) -> Declaration:
    """What a village official told, recorded and signed by the township's clerk. Raises NotYourPower, NotYourArea and as `declare`."""
    if refusal := offices.why_not(actor, "relatives.record", official.village_id[:9], on):
        raise refusal
    return _declare(
        kin, officer=None, official=official, home_village=official.village, actor=actor, on=on, at=at
    )


def record_official(
    *, village: Any, name: str, post: str, number: str, starts_on: date, stops_on: date | None = None, actor: Any, on: date, at: datetime
) -> VillageOfficial:  # fmt: skip
    """A member of a village committee. Raises NotYourPower, NotYourArea, NotAVillage, and what an ID number is refused for."""
    if village.level != "village":
        raise NotAVillage("village", area=village.name)
    if refusal := offices.why_not(actor, "relatives.record", village.code[:9], on):
        raise refusal
    with transaction.atomic():
        kept = VillageOfficial.objects.create(
            village=village, name=name.strip(), post=post.strip(), citizen_id=citizen_id.parse(number, on=on, field="number").number,
            starts_on=starts_on, stops_on=stops_on, by=actor, at=at,
        )  # fmt: skip
        audit.record(RECORDED, actor=actor, at=at, village=village.name, name=kept.name, post=kept.post)
        return kept


def _declare(
    kin: Sequence[Told], *, officer: Any, official: Any, home_village: Any, actor: Any, on: date, at: datetime
) -> Declaration:
    known = rulebook.codes("kinship").entries
    own = (officer or official).citizen_id
    rows: dict[str, Kin] = {}
    for place, one in enumerate(kin):
        if one.relation not in known:
            raise UnknownRelation(f"relation-{place}", relation=one.relation)
        number = citizen_id.parse(one.citizen_id, on=on, field=f"number-{place}").number
        if number == own:
            raise Oneself(f"number-{place}")
        if number in rows:
            raise TwiceDeclared(f"number-{place}", name=one.name)
        near = known[one.relation]["means"] == "narrow"
        rows[number] = Kin(name=one.name.strip(), citizen_id=number, relation=one.relation, near=near)
    content = {
        "of": (officer.staff_number if officer else f"official {official.pk}"), "year": on.year,
        "home_village": home_village.code if home_village else "",
        "kin": [{"name": one.name, "citizen_id": one.citizen_id, "relation": one.relation} for one in rows.values()],
    }  # fmt: skip
    area = officer.office.area_id if officer else official.village_id[:9]
    with transaction.atomic(), refusing():
        signature = signatures.sign(
            content, kind="relatives", about=str(content["of"]), area_code=area, actor=actor, on=on, at=at
        )
        made = Declaration.objects.create(
            officer=officer, official=official, year=on.year, home_village=home_village, by=actor, digest=signature.digest,
            replaces=queries.latest(officer=officer, official=official), signature=signature, on=on, at=at,
        )  # fmt: skip
        for row in rows.values():
            row.declaration = made
        Kin.objects.bulk_create(rows.values())
        if officer:
            audit.record(DECLARED, actor=actor, at=at, year=on.year, count=len(rows))
        else:
            audit.record(
                DECLARED_FOR,
                actor=actor,
                at=at,
                name=masking.name(official.name),
                year=on.year,
                count=len(rows),
            )
        return made
