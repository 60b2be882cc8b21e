"""Households are seen within one's reach; every change leaves its trace; nobody is deleted."""

from django.db import migrations

from jiuzhu.audit.append_only import never_deleted, tracked
from jiuzhu.offices.scope import visible_by_area


def _through_household(table: str) -> migrations.RunSQL:
    """Rows of `table` are seen with their household: the inner query is narrowed by the household's own policy."""
    seen = f"EXISTS (SELECT 1 FROM households_household h WHERE h.id = {table}.household_id)"  # noqa: S608
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_reach ON {table} USING ({seen}) WITH CHECK ({seen});""",
        f"""DROP POLICY {table}_reach ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;""",
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial"), ("audit", "0002_append_only"), ("offices", "0002_reach")]
    operations = [
        *(
            operation(table)
            for table in (
                "households_person",
                "households_household",
                "households_membership",
                "households_account",
            )
            for operation in (tracked, never_deleted)
        ),
        visible_by_area("households_household"),
        _through_household("households_membership"),
        _through_household("households_account"),
    ]
