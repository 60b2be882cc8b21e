"""What the database itself holds about visits: two visitors, each on her own duty over the same content; nothing changes."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.cases.standing import seen_with_case, stands_on_duty

VISIT = """
-- Deferred: a visit and its signatures are written one after the other, and counted at commit.
CREATE FUNCTION surveys_check_visitors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted int;
  found int;
BEGIN
  SELECT COALESCE((p.body #>> '{facts,investigators_min,value}')::int, 2) INTO wanted
    FROM cases_case c JOIN cases_processversion p ON p.id = c.process_id WHERE c.id = NEW.case_id;
  SELECT count(DISTINCT d.officer_id) INTO found
    FROM surveys_visitor v JOIN cases_duty d ON d.id = v.duty_id WHERE v.visit_id = NEW.id;
  IF found < COALESCE(wanted, 2) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.too-few-visitors',
      DETAIL = json_build_object('wanted', COALESCE(wanted, 2), 'found', found)::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER surveys_visit_two_visitors AFTER INSERT ON surveys_visit
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION surveys_check_visitors();

CREATE FUNCTION surveys_check_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM surveys_visit v WHERE v.id = NEW.corrects_id AND v.case_id = NEW.case_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.corrects-another', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_visit_allowed BEFORE INSERT ON surveys_visit
  FOR EACH ROW EXECUTE FUNCTION surveys_check_visit();
"""
VISIT_BACK = """
DROP TRIGGER surveys_visit_allowed ON surveys_visit; DROP FUNCTION surveys_check_visit();
DROP TRIGGER surveys_visit_two_visitors ON surveys_visit; DROP FUNCTION surveys_check_visitors();
"""

VISITOR = """
CREATE FUNCTION surveys_check_visitor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM surveys_visit v
                  WHERE v.id = NEW.visit_id AND v.case_id = NEW.case_id AND v.digest = NEW.digest) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'surveys.other-digest', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER surveys_visitor_z_same_content BEFORE INSERT ON surveys_visitor
  FOR EACH ROW EXECUTE FUNCTION surveys_check_visitor();
"""
VISITOR_BACK = """
DROP TRIGGER surveys_visitor_z_same_content ON surveys_visitor; DROP FUNCTION surveys_check_visitor();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("cases", "0002_road")]
    operations = [
        migrations.RunSQL(VISIT, VISIT_BACK),
        stands_on_duty("surveys_visitor", "survey"),
        migrations.RunSQL(VISITOR, VISITOR_BACK),
        append_only("surveys_visit"),
        append_only("surveys_visitor"),
        seen_with_case("surveys_visitdraft"),
        seen_with_case("surveys_visit"),
        seen_with_case("surveys_visitor"),
    ]
