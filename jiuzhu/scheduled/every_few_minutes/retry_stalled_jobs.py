"""A worker that was killed leaves its job "doing" for ever: put such jobs back in the queue."""

from __future__ import annotations

import logging
from datetime import date, datetime

log = logging.getLogger(__name__)

SILENT_SECONDS = 60.0  # a living worker gives a sign every ten


def run(on: date, at: datetime) -> None:
    """Put back every job whose worker has been silent."""
    retry()


def retry() -> int:
    """The same without a clock; how many were put back."""
    from asgiref.sync import async_to_sync
    from procrastinate.contrib.django import app

    async def put_back() -> int:
        stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))
        for job in stalled:
            log.warning("job %s (%s) was left by its worker and is put back", job.id, job.task_name)
            await app.job_manager.retry_job(job)
        return len(stalled)

    return async_to_sync(put_back)()
