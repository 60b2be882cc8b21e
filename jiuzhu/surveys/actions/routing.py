"""The day's route: proposed by village and nearness, then put in order by hand. A visitor's own list; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from jiuzhu.surveys import queries, rules
from jiuzhu.surveys.models import Stop
from jiuzhu.values.refusals import refuse_if_any


def plan_route(cases: Sequence[Any], *, actor: Any, on: date) -> list[Stop]:
    """These cases are the day's stops, by village and always on to the nearest next. Raises NotAtVisit and why she may not visit."""
    refuse_if_any([queries.why_not_take_along(one, actor, on) for one in cases])
    order = rules.routing.in_order(queries.places(cases))
    with transaction.atomic():
        Stop.objects.filter(officer=actor, on=on).delete()
        Stop.objects.bulk_create(
            Stop(officer=actor, on=on, case_id=place.key, position=number)
            for number, place in enumerate(order, 1)
        )
    return queries.route(actor, on)


def move_stop(case: Any, steps: int, *, actor: Any, on: date) -> list[Stop]:
    """One stop earlier (-1) or later (1) in the route; at its end it stays."""
    with transaction.atomic():
        stops = queries.route(actor, on)
        at = next((number for number, one in enumerate(stops) if one.case_id == case.pk), None)
        if at is not None and 0 <= at + steps < len(stops):
            stops.insert(at + steps, stops.pop(at))
        for number, one in enumerate(stops, 1):
            one.position = number
        Stop.objects.bulk_update(stops, ["position"])
    return stops


def drop_stop(case: Any, *, actor: Any, on: date) -> None:
    """Not today."""
    with transaction.atomic():
        Stop.objects.filter(officer=actor, on=on, case=case).delete()
