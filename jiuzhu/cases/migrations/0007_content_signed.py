"""A signed act carries the content that was signed, of the case it was signed for: neither is swapped under a signature."""

from django.db import migrations

SIGNED = """
CREATE OR REPLACE FUNCTION cases_signed_on_duty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written jsonb := to_jsonb(NEW);
BEGIN
  PERFORM signatures_hold(NEW.signature_id, (SELECT officer_id FROM cases_duty WHERE id = NEW.duty_id), NEW.digest,
                          TG_ARGV[0:TG_NARGS - 1], TG_TABLE_NAME);
  IF written ? 'content' AND NOT EXISTS (
    SELECT 1 FROM signatures_signature s WHERE s.id = NEW.signature_id AND s.body::jsonb = written -> 'content'
       AND s.case_number = (SELECT number FROM cases_case WHERE id = NEW.case_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'signatures.not-what-was-signed', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION cases_signed_on_duty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM signatures_hold(NEW.signature_id, (SELECT officer_id FROM cases_duty WHERE id = NEW.duty_id), NEW.digest,
                          TG_ARGV[0:TG_NARGS - 1], TG_TABLE_NAME);
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_stand_back"), ("signatures", "0002_kept")]
    operations = [migrations.RunSQL(SIGNED, BEFORE)]
