"""Drafts and applications are seen within one's reach; what was typed, declared, told and supplied only grows."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted
from jiuzhu.offices.scope import visible_by_area

# A second notice is refused with our own words before the unique constraint speaks in PostgreSQL's.
ONCE = """
CREATE FUNCTION intake_tell_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told date;
BEGIN
  SELECT told_on INTO told FROM intake_missingnotice WHERE application_id = NEW.application_id;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'intake.already-told',
      DETAIL = json_build_object('told_on', told)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER intake_missingnotice_told_once BEFORE INSERT ON intake_missingnotice
  FOR EACH ROW EXECUTE FUNCTION intake_tell_once();
"""


def _through(table: str, parent: str, key: str) -> migrations.RunSQL:
    """Rows are seen with the row they belong to: the inner query is narrowed by that table's own policy."""
    seen = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{key})"  # noqa: S608
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_reach ON {table} USING ({seen}) WITH CHECK ({seen});""",
        f"""DROP POLICY {table}_reach ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;""",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("audit", "0002_append_only"),
        ("offices", "0002_reach"),
        ("cases", "0002_road"),
    ]
    operations = [
        migrations.RunSQL(
            ONCE,
            "DROP TRIGGER intake_missingnotice_told_once ON intake_missingnotice; DROP FUNCTION intake_tell_once();",
        ),
        never_deleted("intake_draft"),
        *(
            append_only(f"intake_{table}")
            for table in ("draftentry", "application", "statement", "missingnotice", "supplement", "turning")
        ),
        visible_by_area("intake_draft"),
        _through("intake_draftentry", "intake_draft", "draft_id"),
        _through("intake_application", "cases_case", "case_id"),
        *(
            _through(f"intake_{table}", "intake_application", "application_id")
            for table in ("statement", "missingnotice", "supplement", "turning")
        ),
    ]
