"""What the counter adds to the case page: its acts, and what the household declared."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.documents import queries as documents
from jiuzhu.intake import queries as intake
from jiuzhu.intake.refusals import NoSuchApplication
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Act, Part

from . import declared

ACTS = (
    Act("accepting", _("受理申请、打印受理通知书"), "office:counter-supply", power="intake.accept"),
    Act("supplementing", _("登记补充的材料"), "office:counter-supply", power="intake.accept"),
    Act("accepting", _("不予受理"), "office:counter-refuse", power="intake.accept", main=False),
)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    """The declared answers with who signed what, and the papers of the case."""
    found = [
        Part(
            "papers",
            _("材料"),
            "office/counter/_papers.html",
            {"papers": documents.of_case(case.number)},
            order=80,
        )
    ]
    try:
        application = intake.application(case)
    except NoSuchApplication:
        return found
    context = {
        "application": application, "declared": declared.rows(application, pages.language()),
        "signatures": intake.signatures(application), "notice": intake.notice(application), "turning": intake.turning(application),
    }  # fmt: skip
    return [Part("declared", _("家庭申报"), "office/counter/_declared.html", context, order=20), *found]
