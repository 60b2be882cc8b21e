"""Django database engine "config.embedded": PostgreSQL, started when the first connection is wanted."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from config.embedded import cluster


class DatabaseWrapper(base.DatabaseWrapper):
    """Fills in place and password of the embedded cluster; everything else is Django's PostgreSQL."""

    def get_connection_params(self) -> dict[str, Any]:
        """Connection keywords; starts the cluster if it is not running."""
        found = cluster.ensure()
        self.settings_dict.update(
            HOST=found["host"], PORT=found["port"], USER=found["user"], PASSWORD=found["password"]
        )
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters
