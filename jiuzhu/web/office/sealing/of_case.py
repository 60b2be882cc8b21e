"""What the case page says of the papers that were issued, and of decisions that are signed and not yet sealed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.approvals import queries as approvals
from jiuzhu.documents import queries as documents
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.journey import papers_of_decision
from jiuzhu.web.office.of_case import Part


def parts(request: HttpRequest, case: Any) -> list[Part]:
    issued = list(documents.issued_of_case(case.number))
    done = {one.about for one in issued}
    changes: list[Any] = [
        change.decision for change in entitlements.changes(case) if hasattr(change, "decision")
    ]
    unsealed = [
        {
            "decision": one,
            "about": papers_of_decision.about_of(one),
            "title": papers_of_decision.TEMPLATES[one.kind][1],
        }
        for one in (*list[Any](approvals.decisions(case)), *changes)
        if papers_of_decision.has_paper(one) and papers_of_decision.about_of(one) not in done
    ]
    if not issued and not unsealed:
        return []
    powers = request.powers  # type: ignore[attr-defined]
    context = {
        "case": case,
        "issued": [(one, documents.delivery(one), one.kind in papers_of_decision.KINDS) for one in issued],
        "unsealed": unsealed,
        "may_seal": "seals.use" in powers,
        "may_deliver": "publicity.post" in powers,
        "may_revoke": bool(powers & {"seals.use", "filings.supervise"}),
    }
    return [Part("issued", _("发出的文书"), "office/sealing/_of_case.html", context, order=75)]
