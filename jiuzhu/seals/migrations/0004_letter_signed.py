"""A letter that was not taken over from paper is sealed only when both sides have signed it here and it is published."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("jiuzhu.seals.migrations.0003_use").REFUSAL.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
PLACE = "  ELSIF c.id IS NOT NULL AND NOT starts_with(c.area_id, s.area_id) OR c.id IS NULL AND paper_kind <> 'notice' THEN\n"
SIGNED = """    IF NOT l.taken_over AND NOT EXISTS (SELECT 1 FROM delegation_letterdraft d WHERE d.letter_id = l.id AND d.state = 'published'
        AND d.township_signature_id IS NOT NULL AND d.county_signature_id IS NOT NULL) THEN
      code := 'seals.unsigned'; detail := jsonb_build_object('paper', paper_kind); RETURN;
    END IF;
"""
before, found, after = BEFORE.partition(PLACE)
assert found, "the function of 0003 has another shape"


class Migration(migrations.Migration):
    dependencies = [("seals", "0003_use"), ("delegation", "0004_promises")]
    operations = [migrations.RunSQL(before + SIGNED + found + after, BEFORE)]
