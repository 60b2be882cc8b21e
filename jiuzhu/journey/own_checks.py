"""What a household is shown of its own verification: who looked when and why, which departments were asked, what it may withdraw.

Supporters outside the household are people of their own: nothing about them is shown to it (个人信息保护法 Art. 44, 45).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.audit import queries as audit
from jiuzhu.verification import queries as verification
from jiuzhu.verification.refusals import NoSuchAuthorisation

MOST_LOOKS = 60


@dataclass(frozen=True)
class AskedDepartment:
    """One department asked on one day for one purpose, about whom."""

    source: str
    on: date
    purpose: str
    names: Sequence[str]


def looks(case: Any, on: date) -> list[audit.Line]:
    """Who looked at the members' results, the latest first."""
    members = [str(one.pk) for one in verification.persons(case, on)]
    entries = audit.search(acts="verification.looked", case=case.number).filter(person_key__in=members)
    return [audit.line_of(one) for one in entries[:MOST_LOOKS]]


def asked(case: Any, on: date) -> list[AskedDepartment]:
    """Which departments were asked about the members, the latest day first."""
    members = {one.pk for one in verification.persons(case, on)}
    found: dict[tuple[date, str, str], list[str]] = {}
    for one in verification.departments_asked(case):
        if one.person_id in members:
            names = found.setdefault((one.asked_on, one.source, one.purpose), [])
            if one.person.name not in names:
                names.append(one.person.name)
    return [AskedDepartment(source, day, purpose, names) for (day, source, purpose), names in found.items()]


def authorisations(case: Any, on: date) -> list[Any]:
    """What the members signed, with what has ended."""
    members = {one.pk for one in verification.persons(case, on)}
    return [one for one in verification.authorisations(case) if one.person_id in members]


def own_authorisation(case: Any, pk: int, on: date) -> Any:
    """One of them. Raises NoSuchAuthorisation."""
    for one in authorisations(case, on):
        if one.pk == pk:
            return one
    raise NoSuchAuthorisation
