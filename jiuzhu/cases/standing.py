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


SIGNED_ON_DUTY = """
CREATE FUNCTION cases_signed_on_duty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM signatures_hold(NEW.signature_id, (SELECT officer_id FROM cases_duty WHERE id = NEW.duty_id), NEW.digest,
                          TG_ARGV[0:TG_NARGS - 1], TG_TABLE_NAME);
  RETURN NEW;
END $$;
"""


def signed_on_duty(table: str, *kinds: str) -> RunSQL:
    """`table` has duty_id, digest and signature_id: a new row needs a signature of one of these kinds, by the officer whose
    duty it is, over exactly that digest. Asked last, after every other reason. Rows from before stay as they are."""
    told = ", ".join(f"'{kind}'" for kind in kinds)
    return RunSQL(
        f"""CREATE TRIGGER {table}_zz_signed BEFORE INSERT ON {table}
              FOR EACH ROW EXECUTE FUNCTION cases_signed_on_duty({told});""",
        f"DROP TRIGGER {table}_zz_signed ON {table};",
    )
