"""What the database itself holds about payments: never twice, never changed after release, never by one person."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.offices.scope import visible_by_area

REFUSE = """
CREATE FUNCTION funds_refuse(code text, figures json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = code, DETAIL = figures::text;
END $$;
"""

LINE = """
-- The entitlement is in force on the first of the month, is of this case, and a whole month pays its amount.
CREATE FUNCTION funds_is_owed(p funds_payment) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM entitlements_entitlement e JOIN cases_case c ON c.id = e.case_id
     WHERE e.id = p.entitlement_id AND c.number = p.case_number AND e.starts_on <= (p.month || '-01')::date
       AND (e.stops_on IS NULL OR e.stops_on > (p.month || '-01')::date)
       AND (p.kind NOT IN ('normal', 'back_pay', 'grace') OR EXISTS (
         SELECT 1 FROM entitlements_amount a WHERE a.entitlement_id = e.id AND a.amount_fen = p.amount_fen
            AND a.starts_on <= (p.month || '-01')::date
            AND (a.stops_on IS NULL OR a.stops_on > (p.month || '-01')::date))))
$$;

CREATE FUNCTION funds_check_new_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r funds_paymentrun%ROWTYPE;
  old_one funds_payment%ROWTYPE;
  twin text;
BEGIN
  -- FOR SHARE: whoever completes or releases the run waits for this line, and this line for them.
  SELECT * INTO r FROM funds_paymentrun WHERE id = NEW.run_id FOR SHARE;
  -- IS DISTINCT FROM: a run out of reach is null, and null must refuse.
  IF r.status IS DISTINCT FROM 'drafting' OR NEW.state <> 'prepared' THEN
    PERFORM funds_refuse('funds.run-closed-for-lines', json_build_object('number', r.number));
  END IF;
  IF NEW.reissues_id IS NOT NULL THEN
    SELECT * INTO old_one FROM funds_payment WHERE id = NEW.reissues_id FOR UPDATE;
    IF old_one.state IS DISTINCT FROM 'returned' THEN
      PERFORM funds_refuse('funds.not-returned', json_build_object('reference', old_one.reference,
        'state_zh', old_one.state, 'state_en', old_one.state));
    END IF;
    IF (NEW.entitlement_id, NEW.month, NEW.amount_fen, NEW.kind)
       IS DISTINCT FROM (old_one.entitlement_id, old_one.month, old_one.amount_fen, old_one.kind) THEN
      PERFORM funds_refuse('funds.reissue-differs', json_build_object('reference', old_one.reference));
    END IF;
  END IF;
  SELECT p.reference INTO twin FROM funds_payment p
   WHERE p.entitlement_id = NEW.entitlement_id AND p.month = NEW.month
     AND (p.kind = NEW.kind OR (p.kind IN ('normal', 'back_pay', 'grace') AND NEW.kind IN ('normal', 'back_pay', 'grace')))
     AND p.state <> 'withdrawn' AND NOT (p.state = 'returned' AND NEW.reissues_id IS NOT NULL) LIMIT 1;
  IF twin IS NOT NULL THEN
    PERFORM funds_refuse('funds.already-paid', json_build_object('month', NEW.month, 'reference', twin));
  END IF;
  IF NEW.reissues_id IS NULL AND NOT funds_is_owed(NEW) THEN
    PERFORM funds_refuse('funds.not-payable', json_build_object('case', NEW.case_number, 'month', NEW.month,
      'amount_fen', NEW.amount_fen));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_payment_new BEFORE INSERT ON funds_payment
  FOR EACH ROW EXECUTE FUNCTION funds_check_new_payment();

