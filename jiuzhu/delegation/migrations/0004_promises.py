"""Plans adopted by four, items handed down when ready, drafts frozen, letters over what was handed down, events of one item."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.signatures.standing import signed_by

PLAN = """
CREATE FUNCTION delegation_check_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  missing text;
BEGIN
  IF OLD.adopted_on IS NOT NULL OR to_jsonb(NEW) - 'adopted_on' IS DISTINCT FROM to_jsonb(OLD) - 'adopted_on' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.plan-frozen',
      DETAIL = json_build_object('number', OLD.number)::text;
  END IF;
  SELECT string_agg(b.zh, '、') INTO missing
    FROM (VALUES ('civil_affairs', '民政'), ('establishment', '编办'), ('justice', '司法'), ('legal_affairs', '法制')) b(key, zh)
   WHERE NOT COALESCE((SELECT s.agrees FROM delegation_signoff s WHERE s.plan_id = NEW.id AND s.body = b.key
                        ORDER BY s.id DESC LIMIT 1), false);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-signed-off',
      DETAIL = json_build_object('missing', missing)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_plan_checked BEFORE UPDATE ON delegation_plan
  FOR EACH ROW EXECUTE FUNCTION delegation_check_plan();

-- A plan is born unadopted; its parts and the words on it come before its adoption.
CREATE FUNCTION delegation_plan_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p delegation_plan%ROWTYPE;
BEGIN
  IF TG_TABLE_NAME = 'delegation_plan' THEN
    p := NEW;
  ELSE
    SELECT * INTO p FROM delegation_plan WHERE id = NEW.plan_id FOR UPDATE;
  END IF;
  IF p.adopted_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.plan-frozen',
      DETAIL = json_build_object('number', p.number)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_plan_unadopted BEFORE INSERT ON delegation_plan FOR EACH ROW EXECUTE FUNCTION delegation_plan_is_open();
