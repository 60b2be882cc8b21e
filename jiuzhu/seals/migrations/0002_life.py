"""A seal's life follows its steps; it changes hands only when both sides have signed, to somebody in post."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.offices.scope import visible_by_area
from jiuzhu.signatures.standing import signed_by

# May this officer use a power in an area on a day? `exact`: by a post in that very area, not in the county above it.
POSTED = """
CREATE FUNCTION seals_posted(person bigint, wanted text, place text, day date, exact boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role
    WHERE p.officer_id = person AND r.power = wanted AND p.starts_on <= day AND (p.stops_on IS NULL OR p.stops_on > day)
      AND CASE WHEN exact THEN p.area_id = place ELSE starts_with(place, p.area_id) END)
$$;
CREATE FUNCTION seals_refuse(code text, detail json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = code, DETAIL = detail::text;
END $$;
"""

SEAL = """
CREATE FUNCTION seals_check_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reached text;
  used integer;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM seals_kindrule k JOIN offices_area a ON a.level = k.level
                    WHERE k.kind = NEW.kind AND a.code = NEW.area_id) THEN
      PERFORM seals_refuse('seals.wrong-level', json_build_object('kind', NEW.kind,
        'area', (SELECT name FROM offices_area WHERE code = NEW.area_id)));
    ELSIF NEW.state <> 'applied' OR NEW.last_number <> 0 THEN
      PERFORM seals_refuse('seals.frozen', '{}');
    END IF;
    RETURN NEW;
  END IF;
  SELECT leads INTO reached FROM seals_event WHERE seal_id = NEW.id ORDER BY number DESC LIMIT 1;
  SELECT COALESCE(max(number), 0) INTO used FROM seals_use WHERE seal_id = NEW.id;
  IF NEW.state IS DISTINCT FROM reached OR NEW.last_number <> used
     OR to_jsonb(NEW) - 'state' - 'last_number' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'last_number' THEN
    PERFORM seals_refuse('seals.frozen', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_seal_follows BEFORE INSERT OR UPDATE ON seals_seal
  FOR EACH ROW EXECUTE FUNCTION seals_check_seal();

-- A seal is in the register by its application; without one it is refused at commit.
CREATE FUNCTION seals_check_applied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM seals_event WHERE seal_id = NEW.id AND kind = 'applied') THEN
    PERFORM seals_refuse('seals.frozen', '{}');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER seals_seal_was_applied_for AFTER INSERT ON seals_seal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seals_check_applied();
"""

EVENT = """
CREATE FUNCTION seals_check_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s seals_seal%ROWTYPE;
  rule seals_steprule%ROWTYPE;
  last seals_event%ROWTYPE;
  person text := (SELECT name FROM offices_officer WHERE id = NEW.by_id);
  other text;
  lacking text;
