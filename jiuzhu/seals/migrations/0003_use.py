"""A seal is put on a paper by its custodian of that moment, on a signed decision, within the letter, under the next number."""

from django.db import migrations

# One question, asked by the page before (queries.why_not_use) and by the trigger when the row comes.
REFUSAL = """
CREATE FUNCTION seals_use_refusal(seal bigint, person bigint, paper_kind text, decided bigint, changed bigint, letter bigint,
  file bigint, day date, moment timestamptz, sha text, OUT code text, OUT detail jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  s seals_seal%ROWTYPE;
  then_ seals_event%ROWTYPE;
  c cases_case%ROWTYPE;
  l delegation_letter%ROWTYPE;
  keeper bigint;
  name text := (SELECT o.name FROM offices_officer o WHERE o.id = person);
  form text := '';
  signed bigint;
  signed_on date;
  signed_at timestamptz;
  amount bigint := 0;
  why record;
  held text;
  earlier integer;
BEGIN
  SELECT * INTO s FROM seals_seal WHERE id = seal;
  IF NOT FOUND THEN code := 'seals.no-such-seal'; detail := '{}'; RETURN; END IF;
  SELECT * INTO then_ FROM seals_event e WHERE e.seal_id = seal AND e.at <= moment ORDER BY e.number DESC LIMIT 1;
  IF s.state <> 'in_use' OR then_.leads IS DISTINCT FROM 'in_use' THEN
    IF s.state <> 'in_use' THEN
      SELECT * INTO then_ FROM seals_event e WHERE e.seal_id = seal ORDER BY e.number DESC LIMIT 1;
    END IF;
    code := 'seals.not-in-use';
    detail := jsonb_build_object('seal', s.number, 'state', COALESCE(then_.leads, 'applied'), 'since', COALESCE(then_."on", day));
    RETURN;
  END IF;
  SELECT officer_id INTO keeper FROM seals_custody k
   WHERE k.seal_id = seal AND k.starts_at <= moment AND (k.stops_at IS NULL OR k.stops_at > moment);
  IF keeper IS NULL THEN
    code := 'seals.no-custodian'; detail := jsonb_build_object('seal', s.number); RETURN;
  ELSIF keeper <> person THEN
    code := 'seals.not-the-custodian';
    detail := jsonb_build_object('seal', s.number, 'officer', name, 'custodian', (SELECT o.name FROM offices_officer o WHERE o.id = keeper));
    RETURN;
  ELSIF NOT seals_posted(person, 'seals.use', s.area_id, day, true) THEN
    code := 'seals.not-a-keeper';
    detail := jsonb_build_object('officer', name, 'on', day, 'kind', s.kind, 'area', (SELECT a.name FROM offices_area a WHERE a.code = s.area_id));
    RETURN;
  END IF;

  -- What stands behind the paper: its case, its legal form, its signature.
  IF paper_kind = 'decision' THEN
    SELECT d.legal_form, d.signature_id, d."on", d.at, d.amount_fen INTO form, signed, signed_on, signed_at, amount
      FROM approvals_decision d WHERE d.id = decided;
    SELECT k.* INTO c FROM cases_case k JOIN approvals_decision d ON d.case_id = k.id WHERE d.id = decided;
  ELSIF paper_kind = 'change_decision' THEN
    SELECT d.legal_form, d.signature_id, d."on", d.at, COALESCE(g.new_amount_fen, 0) INTO form, signed, signed_on, signed_at, amount
      FROM entitlements_changedecision d JOIN entitlements_change g ON g.id = d.change_id WHERE d.id = changed;
    SELECT k.* INTO c FROM cases_case k JOIN entitlements_changedecision d ON d.case_id = k.id WHERE d.id = changed;
  ELSIF paper_kind = 'letter' THEN
    SELECT * INTO l FROM delegation_letter d WHERE d.id = letter;
  ELSE
    SELECT * INTO c FROM cases_case k WHERE k.id = file;
  END IF;
  IF NOT COALESCE((SELECT k.papers -> paper_kind ? COALESCE(form, '') FROM seals_kindrule k WHERE k.kind = s.kind), false) THEN
    code := 'seals.does-not-fit';
    detail := jsonb_build_object('kind', s.kind, 'paper', paper_kind, 'form', COALESCE(form, ''));
    RETURN;
  END IF;
  IF paper_kind = 'letter' THEN
    IF s.area_id NOT IN (l.county_id, l.township_id) OR l.id IS NULL THEN
      code := 'seals.another-area';
      detail := jsonb_build_object('area', (SELECT a.name FROM offices_area a WHERE a.code = l.township_id),
        'seal_area', (SELECT a.name FROM offices_area a WHERE a.code = s.area_id));
      RETURN;
    END IF;
  ELSIF c.id IS NOT NULL AND NOT starts_with(c.area_id, s.area_id) OR c.id IS NULL AND paper_kind <> 'notice' THEN
    code := 'seals.another-area';
    detail := jsonb_build_object('area', COALESCE((SELECT a.name FROM offices_area a WHERE a.code = c.area_id), '—'),
      'seal_area', (SELECT a.name FROM offices_area a WHERE a.code = s.area_id));
    RETURN;
  END IF;
  IF paper_kind IN ('decision', 'change_decision') THEN
    IF signed IS NULL THEN
      code := 'seals.unsigned'; detail := jsonb_build_object('paper', paper_kind); RETURN;
    ELSIF signed_on > day OR signed_at > moment THEN
      code := 'seals.before-the-decision'; detail := jsonb_build_object('decided', signed_on); RETURN;
    END IF;
    SELECT t.duty INTO held FROM cases_duty t WHERE t.case_id = c.id AND t.officer_id = person
       AND t.duty IN ('survey', 'review', 'county_review', 'propose_change') LIMIT 1;
    IF held IS NOT NULL THEN
      code := 'seals.took-part'; detail := jsonb_build_object('officer', name, 'duty', held); RETURN;
    END IF;
    IF form IN ('entrusted', 'statutory_township') THEN
      -- In force on the day of the decision for its amount, and still for the item on the day of the seal.
      SELECT * INTO why FROM delegation_refusal(c.item_code, c.area_id, signed_on, amount);
      IF why.code IS NULL THEN SELECT * INTO why FROM delegation_refusal(c.item_code, c.area_id, day, 0); END IF;
      IF why.code IS NOT NULL THEN code := why.code; detail := why.detail; RETURN; END IF;
    END IF;
  END IF;
  SELECT u.number INTO earlier FROM seals_use u
   WHERE u.seal_id = seal AND NOT EXISTS (SELECT 1 FROM seals_void v WHERE v.use_id = u.id)
     AND (u.paper_sha256 = sha OR u.decision_id = decided OR u.change_decision_id = changed OR u.letter_id = letter) LIMIT 1;
  IF earlier IS NOT NULL THEN
    code := 'seals.already-sealed'; detail := jsonb_build_object('number', earlier);
  END IF;
END $$;
"""

