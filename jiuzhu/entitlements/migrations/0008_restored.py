"""What stood before a revoked change stands again: from its day, with its amount, and only after a revocation on record."""

from importlib import import_module

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.cases.standing import seen_with_case
from jiuzhu.signatures.standing import signed_by

RESTORE = """
-- The same as entitlements.queries.restored_from and amount_before.
CREATE FUNCTION entitlements_restored_from(c entitlements_change, starts_on date, day date) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT LEAST(GREATEST((date_trunc('month', day) + interval '1 month')::date, c.effective_on),
    CASE c.kind WHEN 'grace' THEN GREATEST(c.until, starts_on) WHEN 'stop' THEN GREATEST(c.effective_on, starts_on) END)
$$;

CREATE FUNCTION entitlements_amount_before(c entitlements_change) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT a.amount_fen FROM entitlements_amount a
   WHERE a.entitlement_id = c.entitlement_id AND a.change_id IS DISTINCT FROM c.id
     AND a.stops_on = GREATEST(c.effective_on, a.starts_on)
   ORDER BY a.starts_on > c.effective_on, abs(a.starts_on - c.effective_on), a.id DESC LIMIT 1
$$;

CREATE FUNCTION entitlements_check_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d entitlements_changedecision%ROWTYPE;
  c entitlements_change%ROWTYPE;
  starts date;
BEGIN
  SELECT * INTO d FROM entitlements_changedecision WHERE id = NEW.decision_id;
  SELECT * INTO c FROM entitlements_change WHERE id = d.change_id;
  SELECT starts_on INTO starts FROM entitlements_entitlement WHERE id = c.entitlement_id;
  IF d.case_id IS DISTINCT FROM NEW.case_id OR d.kind = 'kept' OR NEW."on" < d."on"
     OR d.id IS DISTINCT FROM (SELECT max(id) FROM entitlements_changedecision WHERE case_id = NEW.case_id)
     OR NEW.restored_from IS DISTINCT FROM entitlements_restored_from(c, starts, NEW."on")
     OR NEW.amount_fen IS DISTINCT FROM entitlements_amount_before(c)
     OR NOT EXISTS (SELECT 1 FROM signatures_signature s JOIN cases_case k ON k.number = s.case_number
                     WHERE s.id = NEW.signature_id AND k.id = NEW.case_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.not-revoked', DETAIL = '{}';
  END IF;
  IF EXISTS (SELECT 1 FROM entitlements_change o WHERE o.case_id = NEW.case_id
              AND NOT EXISTS (SELECT 1 FROM entitlements_changedecision x WHERE x.change_id = o.id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.change-pending',
      DETAIL = json_build_object('number', (SELECT number FROM cases_case WHERE id = NEW.case_id))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_revocation_allowed BEFORE INSERT ON entitlements_revocation
  FOR EACH ROW EXECUTE FUNCTION entitlements_check_revocation();

CREATE OR REPLACE FUNCTION entitlements_check_amount() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  e entitlements_entitlement%ROWTYPE;
  decided bigint;
BEGIN
  SELECT * INTO e FROM entitlements_entitlement WHERE id = NEW.entitlement_id;
  IF NEW.because = 'imported' AND e.legacy THEN RETURN NEW; END IF;
  IF NEW.because = 'granted' THEN
    SELECT amount_fen INTO decided FROM approvals_decision WHERE id = e.decision_id;
  ELSIF NEW.because = 'restored' THEN
    SELECT r.amount_fen INTO decided FROM entitlements_revocation r JOIN entitlements_changedecision d ON d.id = r.decision_id
      JOIN entitlements_change c ON c.id = d.change_id
     WHERE c.id = NEW.change_id AND c.entitlement_id = NEW.entitlement_id AND NEW.starts_on >= r.restored_from;
  ELSE
    SELECT c.new_amount_fen INTO decided FROM entitlements_change c
      JOIN entitlements_changedecision d ON d.change_id = c.id AND d.kind IN ('raised', 'reduced', 'grace_given')
     WHERE c.id = NEW.change_id AND c.entitlement_id = NEW.entitlement_id AND NEW.starts_on >= c.effective_on
       AND NOT EXISTS (SELECT 1 FROM entitlements_revocation r WHERE r.decision_id = d.id);
  END IF;
  IF decided IS DISTINCT FROM NEW.amount_fen THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.amount-not-decided',
      DETAIL = json_build_object('amount_fen', NEW.amount_fen)::text;
  END IF;
  RETURN NEW;
END $$;

-- An end that a change set goes away when that change is revoked and nothing was decided since.
CREATE FUNCTION entitlements_goes_on(the_right bigint, ended date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM entitlements_revocation r JOIN entitlements_changedecision d ON d.id = r.decision_id
      JOIN entitlements_change c ON c.id = d.change_id JOIN entitlements_entitlement e ON e.id = c.entitlement_id
     WHERE e.id = the_right AND d.kind IN ('stopped', 'grace_given')
       AND ended = GREATEST(COALESCE(c.until, c.effective_on), e.starts_on)
       AND d.id = (SELECT max(id) FROM entitlements_changedecision WHERE case_id = d.case_id))
$$;

CREATE OR REPLACE FUNCTION entitlements_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told jsonb := to_jsonb(OLD);
  the_right bigint := CASE TG_TABLE_NAME WHEN 'entitlements_entitlement' THEN told ->> 'id' ELSE told ->> 'entitlement_id' END;
BEGIN
  IF (OLD.stops_on IS NOT NULL AND (NEW.stops_on IS NULL OR NEW.stops_on > OLD.stops_on)
      AND NOT (NEW.stops_on IS NULL AND TG_TABLE_NAME <> 'entitlements_amount' AND entitlements_goes_on(the_right, OLD.stops_on)))
     OR to_jsonb(NEW) - 'stops_on' - 'stopped_because' IS DISTINCT FROM told - 'stops_on' - 'stopped_because'
     -- The reason comes with an end that is set or moves nearer; by itself it is never rewritten.
     OR (NEW.stops_on IS NOT DISTINCT FROM OLD.stops_on
         AND to_jsonb(NEW) -> 'stopped_because' IS DISTINCT FROM told -> 'stopped_because') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.frozen', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
"""
_ONLY_ENDS_BEFORE = import_module("jiuzhu.entitlements.migrations.0004_reason_kept").ONLY_ENDS
BACK = """
CREATE OR REPLACE FUNCTION entitlements_check_amount() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP TRIGGER entitlements_revocation_allowed ON entitlements_revocation; DROP FUNCTION entitlements_check_revocation();
DROP FUNCTION entitlements_goes_on(bigint, date); DROP FUNCTION entitlements_amount_before(entitlements_change);
DROP FUNCTION entitlements_restored_from(entitlements_change, date, date);
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0007_revocation"), ("signatures", "0002_kept")]
    operations = [
        migrations.RunSQL(RESTORE, [_ONLY_ENDS_BEFORE, BACK]),
        append_only("entitlements_revocation"),
        seen_with_case("entitlements_revocation"),
        signed_by("entitlements_revocation", "by_id", "revocation"),
    ]
