"""A notice shows what the process lets it show, and ends once."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.cases.standing import stands_on_duty

NOTICE = """
CREATE FUNCTION publicity_check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed jsonb;
  shown text;
BEGIN
  SELECT p.body #> ARRAY['stages', NEW.stage, 'posting', 'fields'] INTO allowed
    FROM cases_case c JOIN cases_processversion p ON p.id = c.process_id WHERE c.id = NEW.case_id;
  allowed := COALESCE(allowed, '[]'::jsonb) || '["village", "item", "hotline"]'::jsonb;
  SELECT k INTO shown FROM jsonb_object_keys(NEW.fields) k WHERE NOT allowed ? k LIMIT 1;
  IF shown IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'publicity.field-not-allowed',
      DETAIL = json_build_object('name', shown)::text;
  END IF;
  -- Whatever the field is called: an ID number, telephone or account on a notice is a leak (china.md 6.1).
  IF NEW.fields::text ~ '[0-9]{11}' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'publicity.personal-number', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER publicity_posting_lawful BEFORE INSERT ON publicity_posting
  FOR EACH ROW EXECUTE FUNCTION publicity_check_posting();

CREATE FUNCTION publicity_end_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_on IS NOT NULL
     OR to_jsonb(NEW) - 'ended_on' - 'ended_as' - 'photograph_id'
        IS DISTINCT FROM to_jsonb(OLD) - 'ended_on' - 'ended_as' - 'photograph_id'
     OR (OLD.photograph_id IS NOT NULL AND NEW.photograph_id IS DISTINCT FROM OLD.photograph_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'publicity.posting-frozen', DETAIL = '{}';
  END IF;
  IF NEW.ended_as = 'undisputed' AND (NEW.ended_on <= NEW.closes_on OR NEW.closes_on IS NULL) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'publicity.notice-still-runs',
      DETAIL = json_build_object('closes_on', NEW.closes_on)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER publicity_posting_ends_once BEFORE UPDATE ON publicity_posting
  FOR EACH ROW EXECUTE FUNCTION publicity_end_once();
"""


class Migration(migrations.Migration):
    dependencies = [("publicity", "0001_initial"), ("cases", "0002_road")]
    operations = [
        stands_on_duty("publicity_posting", "post"),
        stands_on_duty("publicity_appraisal", "appraise"),
        migrations.RunSQL(
            NOTICE,
            """DROP TRIGGER publicity_posting_ends_once ON publicity_posting; DROP FUNCTION publicity_end_once();
            DROP TRIGGER publicity_posting_lawful ON publicity_posting; DROP FUNCTION publicity_check_posting();""",
        ),
        never_deleted("publicity_posting"),
        tracked("publicity_posting"),
        append_only("publicity_objection"),
        append_only("publicity_appraisal"),
    ]
