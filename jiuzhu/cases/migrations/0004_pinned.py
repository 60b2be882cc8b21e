"""What a case was opened as decides who may decide it: it is not rewritten behind the opinion."""

from django.db import migrations

PINNED = """
CREATE FUNCTION cases_check_pinned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- What a case lives on: its place on the road, its clocks, its end, and the page's version.
  free text[] := '{stage,stage_entered_at,stage_due_on,accepted_on,due_on,due_provisional,extended,decided_on,
    closed_on,closed_as,version,process_id,delegated}';
  changed text;
BEGIN
  SELECT n.key INTO changed FROM jsonb_each(to_jsonb(NEW) - free) n
   WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key ORDER BY n.key LIMIT 1;
  -- A later law takes a running case over into its own version of the same process, and never back; the version itself may
  -- be read in a longer text.
  IF changed IS NULL AND NEW.process_id <> OLD.process_id AND NOT EXISTS (
       SELECT 1 FROM cases_processversion o JOIN cases_processversion n ON n.key = o.key
          AND (n.in_force_from > o.in_force_from OR (n.in_force_from, n.area_code) = (o.in_force_from, o.area_code))
        WHERE o.id = OLD.process_id AND n.id = NEW.process_id) THEN
    changed := 'process_id';
  -- When a letter ends a case goes up to the county; nothing brings it down again.
  ELSIF changed IS NULL AND NEW.delegated AND NOT OLD.delegated THEN
    changed := 'delegated';
  ELSIF changed IS NULL AND OLD.accepted_on IS NOT NULL AND NEW.accepted_on IS DISTINCT FROM OLD.accepted_on THEN
    changed := 'accepted_on';
  END IF;
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.pinned',
      DETAIL = json_build_object('number', OLD.number, 'what', changed)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_case_pinned BEFORE UPDATE ON cases_case
  FOR EACH ROW EXECUTE FUNCTION cases_check_pinned();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_signed")]
    operations = [
        migrations.RunSQL(
            PINNED, "DROP TRIGGER cases_case_pinned ON cases_case; DROP FUNCTION cases_check_pinned();"
        ),
    ]
