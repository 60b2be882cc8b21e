"""No decision rests on a verification report that is too old, found wrong, or objected to without an answer."""

from django.db import migrations

HOLDS = """
CREATE FUNCTION approvals_rests_on_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM verification_report_holds(NEW.case_id, NEW."on");
  RETURN NEW;
END $$;
-- After letter, day, content and name (z…), before the signature (zz).
CREATE TRIGGER approvals_decision_zyr_report_holds BEFORE INSERT ON approvals_decision
  FOR EACH ROW EXECUTE FUNCTION approvals_rests_on_report();
"""
BACK = """
DROP TRIGGER approvals_decision_zyr_report_holds ON approvals_decision; DROP FUNCTION approvals_rests_on_report();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0006_its_own_name"), ("verification", "0007_held_after")]
    operations = [migrations.RunSQL(HOLDS, BACK)]
