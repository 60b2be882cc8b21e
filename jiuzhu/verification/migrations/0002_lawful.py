"""Nobody is looked up without a case and an authorisation: kept by the database, for the page, the shell and raw SQL alike."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.cases.standing import seen_with_case, stands_on_duty

AUTHORISATION = """
CREATE FUNCTION verification_check_authorisation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person text;
BEGIN
  SELECT name INTO person FROM households_person WHERE id = NEW.person_id;
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM cases_case c JOIN households_membership m ON m.household_id = c.household_id
                    WHERE c.id = NEW.case_id AND m.person_id = NEW.person_id
                      AND (m.stops_on IS NULL OR m.stops_on > NEW.starts_on)) THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-a-member',
        DETAIL = json_build_object('person', person, 'on', NEW.starts_on)::text;
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.withdrawn_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.already-withdrawn',
      DETAIL = json_build_object('on', OLD.withdrawn_on)::text;
  END IF;
  IF NEW.withdrawn_on IS NULL
     OR (to_jsonb(NEW) - 'withdrawn_on' - 'withdrawal_note') <> (to_jsonb(OLD) - 'withdrawn_on' - 'withdrawal_note') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.authorisation-fixed', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_authorisation_allowed BEFORE INSERT OR UPDATE ON verification_authorisation
  FOR EACH ROW EXECUTE FUNCTION verification_check_authorisation();
"""

INQUIRY = """
CREATE FUNCTION verification_check_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Held against a withdrawal at the same moment: either the question is asked before it, or not at all.
  PERFORM 1 FROM verification_authorisation a
   WHERE a.id = NEW.authorisation_id AND a.case_id = NEW.case_id AND a.person_id = NEW.person_id
     AND NEW.source = ANY (a.sources) AND a.starts_on <= NEW.asked_on
     AND COALESCE(LEAST(a.stops_on, a.withdrawn_on) > NEW.asked_on, true) FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-authorised', DETAIL = json_build_object(
      'person', (SELECT name FROM households_person WHERE id = NEW.person_id), 'source', NEW.source,
      'on', NEW.asked_on)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_inquiry_z_authorised BEFORE INSERT ON verification_inquiry
  FOR EACH ROW EXECUTE FUNCTION verification_check_inquiry();
"""

ANSWER = """
CREATE FUNCTION verification_check_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  SELECT i.source, i.case_id, p.citizen_id INTO asked FROM verification_inquiry i
    JOIN households_person p ON p.id = i.person_id WHERE i.id = NEW.inquiry_id;
  IF EXISTS (SELECT 1 FROM verification_report r JOIN verification_inquiry i ON i.case_id = r.case_id
              WHERE i.id = NEW.inquiry_id AND r.at >= i.asked_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.already-reported', DETAIL = '{}';
  END IF;
  -- What one person's record says must never stand under another's name.
  IF jsonb_array_length(NEW.facts) <> cardinality(NEW.rows) OR EXISTS (
       SELECT 1 FROM unnest(NEW.rows) wanted(id) LEFT JOIN verification_extractrow e ON e.id = wanted.id
        WHERE e.id IS NULL OR e.citizen_id IS DISTINCT FROM asked.citizen_id OR e.source <> asked.source
           OR e.extract_id IS DISTINCT FROM NEW.extract_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-of-this-person', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_answer_z_of_this_person BEFORE INSERT ON verification_answer
  FOR EACH ROW EXECUTE FUNCTION verification_check_answer();
"""

# A department's file holds thousands of people who asked for nothing. Within an officer's reach their records exist
# only where somebody was lawfully asked about; the whole county's reach is the clock's and the command line's.
ROWS = """
ALTER TABLE verification_extractrow ENABLE ROW LEVEL SECURITY;
ALTER TABLE verification_extractrow FORCE ROW LEVEL SECURITY;
CREATE POLICY verification_extractrow_seen ON verification_extractrow FOR SELECT USING (
  COALESCE(current_setting('jiuzhu.reach', true), '') = '*'
  OR EXISTS (SELECT 1 FROM verification_inquiry i
               JOIN verification_authorisation a ON a.id = i.authorisation_id AND a.withdrawn_on IS NULL
               JOIN households_person p ON p.id = i.person_id
              WHERE i.source = verification_extractrow.source AND p.citizen_id = verification_extractrow.citizen_id));
CREATE POLICY verification_extractrow_taken ON verification_extractrow FOR INSERT
  WITH CHECK (COALESCE(current_setting('jiuzhu.reach', true), '') = '*');
ALTER TABLE verification_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE verification_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY verification_answer_reach ON verification_answer
  USING (EXISTS (SELECT 1 FROM verification_inquiry i WHERE i.id = verification_answer.inquiry_id))
  WITH CHECK (EXISTS (SELECT 1 FROM verification_inquiry i WHERE i.id = verification_answer.inquiry_id));
"""
ROWS_BACK = """
DROP POLICY verification_answer_reach ON verification_answer;
ALTER TABLE verification_answer NO FORCE ROW LEVEL SECURITY; ALTER TABLE verification_answer DISABLE ROW LEVEL SECURITY;
DROP POLICY verification_extractrow_taken ON verification_extractrow;
DROP POLICY verification_extractrow_seen ON verification_extractrow;
ALTER TABLE verification_extractrow NO FORCE ROW LEVEL SECURITY;
ALTER TABLE verification_extractrow DISABLE ROW LEVEL SECURITY;
"""


def _trigger(sql: str, name: str, table: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {function}();")


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial"), ("cases", "0002_road"), ("households", "0002_kept")]
    operations = [
        _trigger(AUTHORISATION, "verification_authorisation_allowed", "verification_authorisation",
                 "verification_check_authorisation"),
        # Acceptance sets the first questions off by itself: they stand on the duty of whoever accepted.
        stands_on_duty("verification_inquiry", "accept", "verify"),
        _trigger(INQUIRY, "verification_inquiry_z_authorised", "verification_inquiry", "verification_check_inquiry"),
        _trigger(ANSWER, "verification_answer_z_of_this_person", "verification_answer", "verification_check_answer"),
        stands_on_duty("verification_report", "verify"),
        *(append_only(f"verification_{table}") for table in
          ("extract", "extractrow", "refusedrow", "inquiry", "answer", "report")),
        never_deleted("verification_authorisation"),
        tracked("verification_authorisation"),
        *(seen_with_case(f"verification_{table}") for table in ("authorisation", "inquiry", "report")),
        migrations.RunSQL(ROWS, ROWS_BACK),
    ]  # fmt: skip
