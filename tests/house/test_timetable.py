"""The folder is the timetable."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django import app

from jiuzhu.scheduled import timetable
from jiuzhu.scheduled.every_few_minutes import retry_stalled_jobs
from jiuzhu.scheduled.timetable import Entry


def test_every_module_of_the_folders_has_its_task() -> None:
    names = {entry.task for entry in timetable.entries()}
    assert "every_few_minutes.retry_stalled_jobs" in names
    assert names <= set(app.tasks)
    planned = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert names <= planned


def test_a_module_without_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(retry_stalled_jobs, "run")
    with pytest.raises(timetable.WithoutRun, match="retry_stalled_jobs"):
        list(timetable.entries())


def test_monthly_work_is_done_on_the_first_days_only() -> None:
    monthly = Entry("monthly", "pay", lambda on, at: None)
    assert [day for day in range(1, 29) if monthly.is_due(date(2026, 2, day))] == [1, 2, 3, 4, 5]


def test_on_is_the_day_in_the_county_not_in_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[date, datetime]] = []
    monkeypatch.setattr(
        timetable, "entries", lambda: iter([Entry("daily", "x", lambda on, at: told.append((on, at)))])
    )
    at = datetime(2026, 2, 28, 17, 10, tzinfo=UTC)
    assert list(timetable.run_due(at)) == ["daily.x"]
    assert told == [(date(2026, 3, 1), at)]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_job_left_by_a_killed_worker_goes_back_into_the_queue() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, worker_id)"
            " VALUES ('default', 'daily.x', 'doing', '{}', %s) RETURNING id",
            [worker],
        )
        (job,) = cursor.fetchone()
        assert retry_stalled_jobs.retry() == 1
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        assert cursor.fetchone() == ("todo",)
        assert retry_stalled_jobs.retry() == 0
