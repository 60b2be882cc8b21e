"""The way from the case page to its chain of responsibility."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.of_case import Part


def parts(request: HttpRequest, case: Any) -> list[Part]:
    return [
        Part("responsibility", _("责任链"), "office/responsibility/_of_case.html", {"case": case}, order=65)
    ]