BEGIN
  SELECT * INTO s FROM seals_seal WHERE id = NEW.seal_id FOR UPDATE;
  IF NOT FOUND THEN PERFORM seals_refuse('seals.no-such-seal', '{}'); END IF;
  SELECT * INTO rule FROM seals_steprule WHERE kind = NEW.kind;
  IF NOT FOUND THEN PERFORM seals_refuse('seals.no-such-step', json_build_object('step', NEW.kind)); END IF;
  SELECT * INTO last FROM seals_event WHERE seal_id = NEW.seal_id ORDER BY number DESC LIMIT 1;
  IF NOT rule.came ? COALESCE(last.leads, '') OR NEW.leads <> rule.leads THEN
    PERFORM seals_refuse('seals.not-this-step', json_build_object('seal', s.number, 'state', s.state, 'step', NEW.kind));
  ELSIF NEW.number <> COALESCE(last.number, 0) + 1 OR NEW."on" < last."on" OR NEW.at < last.at THEN
    PERFORM seals_refuse('seals.out-of-order', json_build_object('seal', s.number, 'last', last."on"));
  END IF;
  SELECT string_agg(field, ',' ORDER BY place) INTO lacking
    FROM jsonb_array_elements_text(rule.needs) WITH ORDINALITY AS wanted(field, place)
   WHERE btrim(COALESCE(NEW.told ->> field, '')) = '';
  IF lacking IS NOT NULL THEN
    PERFORM seals_refuse('seals.step-incomplete', json_build_object('step', NEW.kind, 'what', lacking));
  ELSIF NOT seals_posted(NEW.by_id, rule.power, s.area_id, NEW."on", false) THEN
    PERFORM seals_refuse('seals.not-empowered', json_build_object('officer', person, 'on', NEW."on", 'power', rule.power,
      'area', (SELECT name FROM offices_area WHERE code = s.area_id)));
  ELSIF EXISTS (SELECT 1 FROM seals_event e WHERE e.seal_id = NEW.seal_id AND e.kind = rule.other_than AND e.by_id = NEW.by_id) THEN
    PERFORM seals_refuse('seals.same-person', json_build_object('officer', person, 'other', rule.other_than, 'step', NEW.kind));
  ELSIF NEW.told ->> 'witness_one' = NEW.told ->> 'witness_two' OR person IN (NEW.told ->> 'witness_one', NEW.told ->> 'witness_two') THEN
    PERFORM seals_refuse('seals.two-witnesses', json_build_object('officer', person));
  ELSIF NEW.kind = 'applied' AND NEW.told ->> 'text' <> s.text THEN
    PERFORM seals_refuse('seals.frozen', '{}');
  END IF;
  -- One special seal in use per township; the partial index behind it decides between two at the same moment.
  IF NEW.kind = 'issued' AND s.kind = 'special' THEN
    SELECT o.number INTO other FROM seals_seal o
     WHERE o.area_id = s.area_id AND o.kind = 'special' AND o.state IN ('in_use', 'suspended') AND o.id <> s.id LIMIT 1;
    IF other IS NOT NULL THEN
      PERFORM seals_refuse('seals.another-in-use', json_build_object('seal', other,
        'area', (SELECT name FROM offices_area WHERE code = s.area_id)));
    END IF;
  END IF;
  IF rule.signed THEN
    PERFORM signatures_hold(NEW.signature_id, NEW.by_id, NEW.digest, ARRAY['seal'], 'seals_event');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_event_allowed BEFORE INSERT ON seals_event FOR EACH ROW EXECUTE FUNCTION seals_check_event();

