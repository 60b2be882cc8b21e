"""Makes periodic tasks from the folders, and runs what is due."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jiuzhu.values.refusals import Refusal, Refusals

log = logging.getLogger(__name__)

Run = Callable[[date, datetime], None]

# Cron in UTC, as the worker reads it: 17:10 UTC is ten past one at night in Shanghai.
FOLDERS = {"every_few_minutes": "*/5 * * * *", "daily": "10 17 * * *", "monthly": "40 17 * * *"}
MONTHLY_UNTIL_DAY = 5
# Finds jobs that a killed worker left: its own such job must not keep it from running.
NEVER_LOCKED = "every_few_minutes.retry_stalled_jobs"


@dataclass(frozen=True)
class Entry:
    """One line of the timetable."""

    folder: str
    name: str
    run: Run

    @property
    def task(self) -> str:
        """The name of its task."""
        return f"{self.folder}.{self.name}"

    def carry_out(self, on: date, at: datetime) -> None:
        """Run it. What is refused is counted and raised on: the job has failed and says why."""
        try:
            self.run(on, at)
        except (Refusal, Refusals) as no:
            from jiuzhu.offices import counting  # needs the apps, which need the timetable

            counting.count(no.many if isinstance(no, Refusals) else (no,), door="clock", actor=None, at=at)
            raise

    def is_due(self, on: date) -> bool:
        """Whether it runs on that day at all."""
        return self.folder != "monthly" or on.day <= MONTHLY_UNTIL_DAY


class WithoutRun(RuntimeError):
    """A module stands in the timetable and has no ``run(on, at)``."""


def entries() -> Iterator[Entry]:
    """The whole timetable, in order of folders and names."""
    for folder in FOLDERS:
        package = importlib.import_module(f"jiuzhu.scheduled.{folder}")
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            if not callable(getattr(module, "run", None)):
                raise WithoutRun(module.__name__)
            yield Entry(folder, found.name, module.run)


def run_due(at: datetime | None = None) -> Iterator[str]:
    """Run everything that is due now (or at ``at``), one after the other; yields the names."""
    instant = at or timezone.now()
    on = timezone.localtime(instant).date()
    for entry in entries():
        if entry.is_due(on):
            entry.run(on, instant)
            yield entry.task


def register(app: Any) -> None:
    """Make a periodic task of each entry (called when the job library is ready)."""
    for entry in entries():
        lock = None if entry.task == NEVER_LOCKED else entry.task
        task = app.task(name=entry.task, queueing_lock=entry.task, lock=lock)(_job(entry))
        app.periodic(cron=FOLDERS[entry.folder], periodic_id=entry.task)(task)


def defer_due(app: Any) -> None:
    """Leave a job for everything due today: the clock has just started and may have been off."""
    from procrastinate.exceptions import AlreadyEnqueued

    on = timezone.localdate()
    for entry in entries():
        if not entry.is_due(on):
            continue
        try:
            app.configure_task(entry.task, queueing_lock=entry.task).defer(timestamp=0)
        except AlreadyEnqueued:
            log.debug("%s is waiting already", entry.task)


def soon(task: str) -> None:
    """Leave a job for one line of the timetable now, in the caller's transaction; one that waits already is enough."""
    from django.db import transaction
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    try:
        with transaction.atomic():  # the refusal of a second job must not spoil the caller's transaction
            app.configure_task(task, queueing_lock=task).defer(timestamp=0)
    except AlreadyEnqueued:
        log.debug("%s is waiting already", task)


def _job(entry: Entry) -> Callable[[int], None]:
    # The instant is read when the work is done: a delayed job must not claim to have acted earlier.
    def job(timestamp: int) -> None:
        at = timezone.now()
        on = timezone.localtime(at).date()
        if entry.is_due(on):
            entry.carry_out(on, at)

    job.__name__ = entry.name
    return job
