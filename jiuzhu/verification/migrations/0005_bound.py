"""A query is bound to case, authorisation, person, source, purpose and to officers who may know; so is every look.

Triggers of their own, asked before those of 0002: whoever may not ask at all is told that first.
"""

from django.db import migrations

RIGHT = """
-- officer NULL: the clock, which asks on the duty of whoever accepted and rests on the township's agreement.
CREATE FUNCTION verification_check_right(officer bigint, on_case bigint, day date) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
  c cases_case%ROWTYPE;
  person offices_officer%ROWTYPE;
  missing text;
  kin text;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = on_case;
  SELECT * INTO person FROM offices_officer WHERE id = officer;
  missing := confidentiality_refusal(officer, c.area_id, day);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'confidentiality.no-agreement', DETAIL = json_build_object(
      'missing', missing, 'officer', COALESCE(person.name, ''),
      'area', (SELECT name FROM offices_area WHERE code = left(c.area_id, 9)), 'on', day)::text;
  END IF;
  IF officer IS NULL THEN RETURN; END IF;
  IF person.citizen_id <> '' AND EXISTS (
    SELECT 1 FROM households_membership m JOIN households_person h ON h.id = m.person_id
     WHERE m.household_id = c.household_id AND h.citizen_id = person.citizen_id AND (m.stops_on IS NULL OR m.stops_on > day)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.own-case',
      DETAIL = json_build_object('officer', person.name)::text;
  END IF;
  kin := cases_kin(officer, c.household_id, day);
  IF kin IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.relative-of-the-household',
      DETAIL = json_build_object('officer', person.name, 'relation', kin)::text;
  END IF;
  IF c.village_id = (SELECT d.home_village_id FROM relatives_declaration d WHERE d.officer_id = officer ORDER BY d.id DESC LIMIT 1) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.own-village', DETAIL = json_build_object(
      'officer', person.name, 'village', (SELECT name FROM offices_area WHERE code = c.village_id))::text;
  END IF;
END $$;

-- Whose doing an act on a duty is: the verifier's own; an acceptance is what the clock's asking stands on.
CREATE FUNCTION verification_doer(named bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT officer_id FROM cases_duty WHERE id = named AND duty <> 'accept'
$$;
"""
RIGHT_BACK = (
    "DROP FUNCTION verification_doer(bigint); DROP FUNCTION verification_check_right(bigint, bigint, date);"
)

INQUIRY = """
CREATE FUNCTION verification_bind_inquiry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  named verification_authorisation%ROWTYPE;
BEGIN
  PERFORM verification_check_right(verification_doer(NEW.duty_id), NEW.case_id, NEW.asked_on);
  SELECT * INTO named FROM verification_authorisation WHERE id = NEW.authorisation_id;
  IF named.withdrawn_on <= NEW.asked_on THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.withdrawn', DETAIL = json_build_object(
      'person', (SELECT name FROM households_person WHERE id = named.person_id), 'on', named.withdrawn_on)::text;
  END IF;
  IF NEW.purpose <> ALL (named.purposes) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.other-purpose', DETAIL = json_build_object(
      'person', (SELECT name FROM households_person WHERE id = named.person_id), 'purpose', NEW.purpose)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_inquiry_y_bound BEFORE INSERT ON verification_inquiry
  FOR EACH ROW EXECUTE FUNCTION verification_bind_inquiry();
"""

ANSWER = """
-- What comes for a question whose authorisation was withdrawn is kept as not answered, never as a fact.
CREATE FUNCTION verification_bind_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked record;
  day date := (NEW.at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  SELECT i.case_id, a.withdrawn_on, p.name INTO asked FROM verification_inquiry i
    JOIN verification_authorisation a ON a.id = i.authorisation_id JOIN households_person p ON p.id = i.person_id
   WHERE i.id = NEW.inquiry_id;
  IF NEW.settled_by_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT 1 FROM cases_duty d WHERE d.id = NEW.settled_by_id AND d.case_id = asked.case_id AND d.duty = 'verify') THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-duty', DETAIL = json_build_object('table', TG_TABLE_NAME)::text;
    END IF;
    PERFORM verification_check_right(verification_doer(NEW.settled_by_id), asked.case_id, day);
  END IF;
  IF NEW.outcome <> 'not_authorised' AND asked.withdrawn_on <= day THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.withdrawn',
      DETAIL = json_build_object('person', asked.name, 'on', asked.withdrawn_on)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_answer_y_bound BEFORE INSERT ON verification_answer
  FOR EACH ROW EXECUTE FUNCTION verification_bind_answer();
"""

REPORT = """
CREATE FUNCTION verification_bind_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM verification_check_right(verification_doer(NEW.duty_id), NEW.case_id, NEW."on");
  RETURN NEW;
END $$;
CREATE TRIGGER verification_report_y_bound BEFORE INSERT ON verification_report
  FOR EACH ROW EXECUTE FUNCTION verification_bind_report();
"""

# A look is its entry in the log: no entry, nothing shown. So the log takes none that may not be.
LOOK = """
CREATE FUNCTION verification_bind_look() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  looker bigint := (SELECT id FROM offices_officer WHERE staff_number = NEW.actor_key);
BEGIN
  SELECT * INTO c FROM cases_case WHERE number = NEW.case_number;
  IF NOT FOUND OR looker IS NULL OR NOT (
       EXISTS (SELECT 1 FROM households_membership m WHERE m.household_id = c.household_id AND m.person_id::text = NEW.person_key)
       OR EXISTS (SELECT 1 FROM verification_authorisation a WHERE a.case_id = c.id AND a.person_id::text = NEW.person_key)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.look-without-case',
      DETAIL = json_build_object('number', NEW.case_number)::text;
  END IF;
  PERFORM verification_check_right(looker, c.id, (NEW.at AT TIME ZONE 'Asia/Shanghai')::date);
  RETURN NEW;
END $$;
CREATE TRIGGER verification_look_bound BEFORE INSERT ON audit_entry FOR EACH ROW
  WHEN (NEW.act = 'verification.looked') EXECUTE FUNCTION verification_bind_look();
"""


def _trigger(sql: str, name: str, table: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {function}();")


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0004_consent"),
        ("confidentiality", "0002_kept"),
        ("relatives", "0002_kept"),
        ("cases", "0006_stand_back"),
        ("audit", "0003_by_act"),
    ]
    operations = [
        migrations.RunSQL(RIGHT, RIGHT_BACK),
        _trigger(
            INQUIRY, "verification_inquiry_y_bound", "verification_inquiry", "verification_bind_inquiry"
        ),
        _trigger(ANSWER, "verification_answer_y_bound", "verification_answer", "verification_bind_answer"),
        _trigger(REPORT, "verification_report_y_bound", "verification_report", "verification_bind_report"),
        _trigger(LOOK, "verification_look_bound", "audit_entry", "verification_bind_look"),
    ]
