"""Runs and their parts, and who may start or read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu.confidentiality import queries as confidentiality
from jiuzhu.offices import queries as offices
from jiuzhu.rechecks import files
from jiuzhu.rechecks.models import Part, Run
from jiuzhu.rechecks.refusals import MonthAhead, NoFiles, NoSuchRun
from jiuzhu.values import refusals
from jiuzhu.values.month import Month
from jiuzhu.values.refusals import Refusal


def runs() -> QuerySet[Run]:
    """Every run, the newest first."""
    return Run.objects.select_related("asked_by").order_by("-id")


def get(pk: int) -> Run:
    """Raises NoSuchRun."""
    found = runs().filter(pk=pk).first()
    if found is None:
        raise NoSuchRun
    return found


def under_way(month: Month, area: str) -> Run | None:
    """The run of a month that is not finished."""
    return runs().filter(month=str(month), area=area, finished_at=None).first()


def unfinished() -> QuerySet[Run]:
    """What is left for the clock, the oldest first."""
    return Run.objects.filter(finished_at=None).order_by("id")


def last_done(part: Part) -> Part | None:
    """The same source in the run before it that read it: how many rows it had then."""
    earlier = Part.objects.filter(source=part.source, state="done", run__lt=part.run_id)
    return earlier.select_related("run").order_by("-run").first()


def arrived(month: Month) -> list[str]:
    """The sources that have delivered a file for a month."""
    return files.arrived(month)


def why_not_run(month: Month, area: str, officer: Any, on: date) -> Refusal | None:
    """Why this officer may not start the re-check of a month."""
    refusal = offices.why_not(officer, "rechecks.run", area, on) or confidentiality.why_not(officer, area, on)
    if refusal is not None:
        return refusal
    if month > Month.of(on):
        return MonthAhead("month", month=month.chinese())
    if under_way(month, area) is None and not files.arrived(month):
        return NoFiles("month", month=month.chinese(), folder=f"rechecks/in/{month}")
    return None


def why_not_read(officer: Any, on: date) -> Refusal | None:
    """Results are for those who must act on them and promised confidence; each sees her own area."""
    if refusal := offices.why_not(officer, "verification.read", None, on):
        return refusal
    return confidentiality.why_not(officer, officer.office.area_id, on)


def why_refused(code: str, figures: Mapping[str, Any]) -> Refusal:
    """Why a file was refused, to be said in the language of the page."""
    return refusals.by_code(code)(None, **figures)
