"""What the departments of the demo county deliver about everybody who was asked about (registers.py)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiuzhu.households import queries as households
from jiuzhu.journey import verifying
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries
from jiuzhu.verification.refusals import AlreadyTaken

from .registers import STRANGER, headings, records

COUPLE = ("01", "10")  # the applicant and her husband or his wife: rulebook/codes/relations.yaml


@dataclass(frozen=True)
class _Stranger:
    citizen_id: str = STRANGER[0]
    name: str = STRANGER[1]


class _Families:
    """What the households asked about declared, and who is married to whom: learnt once a case."""

    def __init__(self, on: date) -> None:
        self.on, self.seen = on, set[int]()
        self.declared: dict[int, Mapping[str, Any]] = {}
        self.spouses: dict[int, Any] = {}

    def learn(self, inquiry: Any) -> None:
        if inquiry.case_id in self.seen:
            return
        self.seen.add(inquiry.case_id)
        case = inquiry.case
        for person, answers in verifying.declared(case).items():
            self.declared[int(person)] = answers
        couple = [
            one.person for one in households.members(case.household_id, self.on) if one.relation in COUPLE
        ]
        if len(couple) == len(COUPLE):
            self.spouses |= {couple[0].pk: couple[1], couple[1].pk: couple[0]}


def deliver(on: date, at: datetime) -> Iterator[tuple[str, int]]:
    """A delivery of every source as of the day; (its name, how many inquiries were open). The same again enters nothing."""
    families = _Families(on)
    for source in queries.SOURCES:
        asked = queries.open_for_source(source, on)
        for one in asked:
            families.learn(one)
        body = _sheet(source, {one.person_id: one.person for one in asked}, families)
        try:
            verification.take(body, name=f"{source}.csv", source=source, as_of=on, actor=None, on=on, at=at)
        except AlreadyTaken:
            continue
        yield source, len(asked)


def _sheet(source: str, people: Mapping[int, Any], families: _Families) -> bytes:
    out = io.StringIO()
    sheet = csv.DictWriter(out, headings(source))
    sheet.writeheader()
    sheet.writerows(records(source, _Stranger(), on=families.on))
    for key, person in people.items():
        declared, spouse = families.declared.get(key), families.spouses.get(key)
        sheet.writerows(records(source, person, on=families.on, declared=declared, spouse=spouse))
    return out.getvalue().encode("gb18030")
