"""Keys are retired once and never changed; a signature is over its own text, by its officer's key, just after her login."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.signatures.standing import DROP, FUNCTION

KEPT = """
CREATE FUNCTION signatures_only_retired() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.retired_at IS NOT NULL OR NEW.retired_at IS NULL
     OR to_jsonb(NEW) - 'retired_at' IS DISTINCT FROM to_jsonb(OLD) - 'retired_at' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'signatures.key-frozen', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signatures_officerkey_only_retired BEFORE UPDATE ON signatures_officerkey
  FOR EACH ROW EXECUTE FUNCTION signatures_only_retired();

CREATE FUNCTION signatures_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  k signatures_officerkey%ROWTYPE;
BEGIN
  IF NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'signatures.not-what-was-signed', DETAIL = '{}';
  END IF;
  SELECT * INTO k FROM signatures_officerkey WHERE id = NEW.key_id;
  IF k.officer_id <> NEW.officer_id OR k.retired_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'signatures.not-her-key', DETAIL = '{}';
  END IF;
  NEW.made_at := clock_timestamp();
  IF NEW.authenticated_at > NEW.made_at OR NEW.authenticated_at < NEW.made_at - interval '300 seconds' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'signatures.not-reauthenticated',
      DETAIL = json_build_object('officer', (SELECT name FROM offices_officer WHERE id = NEW.officer_id))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signatures_signature_checked BEFORE INSERT ON signatures_signature
  FOR EACH ROW EXECUTE FUNCTION signatures_check();

-- Seen by area, and by its own signer: a substitute from the neighbouring township sees what she signed.
ALTER TABLE signatures_signature ENABLE ROW LEVEL SECURITY;
ALTER TABLE signatures_signature FORCE ROW LEVEL SECURITY;
CREATE POLICY signatures_signature_reach ON signatures_signature
  USING (offices_in_reach(area_code) OR officer_id IN (
    SELECT id FROM offices_officer WHERE staff_number = NULLIF(current_setting('jiuzhu.actor', true), '')));
"""
UNKEPT = """
DROP POLICY signatures_signature_reach ON signatures_signature;
ALTER TABLE signatures_signature NO FORCE ROW LEVEL SECURITY; ALTER TABLE signatures_signature DISABLE ROW LEVEL SECURITY;
DROP TRIGGER signatures_signature_checked ON signatures_signature; DROP FUNCTION signatures_check();
DROP TRIGGER signatures_officerkey_only_retired ON signatures_officerkey; DROP FUNCTION signatures_only_retired();
"""


class Migration(migrations.Migration):
    dependencies = [("signatures", "0001_initial"), ("audit", "0002_append_only"), ("offices", "0002_reach")]
    operations = [
        migrations.RunSQL(FUNCTION, DROP),
        migrations.RunSQL(KEPT, UNKEPT),
        append_only("signatures_signature"),
        never_deleted("signatures_officerkey"),
        tracked("signatures_officerkey"),
    ]