CREATE FUNCTION seals_event_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE seals_seal SET state = NEW.leads WHERE id = NEW.seal_id AND state <> NEW.leads;
  IF (SELECT ends_custody FROM seals_steprule WHERE kind = NEW.kind) THEN
    UPDATE seals_custody SET stops_at = GREATEST(starts_at, NEW.at)
     WHERE seal_id = NEW.seal_id AND (stops_at IS NULL OR stops_at > NEW.at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seals_event_moves AFTER INSERT ON seals_event FOR EACH ROW EXECUTE FUNCTION seals_event_moves();
"""

HANDS = """
-- Why this seal may not go from one officer to another at a moment; null code when it may. `until` null: the regular custodian.
CREATE FUNCTION seals_handover_refusal(seal bigint, giver bigint, receiver bigint, until date, day date, moment timestamptz,
                                       OUT code text, OUT detail jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  s seals_seal%ROWTYPE;
  k seals_kindrule%ROWTYPE;
  keeper bigint;
BEGIN
  SELECT * INTO s FROM seals_seal WHERE id = seal;
  SELECT * INTO k FROM seals_kindrule WHERE kind = s.kind;
  IF s.state NOT IN ('in_use', 'suspended') THEN
    code := 'seals.not-in-hands';
    detail := jsonb_build_object('seal', s.number, 'state', s.state);
    RETURN;
  END IF;
  SELECT officer_id INTO keeper FROM seals_custody c
   WHERE c.seal_id = seal AND c.starts_at <= moment AND (c.stops_at IS NULL OR c.stops_at > moment);
  -- The custodian gives. Where there is none, or she is no longer in post, the registrar of the county does.
  IF keeper IS DISTINCT FROM giver AND NOT (
       (keeper IS NULL OR NOT seals_posted(keeper, 'seals.use', s.area_id, day, true))
       AND seals_posted(giver, 'seals.register', s.area_id, day, false)) THEN
    code := CASE WHEN keeper IS NULL THEN 'seals.no-custodian' ELSE 'seals.not-the-custodian' END;
    detail := jsonb_build_object('seal', s.number, 'officer', (SELECT name FROM offices_officer WHERE id = giver),
      'custodian', (SELECT name FROM offices_officer WHERE id = keeper));
  ELSIF NOT seals_posted(receiver, 'seals.use', s.area_id, day, true)
     OR (until IS NULL AND NOT seals_posted(receiver, k.keeper_power, s.area_id, day, true)) THEN
    code := 'seals.not-a-keeper';
    detail := jsonb_build_object('officer', (SELECT name FROM offices_officer WHERE id = receiver), 'on', day,
      'kind', s.kind, 'area', (SELECT name FROM offices_area WHERE offices_area.code = s.area_id));
  END IF;
END $$;

CREATE FUNCTION seals_check_handover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s seals_seal%ROWTYPE;
  why record;
  waiting text;
BEGIN
  SELECT * INTO s FROM seals_seal WHERE id = NEW.seal_id FOR UPDATE;
  SELECT o.name INTO waiting FROM seals_handover h JOIN offices_officer o ON o.id = h.receiver_id
   WHERE h.seal_id = NEW.seal_id AND NOT EXISTS (SELECT 1 FROM seals_acceptance a WHERE a.handover_id = h.id)
     AND NOT EXISTS (SELECT 1 FROM seals_retraction r WHERE r.handover_id = h.id) LIMIT 1;
  IF waiting IS NOT NULL THEN
    PERFORM seals_refuse('seals.handover-open', json_build_object('seal', s.number, 'receiver', waiting));
  END IF;
  SELECT * INTO why FROM seals_handover_refusal(NEW.seal_id, NEW.giver_id, NEW.receiver_id, NEW.until, NEW."on", NEW.at);
  IF why.code IS NOT NULL THEN
    PERFORM seals_refuse(why.code, why.detail::json);
  ELSIF NEW.last_number <> s.last_number THEN
    PERFORM seals_refuse('seals.handover-stale', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_handover_allowed BEFORE INSERT ON seals_handover
  FOR EACH ROW EXECUTE FUNCTION seals_check_handover();

CREATE FUNCTION seals_check_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  h seals_handover%ROWTYPE;
  s seals_seal%ROWTYPE;
  why record;
BEGIN
  SELECT * INTO h FROM seals_handover WHERE id = NEW.handover_id;
  SELECT * INTO s FROM seals_seal WHERE id = h.seal_id FOR UPDATE;
  IF h.receiver_id <> NEW.receiver_id THEN
    PERFORM seals_refuse('seals.not-the-receiver', json_build_object(
      'receiver', (SELECT name FROM offices_officer WHERE id = h.receiver_id),
      'officer', (SELECT name FROM offices_officer WHERE id = NEW.receiver_id)));
  ELSIF EXISTS (SELECT 1 FROM seals_retraction r WHERE r.handover_id = h.id) THEN
    PERFORM seals_refuse('seals.handover-closed', '{}');
  END IF;
  SELECT * INTO why FROM seals_handover_refusal(h.seal_id, h.giver_id, h.receiver_id, h.until, NEW."on", NEW.at);
  IF why.code IS NOT NULL THEN
    PERFORM seals_refuse(why.code, why.detail::json);
  ELSIF NEW.digest <> h.digest OR NEW.at < h.at OR h.until < NEW."on" OR s.last_number <> h.last_number THEN
    PERFORM seals_refuse('seals.handover-stale', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_acceptance_allowed BEFORE INSERT ON seals_acceptance
  FOR EACH ROW EXECUTE FUNCTION seals_check_acceptance();

-- Both have signed: from this moment the receiver keeps it; a temporary custodian until the end of her last day.
CREATE FUNCTION seals_changes_hands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  h seals_handover%ROWTYPE;
BEGIN
  SELECT * INTO h FROM seals_handover WHERE id = NEW.handover_id;
  UPDATE seals_custody SET stops_at = NEW.at
   WHERE seal_id = h.seal_id AND starts_at <= NEW.at AND (stops_at IS NULL OR stops_at > NEW.at);
  INSERT INTO seals_custody (seal_id, acceptance_id, officer_id, temporary, starts_at, stops_at)
  VALUES (h.seal_id, NEW.id, h.receiver_id, h.until IS NOT NULL, NEW.at, (h.until + 1)::timestamp AT TIME ZONE 'Asia/Shanghai');
  RETURN NULL;
END $$;
CREATE TRIGGER seals_acceptance_changes_hands AFTER INSERT ON seals_acceptance
  FOR EACH ROW EXECUTE FUNCTION seals_changes_hands();

CREATE FUNCTION seals_check_retraction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  h seals_handover%ROWTYPE;
BEGIN
  SELECT * INTO h FROM seals_handover WHERE id = NEW.handover_id;
  PERFORM 1 FROM seals_seal WHERE id = h.seal_id FOR UPDATE;
  IF NEW.by_id NOT IN (h.giver_id, h.receiver_id) THEN
    PERFORM seals_refuse('seals.not-the-receiver', json_build_object(
      'receiver', (SELECT name FROM offices_officer WHERE id = h.receiver_id),
      'officer', (SELECT name FROM offices_officer WHERE id = NEW.by_id)));
  ELSIF EXISTS (SELECT 1 FROM seals_acceptance a WHERE a.handover_id = h.id) THEN
    PERFORM seals_refuse('seals.handover-closed', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_retraction_allowed BEFORE INSERT ON seals_retraction
  FOR EACH ROW EXECUTE FUNCTION seals_check_retraction();

-- Custody is written by the two triggers above and by nobody else.
CREATE FUNCTION seals_check_custody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 OR (TG_OP = 'UPDATE' AND (
       NEW.stops_at IS NULL OR NEW.stops_at > OLD.stops_at
       OR to_jsonb(NEW) - 'stops_at' IS DISTINCT FROM to_jsonb(OLD) - 'stops_at')) THEN
    PERFORM seals_refuse('seals.frozen', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seals_custody_follows BEFORE INSERT OR UPDATE ON seals_custody
  FOR EACH ROW EXECUTE FUNCTION seals_check_custody();
"""

DROP = """
DROP TRIGGER seals_custody_follows ON seals_custody; DROP FUNCTION seals_check_custody();
DROP TRIGGER seals_retraction_allowed ON seals_retraction; DROP FUNCTION seals_check_retraction();
DROP TRIGGER seals_acceptance_changes_hands ON seals_acceptance; DROP FUNCTION seals_changes_hands();
DROP TRIGGER seals_acceptance_allowed ON seals_acceptance; DROP FUNCTION seals_check_acceptance();
DROP TRIGGER seals_handover_allowed ON seals_handover; DROP FUNCTION seals_check_handover();
DROP FUNCTION seals_handover_refusal(bigint, bigint, bigint, date, date, timestamptz);
DROP TRIGGER seals_event_moves ON seals_event; DROP FUNCTION seals_event_moves();
DROP TRIGGER seals_event_allowed ON seals_event; DROP FUNCTION seals_check_event();
DROP TRIGGER seals_seal_was_applied_for ON seals_seal; DROP FUNCTION seals_check_applied();
DROP TRIGGER seals_seal_follows ON seals_seal; DROP FUNCTION seals_check_seal();
DROP FUNCTION seals_refuse(text, json); DROP FUNCTION seals_posted(bigint, text, text, date, boolean);
"""


def seen_with_seal(table: str, seen: str) -> migrations.RunSQL:
    """Rows of `table` are seen and written with their seal: the inner query is narrowed by the seal's own policy."""
    return migrations.RunSQL(
        f"""ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_reach ON {table} USING ({seen}) WITH CHECK ({seen});""",
        f"""DROP POLICY {table}_reach ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;""",
    )


OF_SEAL = "EXISTS (SELECT 1 FROM seals_seal s WHERE s.id = seal_id)"
OF_HANDOVER = "EXISTS (SELECT 1 FROM seals_handover h WHERE h.id = handover_id)"
OF_USE = "EXISTS (SELECT 1 FROM seals_use u WHERE u.id = use_id)"
OF_SIGNAL = "EXISTS (SELECT 1 FROM seals_signal g WHERE g.id = signal_id)"
GROWING = {
    "event": OF_SEAL, "handover": OF_SEAL, "acceptance": OF_HANDOVER, "retraction": OF_HANDOVER, "use": OF_SEAL,
    "void": OF_USE, "signal": OF_SEAL, "finding": OF_SIGNAL,
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("seals", "0001_initial"),
        ("signatures", "0002_kept"),
        ("offices", "0002_reach"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(POSTED + SEAL + EVENT + HANDS, DROP),
        signed_by("seals_handover", "giver_id", "seal-handover"),
        signed_by("seals_acceptance", "receiver_id", "seal-handover"),
        *(append_only(f"seals_{table}") for table in GROWING),
        *(never_deleted(f"seals_{table}") for table in ("seal", "custody")),
        *(tracked(f"seals_{table}") for table in ("seal", "custody")),
        visible_by_area("seals_seal"),
        seen_with_seal("seals_custody", OF_SEAL),
        *(seen_with_seal(f"seals_{table}", seen) for table, seen in GROWING.items()),
    ]
