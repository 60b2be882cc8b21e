"""Ask for a re-check of a month, and list everybody who is to be checked, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.rechecks import queries, rules
from jiuzhu.rechecks.models import Part, Run, Subject
from jiuzhu.values.month import Month
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries as verification

from . import bulk

ASKED = audit.act(
    "rechecks.asked", zh="启动{month}全员复核", en="started the re-check of everybody of {month}"
)
PREPARED = audit.act(
    "rechecks.prepared",
    zh="{month}全员复核列出 {checked} 人次，另有 {left_out} 人次不能核对",
    en="the re-check of {month} lists {checked} persons in cases; {left_out} more cannot be checked",
)


def ask(month: Month, *, area: str, actor: Any, on: date, at: datetime) -> Run:
    """A run of the month with a part for every source; one that is under way is answered instead of a second one.

    Asking once more after it ended compares with what it found: nothing is doubled, and files that came late are read.
    Raises NotYourPower, NotYourArea, MonthAhead, NoFiles.
    """
    under_way = queries.under_way(month, area)
    refuse_if_any([queries.why_not_run(month, area, actor, on)])
    if under_way is not None:
        return under_way
    try:
        with transaction.atomic(), refusing():
            run = Run.objects.create(
                month=str(month), area=offices.area(area), asked_by=actor, asked_on=on, asked_at=at
            )
            Part.objects.bulk_create(Part(run=run, source=source) for source in verification.SOURCES)
            audit.record(ASKED, actor=actor, at=at, month=run.month, run=run.pk)
            return run
    except IntegrityError:
        faster = queries.under_way(month, area)  # somebody else pressed the button in the same moment
        if faster is None:
            raise
        return faster


def prepare(run: Run, *, at: datetime) -> None:
    """List the members of every live case, once: with their authorisation, or with the reason why nobody asks about them."""
    with transaction.atomic(), refusing():
        held = Run.objects.select_for_update().get(pk=run.pk)
        if held.prepared_at is None:
            bulk.insert(
                Subject,
                ("run_id", "case_id", "person_id", "authorisation_id", "area_code", "left_out"),
                _subjects(held),
            )
            bulk.analyse(Subject)
            listed = Subject.objects.filter(run=held)
            held.left_out = listed.exclude(left_out="").count()
            held.checked = listed.count() - held.left_out
            held.prepared_at = at
            held.save(update_fields=["prepared_at", "checked", "left_out"])
            audit.record(
                PREPARED,
                actor=None,
                at=at,
                month=held.month,
                run=held.pk,
                checked=held.checked,
                left_out=held.left_out,
            )
    run.refresh_from_db()


def _subjects(run: Run) -> Iterator[tuple[Any, ...]]:
    on = run.asked_on
    authorised = {(one.case, one.person): one for one in verification.authorisations_of_live_cases()}
    homes: dict[int, list[tuple[int, str | None]]] = {}
    for household, person, number in households.living_members(on, area=run.area_id):
        homes.setdefault(household, []).append((person, number))
    for case, household, township in cases.live(run.area_id):
        for person, number in homes.get(household, ()):
            one = authorised.get((case, person))
            why = (
                rules.why_left_out(number, one.starts_on, one.stops_on, one.withdrawn_on, on)
                if one
                else rules.why_left_out(number, None, None, None, on)
            )
            yield run.pk, case, person, one.pk if one else None, township, why
