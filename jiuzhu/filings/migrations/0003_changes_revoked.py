"""A change, too, is revoked after the hearings; a right is restored by nothing but such an act."""

from django.db import migrations

from jiuzhu.filings.standing import CHECK_ACT

RESTORE = """
CREATE FUNCTION filings_check_restored() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM filings_act a JOIN filings_filing f ON f.id = a.filing_id
                  WHERE a.kind = 'revoked' AND a.signature_id = NEW.signature_id AND a.by_id = NEW.by_id
                    AND a.digest = NEW.digest AND a."on" = NEW."on" AND f.change_id = NEW.decision_id) THEN
    PERFORM filings_refuse('entitlements.not-revoked', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entitlements_revocation_on_file BEFORE INSERT ON entitlements_revocation
  FOR EACH ROW EXECUTE FUNCTION filings_check_restored();
"""


class Migration(migrations.Migration):
    dependencies = [("filings", "0002_lawful"), ("entitlements", "0008_restored")]
    operations = [
        # Databases of before have the function that refused every change.
        migrations.RunSQL(
            CHECK_ACT.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            RESTORE,
            "DROP TRIGGER entitlements_revocation_on_file ON entitlements_revocation; DROP FUNCTION filings_check_restored();",
        ),
    ]
