"""What the case page says of substitutes and of relatives recorded with the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Act, Part

from . import shown

ACTS = (Act("*", _("请人代替"), "office:case-substitution", power="cases.substitute", main=False),)

#: Whose relative an applicant is, is for those who handle, judge and supervise; not for village assistants and agents.
_READERS = frozenset(
    {
        "relatives.see",
        "relatives.record",
        "cases.substitute",
        "surveys.visit",
        "verification.inquire",
        "verification.read",
    }
)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    readers = request.powers & _READERS  # type: ignore[attr-defined]
    relatives = list(cases.registered_relatives(case)) if readers else []
    kinship, language = rulebook.codes("kinship"), pages.language()
    for one in relatives:
        one.relation_name = kinship.label(one.kin.relation, language) if one.kin else ""
    substitutions = shown.of_case(case)
    if not relatives and not substitutions:
        return []
    context = {"substitutions": substitutions, "relatives": relatives}
    return [
        Part("substitution", _("代替和近亲属备案"), "office/substitution/_of_case.html", context, order=62)
    ]
