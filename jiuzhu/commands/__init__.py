"""The commands of the `jiuzhu` program. A file ``name.py`` with a click command ``command`` is one of them.

Imports that need Django stand inside the function, under `with_django`; so `jiuzhu --help` is quick.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Set Django up before the command runs (and only then)."""

    @functools.wraps(command)
    def ready(*args: P.args, **kwargs: P.kwargs) -> R:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        return command(*args, **kwargs)

    return ready
