"""What the database itself holds about the road of a case: steps, duties, immutability, reach."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.offices.scope import visible_by_area

STEP = """
CREATE FUNCTION cases_check_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  road jsonb;
  leads jsonb;
  reached text;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
  IF NEW.number = 1 THEN
    IF NEW.from_stage = '' AND NEW.to_stage = c.stage THEN RETURN NEW; END IF;
  ELSE
    SELECT body INTO road FROM cases_processversion WHERE id = c.process_id;
    SELECT to_stage INTO reached FROM cases_step WHERE case_id = NEW.case_id AND number = NEW.number - 1;
    leads := road #> ARRAY['stages', NEW.from_stage, 'outcomes', NEW.outcome];
    -- An outcome leads to one stage, or to another when a named guard holds; a few ends lie aside of the road.
    IF reached = NEW.from_stage AND (
         NEW.to_stage IN (leads ->> 'to', leads #>> '{unless,to}')
         -- A later law takes a running case over into its own version (the case already points at it).
         OR (NEW.outcome = 'taken_over' AND road #>> ARRAY['takes_over', NEW.from_stage] = NEW.to_stage)
         OR EXISTS (SELECT 1 FROM jsonb_array_elements(road -> 'aside') a
                     WHERE a ->> 'outcome' = NEW.outcome AND a ->> 'to' = NEW.to_stage
                       AND a -> 'in' ? NEW.from_stage)) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-such-step',
    DETAIL = json_build_object('from_stage', NEW.from_stage, 'outcome', NEW.outcome, 'to_stage', NEW.to_stage)::text;
END $$;
CREATE TRIGGER cases_step_on_the_road BEFORE INSERT ON cases_step
  FOR EACH ROW EXECUTE FUNCTION cases_check_step();

-- At commit a case stands where its last step led: no stage is ever written past the road.
CREATE FUNCTION cases_check_stage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stands text;
  reached text;
BEGIN
  SELECT stage INTO stands FROM cases_case WHERE id = NEW.id;
  SELECT to_stage INTO reached FROM cases_step WHERE case_id = NEW.id ORDER BY number DESC LIMIT 1;
  IF stands IS DISTINCT FROM reached THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-such-step',
      DETAIL = json_build_object('from_stage', COALESCE(reached, ''), 'outcome', '', 'to_stage', stands)::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cases_case_stage_is_reached AFTER INSERT OR UPDATE OF stage ON cases_case
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_check_stage();
"""

DUTY = """
CREATE FUNCTION cases_check_duty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  rule cases_dutyrule%ROWTYPE;
  person offices_officer%ROWTYPE;
  held text;
BEGIN
  -- Two duties on one case are taken one after the other, so that neither misses the other.
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
  SELECT * INTO person FROM offices_officer WHERE id = NEW.officer_id;
  SELECT * INTO rule FROM cases_dutyrule WHERE duty = NEW.duty;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.unknown-duty',
      DETAIL = json_build_object('duty', NEW.duty)::text;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role
     WHERE p.officer_id = NEW.officer_id AND r.power = rule.power AND p.starts_on <= NEW."on"
       AND (p.stops_on IS NULL OR p.stops_on > NEW."on") AND starts_with(c.area_id, p.area_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.not-empowered', DETAIL = json_build_object(
      'officer', person.name, 'on', NEW."on", 'area', (SELECT name FROM offices_area WHERE code = c.area_id),
      'duty', NEW.duty)::text;
  END IF;
  IF person.citizen_id <> '' AND EXISTS (
    SELECT 1 FROM households_membership m JOIN households_person h ON h.id = m.person_id
     WHERE m.household_id = c.household_id AND h.citizen_id = person.citizen_id
       AND (m.stops_on IS NULL OR m.stops_on > NEW."on")) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.own-case',
      DETAIL = json_build_object('officer', person.name)::text;
  END IF;
  SELECT d.duty INTO held FROM cases_duty d WHERE d.case_id = NEW.case_id AND d.officer_id = NEW.officer_id
    AND rule.excludes ? d.duty LIMIT 1;
  IF held IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.incompatible-duties',
      DETAIL = json_build_object('officer', person.name, 'held', held, 'duty', NEW.duty)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_duty_allowed BEFORE INSERT ON cases_duty FOR EACH ROW EXECUTE FUNCTION cases_check_duty();

-- For the tables of signed acts: the duty named must be of that kind and of that case.
CREATE FUNCTION cases_stands_on_duty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_duty d WHERE d.id = NEW.duty_id AND d.case_id = NEW.case_id
                 AND d.duty = ANY (TG_ARGV)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-duty',
      DETAIL = json_build_object('table', TG_TABLE_NAME)::text;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0002_append_only"), ("offices", "0002_reach")]
    operations = [
        migrations.RunSQL(
            STEP,
            """DROP TRIGGER cases_case_stage_is_reached ON cases_case; DROP FUNCTION cases_check_stage();
            DROP TRIGGER cases_step_on_the_road ON cases_step; DROP FUNCTION cases_check_step();""",
        ),
        migrations.RunSQL(
            DUTY,
            """DROP FUNCTION cases_stands_on_duty(); DROP TRIGGER cases_duty_allowed ON cases_duty;
            DROP FUNCTION cases_check_duty();""",
        ),
        append_only("cases_processversion"),
        append_only("cases_step"),
        append_only("cases_duty"),
        append_only("cases_extension"),
        never_deleted("cases_case"),
        tracked("cases_case"),
        visible_by_area("cases_case"),
    ]
