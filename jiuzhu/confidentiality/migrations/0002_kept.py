"""Signed stays signed; each side in its own post; and the one question that every query and every look must pass."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.signatures.standing import signed_by

SIDES = """
CREATE FUNCTION confidentiality_empowered(officer bigint, wanted text, place text, day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role AND r.power = wanted
                  WHERE p.officer_id = officer AND starts_with(place, p.area_id) AND p.starts_on <= day
                    AND (p.stops_on IS NULL OR p.stops_on > day))
$$;

CREATE FUNCTION confidentiality_check_side() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  agreed confidentiality_agreement%ROWTYPE;
  place text;
  needed text := CASE TG_TABLE_NAME WHEN 'confidentiality_countersignature' THEN 'confidentiality.township'
                                    ELSE 'confidentiality.county' END;
BEGIN
  IF TG_TABLE_NAME = 'confidentiality_agreement' THEN
    place := NEW.township_id;
  ELSIF TG_TABLE_NAME = 'confidentiality_countersignature' THEN
    SELECT * INTO agreed FROM confidentiality_agreement WHERE id = NEW.agreement_id;
    place := agreed.township_id;
    IF agreed.by_id = NEW.by_id OR agreed.digest <> NEW.digest THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'confidentiality.not-your-side', DETAIL = '{}';
    END IF;
  ELSE
    place := COALESCE(
      (SELECT a.township_id FROM confidentiality_agreement a WHERE a.id = NEW.agreement_id),
      (SELECT a.township_id FROM confidentiality_acceptance x JOIN confidentiality_agreement a ON a.id = x.agreement_id
        WHERE x.id = NEW.acceptance_id),
      (SELECT left(o.area_id, 6) FROM confidentiality_acceptance x JOIN offices_officer f ON f.id = x.officer_id
         JOIN offices_office o ON o.id = f.office_id WHERE x.id = NEW.acceptance_id));
  END IF;
  IF NOT confidentiality_empowered(NEW.by_id, needed, place, NEW."on") THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'confidentiality.not-your-side', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confidentiality_agreement_by_its_side BEFORE INSERT ON confidentiality_agreement
  FOR EACH ROW EXECUTE FUNCTION confidentiality_check_side();
CREATE TRIGGER confidentiality_countersignature_by_its_side BEFORE INSERT ON confidentiality_countersignature
  FOR EACH ROW EXECUTE FUNCTION confidentiality_check_side();
CREATE TRIGGER confidentiality_ending_by_its_side BEFORE INSERT ON confidentiality_ending
  FOR EACH ROW EXECUTE FUNCTION confidentiality_check_side();

CREATE FUNCTION confidentiality_check_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place text := (SELECT a.township_id FROM confidentiality_agreement a WHERE a.id = NEW.agreement_id);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM offices_posting p
                  WHERE p.officer_id = NEW.officer_id AND p.starts_on <= NEW.starts_on
                    AND (p.stops_on IS NULL OR p.stops_on > NEW.starts_on)
                    AND CASE WHEN place IS NULL THEN length(p.area_id) = 6 ELSE starts_with(p.area_id, place) END) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'confidentiality.not-your-agreement', DETAIL = json_build_object(
      'officer', (SELECT name FROM offices_officer WHERE id = NEW.officer_id),
      'area', COALESCE((SELECT name FROM offices_area WHERE code = place), '县级'))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confidentiality_acceptance_in_post BEFORE INSERT ON confidentiality_acceptance
  FOR EACH ROW EXECUTE FUNCTION confidentiality_check_acceptance();
"""
SIDES_BACK = """
DROP TRIGGER confidentiality_acceptance_in_post ON confidentiality_acceptance; DROP FUNCTION confidentiality_check_acceptance();
DROP TRIGGER confidentiality_ending_by_its_side ON confidentiality_ending;
DROP TRIGGER confidentiality_countersignature_by_its_side ON confidentiality_countersignature;
DROP TRIGGER confidentiality_agreement_by_its_side ON confidentiality_agreement;
DROP FUNCTION confidentiality_check_side(); DROP FUNCTION confidentiality_empowered(bigint, text, text, date);
"""

ASKED = """
CREATE FUNCTION confidentiality_agreed(agreed bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM confidentiality_agreement a JOIN confidentiality_countersignature c ON c.agreement_id = a.id
                  WHERE a.id = agreed AND a.starts_on <= day AND a.stops_on > day
                    AND NOT EXISTS (SELECT 1 FROM confidentiality_ending e WHERE e.agreement_id = a.id AND e.stops_on <= day))
$$;

-- What is missing: 'township' (no agreement in force) or 'person' (she has accepted none that is); NULL where nothing is.
-- officer NULL is the clock. An officer of the county rests on her acceptance with the county.
CREATE FUNCTION confidentiality_refusal(officer bigint, area text, day date) RETURNS text LANGUAGE sql STABLE AS $$
  WITH accepted AS (
    SELECT x.agreement_id FROM confidentiality_acceptance x
     WHERE x.officer_id = officer AND x.starts_on <= day
       AND NOT EXISTS (SELECT 1 FROM confidentiality_ending e WHERE e.acceptance_id = x.id AND e.stops_on <= day))
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM accepted WHERE agreement_id IS NULL) THEN NULL
    WHEN NOT EXISTS (SELECT 1 FROM confidentiality_agreement a
                      WHERE a.township_id = left(area, 9) AND confidentiality_agreed(a.id, day)) THEN 'township'
    WHEN officer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accepted WHERE confidentiality_agreed(agreement_id, day)) THEN 'person'
  END
$$;
"""
ASKED_BACK = "DROP FUNCTION confidentiality_refusal(bigint, text, date); DROP FUNCTION confidentiality_agreed(bigint, date);"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0001_initial"),
        ("signatures", "0002_kept"),
        ("audit", "0002_append_only"),
        ("offices", "0002_reach"),
    ]
    operations = [
        migrations.RunSQL(SIDES, SIDES_BACK),
        migrations.RunSQL(ASKED, ASKED_BACK),
        *(
            append_only(f"confidentiality_{table}")
            for table in ("agreement", "countersignature", "acceptance", "ending")
        ),
        signed_by("confidentiality_agreement", "by_id", "confidentiality"),
        signed_by("confidentiality_countersignature", "by_id", "confidentiality"),
        signed_by("confidentiality_acceptance", "officer_id", "confidentiality"),
    ]
