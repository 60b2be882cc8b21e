"""A re-check in a process of its own that is killed after some parts: ``python -m tests.rooms.rechecks_child FOLDER DATABASE AFTER``."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from pathlib import Path

    from django.conf import settings
    from django.db import connection

    from jiuzhu.offices import scope
    from jiuzhu.offices.models import Officer
    from jiuzhu.rechecks import actions
    from tests import people
    from tests.rechecking import SEPTEMBER, TODAY

    settings.VAR = Path(sys.argv[1])
    connection.settings_dict["NAME"] = sys.argv[2]
    passing = int(sys.argv[3])

    def killed(part: object, done: int, of: int) -> None:
        nonlocal passing
        passing -= 1
        if passing == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with scope.whole_county():
        supervisor = Officer.objects.get(user__username="supervisor")
        run = actions.ask(SEPTEMBER, area=people.COUNTY, actor=supervisor, on=TODAY, at=people.at(TODAY))
        actions.carry_on(run, on=TODAY, now=lambda: people.at(TODAY, 11), progress=killed)


if __name__ == "__main__":
    main()
