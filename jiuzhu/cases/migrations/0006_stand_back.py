"""A duty is refused to relatives and in one's own village; a named substitute may take exactly the duty she was named for."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.cases.standing import seen_with_case

DUTY = """
-- The relation of a current household member to the officer, by her latest declaration; the wide set counts (公务员法 Art. 74, 76).
CREATE FUNCTION cases_kin(officer bigint, household bigint, day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT k.relation FROM relatives_kin k
    JOIN households_person h ON h.citizen_id = k.citizen_id
    JOIN households_membership m ON m.person_id = h.id AND m.household_id = household
     AND (m.stops_on IS NULL OR m.stops_on > day)
   WHERE k.declaration_id = (SELECT max(d.id) FROM relatives_declaration d WHERE d.officer_id = officer)
   ORDER BY k.id LIMIT 1
$$;

CREATE FUNCTION cases_substitutes(officer bigint, which bigint, wanted text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM cases_substitution s WHERE s.case_id = which AND s.substitute_id = officer AND s.duty = wanted
     AND s.starts_on <= day AND (s.stops_on IS NULL OR s.stops_on > day)
     AND NOT EXISTS (SELECT 1 FROM cases_substitutionend e WHERE e.substitution_id = s.id AND e."on" <= day))
$$;

CREATE OR REPLACE FUNCTION cases_check_duty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  rule cases_dutyrule%ROWTYPE;
  person offices_officer%ROWTYPE;
  held text;
  named boolean;
BEGIN
  -- Two duties on one case are taken one after the other, so that neither misses the other.
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
  SELECT * INTO person FROM offices_officer WHERE id = NEW.officer_id;
  SELECT * INTO rule FROM cases_dutyrule WHERE duty = NEW.duty;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.unknown-duty',
      DETAIL = json_build_object('duty', NEW.duty)::text;
  END IF;
  named := cases_substitutes(NEW.officer_id, NEW.case_id, NEW.duty, NEW."on");
  -- A substitute holds the power somewhere in the same county; everybody else where the case is.
  IF NOT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role
     WHERE p.officer_id = NEW.officer_id AND r.power = rule.power AND p.starts_on <= NEW."on"
       AND (p.stops_on IS NULL OR p.stops_on > NEW."on")
       AND (starts_with(c.area_id, p.area_id) OR (named AND starts_with(p.area_id, left(c.area_id, 6))))) THEN
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
  held := cases_kin(NEW.officer_id, c.household_id, NEW."on");
  IF held IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.relative-of-the-household',
      DETAIL = json_build_object('officer', person.name, 'relation', held)::text;
  END IF;
  IF NEW.duty IN ('survey', 'appraise', 'review', 'decide') AND EXISTS (
    SELECT 1 FROM relatives_declaration d WHERE d.home_village_id = c.village_id
       AND d.id = (SELECT max(l.id) FROM relatives_declaration l WHERE l.officer_id = NEW.officer_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.own-village', DETAIL = json_build_object(
      'officer', person.name, 'village', (SELECT name FROM offices_area WHERE code = c.village_id))::text;
  END IF;
  SELECT d.duty INTO held FROM cases_duty d WHERE d.case_id = NEW.case_id AND d.officer_id = NEW.officer_id
    AND rule.excludes ? d.duty LIMIT 1;
  IF held IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.incompatible-duties',
      DETAIL = json_build_object('officer', person.name, 'held', held, 'duty', NEW.duty)::text;
  END IF;
  RETURN NEW;
END $$;

-- Whoever names a substitute may do so here, and the substitute is of elsewhere in the county with the power for the duty.
CREATE FUNCTION cases_check_substitution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  needed text := (SELECT power FROM cases_dutyrule WHERE duty = NEW.duty);
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id;
  IF NOT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role AND r.power = 'cases.substitute'
     WHERE p.officer_id = NEW.ordered_by_id AND starts_with(c.area_id, p.area_id) AND p.starts_on <= NEW.starts_on
       AND (p.stops_on IS NULL OR p.stops_on > NEW.starts_on)) OR NEW.ordered_by_id = NEW.substitute_id THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.may-not-name-a-substitute', DETAIL = '{}';
  END IF;
  IF needed IS NULL OR NOT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role AND r.power = needed
     WHERE p.officer_id = NEW.substitute_id AND starts_with(p.area_id, left(c.area_id, 6)) AND p.starts_on <= NEW.starts_on
       AND (p.stops_on IS NULL OR p.stops_on > NEW.starts_on)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.not-a-substitute', DETAIL = json_build_object(
      'officer', (SELECT name FROM offices_officer WHERE id = NEW.substitute_id), 'duty', NEW.duty)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_substitution_allowed BEFORE INSERT ON cases_substitution
  FOR EACH ROW EXECUTE FUNCTION cases_check_substitution();
"""
BACK = """
DROP TRIGGER cases_substitution_allowed ON cases_substitution; DROP FUNCTION cases_check_substitution();
DROP FUNCTION cases_substitutes(bigint, bigint, text, date) CASCADE; DROP FUNCTION cases_kin(bigint, bigint, date) CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_conflicts"), ("relatives", "0002_kept"), ("offices", "0002_reach")]
    operations = [
        migrations.RunSQL(DUTY, BACK),
        append_only("cases_substitution"),
        append_only("cases_substitutionend"),
        append_only("cases_relativefiling"),
        seen_with_case("cases_relativefiling"),
    ]
