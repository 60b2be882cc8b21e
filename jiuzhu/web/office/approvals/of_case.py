"""What the case page says of determination, opinions and decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.approvals import queries as approvals
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Act, Part

ACTS = (
    Act("reviewing", _("认定并提出初审意见"), "office:case-opinion", power="approvals.review"),
    Act(
        "county_reviewing",
        _("认定并提出县级审核意见"),
        "office:case-opinion",
        power="approvals.decide_county",
    ),
    Act(
        "deciding",
        _("阅读并作出决定"),
        "office:case-decision",
        power=("approvals.decide", "approvals.decide_county"),
    ),
)

#: The reasons name incomes and assets: not for village assistants and agents, who see no verification results.
_READERS = frozenset({"intake.accept", "surveys.visit", "verification.inquire", "verification.read"})


def parts(request: HttpRequest, case: Any) -> list[Part]:
    found = eligibility.latest(case)
    opinions = list(approvals.opinions(case))
    decision = approvals.latest_decision(case)
    language = "en" if pages.language().startswith("en") else "zh"
    shown = []
    if found is not None and request.powers & _READERS:  # type: ignore[attr-defined]
        context = {"found": found, "told": found.told[language]}
        shown.append(
            Part("reasons", _("认定和理由"), "office/approvals/_determination.html", context, order=50)
        )
    if opinions or decision:
        chain = {"opinions": opinions, "decision": decision}
        shown.append(
            Part("signatures", _("意见和决定"), "office/approvals/_signatures.html", chain, order=60)
        )
    return shown
