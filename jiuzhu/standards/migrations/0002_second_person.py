"""What the database itself holds about a county's numbers: two people, no change, one value a day."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only

VIEW = """
CREATE VIEW standards_inforce AS
WITH agreed AS (
  SELECT n.* FROM standards_localnumber n JOIN standards_numbercheck c ON c.number_id = n.id AND c.agrees
), standing AS (
  SELECT a.* FROM agreed a
   WHERE a.value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agreed k WHERE k.replaces_id = a.id)
)
SELECT id AS number_id,
       LEAST(stops_on, lead(starts_on) OVER (PARTITION BY name, area_id ORDER BY starts_on)) AS stops_on
  FROM standing;
"""

EMPOWERED = """
CREATE FUNCTION standards_empowered(officer bigint, wanted text, area text, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role
     WHERE p.officer_id = officer AND r.power = wanted AND starts_with(area, p.area_id)
       AND p.starts_on <= (at AT TIME ZONE 'Asia/Shanghai')::date
       AND (p.stops_on IS NULL OR p.stops_on > (at AT TIME ZONE 'Asia/Shanghai')::date))
$$;
"""

ENTRY = """
CREATE FUNCTION standards_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old standards_localnumber%ROWTYPE;
BEGIN
  IF NOT standards_empowered(NEW.entered_by_id, 'standards.enter', NEW.area_id, NEW.entered_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.not-empowered';
  END IF;
  IF NEW.replaces_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO old FROM standards_localnumber WHERE id = NEW.replaces_id;
  IF (old.name, old.area_id) IS DISTINCT FROM (NEW.name, NEW.area_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.of-another-number';
  END IF;
  IF old.value IS NULL
     OR NOT EXISTS (SELECT 1 FROM standards_numbercheck c WHERE c.number_id = old.id AND c.agrees) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.not-agreed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER standards_localnumber_allowed BEFORE INSERT ON standards_localnumber
  FOR EACH ROW EXECUTE FUNCTION standards_check_entry();
"""

VERDICT = """
CREATE FUNCTION standards_check_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  n standards_localnumber%ROWTYPE;
BEGIN
  SELECT * INTO n FROM standards_localnumber WHERE id = NEW.number_id;
  -- Verdicts on one number and area come one after the other, so that neither misses the other.
  PERFORM pg_advisory_xact_lock(hashtextextended('standards ' || n.name || ' ' || n.area_id, 0));
  IF EXISTS (SELECT 1 FROM standards_numbercheck WHERE number_id = NEW.number_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.already-checked';
  END IF;
  IF NEW.checked_by_id = n.entered_by_id THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.checked-by-enterer';
  END IF;
  IF NOT standards_empowered(NEW.checked_by_id, 'standards.check', n.area_id, NEW.checked_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.not-empowered';
  END IF;
  IF NOT NEW.agrees THEN RETURN NEW; END IF;
  IF n.replaces_id IS NOT NULL AND EXISTS (
       SELECT 1 FROM standards_localnumber k JOIN standards_numbercheck c ON c.number_id = k.id AND c.agrees
        WHERE k.replaces_id = n.replaces_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.already-corrected';
  END IF;
  IF n.value IS NOT NULL AND EXISTS (
       SELECT 1 FROM standards_inforce f JOIN standards_localnumber o ON o.id = f.number_id
        WHERE o.name = n.name AND o.area_id = n.area_id AND o.starts_on = n.starts_on
          AND o.id IS DISTINCT FROM n.replaces_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'standards.same-first-day', DETAIL = json_build_object(
      'label_zh', n.name, 'label_en', n.name, 'starts_on', n.starts_on,
      'area', (SELECT name FROM offices_area WHERE code = n.area_id))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER standards_numbercheck_allowed BEFORE INSERT ON standards_numbercheck
  FOR EACH ROW EXECUTE FUNCTION standards_check_verdict();
"""


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_initial"), ("audit", "0002_append_only"), ("offices", "0002_reach")]
    operations = [
        migrations.RunSQL(VIEW, "DROP VIEW standards_inforce;"),
        migrations.RunSQL(EMPOWERED, "DROP FUNCTION standards_empowered(bigint, text, text, timestamptz);"),
        migrations.RunSQL(
            ENTRY,
            """DROP TRIGGER standards_localnumber_allowed ON standards_localnumber;
            DROP FUNCTION standards_check_entry();""",
        ),
        migrations.RunSQL(
            VERDICT,
            """DROP TRIGGER standards_numbercheck_allowed ON standards_numbercheck;
            DROP FUNCTION standards_check_verdict();""",
        ),
        append_only("standards_localnumber"),
        append_only("standards_numbercheck"),
    ]
