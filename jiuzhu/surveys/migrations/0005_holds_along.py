"""What the database itself holds about visits without a network, by telephone, refused signatures and inquiries."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.cases.standing import seen_with_case, stands_on_duty

VISIT = """
CREATE FUNCTION surveys_check_how() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  -- 57号 Art. 16: who will not sign is on record with the reason and a witness.
  IF NEW.household_signed = 'refused' AND NEW.outcome <> 'not_cooperating'
     AND (btrim(COALESCE(NEW.content #>> '{refused,reason}', '')) = ''
          OR btrim(COALESCE(NEW.content #>> '{refused,witness}', '')) = '') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.refused-untold', DETAIL = '{}';
  END IF;
  IF NEW.mode <> 'home' THEN
    IF length(btrim(COALESCE(NEW.content ->> 'mode_reason', ''))) < 10 THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.remote-unexplained', DETAIL = '{}';
    END IF;
    IF NEW.household_signed <> 'nobody' THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.remote-not-signed', DETAIL = '{}';
    END IF;
    SELECT mode, follow_up_by INTO last FROM surveys_visit
     WHERE case_id = NEW.case_id AND outcome <> 'nobody_home' ORDER BY id DESC LIMIT 1;
    IF last.mode <> 'home' THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.remote-again',
        DETAIL = json_build_object('follow_up_by', last.follow_up_by)::text;
    END IF;
  END IF;
  IF EXISTS (
       SELECT 1 FROM jsonb_array_elements(COALESCE(NEW.content -> 'papers', '[]')) paper
        WHERE NOT EXISTS (
          SELECT 1 FROM documents_storedfile f JOIN cases_case c ON c.number = f.case_number
           WHERE f.id = (paper ->> 'id')::bigint AND f.sha256 = paper ->> 'sha256' AND c.id = NEW.case_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.paper-of-another', DETAIL = '{}';
  END IF;
  IF NEW.sent_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM surveys_sent s WHERE s.uuid = NEW.sent_id AND s.case_id = NEW.case_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.number-of-another',
      DETAIL = json_build_object('uuid', NEW.sent_id)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_visit_how BEFORE INSERT ON surveys_visit
  FOR EACH ROW EXECUTE FUNCTION surveys_check_how();
"""
VISIT_BACK = "DROP TRIGGER surveys_visit_how ON surveys_visit; DROP FUNCTION surveys_check_how();"

ALONG = """
CREATE FUNCTION surveys_check_sent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
BEGIN
  SELECT t.case_id, t.officer_id, o.name INTO held
    FROM surveys_taken t JOIN offices_officer o ON o.id = t.officer_id WHERE t.key = NEW.taken_id;
  IF held IS NULL OR held.case_id <> NEW.case_id THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.no-such-taken', DETAIL = '{}';
  END IF;
  IF held.officer_id <> NEW.officer_id THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.not-yours-to-send',
      DETAIL = json_build_object('officer', held.name)::text;
  END IF;
  IF EXISTS (SELECT 1 FROM surveys_photograph p WHERE p.visit_uuid = NEW.uuid AND p.taken_id <> NEW.taken_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.photograph-of-another', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_sent_allowed BEFORE INSERT ON surveys_sent
  FOR EACH ROW EXECUTE FUNCTION surveys_check_sent();

CREATE FUNCTION surveys_check_photograph() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM surveys_sent s WHERE s.uuid = NEW.visit_uuid) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.photograph-too-late', DETAIL = '{}';
  END IF;
  IF NOT EXISTS (
       SELECT 1 FROM surveys_taken t JOIN cases_case c ON c.id = t.case_id
         JOIN documents_storedfile f ON f.case_number = c.number
        WHERE t.key = NEW.taken_id AND t.case_id = NEW.case_id AND f.id = NEW.file_id AND f.kind = 'survey-photograph') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.photograph-of-another', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_photograph_allowed BEFORE INSERT ON surveys_photograph
  FOR EACH ROW EXECUTE FUNCTION surveys_check_photograph();

-- What was taken along stays as it was; that it went back is written once.
CREATE FUNCTION surveys_check_given_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.given_back_at IS NOT NULL
     OR to_jsonb(NEW) - '{given_back_at,given_back}'::text[] <> to_jsonb(OLD) - '{given_back_at,given_back}'::text[] THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'audit.append-only',
      DETAIL = json_build_object('table', TG_TABLE_NAME, 'kind', 'update')::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_taken_given_back_once BEFORE UPDATE ON surveys_taken
  FOR EACH ROW EXECUTE FUNCTION surveys_check_given_back();
"""
ALONG_BACK = """
DROP TRIGGER surveys_taken_given_back_once ON surveys_taken; DROP FUNCTION surveys_check_given_back();
DROP TRIGGER surveys_photograph_allowed ON surveys_photograph; DROP FUNCTION surveys_check_photograph();
DROP TRIGGER surveys_sent_allowed ON surveys_sent; DROP FUNCTION surveys_check_sent();
"""

INQUIRIES = """
CREATE FUNCTION surveys_check_neighbour() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.neutral AND btrim(NEW.why_asked) = '' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.not-neutral', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_neighbour_neutral BEFORE INSERT ON surveys_neighbourinquiry
  FOR EACH ROW EXECUTE FUNCTION surveys_check_neighbour();

CREATE FUNCTION surveys_check_letter_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  letter record;
BEGIN
  SELECT case_id, sent_on INTO letter FROM surveys_letterinquiry WHERE id = NEW.letter_id;
  IF letter IS NULL OR letter.case_id <> NEW.case_id THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.no-such-letter', DETAIL = '{}';
  END IF;
  IF NEW.answered_on < letter.sent_on OR NEW.answered_on > NEW."on" THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.answered-before',
      DETAIL = json_build_object('answered_on', NEW.answered_on, 'sent_on', letter.sent_on)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_letter_answer_allowed BEFORE INSERT ON surveys_letteranswer
  FOR EACH ROW EXECUTE FUNCTION surveys_check_letter_answer();
"""
INQUIRIES_BACK = """
DROP TRIGGER surveys_letter_answer_allowed ON surveys_letteranswer; DROP FUNCTION surveys_check_letter_answer();
DROP TRIGGER surveys_neighbour_neutral ON surveys_neighbourinquiry; DROP FUNCTION surveys_check_neighbour();
"""
ONLY_GROW = ("sent", "settled", "photograph", "letterinquiry", "letteranswer", "neighbourinquiry")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_along")]
    operations = [
        migrations.RunSQL(VISIT, VISIT_BACK),
        migrations.RunSQL(ALONG, ALONG_BACK),
        migrations.RunSQL(INQUIRIES, INQUIRIES_BACK),
        stands_on_duty("surveys_letterinquiry", "survey"),
        stands_on_duty("surveys_neighbourinquiry", "survey"),
        *(append_only(f"surveys_{table}") for table in ONLY_GROW),
        never_deleted("surveys_taken"),
        tracked("surveys_taken", "key"),
        *(seen_with_case(f"surveys_{table}") for table in (*ONLY_GROW, "taken", "stop")),
    ]
