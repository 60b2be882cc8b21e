"""Migration operation for rooms above: a signed act stands on its author's duty on the same case."""

from __future__ import annotations

from django.db.migrations import RunSQL


def stands_on_duty(table: str, *duties: str) -> RunSQL:
    """`table` has case_id and duty_id; every new row must name a duty of one of these kinds on its own case."""
    kinds = ", ".join(f"'{duty}'" for duty in duties)
    return RunSQL(
        f"""CREATE TRIGGER {table}_stands_on_duty BEFORE INSERT ON {table}
              FOR EACH ROW EXECUTE FUNCTION cases_stands_on_duty({kinds});""",
        f"DROP TRIGGER {table}_stands_on_duty ON {table};",
    )
