"""A draft is born unsigned and each side's signer holds the post; a letter that was not taken over says what was signed."""

from django.db import migrations

BORN = """
CREATE FUNCTION delegation_born_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'drafted' OR NEW.digest <> '' OR COALESCE(NEW.review_signature_id, NEW.township_signature_id,
       NEW.county_signature_id, NEW.letter_id, NEW.reviewer_id, NEW.township_signer_id, NEW.county_signer_id) IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.draft-frozen', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letterdraft_born_unsigned BEFORE INSERT ON delegation_letterdraft
  FOR EACH ROW EXECUTE FUNCTION delegation_born_unsigned();

CREATE FUNCTION delegation_signer_in_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signer bigint := CASE NEW.state WHEN 'signed_by_township' THEN NEW.township_signer_id ELSE NEW.county_signer_id END;
  needed text := CASE NEW.state WHEN 'signed_by_township' THEN 'delegation.sign_township' ELSE 'delegation.sign_county' END;
  place text := CASE NEW.state WHEN 'signed_by_township' THEN NEW.township_id ELSE NEW.county_id END;
BEGIN
  IF NEW.state IN ('signed_by_township', 'signed') AND NOT EXISTS (
    SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role AND r.power = needed
     WHERE p.officer_id = signer AND starts_with(place, p.area_id) AND p.starts_on <= NEW.signed_on
       AND (p.stops_on IS NULL OR p.stops_on > NEW.signed_on)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-your-side', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letterdraft_in_post BEFORE UPDATE OF state ON delegation_letterdraft
  FOR EACH ROW EXECUTE FUNCTION delegation_signer_in_post();
"""
BORN_BACK = """
DROP TRIGGER delegation_letterdraft_in_post ON delegation_letterdraft; DROP FUNCTION delegation_signer_in_post();
DROP TRIGGER delegation_letterdraft_born_unsigned ON delegation_letterdraft; DROP FUNCTION delegation_born_unsigned();
"""

SIGNED = """
-- Asked at the commit: letter, items and the published draft are written in one transaction.
CREATE FUNCTION delegation_says_what_was_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  l delegation_letter%ROWTYPE;
  d delegation_letterdraft%ROWTYPE;
BEGIN
  SELECT * INTO l FROM delegation_letter
   WHERE id = (to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'delegation_letter' THEN 'id' ELSE 'letter_id' END)::bigint;
  IF l.taken_over THEN RETURN NULL; END IF;
  SELECT * INTO d FROM delegation_letterdraft WHERE letter_id = l.id AND state = 'published';
  IF NOT FOUND
     OR (d.county_id, d.township_id, d.legal_form, d.basis, d.starts_on, d.stops_on, d.terms)
        IS DISTINCT FROM (l.county_id, l.township_id, l.legal_form, l.basis, l.starts_on, l.stops_on, l.terms)
     OR (SELECT COALESCE(jsonb_object_agg(i.item_code, i.limit_fen), '{}') FROM delegation_letteritem i WHERE i.letter_id = l.id)
        IS DISTINCT FROM d.items
     OR EXISTS (SELECT 1 FROM delegation_letteritem i WHERE i.letter_id = l.id
                 AND (i.township_id <> l.township_id OR i.starts_on <> l.starts_on OR i.stops_on > l.stops_on)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.not-what-was-signed',
      DETAIL = json_build_object('letter', l.number)::text;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER delegation_letter_signed AFTER INSERT ON delegation_letter DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION delegation_says_what_was_signed();
CREATE CONSTRAINT TRIGGER delegation_letteritem_signed AFTER INSERT ON delegation_letteritem DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION delegation_says_what_was_signed();
"""
SIGNED_BACK = """
DROP TRIGGER delegation_letteritem_signed ON delegation_letteritem; DROP TRIGGER delegation_letter_signed ON delegation_letter;
DROP FUNCTION delegation_says_what_was_signed();
"""


class Migration(migrations.Migration):
    dependencies = [("delegation", "0004_promises"), ("offices", "0002_reach")]
    operations = [migrations.RunSQL(BORN, BORN_BACK), migrations.RunSQL(SIGNED, SIGNED_BACK)]
