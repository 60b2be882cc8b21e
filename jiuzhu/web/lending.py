"""A named substitute sees the one case of elsewhere that she was named for, under its own address and nowhere else."""

from __future__ import annotations

import re

from django.http import HttpRequest

from jiuzhu.cases import queries as cases
from jiuzhu.web import clock

_CASE = re.compile(r"/cases/(\d{9}-\d{4}-\d{6})(?:/|$)")


def lent(request: HttpRequest, officer: object) -> tuple[str, ...]:
    """The area of the case that the address names, when this officer is a substitute on it today."""
    named = _CASE.search(request.path)
    area = cases.lent(officer, named.group(1), clock.today()) if named else None
    return (area,) if area else ()
