"""The worker behind `jiuzhu clock`."""

from __future__ import annotations

import asyncio


def run() -> None:
    """Run the timetable and the jobs until a signal comes."""
    from procrastinate.contrib.django import app

    from jiuzhu.scheduled import timetable
    from jiuzhu.scheduled.every_few_minutes import retry_stalled_jobs

    retry_stalled_jobs.retry()
    timetable.defer_due(app)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        asyncio.run(_work(working))


async def _work(app: object) -> None:
    async with app.open_async():  # type: ignore[attr-defined]
        await app.run_worker_async(  # type: ignore[attr-defined]
            concurrency=1, delete_jobs="successful", shutdown_graceful_timeout=15.0
        )
