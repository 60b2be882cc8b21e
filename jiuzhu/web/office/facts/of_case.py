"""What the case page says of single facts: where the household and a department do not say the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.intake.refusals import NoSuchApplication
from jiuzhu.journey import confirming
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock, facts_said
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Act, Part

ACTS = (
    Act(
        "verifying", _("与家庭逐项核对部门信息"), "office:case-facts",
        power=("intake.accept", "verification.inquire", "verification.read"), main=False,
    ),
)  # fmt: skip


def parts(request: HttpRequest, case: Any) -> list[Part]:
    """The household's own words on what departments say; the departments' values are on the page of facts, whose look is kept."""
    try:
        said = list(confirming.disputed(case))
    except NoSuchApplication:
        return []
    if not said:
        return []
    officer = request.officer  # type: ignore[attr-defined]
    reads = verification.why_not_go_through(case, officer, clock.today()) is None
    context = {"case": case, "said": facts_said.remarks(case, said, pages.language()), "reads": reads}
    return [Part("facts", _("家庭有不同说法的部门信息"), "office/facts/_of_case.html", context, order=35)]
