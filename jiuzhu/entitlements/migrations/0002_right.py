"""A right rests on a decision; a cut is heard and decided first; what was granted is never rewritten."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.cases.standing import stands_on_duty
from jiuzhu.offices.scope import visible_by_area

RIGHT = """
CREATE FUNCTION entitlements_check_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d approvals_decision%ROWTYPE;
  latest bigint;
BEGIN
  IF NEW.legacy THEN
    IF NOT (SELECT legacy FROM cases_case WHERE id = NEW.case_id) THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.no-decision', DETAIL = '{}';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO d FROM approvals_decision WHERE id = NEW.decision_id;
  SELECT max(id) INTO latest FROM approvals_decision WHERE case_id = NEW.case_id;
  IF d.case_id <> NEW.case_id OR d.kind <> 'granted' OR d.id <> latest OR NEW.starts_on < d.starts_on
     -- The amount decided is the amount that the rules gave, not one that somebody wrote into an opinion.
     OR NOT EXISTS (SELECT 1 FROM eligibility_determination f WHERE f.case_id = NEW.case_id AND f.outcome = 'eligible'
                    AND f.digest = d.determination_digest AND f.amount_fen = d.amount_fen) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.no-decision', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_entitlement_granted BEFORE INSERT ON entitlements_entitlement
  FOR EACH ROW EXECUTE FUNCTION entitlements_check_grant();

CREATE FUNCTION entitlements_check_amount() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  e entitlements_entitlement%ROWTYPE;
  decided bigint;
BEGIN
  SELECT * INTO e FROM entitlements_entitlement WHERE id = NEW.entitlement_id;
  IF NEW.because = 'imported' AND e.legacy THEN RETURN NEW; END IF;
  IF NEW.because = 'granted' THEN
    SELECT amount_fen INTO decided FROM approvals_decision WHERE id = e.decision_id;
  ELSE
    SELECT c.new_amount_fen INTO decided FROM entitlements_change c
      JOIN entitlements_changedecision d ON d.change_id = c.id AND d.kind IN ('raised', 'reduced', 'grace_given')
     WHERE c.id = NEW.change_id AND c.entitlement_id = NEW.entitlement_id AND NEW.starts_on >= c.effective_on;
  END IF;
  IF decided IS DISTINCT FROM NEW.amount_fen THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.amount-not-decided',
      DETAIL = json_build_object('amount_fen', NEW.amount_fen)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_amount_decided BEFORE INSERT ON entitlements_amount
  FOR EACH ROW EXECUTE FUNCTION entitlements_check_amount();

-- An end can be set and move nearer; nothing else of a right, an amount or a beneficiary is ever rewritten.
CREATE FUNCTION entitlements_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.stops_on IS NOT NULL AND (NEW.stops_on IS NULL OR NEW.stops_on > OLD.stops_on))
     OR to_jsonb(NEW) - 'stops_on' - 'stopped_because' IS DISTINCT FROM to_jsonb(OLD) - 'stops_on' - 'stopped_because' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.frozen', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_entitlement_only_ends BEFORE UPDATE ON entitlements_entitlement
  FOR EACH ROW EXECUTE FUNCTION entitlements_only_ends();
CREATE TRIGGER entitlements_amount_only_ends BEFORE UPDATE ON entitlements_amount
  FOR EACH ROW EXECUTE FUNCTION entitlements_only_ends();
CREATE TRIGGER entitlements_beneficiary_only_ends BEFORE UPDATE ON entitlements_beneficiary
  FOR EACH ROW EXECUTE FUNCTION entitlements_only_ends();
