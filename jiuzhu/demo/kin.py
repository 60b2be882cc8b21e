"""Relatives of the demo county: most officers have declared this year, one case concerns a near relative, one has a substitute."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.relatives import actions as relatives
from jiuzhu.relatives import queries
from jiuzhu.values import citizen_id

from .county import County
from .moments import moment

FIRST, SECOND = "370982002", "370982001"  # 新汶街道; the other lends an investigator
OWING = 6  # one officer in so many has not declared yet
INVENTED_FROM = 40  # serials of relatives, apart from those of households


def declare(county: County, on: date, *, areas: tuple[str, ...] = ()) -> int:
    """The declarations of the year that the officers of these areas (of all, when none is named) owe, signed by each; how many."""
    year = date(on.year, 1, 1)
    day = min(max(year.replace(day=20), year), on)
    owed = [
        one.officer for one in queries.standing((settings.COUNTY,), on.year, on) if one.declaration is None
    ]
    made = 0
    for officer in owed:
        if officer.pk % OWING == 0 or (areas and officer.office.area_id not in areas):
            continue
        signing = county.holding(officer)
        relatives.declare(_relatives_of(officer, day), actor=signing, on=day, at=moment(day, 16))
        made += 1
    return made


def _relatives_of(officer: Any, on: date) -> list[relatives.Told]:
    """Two invented relatives, or none: the same for the same officer."""
    if officer.pk % 5 == 1:
        return []
    born = date(1970 + officer.pk % 20, 3, 1 + officer.pk % 27)
    number = citizen_id.invent("370982", born, "female", INVENTED_FROM + officer.pk % 9).number
    elder = citizen_id.invent(
        "370982", born.replace(year=born.year - 28), "male", INVENTED_FROM + officer.pk % 9
    ).number
    return [
        relatives.Told(f"{officer.name[0]}（演示亲属甲）", number, "spouse"),
        relatives.Told(f"{officer.name[0]}（演示亲属乙）", elder, "parent"),
    ]


def load(county: County, on: date) -> None:
    """The first declarations, and a case that shows what follows from one. Called again, nothing happens twice."""
    declare(county, on, areas=(settings.COUNTY, FIRST, SECOND))
    found = [
        one for one in cases.listing(cases.Wanted(area=FIRST, closed=False, order="due"), reach=(FIRST,)) if one.stage == "surveying"
    ]  # fmt: skip
    if found and not cases.registered_relatives(found[0]):
        _near_relative(county, found[0], on)


def _near_relative(county: County, case: Any, on: date) -> None:
    """An investigator declares the applicant as her sister's family; another township's stands in for the visit."""
    barred = county.of(FIRST, "visitor2")
    sister = relatives.Told(case.applicant_name, case.applicant_citizen_id, "sibling")
    own = [one for one in _relatives_of(barred, on) if one.citizen_id != sister.citizen_id]
    relatives.declare([*own, sister], actor=barred, on=on, at=moment(on, 8, 10))
    case_actions.match_relatives(on=on, at=moment(on, 8, 15))
    case_actions.name_substitute(
        case, "survey", substitute=county.of(SECOND, "visitor2"), stands_back=barred, reason="conflict",
        explanation="（演示）申请人是调查员的近亲属，由青云街道调查员代替入户。", actor=county.of(FIRST, "head"), on=on, at=moment(on, 8, 40),
    )  # fmt: skip
