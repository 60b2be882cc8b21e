"""The doors on the first page of the portal. A topic names its door in its ``urls.py``::

DOOR = Door(_("我要申请"), _("在手机上填写，随时停下，随时接着填"), "portal:apply", order=10)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jiuzhu.web import topics


@dataclass(frozen=True)
class Door:
    """One door: its name, one sentence, where it leads."""

    name: Any
    sentence: Any
    url_name: str
    order: int


@cache
def doors() -> tuple[Door, ...]:
    """The doors of all topics, in order."""
    from jiuzhu.web import portal

    found = (getattr(module, "DOOR", None) for module in topics.url_modules(portal))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.order))
