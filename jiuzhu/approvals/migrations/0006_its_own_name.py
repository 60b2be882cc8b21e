"""A decision is taken in the name that its legal form demands, and what was signed says the same name, form and letter."""

from django.db import migrations

NAME = """
-- The same words as approvals.queries.authority: the county bureau's name, or by provincial rule the township's own.
CREATE FUNCTION approvals_name_of(form text, township text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT COALESCE(
    CASE WHEN form = 'statutory_township' THEN
      (SELECT o.name FROM offices_office o WHERE o.area_id = township ORDER BY o.id LIMIT 1) END,
    (SELECT o.name FROM offices_office o WHERE o.area_id = left(township, 6) ORDER BY o.id LIMIT 1), '县级民政部门')
$$;

CREATE FUNCTION approvals_own_name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  due text := approvals_name_of(NEW.legal_form, (SELECT area_id FROM cases_case WHERE id = NEW.case_id));
  letter text := COALESCE((SELECT number FROM delegation_letter WHERE id = NEW.letter_id), '');
BEGIN
  IF NEW.in_the_name_of <> due OR COALESCE(NEW.content ->> 'in_the_name_of', due) <> due
     OR COALESCE(NEW.content ->> 'legal_form', NEW.legal_form) <> NEW.legal_form
     OR COALESCE(NEW.content ->> 'letter', letter) <> letter THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'approvals.another-name', DETAIL = json_build_object(
      'name', COALESCE(NULLIF(NEW.in_the_name_of, due), NEW.content ->> 'in_the_name_of', NEW.in_the_name_of), 'due', due,
      'letter', letter)::text;
  END IF;
  RETURN NEW;
END $$;
-- After the letter (z_allowed), the day (zx) and the content (zy), before the signature (zz).
CREATE TRIGGER approvals_decision_zyn_its_name BEFORE INSERT ON approvals_decision
  FOR EACH ROW EXECUTE FUNCTION approvals_own_name();
"""
BACK = """
DROP TRIGGER approvals_decision_zyn_its_name ON approvals_decision; DROP FUNCTION approvals_own_name();
DROP FUNCTION approvals_name_of(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0005_its_own_day"), ("delegation", "0005_born_unsigned")]
    operations = [migrations.RunSQL(NAME, BACK)]
