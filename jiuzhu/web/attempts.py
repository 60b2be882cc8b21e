"""A refused attempt to look somebody up leaves a signal, in a transaction of its own; the refusal goes on to the person."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import actions as verification
from jiuzhu.web import clock

#: Addresses of pages and operations at which departments are asked and results are seen.
_LOOKED_UP = re.compile(r"(^|/)(verification|authorisations)(/|$)")
_log = logging.getLogger(__name__)


def keep(request: HttpRequest, officer: Any, refusals: Iterable[Refusal]) -> None:
    """Nothing where the address looks nobody up. Raises nothing: whatever it is, the person must get her answer."""
    match = request.resolver_match
    if match is None or not _LOOKED_UP.search(request.path):
        return
    told = match.kwargs.get("number") or match.kwargs.get("report_number") or ""
    try:
        verification.attempted(
            refusals, door="api" if request.path.startswith("/api/") else "page", case_number=str(told), actor=officer,
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
    except Exception:  # noqa: BLE001 — as with the counts: the refusal is told, the keeper of the machine gets this line
        _log.exception("a refused attempt of %s was not kept", officer)
