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


def seen_with_case(table: str) -> RunSQL:
    """Rows of `table` (it has case_id) are seen and written with their case: the inner query is narrowed by its policy."""
    seen = f"EXISTS (SELECT 1 FROM cases_case c WHERE c.id = {table}.case_id)"  # noqa: S608 (a table of ours)
    return RunSQL(
        f"""ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_reach ON {table} USING ({seen}) WITH CHECK ({seen});""",
        f"""DROP POLICY {table}_reach ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;""",
    )
