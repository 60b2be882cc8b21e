"""What the case page says of substitutes and of registered relatives."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.cases import queries as cases
from jiuzhu.cases.rules import NAMES
from jiuzhu.web.office import pages
from jiuzhu.web.office.of_case import Act, Part

ACTS = (
    Act("*", _("请人代替（回避、缺员）"), "office:case-substitution", power="cases.substitute", main=False),
)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    english = pages.language().startswith("en")
    named = [(one, NAMES[one.duty][english]) for one in cases.substitutions(case)]
    kin = list(cases.registered_relatives(case))
    if not named and not kin:
        return []
    context = {"named": named, "kin": kin}
    return [
        Part("standing-back", _("近亲属备案和代替"), "office/substitution/_of_case.html", context, order=15)
    ]
