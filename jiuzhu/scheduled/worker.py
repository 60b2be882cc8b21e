"""The worker behind `jiuzhu clock`."""

from __future__ import annotations

import asyncio
from typing import cast


def run() -> None:
    """Run the timetable and the jobs until a signal comes."""
    from procrastinate import App
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from jiuzhu.scheduled import timetable
    from jiuzhu.scheduled.every_few_minutes import retry_stalled_jobs

    retry_stalled_jobs.retry()
    timetable.defer_due(app)
    connector = cast("DjangoConnector", app.connector).get_worker_connector()

    async def work(working: App) -> None:
        async with working.open_async():
            await working.run_worker_async(
                concurrency=1, delete_jobs="successful", shutdown_graceful_timeout=15.0
            )

    with app.replace_connector(connector) as working:
        asyncio.run(work(working))
