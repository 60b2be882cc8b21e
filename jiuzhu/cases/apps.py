from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    name = "jiuzhu.cases"
    label = "cases"

    def ready(self) -> None:
        post_migrate.connect(_after_migrate, sender=self, dispatch_uid="cases.duty-rules")


def _after_migrate(**kwargs: Any) -> None:
    from django.db import connections

    from . import actions

    tables = connections[kwargs["using"]].introspection.table_names()
    if "cases_dutyrule" in tables:  # a migration backwards takes the table away
        actions.write_duty_rules()