"""

CUT = """
CREATE FUNCTION entitlements_check_change_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  d cases_duty%ROWTYPE;
  change entitlements_change%ROWTYPE;
  hear boolean;
  fits boolean;
  why record;
  held record;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
  SELECT * INTO d FROM cases_duty WHERE id = NEW.duty_id;
  SELECT * INTO change FROM entitlements_change WHERE id = NEW.change_id;
  fits := NEW.kind = 'kept' OR NEW.kind = CASE change.kind WHEN 'raise' THEN 'raised' WHEN 'reduce' THEN 'reduced'
    WHEN 'stop' THEN 'stopped' ELSE 'grace_given' END;
  IF change.case_id <> NEW.case_id OR NOT fits THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.not-what-was-proposed', DETAIL = '{}';
  END IF;
  -- 社会救助法 Art. 48 binds every cut decided from 2026-07-01 (Art. 78), whatever version the case began with.
  SELECT COALESCE((body #>> '{facts,hearing_before_cut,value}')::boolean, false) INTO hear
    FROM cases_processversion WHERE id = c.process_id;
  IF NEW.kind IN ('reduced', 'stopped', 'grace_given') AND (hear OR NEW."on" >= DATE '2026-07-01')
     AND change.ground <> 'death'
     AND NOT EXISTS (SELECT 1 FROM entitlements_hearing h WHERE h.change_id = NEW.change_id AND h.heard_on <= NEW."on") THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.not-heard', DETAIL = '{}';
  END IF;
  IF (NEW.decided_by_level = 'township') <> (d.duty = 'decide') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-duty',
      DETAIL = json_build_object('table', 'entitlements_changedecision')::text;
  END IF;
  SELECT * INTO why FROM delegation_refusal(c.item_code, c.area_id, NEW."on", COALESCE(change.new_amount_fen, 0));
  SELECT i.letter_id, l.number, l.legal_form INTO held FROM delegation_letteritem i
    JOIN delegation_letter l ON l.id = i.letter_id
   WHERE i.item_code = c.item_code AND i.township_id = c.area_id AND i.starts_on <= NEW."on" AND i.stops_on > NEW."on";
  IF NEW.decided_by_level = 'township' THEN
    IF why.code IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = why.code, DETAIL = why.detail::text;
    ELSIF held.letter_id <> NEW.letter_id OR held.legal_form <> NEW.legal_form THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.another-letter', DETAIL = json_build_object(
        'letter', (SELECT number FROM delegation_letter WHERE id = NEW.letter_id), 'on', NEW."on",
        'township', (SELECT name FROM offices_area WHERE code = c.area_id))::text;
    END IF;
  ELSIF why.code IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.county-handed-down', DETAIL = json_build_object(
      'item', c.item_code, 'letter', held.number,
      'township', (SELECT name FROM offices_area WHERE code = c.area_id))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_changedecision_z_allowed BEFORE INSERT ON entitlements_changedecision
  FOR EACH ROW EXECUTE FUNCTION entitlements_check_change_decision();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0001_initial"),
        ("approvals", "0002_letter"),
        ("eligibility", "0002_append_only"),
    ]
    operations = [
        stands_on_duty("entitlements_change", "propose_change"),
        stands_on_duty("entitlements_hearing", "hear"),
        stands_on_duty("entitlements_changedecision", "decide", "decide_county"),
        migrations.RunSQL(
            RIGHT,
            """DROP TRIGGER entitlements_entitlement_only_ends ON entitlements_entitlement;
            DROP TRIGGER entitlements_amount_only_ends ON entitlements_amount;
            DROP TRIGGER entitlements_beneficiary_only_ends ON entitlements_beneficiary;
            DROP FUNCTION entitlements_only_ends();
            DROP TRIGGER entitlements_amount_decided ON entitlements_amount; DROP FUNCTION entitlements_check_amount();
            DROP TRIGGER entitlements_entitlement_granted ON entitlements_entitlement;
            DROP FUNCTION entitlements_check_grant();""",
        ),
        migrations.RunSQL(
            CUT,
            """DROP TRIGGER entitlements_changedecision_z_allowed ON entitlements_changedecision;
            DROP FUNCTION entitlements_check_change_decision();""",
        ),
        never_deleted("entitlements_entitlement"),
        never_deleted("entitlements_amount"),
        never_deleted("entitlements_beneficiary"),
        tracked("entitlements_entitlement"),
        tracked("entitlements_amount"),
        tracked("entitlements_beneficiary"),
        append_only("entitlements_change"),
        append_only("entitlements_hearing"),
        append_only("entitlements_changedecision"),
        visible_by_area("entitlements_entitlement"),
    ]
