"""Substitutions as pages show them."""

from __future__ import annotations

from typing import Any

from jiuzhu.cases import queries as cases
from jiuzhu.cases.rules import NAMES, SUBSTITUTE_REASONS
from jiuzhu.web import clock
from jiuzhu.web.office import pages


def of_case(case: Any) -> list[dict[str, Any]]:
    """Every substitution on a case, those that run today marked."""
    english, running = (
        pages.language().startswith("en"),
        {one.pk for one in cases.substitutions(case, clock.today())},
    )
    return [
        {"it": one, "duty": NAMES[one.duty][english], "reason": SUBSTITUTE_REASONS[one.reason][english],
         "runs": one.pk in running, "end": getattr(one, "end", None)}
        for one in cases.substitutions(case)
    ]  # fmt: skip
