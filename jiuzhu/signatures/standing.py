"""Migration operation for rooms above: an act stands on its author's signature over exactly its content."""

from __future__ import annotations

from django.db.migrations import RunSQL

FUNCTION = """
CREATE FUNCTION signatures_hold(named bigint, author bigint, signed_digest text, kinds text[], place text)
RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM signatures_signature s WHERE s.id = named AND s.officer_id = author
                 AND s.digest = signed_digest AND s.kind = ANY (kinds)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'signatures.unsigned',
      DETAIL = json_build_object('table', place)::text;
  END IF;
END $$;

-- Arguments: the column that names the officer, then the kinds of signature that fit.
CREATE FUNCTION signatures_signed_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM signatures_hold(NEW.signature_id, (to_jsonb(NEW) ->> TG_ARGV[0])::bigint, NEW.digest,
                          TG_ARGV[1:TG_NARGS - 1], TG_TABLE_NAME);
  RETURN NEW;
END $$;
"""
DROP = (
    "DROP FUNCTION signatures_signed_by(); DROP FUNCTION signatures_hold(bigint, bigint, text, text[], text);"
)


def signed_by(table: str, officer_column: str, *kinds: str) -> RunSQL:
    """`table` has signature_id, digest and the officer in `officer_column`; a new row without that officer's signature
    of one of these kinds over exactly that digest is refused, after every other reason. Rows from before stay."""
    told = ", ".join(f"'{one}'" for one in (officer_column, *kinds))
    return RunSQL(
        f"""CREATE TRIGGER {table}_zz_signed BEFORE INSERT ON {table}
              FOR EACH ROW EXECUTE FUNCTION signatures_signed_by({told});""",
        f"DROP TRIGGER {table}_zz_signed ON {table};",
    )
