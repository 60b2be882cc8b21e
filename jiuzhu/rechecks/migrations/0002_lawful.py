"""Nobody is re-checked without an authorisation; what is settled stays: kept by the database, for page, shell and raw SQL alike.

Findings are checked once for a whole statement: a million rows at once are usual.
"""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.offices.scope import visible_by_area

REFUSE = """
CREATE FUNCTION rechecks_refuse(subject bigint, source text, day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'rechecks.not-authorised', DETAIL = json_build_object(
    'person', COALESCE((SELECT p.name FROM households_person p WHERE p.id = subject), ''), 'source', source, 'on', day)::text;
END $$;
CREATE FUNCTION rechecks_check_subjects() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong record;
BEGIN
  SELECT s.person_id, r.asked_on INTO wrong FROM added s JOIN rechecks_run r ON r.id = s.run_id
    LEFT JOIN verification_authorisation a ON a.id = s.authorisation_id AND a.case_id = s.case_id AND a.person_id = s.person_id
     AND a.starts_on <= r.asked_on AND COALESCE(LEAST(a.stops_on, a.withdrawn_on) > r.asked_on, true)
    JOIN cases_case c ON c.id = s.case_id
   WHERE s.left_out = '' AND (a.id IS NULL OR c.closed_on <= r.asked_on) LIMIT 1;
  IF FOUND THEN PERFORM rechecks_refuse(wrong.person_id, '', wrong.asked_on); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rechecks_subject_authorised AFTER INSERT ON rechecks_subject REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION rechecks_check_subjects();
"""
REFUSE_BACK = """
DROP TRIGGER rechecks_subject_authorised ON rechecks_subject;
DROP FUNCTION rechecks_check_subjects(); DROP FUNCTION rechecks_refuse(bigint, text, date);
"""


def findings(table: str, more: str = "", unless: str = "false") -> migrations.RunSQL:
    """Rows of `table` stand in a part that is being settled, about a subject of its run whose authorisation covers source and day."""
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_check() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          wrong record;
        BEGIN
          SELECT s.person_id, p.source, p.read_on INTO wrong FROM added f
            LEFT JOIN rechecks_part p ON p.id = f.part_id AND p.state = 'waiting' AND p.read_on IS NOT NULL
            LEFT JOIN rechecks_subject s ON s.id = f.subject_id AND s.run_id = p.run_id AND s.left_out = ''
             AND s.area_code = f.area_code {more}
            LEFT JOIN verification_authorisation a ON a.id = s.authorisation_id AND p.source = ANY (a.sources)
             AND a.starts_on <= p.read_on AND COALESCE(LEAST(a.stops_on, a.withdrawn_on) > p.read_on, true)
            LEFT JOIN cases_case c ON c.id = s.case_id
           WHERE p.id IS NULL OR s.id IS NULL OR ((a.id IS NULL OR c.closed_on <= p.read_on) AND NOT ({unless})) LIMIT 1;
          IF FOUND THEN PERFORM rechecks_refuse(wrong.person_id, COALESCE(wrong.source, ''), wrong.read_on); END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER {table}_authorised AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION {table}_check();""",  # noqa: S608 (tables and conditions of ours)
        f"DROP TRIGGER {table}_authorised ON {table}; DROP FUNCTION {table}_check();",
    )


SETTLED = """
CREATE FUNCTION rechecks_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old_row jsonb := to_jsonb(OLD);
BEGIN
  IF TG_TABLE_NAME = 'rechecks_part' AND old_row ->> 'state' <> 'waiting'
     OR TG_TABLE_NAME = 'rechecks_run' AND old_row ->> 'finished_at' IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'rechecks.settled', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rechecks_part_settled BEFORE UPDATE ON rechecks_part FOR EACH ROW EXECUTE FUNCTION rechecks_settled();
CREATE TRIGGER rechecks_run_settled BEFORE UPDATE ON rechecks_run FOR EACH ROW EXECUTE FUNCTION rechecks_settled();
"""
SETTLED_BACK = """
DROP TRIGGER rechecks_part_settled ON rechecks_part; DROP TRIGGER rechecks_run_settled ON rechecks_run;
DROP FUNCTION rechecks_settled();
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0001_initial"), ("verification", "0003_signed")]
    operations = [
        migrations.RunSQL(REFUSE, REFUSE_BACK),
        findings("rechecks_reading", more="AND s.person_id = f.person_id AND p.source = f.source"),
        findings("rechecks_proposal"),
        findings("rechecks_doubt", unless="f.kind = 'ended'"),
        migrations.RunSQL(SETTLED, SETTLED_BACK),
        *(append_only(f"rechecks_{table}") for table in ("subject", "reading", "proposal", "doubt")),
        *(
            visible_by_area(f"rechecks_{table}", "area_code")
            for table in ("subject", "reading", "proposal", "doubt")
        ),
        *(never_deleted(f"rechecks_{table}") for table in ("run", "part")),
        *(tracked(f"rechecks_{table}") for table in ("run", "part")),
    ]
