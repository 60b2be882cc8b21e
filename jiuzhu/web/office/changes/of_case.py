"""What the case page says of the right to the allowance and of its changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.entitlements import queries as entitlements
from jiuzhu.web.office.of_case import Act, Part

ACTS = (
    Act("receiving", _("提出调整、停发或渐退"), "office:case-change", power="entitlements.propose"),
    Act("hearing", _("听取并记录家庭意见"), "office:case-hearing", power="entitlements.propose"),
    Act("deciding_change", _("阅读并决定变更"), "office:case-change-decision",
        power=("approvals.decide", "approvals.decide_county")),
)  # fmt: skip


def parts(request: HttpRequest, case: Any) -> list[Part]:
    right = entitlements.of_case(case)
    if right is None:
        return []
    context = {
        "case": case,
        "right": right,
        "amounts": list(entitlements.amounts(right)),
        "changes": list(entitlements.changes(case)),
        "language": getattr(request, "LANGUAGE_CODE", ""),
    }
    return [Part("entitlement", _("待遇"), "office/changes/_of_case.html", context, order=70)]
