"""What the decider signed is what was decided: the opinion's own determination and amount stand in the signed content."""

from django.db import migrations

SAME = """
CREATE FUNCTION approvals_check_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.content ->> 'determination' IS DISTINCT FROM NEW.determination_digest
     OR (NEW.kind = 'granted' AND NEW.content -> 'amount_fen' IS DISTINCT FROM to_jsonb(NEW.amount_fen)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.content-differs', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
-- After the letter (z_allowed), before the signature (zz_signed): the first reason is the one a person can mend.
CREATE TRIGGER approvals_decision_zy_same_content BEFORE INSERT ON approvals_decision
  FOR EACH ROW EXECUTE FUNCTION approvals_check_content();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_signed")]
    operations = [
        migrations.RunSQL(
            SAME,
            "DROP TRIGGER approvals_decision_zy_same_content ON approvals_decision; DROP FUNCTION approvals_check_content();",
        ),
    ]
