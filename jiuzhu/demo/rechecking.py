"""Two months of departments' files for everybody in the demo county, and what two re-checks make of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings

from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.rechecks import actions, files, queries
from jiuzhu.values.month import Month

from .county import County
from .departments import RECORDS, STRANGER
from .moments import moment

SOURCES = ("household_register", "vehicles", "death")
FIRST = "370982002"


def load(county: County, on: date) -> None:
    """Last month and this one. Called again, nothing happens twice."""
    if queries.runs().exists():
        return
    people = list(_people(on))
    for hour, month in enumerate((Month.of(on).previous(), Month.of(on)), start=7):
        later = month == Month.of(on)
        for source in SOURCES:
            _put(month, source, _lines(source, people, later=later))
        supervisor = county.of(FIRST, "county-supervisor")
        run = actions.ask(month, area=settings.COUNTY, actor=supervisor, on=on, at=moment(on, hour))
        actions.carry_on(run, on=on, now=partial(moment, on, hour))


def _people(on: date) -> Iterator[Any]:
    for case in cases.listing(cases.Wanted(closed=False, order="oldest"), reach=(settings.COUNTY,))[:300]:
        yield from (one for one in households.persons_of(case.household_id, on) if one.citizen_id)


def _lines(source: str, people: list[Any], *, later: bool) -> Iterator[str]:
    headings, says = RECORDS[source]
    yield f"身份证号,姓名,{headings}"
    yield f"{STRANGER[0]},{STRANGER[1]},{says.format(sex='男', plate=1)}"
    for place, one in enumerate(people):
        sex = "女" if one.sex == "female" else "男"
        if source == "household_register":
            told = [says.format(sex=sex) if not (later and place % 31 == 5) else f"{sex},迁出"]
        elif source == "vehicles":  # some have bought a car since last month, one in forty has sold hers
            told = [says.format(plate=place)] * (place % 9 == 0 or (later and place % 17 == 3))
            told = [] if later and place % 40 == 0 else told
        else:
            told = [says] * (later and place % 67 == 11)
        # An old system has one name in another form: listed as a doubt, attributed to nobody.
        name = f"{one.name[:-1]}□" if source == "vehicles" and place % 50 == 9 else one.name
        yield from (f"{one.citizen_id},{name},{words}" for words in told)


def _put(month: Month, source: str, lines: Iterable[str]) -> None:
    folder = files.folder(month)
    folder.mkdir(parents=True, exist_ok=True)
    body = ("\r\n".join(lines) + "\r\n").encode("gb18030")
    (folder / f"{source}.csv").write_bytes(body)
    (folder / f"{source}.csv.sha256").write_text(f"{hashlib.sha256(body).hexdigest()}  {source}.csv\n")