CREATE TRIGGER delegation_planitem_open BEFORE INSERT ON delegation_planitem FOR EACH ROW EXECUTE FUNCTION delegation_plan_is_open();
CREATE TRIGGER delegation_planarea_open BEFORE INSERT ON delegation_planarea FOR EACH ROW EXECUTE FUNCTION delegation_plan_is_open();
CREATE TRIGGER delegation_signoff_open BEFORE INSERT ON delegation_signoff FOR EACH ROW EXECUTE FUNCTION delegation_plan_is_open();
"""
PLAN_BACK = """
DROP TRIGGER delegation_signoff_open ON delegation_signoff; DROP TRIGGER delegation_planarea_open ON delegation_planarea;
DROP TRIGGER delegation_planitem_open ON delegation_planitem; DROP TRIGGER delegation_plan_unadopted ON delegation_plan;
DROP FUNCTION delegation_plan_is_open(); DROP TRIGGER delegation_plan_checked ON delegation_plan;
DROP FUNCTION delegation_check_plan();
"""

HANDED = """
CREATE FUNCTION delegation_lacking(item text, township text, day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(w.key, ',' ORDER BY w.place) FROM (
    VALUES (1, 'trained_staff'), (2, 'chief_representative'), (3, 'confidentiality'), (4, 'seal'), (5, 'reserve_fund')
  ) w(place, key)
  WHERE (w.key <> 'reserve_fund' OR starts_with(item, 'MZ03'))
    AND NOT CASE w.key
      WHEN 'chief_representative' THEN EXISTS (
        SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role AND r.power = 'approvals.decide'
         WHERE p.area_id = township AND p.starts_on <= day AND (p.stops_on IS NULL OR p.stops_on > day))
      ELSE COALESCE((SELECT e.met FROM delegation_readiness e
                      WHERE e.township_id = township AND e.criterion = w.key AND e.item_code IN ('', item) AND e."on" <= day
                      ORDER BY e.id DESC LIMIT 1), false) END
$$;

CREATE FUNCTION delegation_in_hand(item text, township text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE((SELECT h.kind = 'handed_down' FROM delegation_handover h
                    WHERE h.item_code = item AND h.township_id = township AND h.starts_on <= day
                    ORDER BY h.starts_on DESC, h.id DESC LIMIT 1), false)
$$;

CREATE FUNCTION delegation_check_handover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place text := (SELECT name FROM offices_area WHERE code = NEW.township_id);
  lacking text;
BEGIN
  IF NEW.kind = 'taken_back' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM delegation_plan p
      JOIN delegation_planitem i ON i.plan_id = p.id AND i.item_code = NEW.item_code
      JOIN delegation_planarea a ON a.plan_id = p.id AND a.township_id = NEW.township_id AND a.starts_on <= NEW.starts_on
     WHERE p.id = NEW.plan_id AND p.adopted_on IS NOT NULL AND p.starts_on <= NEW.starts_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-in-the-plan',
      DETAIL = json_build_object('item', NEW.item_code, 'township', place, 'on', NEW.starts_on)::text;
  END IF;
  lacking := delegation_lacking(NEW.item_code, NEW.township_id, NEW.starts_on);
  IF lacking IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-ready',
      DETAIL = json_build_object('item', NEW.item_code, 'township', place, 'missing', lacking)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_handover_allowed BEFORE INSERT ON delegation_handover
  FOR EACH ROW EXECUTE FUNCTION delegation_check_handover();

CREATE FUNCTION delegation_check_letteritem() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  l delegation_letter%ROWTYPE;
BEGIN
  SELECT * INTO l FROM delegation_letter WHERE id = NEW.letter_id;
  IF NOT l.taken_over AND NOT delegation_in_hand(NEW.item_code, NEW.township_id, NEW.starts_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-handed-down', DETAIL = json_build_object(
      'item', NEW.item_code, 'on', NEW.starts_on, 'township', (SELECT name FROM offices_area WHERE code = NEW.township_id))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letteritem_in_hand BEFORE INSERT ON delegation_letteritem
  FOR EACH ROW EXECUTE FUNCTION delegation_check_letteritem();

-- What was handed down cannot be handed on: a letter goes from the county to a township of that county.
CREATE FUNCTION delegation_check_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM offices_area t JOIN offices_area c ON c.code = NEW.county_id
                  WHERE t.code = NEW.township_id AND t.level = 'township' AND c.level = 'county'
                    AND starts_with(t.code, c.code)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-a-township',
      DETAIL = json_build_object('area', (SELECT name FROM offices_area WHERE code = NEW.township_id))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letter_to_a_township BEFORE INSERT ON delegation_letter
  FOR EACH ROW EXECUTE FUNCTION delegation_check_letter();
"""
HANDED_BACK = """
DROP TRIGGER delegation_letter_to_a_township ON delegation_letter; DROP FUNCTION delegation_check_letter();
DROP TRIGGER delegation_letteritem_in_hand ON delegation_letteritem; DROP FUNCTION delegation_check_letteritem();
DROP TRIGGER delegation_handover_allowed ON delegation_handover; DROP FUNCTION delegation_check_handover();
DROP FUNCTION delegation_in_hand(text, text, date); DROP FUNCTION delegation_lacking(text, text, date);
"""

DRAFT = """
CREATE FUNCTION delegation_check_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['state', 'review_note', 'reviewer_id', 'digest', 'review_signature_id', 'township_signer_id',
                       'township_signature_id', 'county_signer_id', 'county_signature_id', 'signed_on', 'letter_id'];
BEGIN
  IF OLD.digest <> '' AND (NEW.digest <> OLD.digest OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
      OR (OLD.township_signature_id IS NOT NULL AND NEW.township_signature_id <> OLD.township_signature_id)
      OR (OLD.county_signature_id IS NOT NULL AND NEW.county_signature_id <> OLD.county_signature_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.draft-frozen', DETAIL = '{}';
  END IF;
  IF OLD.state IN ('published', 'dropped') OR (NEW.state, OLD.state) NOT IN (
       ('drafted', 'drafted'), ('drafted', 'returned'), ('returned', 'drafted'), ('reviewed', 'drafted'),
       ('signed_by_township', 'reviewed'), ('signed', 'signed_by_township'), ('published', 'signed'), ('dropped', 'drafted'),
       ('dropped', 'returned'), ('dropped', 'reviewed'), ('dropped', 'signed_by_township'), ('dropped', 'signed')) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.draft-frozen', DETAIL = '{}';
  END IF;
  IF NEW.state = 'reviewed' THEN
    PERFORM signatures_hold(NEW.review_signature_id, NEW.reviewer_id, NEW.digest, ARRAY['letter_review'], TG_TABLE_NAME);
  ELSIF NEW.state = 'signed_by_township' THEN
    PERFORM signatures_hold(NEW.township_signature_id, NEW.township_signer_id, NEW.digest, ARRAY['letter'], TG_TABLE_NAME);
  ELSIF NEW.state = 'signed' THEN
    PERFORM signatures_hold(NEW.county_signature_id, NEW.county_signer_id, NEW.digest, ARRAY['letter'], TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letterdraft_frozen BEFORE UPDATE ON delegation_letterdraft
  FOR EACH ROW EXECUTE FUNCTION delegation_check_draft();
"""
DRAFT_BACK = "DROP TRIGGER delegation_letterdraft_frozen ON delegation_letterdraft; DROP FUNCTION delegation_check_draft();"

COVER = """
CREATE OR REPLACE FUNCTION delegation_refusal(item text, township text, day date, amount bigint,
                                              OUT code text, OUT detail jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  held delegation_letteritem%ROWTYPE;
  letter text;
  place text := (SELECT name FROM offices_area a WHERE a.code = township);
  stopped date;
BEGIN
  SELECT * INTO held FROM delegation_letteritem i
   WHERE i.item_code = item AND i.township_id = township AND i.starts_on <= day AND i.stops_on > day;
  IF NOT FOUND OR EXISTS (SELECT 1 FROM delegation_letterevent e WHERE e.letter_id = held.letter_id AND e.effective_on <= day
                          AND e.kind = 'withdrawn') THEN
    code := 'delegation.no-letter-in-force';
    detail := jsonb_build_object('township', place, 'on', day, 'item', item);
    RETURN;
  END IF;
  SELECT number INTO letter FROM delegation_letter l WHERE l.id = held.letter_id;
  -- The letter and the item are suspended apart: the last word on each counts.
  SELECT max(last.effective_on) INTO stopped FROM (
    SELECT DISTINCT ON (e.item_code) e.item_code, e.kind, e.effective_on FROM delegation_letterevent e
     WHERE e.letter_id = held.letter_id AND e.effective_on <= day AND e.item_code IN ('', item)
     ORDER BY e.item_code, e.effective_on DESC, e.id DESC) last
   WHERE last.kind = 'suspended';
  IF stopped IS NOT NULL THEN
    code := 'delegation.letter-suspended';
    detail := jsonb_build_object('township', place, 'letter', letter, 'since', stopped);
  ELSIF amount > held.limit_fen THEN
    code := 'delegation.beyond-the-amount';
    detail := jsonb_build_object('township', place, 'letter', letter, 'amount_fen', amount, 'limit_fen', held.limit_fen);
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegation", "0003_plans_and_drafts"),
        ("signatures", "0002_kept"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(PLAN, PLAN_BACK),
        migrations.RunSQL(HANDED, HANDED_BACK),
        migrations.RunSQL(DRAFT, DRAFT_BACK),
        migrations.RunSQL(COVER, migrations.RunSQL.noop),  # the function before answered the same without items of their own
        *(append_only(f"delegation_{table}") for table in ("planitem", "planarea", "signoff", "readiness", "handover")),
        never_deleted("delegation_plan"),
        never_deleted("delegation_letterdraft"),
        tracked("delegation_plan"),
        tracked("delegation_letterdraft"),
        signed_by("delegation_signoff", "by_id", "sign_off"),
        signed_by("delegation_letterevent", "by_id", "letter_event"),
    ]  # fmt: skip
