"""Work through a run, part by part. Killed at any moment, it goes on with the first part that is not settled.

While one part is mapped and written, the next file is hashed and joined in a second thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices import scope
from jiuzhu.rechecks import files, queries, reading
from jiuzhu.rechecks.files import Checked
from jiuzhu.rechecks.models import Part, Run
from jiuzhu.rechecks.reading import Matched
from jiuzhu.rechecks.refusals import BeingWorkedOn
from jiuzhu.values import figures
from jiuzhu.values.month import parse
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import queries as verification

from . import settling
from .asking import prepare

FINISHED = audit.act(
    "rechecks.finished",
    zh="{month}全员复核完成：{done} 个来源，{proposals} 条变化待核实",
    en="the re-check of {month} is finished: {done} sources, {proposals} changes to be looked into",
)
_LOCK = 0x5EC4EC  # the first half of the advisory locks of runs

Came = tuple[Checked, Matched] | Refusal | None
Progress = Callable[[Part, int, int], None]


def carry_on(run: Run, *, on: date, now: Callable[[], datetime], progress: Progress | None = None) -> Run:
    """Everything that is left of a run. Raises BeingWorkedOn while another process is at it.

    `now` tells the instant at which each part is settled; `progress` is told each settled part, how many are, and of how many.
    """
    with scope.whole_county(), _alone(run), files.scratch(run.pk) as scratch:
        run.refresh_from_db()
        if run.finished_at is not None:
            return run
        prepare(run, at=now())
        people = queries.people(run)
        parts = list(run.parts.order_by("id"))
        waiting = [one for one in parts if one.state == "waiting"]
        with ThreadPoolExecutor(1, thread_name_prefix="recheck") as second:
            ahead: Future[Came] | None = None
            for place, part in enumerate(waiting):
                came = (ahead or second.submit(_came, run, part, people, scratch, on)).result()
                follows = waiting[place + 1 : place + 2]
                ahead = second.submit(_came, run, follows[0], people, scratch, on) if follows else None
                settled = _settle(part, came, people, on=on, at=now())
                if progress is not None:
                    progress(settled, len(parts) - len(waiting) + place + 1, len(parts))
        return _finish(run, at=now())


def run_waiting(on: date, now: Callable[[], datetime]) -> int:
    """The clock: every run that is not finished, the oldest first; how many were worked on."""
    with scope.whole_county():
        waiting = list(queries.unfinished())
    worked = 0
    for run in waiting:
        try:
            carry_on(run, on=on, now=now)
        except BeingWorkedOn:
            continue
        worked += 1
    return worked


def _came(run: Run, part: Part, people: queries.People, scratch: Path, on: date) -> Came:
    """A part's file, checked and joined; or why not. Touches no table: it runs beside the writing."""
    try:
        path = files.find(parse(run.month), part.source)
        if path is None:
            return None
        checked = files.checked(path)
        keys, places = people.to_join(part.source)
        return checked, reading.read(
            checked, verification.SOURCES[part.source], keys, places, scratch=scratch, on=on
        )
    except Refusal as refusal:
        return refusal


def _settle(part: Part, came: Came, people: queries.People, *, on: date, at: datetime) -> Part:
    with transaction.atomic():
        held = Part.objects.select_for_update().get(pk=part.pk)
        if held.state != "waiting":
            return held
        if isinstance(came, tuple):
            return settling.done(held, *came, people, on=on, at=at)
        held.state, held.settled_at = "missing", at
        if isinstance(came, Refusal):
            held.state = "refused"
            held.refusal = {"code": came.code, "figures": figures.plain(came.figures)}
        held.save()
        return held


def _finish(run: Run, *, at: datetime) -> Run:
    with transaction.atomic():
        held = Run.objects.select_for_update().get(pk=run.pk)
        if held.finished_at is None:
            held.finished_at = at
            held.save(update_fields=["finished_at"])
            done = held.parts.filter(state="done")
            audit.record(
                FINISHED, actor=None, at=at, month=held.month, run=held.pk, done=done.count(),
                proposals=sum(sum(one.changes.values()) for one in done),
            )  # fmt: skip
        return held


@contextmanager
def _alone(run: Run) -> Any:
    """One process at a time works on a run; the lock of one that was killed goes with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, run.pk])
        if not cursor.fetchone()[0]:
            raise BeingWorkedOn(month=run.month)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK, run.pk])
