from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SealsConfig(AppConfig):
    name = "jiuzhu.seals"
    label = "seals"

    def ready(self) -> None:
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="seals.rules")


def _after_migrate(**kwargs: Any) -> None:
    from django.db import connections

    from .actions import registering

    tables = connections[kwargs["using"]].introspection.table_names()
    if "seals_steprule" in tables:  # a migration backwards takes the table away
        registering.write_rules()
