"""What the case page says of notices, objections and appraisals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.publicity import queries as publicity
from jiuzhu.web.office.of_case import Act, Part

POSTING = ("posting_opinion", "posting_approval", "posting_result")
ACTS = (
    *(
        Act(stage, _("张贴公示"), "office:case-posting", power="publicity.post")
        for stage in (*POSTING, "publishing")
    ),
    *(
        Act(stage, _("登记异议"), "office:case-objection", power="publicity.object", main=False)
        for stage in (*POSTING, "receiving")
    ),
    *(
        Act(stage, _("处理异议"), "office:case-objection-answer", power="publicity.object", main=False)
        for stage in POSTING
    ),
    Act("appraising", _("登记民主评议"), "office:case-appraisal", power="publicity.appraise"),
)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    context = {
        "case": case,
        "postings": list(publicity.postings(case)),
        "objections": list(publicity.objections(case)),
        "appraisals": list(publicity.appraisals(case)),
    }
    if not (context["postings"] or context["appraisals"]):
        return []
    return [Part("publicity", _("公示、异议和评议"), "office/publicity/_of_case.html", context, order=65)]
