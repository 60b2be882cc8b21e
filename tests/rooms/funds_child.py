"""A month in a process of its own, for test_funds_crashes to kill: ``python -m tests.rooms.funds_child FOLDER``."""

from __future__ import annotations

import sys


def main() -> None:
    import django

    django.setup()
    from django.conf import settings

    from jiuzhu.funds.actions import drafting
    from jiuzhu.offices.models import Officer
    from tests.people import County
    from tests.rooms.test_funds_crashes import a_month

    settings.MEDIA_ROOT = sys.argv[1]
    drafting.CHUNK = 20
    officers = {one.user.get_username(): one for one in Officer.objects.select_related("user")}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    a_month(County(officers=officers))


if __name__ == "__main__":
    main()
