"""What departments sent: the inbox, the rows that were refused, empty templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.models import Extract, RefusedRow
from jiuzhu.verification.refusals import NoSuchExtract
from jiuzhu.verification.sources.extract import EXTRACT
from jiuzhu.verification.sources.layouts import Source


def latest_extract(source: str) -> Extract | None:
    """The delivery that stands for a source: the whole register with the latest day."""
    return Extract.objects.filter(source=source, taken=True, inbound=None).order_by("-as_of", "-id").first()


def inbox(*, source: str = "", only_trouble: bool = False) -> QuerySet[Extract]:
    """Deliveries, the newest first."""
    found = Extract.objects.filter(inbound=None).select_related("taken_by").order_by("-id")
    if source:
        found = found.filter(source=source)
    return found.filter(Q(taken=False) | Q(rows_refused__gt=0)) if only_trouble else found


def extract(pk: int) -> Extract:
    """Raises NoSuchExtract."""
    found = Extract.objects.select_related("taken_by").filter(pk=pk).first()
    if found is None:
        raise NoSuchExtract
    return found


def refused_rows(delivery: Extract) -> QuerySet[RefusedRow]:
    return RefusedRow.objects.filter(extract=delivery).order_by("number")


def why_refused(code: str, figures: Mapping[str, Any]) -> Refusal:
    """The refusal that was kept, to be said in the language of the page."""
    return refusals.by_code(code)(None, **figures)


def template(source: Source) -> tuple[str, bytes]:
    """An empty delivery of a source: file name and workbook."""
    return EXTRACT.template(source)
