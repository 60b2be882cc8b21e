"""Nothing is owed while a stay is on the right: neither drafted nor released, by whomever."""

from django.db import migrations

from jiuzhu.audit.append_only import never_deleted, tracked
from jiuzhu.offices.scope import visible_by_area

OWED = """
CREATE OR REPLACE FUNCTION funds_is_owed(p funds_payment) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT {stayed} EXISTS (
    SELECT 1 FROM entitlements_entitlement e JOIN cases_case c ON c.id = e.case_id
     WHERE e.id = p.entitlement_id AND c.number = p.case_number AND e.starts_on <= (p.month || '-01')::date
       AND (e.stops_on IS NULL OR e.stops_on > (p.month || '-01')::date)
       AND (p.kind NOT IN ('normal', 'back_pay', 'grace') OR EXISTS (
         SELECT 1 FROM entitlements_amount a WHERE a.entitlement_id = e.id AND a.amount_fen = p.amount_fen
            AND a.starts_on <= (p.month || '-01')::date
            AND (a.stops_on IS NULL OR a.stops_on > (p.month || '-01')::date))))
$$;
"""
STAYED = "NOT EXISTS (SELECT 1 FROM funds_stay s WHERE s.entitlement_id = p.entitlement_id AND s.lifted_on IS NULL) AND"
LIFT = """
CREATE FUNCTION funds_check_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_on IS NOT NULL OR NEW.lifted_on IS NULL
     OR to_jsonb(NEW) - 'lifted_on' IS DISTINCT FROM to_jsonb(OLD) - 'lifted_on' THEN
    PERFORM funds_refuse('funds.stay-frozen', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funds_stay_only_lifted BEFORE UPDATE ON funds_stay FOR EACH ROW EXECUTE FUNCTION funds_check_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_stay")]
    operations = [
        migrations.RunSQL(OWED.format(stayed=STAYED), OWED.format(stayed="")),
        migrations.RunSQL(
            LIFT, "DROP TRIGGER funds_stay_only_lifted ON funds_stay; DROP FUNCTION funds_check_stay();"
        ),
        never_deleted("funds_stay"),
        tracked("funds_stay"),
        visible_by_area("funds_stay"),
    ]
