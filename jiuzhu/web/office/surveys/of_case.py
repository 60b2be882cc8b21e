"""What the case page says of home visits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.surveys import queries as surveys
from jiuzhu.web import clock
from jiuzhu.web.office.of_case import Act, Part

ACTS = (Act("surveying", _("填写入户调查记录"), "office:case-visit", power="surveys.visit"),)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    visits = list(surveys.of_case(case).prefetch_related("visitors__duty__officer"))
    letters = list(surveys.letters(case))
    if not (visits or letters or surveys.neighbours(case).exists()):
        return []
    context = {
        "case": case, "visits": visits, "owed": surveys.owed_visit(case),
        "unanswered": sum(not hasattr(one, "answer") for one in letters),
        "reads": surveys.why_not_read(case, request.officer, clock.today()) is None,  # type: ignore[attr-defined]
    }  # fmt: skip
    return [Part("surveys", _("入户调查"), "office/surveys/_of_case.html", context, order=35)]
