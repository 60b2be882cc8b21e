"""Why a right ended is written with its end and stays as it is."""

from django.db import migrations

ONLY_ENDS = """
CREATE OR REPLACE FUNCTION entitlements_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.stops_on IS NOT NULL AND (NEW.stops_on IS NULL OR NEW.stops_on > OLD.stops_on))
     OR to_jsonb(NEW) - 'stops_on' - 'stopped_because' IS DISTINCT FROM to_jsonb(OLD) - 'stops_on' - 'stopped_because'
     -- The reason comes with an end that is set or moves nearer; by itself it is never rewritten.
     OR (NEW.stops_on IS NOT DISTINCT FROM OLD.stops_on
         AND to_jsonb(NEW) -> 'stopped_because' IS DISTINCT FROM to_jsonb(OLD) -> 'stopped_because') THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.frozen', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION entitlements_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.stops_on IS NOT NULL AND (NEW.stops_on IS NULL OR NEW.stops_on > OLD.stops_on))
     OR to_jsonb(NEW) - 'stops_on' - 'stopped_because' IS DISTINCT FROM to_jsonb(OLD) - 'stops_on' - 'stopped_because' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'entitlements.frozen', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0003_signed")]
    operations = [migrations.RunSQL(ONLY_ENDS, BEFORE)]
