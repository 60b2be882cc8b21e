"""A letter amends a letter of its own township: what it takes over from stops, and its township has signed that."""

from django.db import migrations

OWN = """
CREATE FUNCTION delegation_amends_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amends_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM delegation_letter l WHERE l.id = NEW.amends_id AND l.township_id = NEW.township_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.letter-incomplete',
      DETAIL = json_build_object('what_zh', '同一乡镇（街道）的原委托书', 'what_en', 'a former letter of the same township')::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letter_amends_own BEFORE INSERT ON delegation_letter
  FOR EACH ROW EXECUTE FUNCTION delegation_amends_own();
CREATE TRIGGER delegation_letterdraft_amends_own BEFORE INSERT OR UPDATE OF amends_id, township_id ON delegation_letterdraft
  FOR EACH ROW EXECUTE FUNCTION delegation_amends_own();
"""
OWN_BACK = """
DROP TRIGGER delegation_letterdraft_amends_own ON delegation_letterdraft;
DROP TRIGGER delegation_letter_amends_own ON delegation_letter; DROP FUNCTION delegation_amends_own();
"""


class Migration(migrations.Migration):
    dependencies = [("delegation", "0006_next_number")]
    operations = [migrations.RunSQL(OWN, OWN_BACK)]
