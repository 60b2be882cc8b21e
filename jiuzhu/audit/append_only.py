"""Migration operations that other rooms use: tables that only grow, and tables whose every change leaves a trace."""

from __future__ import annotations

from django.db.migrations import RunSQL

FUNCTIONS = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'audit.append-only',
    DETAIL = json_build_object('table', TG_TABLE_NAME, 'kind', lower(TG_OP))::text;
END $$;
CREATE FUNCTION audit_track() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
BEGIN
  IF TG_OP = 'UPDATE' THEN  -- keep only the columns that changed
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key) INTO old_row, new_row
      FROM jsonb_each(to_jsonb(OLD)) o WHERE o.value IS DISTINCT FROM to_jsonb(NEW) -> o.key;
    IF new_row IS NULL THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO audit_rowchange (at, "table", "row", kind, actor_key, before, after)
  VALUES (clock_timestamp(), TG_TABLE_NAME, COALESCE(to_jsonb(NEW) ->> TG_ARGV[0], to_jsonb(OLD) ->> TG_ARGV[0], ''),
          lower(TG_OP), COALESCE(current_setting('jiuzhu.actor', true), ''), old_row, new_row);
  RETURN NULL;
END $$;
"""
DROP_FUNCTIONS = "DROP FUNCTION audit_track(); DROP FUNCTION audit_refuse_change();"


def append_only(table: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`, for the page, the shell and raw SQL alike."""
    return RunSQL(
        f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
          FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
          FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();""",
        f"DROP TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
    )


def never_deleted(table: str) -> RunSQL:
    """Rows of `table` may change but not vanish."""
    return RunSQL(
        f"""CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
              FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
              FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();""",
        f"DROP TRIGGER {table}_never_deleted ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
    )


def tracked(table: str, key: str = "id") -> RunSQL:
    """Every change of a row of `table` writes an audit_rowchange in the same transaction."""
    return RunSQL(
        f"""CREATE TRIGGER {table}_tracked AFTER INSERT OR UPDATE OR DELETE ON {table}
              FOR EACH ROW EXECUTE FUNCTION audit_track('{key}');""",
        f"DROP TRIGGER {table}_tracked ON {table};",
    )
