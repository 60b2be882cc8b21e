"""The database refuses a decision outside a letter in force, by anybody without the duty, or a second time."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.cases.standing import stands_on_duty

DECISION = """
CREATE FUNCTION approvals_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  d cases_duty%ROWTYPE;
  o approvals_opinion%ROWTYPE;
  held record;
  why record;
  earlier date;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
  SELECT * INTO d FROM cases_duty WHERE id = NEW.duty_id;
  SELECT * INTO o FROM approvals_opinion WHERE case_id = NEW.case_id ORDER BY id DESC LIMIT 1;
  -- One opinion is decided once; after an objection a new opinion leads to a new decision (2019: posting comes after).
  SELECT "on" INTO earlier FROM approvals_decision WHERE case_id = NEW.case_id AND opinion_id >= NEW.opinion_id LIMIT 1;
  IF earlier IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.already-decided',
      DETAIL = json_build_object('on', earlier)::text;
  END IF;
  IF o.id IS NULL OR o.id <> NEW.opinion_id THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.no-opinion', DETAIL = '{}';
  END IF;
  IF NEW.kind = 'granted' AND (NEW.amount_fen <> o.amount_fen OR NEW.determination_digest <> o.determination_digest) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.amount-differs',
      DETAIL = json_build_object('amount_fen', NEW.amount_fen, 'determined_fen', o.amount_fen)::text;
  END IF;
  SELECT * INTO why FROM delegation_refusal(c.item_code, c.area_id, NEW."on", NEW.amount_fen);
  SELECT i.letter_id, l.number, l.legal_form INTO held FROM delegation_letteritem i
    JOIN delegation_letter l ON l.id = i.letter_id
   WHERE i.item_code = c.item_code AND i.township_id = c.area_id AND i.starts_on <= NEW."on" AND i.stops_on > NEW."on";
  IF (NEW.decided_by_level = 'township') <> (d.duty = 'decide') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-duty',
      DETAIL = json_build_object('table', 'approvals_decision')::text;
  END IF;
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
CREATE TRIGGER approvals_decision_z_allowed BEFORE INSERT ON approvals_decision
  FOR EACH ROW EXECUTE FUNCTION approvals_check_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial"), ("cases", "0002_road"), ("delegation", "0002_cover")]
    operations = [
        stands_on_duty("approvals_opinion", "review", "county_review"),
        stands_on_duty("approvals_decision", "decide", "decide_county"),
        migrations.RunSQL(
            DECISION,
            "DROP TRIGGER approvals_decision_z_allowed ON approvals_decision; DROP FUNCTION approvals_check_decision();",
        ),
        append_only("approvals_opinion"),
        append_only("approvals_decision"),
    ]
