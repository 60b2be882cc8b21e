"""Visits without a network on the road: what goes along, what comes back, and what is asked by letter and at neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.surveys import actions as surveys
from jiuzhu.surveys import queries as survey_queries

__all__ = [
    "Noted", "ask_neighbour", "drop_stop", "enter_answer", "give_back", "keep_photograph", "move_stop", "plan_route", "send",
    "settle", "take_along", "write_letter",
]  # fmt: skip

Noted = surveys.Noted
ask_neighbour = surveys.ask_neighbour
drop_stop = surveys.drop_stop
enter_answer = surveys.enter_answer
give_back = surveys.give_back
keep_photograph = surveys.keep_photograph
move_stop = surveys.move_stop
plan_route = surveys.plan_route
write_letter = surveys.write_letter


def take_along(found: Sequence[Any], *, actor: Any, on: date, at: datetime) -> list[Any]:
    """All of these cases go along, or none. Raises NotAtVisit, why she may not visit, NotInForce."""
    with transaction.atomic():
        held = [cases.locked(number) for number in sorted({one.number for one in found})]
        return [surveys.take_along(one, actor=actor, on=on, at=at) for one in held]


def send(
    key: UUID,
    *,
    uuid: UUID,
    typed: Mapping[str, Sequence[str]],
    photographs: Sequence[UUID],
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    """A filled visit from a telephone, once under its number. Answers what was kept of it; see `surveys.actions.send`."""
    with transaction.atomic():
        held = cases.locked(survey_queries.taken(key).case.number)
        return surveys.send(
            held, key, uuid=uuid, typed=typed, photographs=photographs, actor=actor, on=on, at=at
        )


def settle(number: UUID, *, chosen: Mapping[str, str], seen: str, actor: Any, on: date, at: datetime) -> Any:
    """A clash settled field by field by who sent; see `surveys.actions.settle`."""
    with transaction.atomic():
        held = cases.locked(survey_queries.sent(number).case.number)
        return surveys.settle(held, number, chosen=chosen, seen=seen, actor=actor, on=on, at=at)
