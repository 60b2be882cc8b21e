"""A door is put together from its topics: every folder with a ``urls.py`` below it, in order of name."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module, util
from types import ModuleType


def modules(door: ModuleType, kind: str) -> Iterator[ModuleType]:
    """The modules called ``kind`` of a door's topics."""
    for found in sorted(pkgutil.iter_modules(door.__path__), key=lambda one: one.name):
        name = f"{door.__name__}.{found.name}.{kind}"
        if found.ispkg and util.find_spec(name) is not None:
            yield import_module(name)


def url_modules(door: ModuleType) -> Iterator[ModuleType]:
    """The ``urls`` modules of a door's topics."""
    return modules(door, "urls")
