"""What the case page says of filings: number, state, marks, and the way to file now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.filings import queries
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Part

from .inbox import READERS


def parts(request: HttpRequest, case: Any) -> list[Part]:
    found = list(queries.of_case(case))
    waits = bool(queries.unfiled(case=case, limit=1))
    if not found and not waits:
        return []
    language = pages.language()
    powers: frozenset[str] = request.powers  # type: ignore[attr-defined]
    context = {
        "filings": [
            (one, queries.STATES[one.state][language.startswith("en")], queries.marks(one, language)) for one in found
        ],
        "waits": waits, "case": case, "may_file": "filings.answer" in powers, "may_read": bool(powers & set(READERS)),
        "may_answer": "filings.answer" in powers,
    }  # fmt: skip
    return [Part("filings", _("报县备案"), "office/filings/_of_case.html", context, order=68)]
