"""The case page is put together from the topics: each says, in its ``of_case.py``, what it adds and which stage it serves.

ACTS = (Act("verifying", _("查看核对结果、提出核对意见"), "office:verification-case", power="verification.inquire"),)

def parts(request, case): return [Part("verification", _("核对"), "office/verification/_of_case.html", {…}, order=30)]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jiuzhu.web import topics


@dataclass(frozen=True)
class Act:
    """What an officer with the power may do while a case stands at the stage; `url_name` takes the case number.

    ``main``: the one next action of the stage; the others stand below it. ``stage`` "*" is any open case.
    """

    stage: str
    name: Any
    url_name: str
    power: str | tuple[str, ...]
    main: bool = True

    @property
    def powers(self) -> frozenset[str]:
        return frozenset({self.power} if isinstance(self.power, str) else self.power)

    def url(self, number: str) -> str:
        return reverse(self.url_name, args=[number])


@dataclass(frozen=True)
class Part:
    """One section of the case page, with its template and what it shows."""

    key: str
    title: Any
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


@cache
def _modules() -> tuple[ModuleType, ...]:
    from jiuzhu.web import office

    return tuple(topics.modules(office, "of_case"))


def acts(stage: str, *, open_case: bool) -> list[Act]:
    """What can be done at a stage, the main act first."""
    found = [
        act
        for module in _modules()
        for act in getattr(module, "ACTS", ())
        if act.stage == stage or (act.stage == "*" and open_case)
    ]
    return sorted(found, key=lambda act: not act.main)


def parts(request: HttpRequest, case: Any) -> list[Part]:
    """Everything the topics have to say about a case to this officer, in order."""
    found = [
        part for module in _modules() if hasattr(module, "parts") for part in module.parts(request, case)
    ]
    return sorted(found, key=lambda part: part.order)


def serving(powers: frozenset[str]) -> dict[str, Act]:
    """The main act per stage that these powers open: the stages that wait for an officer."""
    found = (act for module in _modules() for act in getattr(module, "ACTS", ()))
    return {act.stage: act for act in found if act.main and act.stage != "*" and act.powers & powers}