CREATE FUNCTION funds_check_payment_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r_status text;
BEGIN
  IF to_jsonb(NEW) - '{state,reason_code,reason,answered_in_id}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{state,reason_code,reason,answered_in_id}'::text[] THEN
    PERFORM funds_refuse('funds.frozen-payment', json_build_object('reference', OLD.reference));
  END IF;
  IF NEW.state = OLD.state THEN
    IF OLD.state IN ('sent', 'unknown') THEN RETURN NEW; END IF;
    PERFORM funds_refuse('funds.frozen-payment', json_build_object('reference', OLD.reference));
  END IF;
  IF NOT (OLD.state || ' ' || NEW.state = ANY (ARRAY['prepared sent', 'prepared withdrawn', 'sent paid',
       'sent returned', 'sent unknown', 'unknown paid', 'unknown returned', 'returned cancelled'])) THEN
    PERFORM funds_refuse('funds.no-such-change', json_build_object('what', OLD.reference,
      'from_state', OLD.state, 'to_state', NEW.state));
  END IF;
  IF OLD.state = 'prepared' THEN
    SELECT status INTO r_status FROM funds_paymentrun WHERE id = OLD.run_id FOR SHARE;
    IF r_status IS DISTINCT FROM (CASE NEW.state WHEN 'sent' THEN 'sent' ELSE 'drafted' END) THEN
      PERFORM funds_refuse('funds.no-such-change', json_build_object('what', OLD.reference,
        'from_state', r_status, 'to_state', NEW.state));
    END IF;
  ELSIF NEW.state = 'cancelled' AND EXISTS (SELECT 1 FROM funds_payment p WHERE p.reissues_id = OLD.id) THEN
    PERFORM funds_refuse('funds.already-reissued', json_build_object('reference', OLD.reference,
      'again', (SELECT p.reference FROM funds_payment p WHERE p.reissues_id = OLD.id)));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_payment_change BEFORE UPDATE ON funds_payment
  FOR EACH ROW EXECUTE FUNCTION funds_check_payment_change();
"""

RUN = """
CREATE FUNCTION funds_check_run_totals(r funds_paymentrun) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found_lines bigint;
  found_fen bigint;
BEGIN
  SELECT count(*), COALESCE(sum(amount_fen), 0) INTO found_lines, found_fen
    FROM funds_payment WHERE run_id = r.id AND state <> 'withdrawn';
  IF (found_lines, found_fen) IS DISTINCT FROM (r.lines::bigint, r.total_fen) THEN
    PERFORM funds_refuse('funds.totals-differ', json_build_object('number', r.number, 'stated_lines', r.lines,
      'stated_fen', r.total_fen, 'found_lines', found_lines, 'found_fen', found_fen));
  END IF;
END $$;

CREATE FUNCTION funds_check_release(r funds_paymentrun) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  who text := (SELECT name FROM offices_officer WHERE id = r.released_by_id);
  ended bigint;
  example text;
BEGIN
  IF r.prepared_by_id IS NULL THEN
    PERFORM funds_refuse('funds.not-prepared', json_build_object('number', r.number));
  END IF;
  IF r.prepared_by_id = r.released_by_id THEN
    PERFORM funds_refuse('funds.release-by-preparer', json_build_object('number', r.number, 'officer', who));
  END IF;
  IF r.released_on IS NULL OR NOT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower rp ON rp.role = p.role
     WHERE p.officer_id = r.released_by_id AND rp.power = 'funds.release' AND p.starts_on <= r.released_on
       AND (p.stops_on IS NULL OR p.stops_on > r.released_on) AND starts_with(r.area_id, p.area_id)) THEN
    PERFORM funds_refuse('funds.release-without-power', json_build_object(
      'officer', COALESCE(who, '—'), 'on', r.released_on));
  END IF;
  IF r.lines = 0 THEN
    PERFORM funds_refuse('funds.empty-run', json_build_object('number', r.number));
  END IF;
  SELECT count(*), min(p.case_number) INTO ended, example FROM funds_payment p
   WHERE p.run_id = r.id AND p.state = 'prepared' AND p.reissues_id IS NULL AND NOT funds_is_owed(p);
  IF ended > 0 THEN
    PERFORM funds_refuse('funds.lines-no-longer-payable', json_build_object('number', r.number, 'count', ended,
      'example', example));
  END IF;
END $$;

CREATE FUNCTION funds_check_run_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moving text := OLD.status || ' ' || NEW.status;
  free text[] := '{}';  -- the columns that may change at this step
  open_lines bigint;
  open_fen bigint;
