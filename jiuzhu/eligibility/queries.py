"""The determinations of a case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from .models import Determination


def latest(case: Any) -> Determination | None:
    return Determination.objects.filter(case=case).select_related("by").order_by("-id").first()


def of_case(case: Any) -> QuerySet[Determination]:
    return Determination.objects.filter(case=case).select_related("by").order_by("-id")
