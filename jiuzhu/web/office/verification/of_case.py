"""What the case page says of verification: that there is a report, and who may open it. Results are on their own page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.office.of_case import Act, Part

ACTS = (
    Act("verifying", _("查看部门答复，出具核对报告"), "office:case-verification", power="verification.inquire"),
    Act("accepting", _("登记核对授权"), "office:case-authorisations", power="intake.accept", main=False),
    Act(
        "verifying", _("登记或撤回核对授权"), "office:case-authorisations",
        power=("intake.accept", "verification.inquire"), main=False,
    ),
    *(
        Act(
            stage, _("退回重新核对"), "office:case-verify-again", main=False,
            power=("verification.inquire", "approvals.review", "approvals.decide", "approvals.decide_county"),
        )
        for stage in ("surveying", "reviewing", "county_reviewing", "deciding")
    ),
)  # fmt: skip


def parts(request: HttpRequest, case: Any) -> list[Part]:
    today = clock.today()
    filed = verification.latest_report(case)
    signed = list(verification.authorisations(case))
    if not signed and filed is None:
        return []
    officer = request.officer  # type: ignore[attr-defined]
    context = {
        "case": case, "report": filed, "authorisations": signed, "today": today,
        "reads": verification.why_not_read(case, officer, today) is None,
        "told": verification.told(filed) if filed else None, "waived": verification.visit_waived(case),
        "tells": filed and verification.why_not_tell(filed, officer, today) is None,
        "objects": filed and verification.why_not_object(filed, officer, today) is None,
        "objections": list(verification.objections(filed)) if filed else [],
        "against": verification.why_not_rest_on(case, today) if case.decided_on is None else None,
        "wanted": verification.visit_wanted(case),
        "wants": case.stage in ("accepting", "verifying") and verification.why_not_want_visit(case, officer, today) is None,
    }  # fmt: skip
    return [Part("verification", _("授权和核对"), "office/verification/_of_case.html", context, order=30)]
