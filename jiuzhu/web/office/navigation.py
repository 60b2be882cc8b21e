"""The column of matters on the left of every office page, narrowed to what the officer has a power for.

A topic says in its ``urls.py`` where it stands::

    NAVIGATION = (Entry("intake", _("受理登记"), "office:intake", power="intake.draft", order=10),)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jiuzhu.web import topics

GROUPS: tuple[tuple[str, Any], ...] = (
    ("work", _("工作")),
    ("cases", _("办理")),
    ("money", _("资金")),
    ("rules", _("规则与授权")),
    ("oversight", _("监管")),
    ("office", _("人员与系统")),
)


@dataclass(frozen=True)
class Entry:
    """One line of the column. ``power`` is the one (or any of those) it takes; empty for everyone."""

    group: str
    name: Any
    url_name: str
    power: str | tuple[str, ...] = ()
    order: int = 50

    def open_to(self, powers: frozenset[str]) -> bool:
        """Whether an officer with these powers sees the line."""
        wanted = (self.power,) if isinstance(self.power, str) else self.power
        return not wanted or bool(powers & set(wanted))


@dataclass(frozen=True)
class Line:
    """An entry as a page shows it."""

    name: Any
    url: str
    here: bool


@dataclass(frozen=True)
class Group:
    """A heading with its lines."""

    name: Any
    entries: tuple[Line, ...]


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of all topics, in order. A group that does not exist is a mistake of ours: KeyError."""
    from jiuzhu.web import office

    places = {key: place for place, (key, _name) in enumerate(GROUPS)}
    found: list[Entry] = []
    for module in topics.url_modules(office):
        found += getattr(module, "NAVIGATION", ())
    return tuple(sorted(found, key=lambda one: (places[one.group], one.order)))


def for_request(request: HttpRequest) -> list[Group]:
    """What the officer of this request sees, with the place she is at marked."""
    powers: frozenset[str] = getattr(request, "powers", frozenset())
    mine = [(one, reverse(one.url_name)) for one in entries() if one.open_to(powers)]
    here = _nearest(request.path, (url for _entry, url in mine))
    groups = []
    for key, name in GROUPS:
        lines = tuple(Line(one.name, url, url == here) for one, url in mine if one.group == key)
        if lines:
            groups.append(Group(name, lines))
    return groups


def _nearest(path: str, urls: Iterable[str]) -> str:
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor: built when a template asks for it."""
    if getattr(request, "officer", None) is None:
        return {"navigation": ()}
    return {"navigation": for_request(request)}
