"""Rounds with a department in a process of its own, for test_exchange to kill: ``python -m tests.rooms.exchange_child FOLDER KEY``."""

from __future__ import annotations

import sys


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu.offices import scope
    from jiuzhu.verification import exchanging, queries

    settings.MEDIA_ROOT, settings.EXCHANGE_KEYS = sys.argv[1], sys.argv[1]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with scope.whole_county():
        while True:
            now = timezone.localtime()
            exchanging.round_with(queries.connection(sys.argv[2]), on=now.date(), at=now)


if __name__ == "__main__":
    main()