BEGIN
  IF OLD.status = NEW.status THEN
    free := CASE OLD.status WHEN 'drafting' THEN '{lines,total_fen}'
                            WHEN 'drafted' THEN '{lines,total_fen,prepared_by_id,prepared_at}' ELSE '{}' END;
    IF OLD.prepared_by_id IS NOT NULL AND NEW.prepared_by_id IS DISTINCT FROM OLD.prepared_by_id THEN
      free := '{}';
    END IF;
  ELSE
    free := CASE moving
      WHEN 'drafting drafted' THEN '{status,lines,total_fen,prepared_by_id,prepared_at}'
      WHEN 'drafted released' THEN '{status,released_by_id,released_on,released_at}'
      WHEN 'released sent' THEN '{status,sent_at}'
      WHEN 'sent settled' THEN '{status,settled_on}' END;
    IF free IS NULL THEN
      PERFORM funds_refuse('funds.no-such-change', json_build_object('what', OLD.number,
        'from_state', OLD.status, 'to_state', NEW.status));
    END IF;
  END IF;
  IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
    PERFORM funds_refuse('funds.frozen-run', json_build_object('number', OLD.number));
  END IF;
  IF moving = 'drafting drafted' THEN
    PERFORM funds_check_run_totals(NEW);
  ELSIF moving = 'drafted released' THEN
    PERFORM funds_check_release(NEW);
    PERFORM funds_check_run_totals(NEW);
  ELSIF moving = 'released sent' THEN
    IF NOT EXISTS (SELECT 1 FROM funds_bankfile f WHERE f.run_id = NEW.id AND f.lines = NEW.lines
                     AND f.total_fen = NEW.total_fen) THEN
      PERFORM funds_refuse('funds.no-bank-file', json_build_object('number', NEW.number));
    END IF;
  ELSIF moving = 'sent settled' THEN
    SELECT count(*), COALESCE(sum(amount_fen), 0) INTO open_lines, open_fen FROM funds_payment
     WHERE run_id = NEW.id AND state IN ('prepared', 'sent', 'unknown');
    IF open_lines > 0 THEN
      PERFORM funds_refuse('funds.unanswered', json_build_object('number', NEW.number, 'count', open_lines,
        'open_fen', open_fen));
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_paymentrun_change BEFORE UPDATE ON funds_paymentrun
  FOR EACH ROW EXECUTE FUNCTION funds_check_run_change();

CREATE FUNCTION funds_check_new_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'drafting' OR NEW.released_by_id IS NOT NULL THEN
    PERFORM funds_refuse('funds.no-such-change', json_build_object('what', NEW.number, 'from_state', '—',
      'to_state', NEW.status));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_paymentrun_new BEFORE INSERT ON funds_paymentrun
  FOR EACH ROW EXECUTE FUNCTION funds_check_new_run();

-- A file belongs to a released run, and states its totals.
CREATE FUNCTION funds_check_bank_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r funds_paymentrun%ROWTYPE;
BEGIN
  SELECT * INTO r FROM funds_paymentrun WHERE id = NEW.run_id FOR SHARE;
  IF r.status IS DISTINCT FROM 'released' THEN
    PERFORM funds_refuse('funds.no-such-change', json_build_object('what', r.number, 'from_state', r.status,
      'to_state', 'sent'));
  END IF;
  IF (NEW.lines, NEW.total_fen) IS DISTINCT FROM (r.lines, r.total_fen) THEN
    PERFORM funds_refuse('funds.totals-differ', json_build_object('number', r.number, 'stated_lines', r.lines,
      'stated_fen', r.total_fen, 'found_lines', NEW.lines, 'found_fen', NEW.total_fen));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_bankfile_new BEFORE INSERT ON funds_bankfile
  FOR EACH ROW EXECUTE FUNCTION funds_check_bank_file();
"""

DROP = """
DROP TRIGGER funds_bankfile_new ON funds_bankfile; DROP FUNCTION funds_check_bank_file();
DROP TRIGGER funds_paymentrun_new ON funds_paymentrun; DROP FUNCTION funds_check_new_run();
DROP TRIGGER funds_paymentrun_change ON funds_paymentrun; DROP FUNCTION funds_check_run_change();
DROP FUNCTION funds_check_release(funds_paymentrun); DROP FUNCTION funds_check_run_totals(funds_paymentrun);
DROP TRIGGER funds_payment_change ON funds_payment; DROP FUNCTION funds_check_payment_change();
DROP TRIGGER funds_payment_new ON funds_payment; DROP FUNCTION funds_check_new_payment();
DROP FUNCTION funds_is_owed(funds_payment); DROP FUNCTION funds_refuse(text, json);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0001_initial"),
        ("audit", "0002_append_only"),
        ("offices", "0002_reach"),
        ("entitlements", "0001_initial"),
        ("cases", "0002_road"),
    ]
    operations = [
        migrations.RunSQL(REFUSE + LINE + RUN, DROP),
        never_deleted("funds_fundaccount"),
        tracked("funds_fundaccount"),
        never_deleted("funds_paymentrun"),
        tracked("funds_paymentrun"),
        never_deleted("funds_payment"),
        append_only("funds_heldline"),
        append_only("funds_bankfile"),
        append_only("funds_bankreturn"),
        append_only("funds_bankreturnrow"),
        # A township sees the payments of its own households; runs, files and answers are the county's.
        visible_by_area("funds_payment"),
        visible_by_area("funds_heldline"),
        visible_by_area("funds_paymentrun"),
    ]
