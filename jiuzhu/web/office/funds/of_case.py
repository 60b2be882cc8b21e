"""The payments of a case, as its page shows them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.funds import queries
from jiuzhu.web.office.funds import shown
from jiuzhu.web.office.of_case import Part


def parts(request: HttpRequest, case: Any) -> list[Part]:
    found, waiting = queries.of_case(case.number), queries.held_of_case(case.number)
    if not found and not waiting:
        return []
    shown.payments(found)
    shown.held(waiting)
    context = {"payments": found, "held": waiting, "paid_fen": queries.paid_to_case_fen(case.number)}
    return [Part("payments", _("发放记录"), "office/funds/_payments_of_case.html", context, order=80)]
