"""People who are known without belonging to a household here: supporters outside it, who agreed to be verified."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.households import queries
from jiuzhu.households.models import Person
from jiuzhu.households.refusals import OtherName
from jiuzhu.households.rules import sort_key
from jiuzhu.values import citizen_id, masking

KNOWN = audit.act(
    "households.known",
    zh="登记家庭以外的义务人{name}",
    en="recorded {name}, a supporter outside the household",
)


def know(name: str, number: str, *, case: str = "", actor: Any, on: date, at: datetime) -> Person:
    """The person of an ID number, found or added; she joins no household. Raises OtherName, and what a number is refused for."""
    parsed = citizen_id.parse(number, on=on, field="citizen_id")
    found = queries.person(parsed.number)
    if found is None:
        found = _added(name.strip(), parsed, case, actor, at)
    if found.name != name.strip():
        raise OtherName("name", known=masking.name(found.name), typed=name.strip())
    return found


def _added(name: str, parsed: citizen_id.CitizenId, case: str, actor: Any, at: datetime) -> Person:
    try:
        with transaction.atomic():
            added = Person.objects.create(
                citizen_id=parsed.number,
                name=name,
                sort_key=sort_key(name),
                sex=parsed.sex,
                born_on=parsed.born_on,
            )
            audit.record(KNOWN, actor=actor, at=at, case=case, person=str(added.pk), name=name)
            return added
    except IntegrityError:  # another desk was faster by a moment
        return Person.objects.get(citizen_id=parsed.number)
