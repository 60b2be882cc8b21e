"""Budget and ledger as the database holds them: nothing beyond the appropriation, every transaction balanced."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted

BUDGET = """
-- Only our own triggers write the budget: a statement of a person or program arrives at depth 1.
CREATE FUNCTION funds_budget_is_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN PERFORM funds_refuse('funds.budget-is-counted', '{}'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_budget_counted BEFORE INSERT OR UPDATE ON funds_budget
  FOR EACH ROW EXECUTE FUNCTION funds_budget_is_counted();

CREATE FUNCTION funds_count_appropriation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  b funds_budget%ROWTYPE;
BEGIN
  INSERT INTO funds_budget (area_id, year, granted_fen, committed_fen) VALUES (NEW.area_id, NEW.year, 0, 0)
    ON CONFLICT (area_id, year) DO NOTHING;
  SELECT * INTO b FROM funds_budget WHERE area_id = NEW.area_id AND year = NEW.year FOR UPDATE;
  IF b.granted_fen + NEW.amount_fen < b.committed_fen THEN
    PERFORM funds_refuse('funds.appropriation-exceeded', json_build_object('year', NEW.year,
      'available_fen', b.granted_fen - b.committed_fen, 'needed_fen', -NEW.amount_fen,
      'short_fen', b.committed_fen - b.granted_fen - NEW.amount_fen));
  END IF;
  UPDATE funds_budget SET granted_fen = granted_fen + NEW.amount_fen WHERE id = b.id;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_appropriation_counted BEFORE INSERT ON funds_appropriation
  FOR EACH ROW EXECUTE FUNCTION funds_count_appropriation();

-- A release commits what was not committed before; a re-issue was. The row lock makes two releases queue.
CREATE FUNCTION funds_commit_budget() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  b funds_budget%ROWTYPE;
  needed bigint;
  budget_year int := extract(year FROM NEW.released_on);
BEGIN
  SELECT COALESCE(sum(amount_fen), 0) INTO needed FROM funds_payment
   WHERE run_id = NEW.id AND state <> 'withdrawn' AND reissues_id IS NULL;
  IF needed = 0 THEN RETURN NULL; END IF;
  SELECT * INTO b FROM funds_budget WHERE area_id = NEW.area_id AND year = budget_year FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM funds_refuse('funds.no-appropriation', json_build_object('year', budget_year));
  END IF;
  IF b.committed_fen + needed > b.granted_fen THEN
    PERFORM funds_refuse('funds.appropriation-exceeded', json_build_object('year', budget_year,
      'available_fen', b.granted_fen - b.committed_fen, 'needed_fen', needed,
      'short_fen', b.committed_fen + needed - b.granted_fen));
  END IF;
  UPDATE funds_budget SET committed_fen = committed_fen + needed WHERE id = b.id;
  RETURN NULL;
END $$;
CREATE TRIGGER funds_paymentrun_commits AFTER UPDATE OF status ON funds_paymentrun FOR EACH ROW
  WHEN (OLD.status = 'drafted' AND NEW.status = 'released') EXECUTE FUNCTION funds_commit_budget();

-- What will never be paid gives its money back to the year that it was committed in.
CREATE FUNCTION funds_uncommit_budget() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first_one funds_payment%ROWTYPE := NEW;
BEGIN
  WHILE first_one.reissues_id IS NOT NULL LOOP
    SELECT * INTO first_one FROM funds_payment WHERE id = first_one.reissues_id;
  END LOOP;
  UPDATE funds_budget b SET committed_fen = committed_fen - NEW.amount_fen FROM funds_paymentrun r
   WHERE r.id = first_one.run_id AND b.area_id = r.area_id AND b.year = extract(year FROM r.released_on);
  RETURN NULL;
END $$;
CREATE TRIGGER funds_payment_uncommits AFTER UPDATE OF state ON funds_payment FOR EACH ROW
  WHEN (NEW.state = 'cancelled') EXECUTE FUNCTION funds_uncommit_budget();
"""

LEDGER = """
-- At commit: as many entries as stated, and they sum to zero. The stated number keeps later entries out.
CREATE FUNCTION funds_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  t bigint := COALESCE(to_jsonb(NEW) ->> 'transaction_id', to_jsonb(NEW) ->> 'id')::bigint;
  stated int := (SELECT entries_stated FROM funds_ledgertransaction WHERE id = t);
  found_entries bigint;
  difference bigint;
BEGIN
  SELECT count(*), COALESCE(sum(amount_fen), 0) INTO found_entries, difference
    FROM funds_ledgerentry WHERE transaction_id = t;
  IF difference <> 0 OR found_entries <> stated OR found_entries < 2 THEN
    PERFORM funds_refuse('funds.ledger-unbalanced', json_build_object('difference_fen', difference));
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_ledgertransaction_balances AFTER INSERT ON funds_ledgertransaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_check_balance();
CREATE CONSTRAINT TRIGGER funds_ledgerentry_balances AFTER INSERT ON funds_ledgerentry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_check_balance();
"""

DROP = """
DROP TRIGGER funds_ledgerentry_balances ON funds_ledgerentry;
DROP TRIGGER funds_ledgertransaction_balances ON funds_ledgertransaction; DROP FUNCTION funds_check_balance();
DROP TRIGGER funds_payment_uncommits ON funds_payment; DROP FUNCTION funds_uncommit_budget();
DROP TRIGGER funds_paymentrun_commits ON funds_paymentrun; DROP FUNCTION funds_commit_budget();
DROP TRIGGER funds_appropriation_counted ON funds_appropriation; DROP FUNCTION funds_count_appropriation();
DROP TRIGGER funds_budget_counted ON funds_budget; DROP FUNCTION funds_budget_is_counted();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_runs")]
    operations = [
        migrations.RunSQL(BUDGET + LEDGER, DROP),
        append_only("funds_appropriation"),
        never_deleted("funds_budget"),
        append_only("funds_ledgertransaction"),
        append_only("funds_ledgerentry"),
    ]