USE = """
CREATE FUNCTION seals_check_use() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s seals_seal%ROWTYPE;
  why record;
  left_out text;
  kept seals_event%ROWTYPE;
  given record;
  differs text;
BEGIN
  -- The row lock of the seal: two uses at once get two numbers, one after the other.
  SELECT * INTO s FROM seals_seal WHERE id = NEW.seal_id FOR UPDATE;
  SELECT * INTO why FROM seals_use_refusal(NEW.seal_id, NEW.custodian_id, NEW.paper_kind, NEW.decision_id, NEW.change_decision_id,
    NEW.letter_id, NEW.case_id, NEW."on", NEW.at, NEW.paper_sha256);
  IF why.code IS NOT NULL THEN PERFORM seals_refuse(why.code, why.detail::json); END IF;
  SELECT string_agg(point, ',' ORDER BY place) INTO left_out
    FROM seals_kindrule k, jsonb_array_elements_text(k.checklist) WITH ORDINALITY AS wanted(point, place)
   WHERE k.kind = s.kind AND (NEW.checklist -> point) IS DISTINCT FROM 'true'::jsonb;
  IF left_out IS NOT NULL THEN
    PERFORM seals_refuse('seals.checklist-incomplete', json_build_object('what', left_out));
  ELSIF NEW.number <> s.last_number + 1 THEN
    PERFORM seals_refuse('seals.number-gap', json_build_object('seal', s.number, 'number', NEW.number, 'expected', s.last_number + 1));
  END IF;
  SELECT * INTO kept FROM seals_event WHERE seal_id = NEW.seal_id AND kind = 'kept';
  SELECT k.number AS case_number, k.item_code, d.legal_form, l.number AS letter INTO given
    FROM (SELECT case_id, legal_form, letter_id FROM approvals_decision WHERE id = NEW.decision_id
          UNION ALL SELECT case_id, legal_form, letter_id FROM entitlements_changedecision WHERE id = NEW.change_decision_id
          UNION ALL SELECT NEW.case_id, '', NEW.letter_id WHERE NEW.decision_id IS NULL AND NEW.change_decision_id IS NULL) d
    LEFT JOIN cases_case k ON k.id = d.case_id LEFT JOIN delegation_letter l ON l.id = d.letter_id;
  differs := CASE
    WHEN NEW."on" <> (NEW.at AT TIME ZONE 'Asia/Shanghai')::date THEN 'on'
    WHEN NOT EXISTS (SELECT 1 FROM seals_custody k WHERE k.id = NEW.custody_id AND k.seal_id = NEW.seal_id AND k.officer_id = NEW.custodian_id
      AND k.starts_at <= NEW.at AND (k.stops_at IS NULL OR k.stops_at > NEW.at)) THEN 'custody'
    WHEN NEW.case_number <> COALESCE(given.case_number, '') OR NEW.item_code <> COALESCE(given.item_code, '') THEN 'case_number'
    WHEN NEW.case_id IS NOT NULL AND NEW.case_id <> (SELECT id FROM cases_case WHERE number = given.case_number) THEN 'case'
    WHEN NEW.legal_form <> given.legal_form THEN 'legal_form'
    WHEN NEW.letter_number <> COALESCE(given.letter, '') THEN 'letter_number'
    WHEN NEW.paper_sha256 <> (SELECT sha256 FROM documents_storedfile WHERE id = NEW.paper_id) THEN 'paper_sha256'
    WHEN NEW.case_number <> '' AND NEW.case_number <> (SELECT case_number FROM documents_storedfile WHERE id = NEW.paper_id) THEN 'paper'
    WHEN NOT EXISTS (SELECT 1 FROM documents_storedfile f WHERE f.id = NEW.sealed_id AND f.kind = 'sealed'
      AND f.sha256 = NEW.sealed_sha256 AND f.sha256 <> NEW.paper_sha256) THEN 'sealed_sha256'
    WHEN NEW.certificate_fingerprint <> kept.told ->> 'certificate_fingerprint' THEN 'certificate_fingerprint'
    WHEN NEW.imprint_sha256 <> kept.told ->> 'imprint_sha256' THEN 'imprint_sha256'
  END;
  IF differs IS NOT NULL THEN
    PERFORM seals_refuse('seals.register-differs', json_build_object('what', differs));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_use_allowed BEFORE INSERT ON seals_use FOR EACH ROW EXECUTE FUNCTION seals_check_use();

CREATE FUNCTION seals_use_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE seals_seal SET last_number = NEW.number WHERE id = NEW.seal_id;
  RETURN NULL;
END $$;
CREATE TRIGGER seals_use_counts AFTER INSERT ON seals_use FOR EACH ROW EXECUTE FUNCTION seals_use_counts();

CREATE FUNCTION seals_check_void() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s record;
BEGIN
  SELECT l.id, l.number, l.area_id, u.custodian_id, (SELECT officer_id FROM seals_custody k WHERE k.seal_id = l.id AND k.starts_at <= NEW.at
      AND (k.stops_at IS NULL OR k.stops_at > NEW.at)) AS keeper
    INTO s FROM seals_use u JOIN seals_seal l ON l.id = u.seal_id WHERE u.id = NEW.use_id;
  IF btrim(NEW.reason) = '' THEN
    PERFORM seals_refuse('seals.reason-needed', '{}');
  ELSIF s.keeper IS DISTINCT FROM NEW.by_id AND NOT seals_posted(NEW.by_id, 'seals.register', s.area_id, NEW."on", false) THEN
    PERFORM seals_refuse(CASE WHEN s.keeper IS NULL THEN 'seals.no-custodian' ELSE 'seals.not-the-custodian' END,
      json_build_object('seal', s.number, 'officer', (SELECT name FROM offices_officer WHERE id = NEW.by_id),
        'custodian', (SELECT name FROM offices_officer WHERE id = s.keeper)));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_void_allowed BEFORE INSERT ON seals_void FOR EACH ROW EXECUTE FUNCTION seals_check_void();

-- A signal is closed by the county's registrar, never by whom it is about.
CREATE FUNCTION seals_check_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  g record;
BEGIN
  SELECT n.officer_id, s.area_id INTO g FROM seals_signal n JOIN seals_seal s ON s.id = n.seal_id WHERE n.id = NEW.signal_id;
  IF btrim(NEW.text) = '' THEN
    PERFORM seals_refuse('seals.reason-needed', '{}');
  ELSIF g.officer_id = NEW.by_id THEN
    PERFORM seals_refuse('seals.own-signal', json_build_object('officer', (SELECT name FROM offices_officer WHERE id = NEW.by_id)));
  ELSIF NOT seals_posted(NEW.by_id, 'seals.register', g.area_id, NEW."on", false) THEN
    PERFORM seals_refuse('seals.not-empowered', json_build_object('officer', (SELECT name FROM offices_officer WHERE id = NEW.by_id),
      'on', NEW."on", 'power', 'seals.register', 'area', (SELECT name FROM offices_area WHERE code = g.area_id)));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_finding_allowed BEFORE INSERT ON seals_finding FOR EACH ROW EXECUTE FUNCTION seals_check_finding();
"""

DROP = """
DROP TRIGGER seals_finding_allowed ON seals_finding; DROP FUNCTION seals_check_finding();
DROP TRIGGER seals_void_allowed ON seals_void; DROP FUNCTION seals_check_void();
DROP TRIGGER seals_use_counts ON seals_use; DROP FUNCTION seals_use_counts();
DROP TRIGGER seals_use_allowed ON seals_use; DROP FUNCTION seals_check_use();
DROP FUNCTION seals_use_refusal(bigint, bigint, text, bigint, bigint, bigint, bigint, date, timestamptz, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("seals", "0002_life"),
        ("cases", "0003_signed"),
        ("approvals", "0003_signed"),
        ("entitlements", "0003_signed"),
        ("delegation", "0002_cover"),
    ]
    operations = [migrations.RunSQL(REFUSAL + USE, DROP)]
