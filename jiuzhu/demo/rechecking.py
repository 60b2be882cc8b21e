"""Two months of departments' files for everybody in the demo county, and what two re-checks make of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings

from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.rechecks import actions, files, queries
from jiuzhu.values.month import Month

from . import registers
from .county import County
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
            _put(month, source, _lines(source, people, on=on, later=later))
        supervisor = county.of(FIRST, "county-supervisor")
        run = actions.ask(month, area=settings.COUNTY, actor=supervisor, on=on, at=moment(on, hour))
        actions.carry_on(run, on=on, now=partial(moment, on, hour))


def _people(on: date) -> Iterator[Any]:
    for case in cases.listing(cases.Wanted(closed=False, order="oldest"), reach=(settings.COUNTY,))[:300]:
        yield from (one for one in households.persons_of(case.household_id, on) if one.citizen_id)


def _lines(source: str, people: list[Any], *, on: date, later: bool) -> Iterator[str]:
    headings = registers.headings(source)
    yield ",".join(headings)
    for place, one in enumerate([_Stranger(), *people]):
        for record in _records(source, one, place, on=on, later=later):
            yield ",".join(record[heading] for heading in headings)


def _records(source: str, person: Any, place: int, *, on: date, later: bool) -> Iterator[dict[str, str]]:
    """What the demo's registers say, and what happened between the two months."""
    told = registers.records(source, person, on=on)
    if later and source == "vehicles" and place % 40 == 1:
        return  # sold since last month
    for record in told:
        if source == "household_register" and later and place % 31 == 5:
            record["户籍状态"] = "迁出"
        if source == "vehicles" and place % 50 == 9:
            # An old system has one name in another form: listed as a doubt, attributed to nobody.
            record["姓名"] = f"{person.name[:-1]}□"
        yield record
    who = {"身份证号": person.citizen_id, "姓名": person.name}
    if later and not told and (source, place % 67) == ("death", 11):
        yield {**who, "死亡日期": (on - timedelta(days=40)).isoformat()}
    if later and not told and (source, place % 17) == ("vehicles", 3):
        yield {**who, "号牌号码": f"鲁J1{place:04d}", "机动车状态": "正常"}


@dataclass(frozen=True)
class _Stranger:
    citizen_id: str = registers.STRANGER[0]
    name: str = registers.STRANGER[1]


def _put(month: Month, source: str, lines: Iterable[str]) -> None:
    folder = files.folder(month)
    folder.mkdir(parents=True, exist_ok=True)
    body = ("\r\n".join(lines) + "\r\n").encode("gb18030")
    (folder / f"{source}.csv").write_bytes(body)
    (folder / f"{source}.csv.sha256").write_text(f"{hashlib.sha256(body).hexdigest()}  {source}.csv\n")
