"""A decision is of the day on which it is signed, in the office's own time: whether a letter covers it depends on that day."""

from django.db import migrations

DAY = """
-- Shanghai by name: the session's time zone moves no edge of a letter.
CREATE FUNCTION approvals_own_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signed date := (NEW.at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  IF NEW."on" IS DISTINCT FROM signed THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.another-day',
      DETAIL = json_build_object('on', NEW."on", 'signed', signed)::text;
  END IF;
  RETURN NEW;
END $$;
-- After the letter (z_allowed): the first reason is the one a person can mend.
CREATE TRIGGER approvals_decision_zx_its_day BEFORE INSERT ON approvals_decision
  FOR EACH ROW EXECUTE FUNCTION approvals_own_day();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0004_same_content")]
    operations = [
        migrations.RunSQL(
            DAY,
            "DROP TRIGGER approvals_decision_zx_its_day ON approvals_decision; DROP FUNCTION approvals_own_day();",
        ),
    ]
