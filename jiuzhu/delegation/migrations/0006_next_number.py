"""A letter that was signed here bears the next free number of its county and year: no number is skipped."""

from django.db import migrations

NUMBER = """
CREATE FUNCTION delegation_next_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parts text[] := regexp_match(NEW.number, '^(.+〕)([1-9][0-9]{0,4})号$');
  free int;
BEGIN
  IF NEW.taken_over THEN RETURN NEW; END IF;  -- the number that stands on the paper
  SELECT min(n) INTO free FROM generate_series(1, COALESCE(parts[2]::int, 1)) n
   WHERE NOT EXISTS (SELECT 1 FROM delegation_letter WHERE number = COALESCE(parts[1], '') || n || '号');
  IF parts IS NULL OR free < parts[2]::int THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.number-not-next',
      DETAIL = json_build_object('number', NEW.number, 'missing', free)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letter_next_number BEFORE INSERT ON delegation_letter
  FOR EACH ROW EXECUTE FUNCTION delegation_next_number();
"""


class Migration(migrations.Migration):
    dependencies = [("delegation", "0005_born_unsigned")]
    operations = [
        migrations.RunSQL(
            NUMBER,
            "DROP TRIGGER delegation_letter_next_number ON delegation_letter; DROP FUNCTION delegation_next_number();",
        ),
    ]
