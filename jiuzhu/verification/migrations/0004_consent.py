"""Supporters sign for themselves; purposes, the moment of a drawn signature and of a withdrawal; signals on odd queries."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import jiuzhu.verification.models.consent
from jiuzhu.audit.append_only import append_only
from jiuzhu.offices.scope import visible_by_area

AUTHORISATION = """
CREATE OR REPLACE FUNCTION verification_check_authorisation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who households_person%ROWTYPE;
  belongs boolean;
BEGIN
  SELECT * INTO who FROM households_person WHERE id = NEW.person_id;
  IF TG_OP = 'INSERT' THEN
    belongs := EXISTS (SELECT 1 FROM cases_case c JOIN households_membership m ON m.household_id = c.household_id
                        WHERE c.id = NEW.case_id AND m.person_id = NEW.person_id
                          AND (m.stops_on IS NULL OR m.stops_on > NEW.starts_on));
    IF NEW.obligation = '' AND NOT belongs THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-a-member',
        DETAIL = json_build_object('person', who.name, 'on', NEW.starts_on)::text;
    ELSIF NEW.obligation <> '' AND belongs THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.supporter-in-household',
        DETAIL = json_build_object('person', who.name)::text;
    ELSIF NEW.obligation <> '' AND (NEW.guardian_id IS NOT NULL OR who.born_on + interval '18 years' > NEW.signed_on) THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.supporter-signs-herself',
        DETAIL = json_build_object('person', who.name)::text;
    ELSIF (NEW.obligation = '') = ('support' = ANY (NEW.purposes)) OR cardinality(NEW.purposes) = 0
       OR (NEW.obligation <> '' AND cardinality(NEW.purposes) > 1) THEN
      -- Members are asked about to decide and review, supporters to reckon what they owe: nothing else.
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.other-purpose',
        DETAIL = json_build_object('person', who.name, 'purpose', array_to_string(NEW.purposes, ','))::text;
    ELSIF NEW.signed_how = 'screen' AND NEW.signed_at IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.signature-needed', DETAIL = '{}';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.withdrawn_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.already-withdrawn',
      DETAIL = json_build_object('on', OLD.withdrawn_on)::text;
  END IF;
  IF NEW.withdrawn_on IS NULL
     OR to_jsonb(NEW) - '{withdrawn_on,withdrawal_note,withdrawn_how,withdrawn_at}'::text[]
        <> to_jsonb(OLD) - '{withdrawn_on,withdrawal_note,withdrawn_how,withdrawn_at}'::text[] THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.authorisation-fixed', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_content_signed"),
        ("documents", "0004_issued_kept"),
        ("households", "0004_numbers_spelt"),
        ("offices", "0007_roles_exclude"),
        ("verification", "0003_signed"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueryFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("explained", "已说明，情况正常"),
                            ("reminded", "已提醒改正"),
                            ("misuse", "违规查询，移交处理"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="QuerySignal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("no_case", "查询不存在或辖区以外的申请"),
                            ("no_agreement", "没有有效的保密协议而试图查询"),
                            ("no_authorisation", "没有授权而试图查询"),
                            ("withdrawn", "授权撤回后仍试图查询"),
                            ("other_purpose", "以授权以外的用途试图查询"),
                            ("oneself", "试图查询本人家庭"),
                            ("acquaintance", "试图查询申报的亲属"),
                            ("neighbour", "试图查询本村（社区）的家庭"),
                            ("no_power", "没有权限而试图查询"),
                            ("after_hours", "非工作时间查询"),
                            ("volume", "一天内查询的申请过多"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("case_number", models.CharField(blank=True, max_length=40)),
                ("refused", models.CharField(blank=True, max_length=80)),
                ("door", models.CharField(blank=True, max_length=10)),
                ("evidence", models.JSONField(default=dict)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="answer",
            name="verification_answer_provenance",
        ),
        migrations.AddField(
            model_name="authorisation",
            name="device",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="obligation",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="purposes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=12),
                default=jiuzhu.verification.models.consent.for_the_application,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="signed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="validity",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="withdrawn_how",
            field=models.CharField(
                blank=True,
                choices=[("counter", "窗口登记"), ("portal", "本人在网上撤回"), ("api", "接口登记")],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("application", "审核确认本次申请"),
                    ("review", "复核正在享受的救助"),
                    ("support", "计算赡养、抚养、扶养费"),
                ],
                db_default="application",
                default="application",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="answer",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("found", "有记录"),
                    ("not_found", "无记录"),
                    ("name_mismatch", "姓名不符"),
                    ("ambiguous", "记录不唯一"),
                    ("not_covered", "未覆盖"),
                    ("source_error", "来源故障"),
                    ("not_authorised", "授权已撤回"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("extract__isnull", False),
                        ("outcome__in", ["found", "not_found", "name_mismatch", "ambiguous"]),
                    ),
                    models.Q(
                        ("facts", models.Value([], models.JSONField())),
                        ("outcome__in", ["not_covered", "source_error", "not_authorised"]),
                    ),
                    _connector="OR",
                ),
                name="verification_answer_provenance",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("obligation", ""), ("guardian", None), _connector="OR"),
                name="verification_authorisation_supporter",
            ),
        ),
        migrations.AddField(
            model_name="queryfinding",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
            ),
        ),
        migrations.AddField(
            model_name="querysignal",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.area"
            ),
        ),
        migrations.AddField(
            model_name="querysignal",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
            ),
        ),
        migrations.AddField(
            model_name="queryfinding",
            name="signal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="finding",
                to="verification.querysignal",
            ),
        ),
        migrations.AddIndex(
            model_name="querysignal",
            index=models.Index(fields=["area", "-id"], name="verification_signal_area"),
        ),
        migrations.AddIndex(
            model_name="querysignal",
            index=models.Index(fields=["officer", "on"], name="verification_signal_officer"),
        ),
        migrations.RunSQL(AUTHORISATION, migrations.RunSQL.noop),
        append_only("verification_querysignal"),
        append_only("verification_queryfinding"),
        visible_by_area("verification_querysignal"),
    ]
