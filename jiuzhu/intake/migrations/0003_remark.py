"""What the household says of single facts: only while they are verified, of its own members, by whoever may; never changed."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.audit.append_only import append_only

CHECK = """
CREATE FUNCTION intake_check_remark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  a record;
  officer offices_officer%ROWTYPE;
BEGIN
  SELECT c.number, c.stage, c.area_id, c.household_id, p.body, i.content INTO a
    FROM intake_application i JOIN cases_case c ON c.id = i.case_id JOIN cases_processversion p ON p.id = c.process_id
   WHERE i.id = NEW.application_id;
  IF NOT EXISTS (SELECT 1 FROM jsonb_array_elements(a.content -> 'members') m
                  WHERE m ->> 'key' = NEW.member AND m ->> 'person' = NEW.person_id::text) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.no-such-member',
      DETAIL = json_build_object('number', a.number)::text;
  END IF;
  IF a.stage <> 'verifying' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'intake.remark-not-now', DETAIL = json_build_object(
      'number', a.number, 'stage_zh', COALESCE(a.body -> 'stages' -> a.stage ->> 'zh', a.stage),
      'stage_en', COALESCE(a.body -> 'stages' -> a.stage ->> 'en', a.stage))::text;
  END IF;
  IF NEW.by_id IS NULL THEN
    RETURN NEW;  -- the household itself, with number and code
  END IF;
  SELECT * INTO officer FROM offices_officer WHERE id = NEW.by_id;
  IF NOT EXISTS (SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role
                  WHERE p.officer_id = NEW.by_id AND r.power IN ('intake.accept', 'verification.inquire')
                    AND p.starts_on <= NEW."on" AND (p.stops_on IS NULL OR p.stops_on > NEW."on")
                    AND starts_with(a.area_id, p.area_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'intake.remark-not-yours',
      DETAIL = json_build_object('officer', officer.name, 'on', NEW."on")::text;
  END IF;
  IF officer.citizen_id <> '' AND EXISTS (
    SELECT 1 FROM households_membership m JOIN households_person h ON h.id = m.person_id
     WHERE m.household_id = a.household_id AND h.citizen_id = officer.citizen_id
       AND (m.stops_on IS NULL OR m.stops_on > NEW."on")) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'cases.own-case',
      DETAIL = json_build_object('officer', officer.name)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER intake_remark_allowed BEFORE INSERT ON intake_remark FOR EACH ROW EXECUTE FUNCTION intake_check_remark();
ALTER TABLE intake_remark ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_remark FORCE ROW LEVEL SECURITY;
CREATE POLICY intake_remark_reach ON intake_remark
  USING (EXISTS (SELECT 1 FROM intake_application p WHERE p.id = intake_remark.application_id))
  WITH CHECK (EXISTS (SELECT 1 FROM intake_application p WHERE p.id = intake_remark.application_id));
"""
BACK = """
DROP POLICY intake_remark_reach ON intake_remark;
ALTER TABLE intake_remark NO FORCE ROW LEVEL SECURITY; ALTER TABLE intake_remark DISABLE ROW LEVEL SECURITY;
DROP TRIGGER intake_remark_allowed ON intake_remark; DROP FUNCTION intake_check_remark();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0004_numbers_spelt"),
        ("intake", "0002_kept"),
        ("offices", "0007_roles_exclude"),
        ("cases", "0007_content_signed"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("member", models.CharField(max_length=10)),
                ("fact", models.CharField(max_length=40)),
                ("path", models.CharField(blank=True, max_length=80)),
                (
                    "says",
                    models.CharField(
                        choices=[("agrees", "认可"), ("differs", "有不同说法"), ("supplies", "补充说明")],
                        max_length=10,
                    ),
                ),
                ("value", models.JSONField(null=True)),
                ("found", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "channel",
                    models.CharField(choices=[("counter", "窗口"), ("portal", "本人网上")], max_length=10),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="intake.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.officer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["application", "person", "fact"], name="intake_remark_of_fact")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", None), ("channel", "portal")),
                            models.Q(("by__isnull", False), ("channel", "counter")),
                            _connector="OR",
                        ),
                        name="intake_remark_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("says", "differs"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="intake_remark_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("says", "supplies"), _negated=True),
                            ("value__isnull", False),
                            _connector="OR",
                        ),
                        name="intake_remark_with_value",
                    ),
                ],
            },
        ),
        migrations.RunSQL(CHECK, BACK),
        append_only("intake_remark"),
    ]
