"""Nobody holds two roles at the same time that exclude each other, wherever she is posted."""

from django.db import migrations

EXCLUDE = """
CREATE FUNCTION offices_check_roles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held text;
BEGIN
  -- Two appointments of one person are made one after the other, so that neither misses the other.
  PERFORM 1 FROM offices_officer WHERE id = NEW.officer_id FOR UPDATE;
  SELECT p.role INTO held FROM offices_posting p JOIN offices_roleexclusion x ON x.role = p.role AND x.excludes = NEW.role
   WHERE p.officer_id = NEW.officer_id AND p.id <> NEW.id
     AND daterange(p.starts_on, p.stops_on) && daterange(NEW.starts_on, NEW.stops_on) LIMIT 1;
  IF held IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'offices.roles-exclude', DETAIL = json_build_object(
      'name', (SELECT name FROM offices_officer WHERE id = NEW.officer_id), 'held', held, 'role', NEW.role)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER offices_posting_roles_exclude BEFORE INSERT OR UPDATE ON offices_posting
  FOR EACH ROW EXECUTE FUNCTION offices_check_roles();
"""
BACK = "DROP TRIGGER offices_posting_roles_exclude ON offices_posting; DROP FUNCTION offices_check_roles();"


class Migration(migrations.Migration):
    dependencies = [("offices", "0006_role_exclusion")]
    operations = [migrations.RunSQL(EXCLUDE, BACK)]
