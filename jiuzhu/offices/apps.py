from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class OfficesConfig(AppConfig):
    name = "jiuzhu.offices"
    label = "offices"

    def ready(self) -> None:
        # A refusal raised by a trigger is found by its code: every room's refusals are known from the start.
        autodiscover_modules("refusals")
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="offices.role-powers")
        connection_created.connect(_reach_of_the_door, dispatch_uid="offices.reach")


def _after_migrate(**kwargs: Any) -> None:
    from django.db import connections

    from . import actions

    tables = connections[kwargs["using"]].introspection.table_names()
    if "offices_rolepower" in tables:  # a migration backwards takes the table away
        actions.write_role_powers()
    if "offices_roleexclusion" in tables:
        actions.write_role_exclusions()


def _reach_of_the_door(connection: Any, **kwargs: Any) -> None:
    """The web door starts with nothing in reach (its middleware widens it); clock and shell see the county."""
    from django.conf import settings

    reach = "" if getattr(settings, "JIUZHU_DOOR", "") == "web" else "*"
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('jiuzhu.reach', %s, false)", [reach])
