"""Connections to departments, batches of questions, messages that came back."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_content_signed"),
        ("documents", "0004_issued_kept"),
        ("offices", "0007_roles_exclude"),
        ("verification", "0007_held_after"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("lines", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("ticket", models.CharField(blank=True, max_length=120)),
                ("expired_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=70, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=30, unique=True)),
                ("zh", models.CharField(max_length=80)),
                ("en", models.CharField(max_length=80)),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), size=None
                    ),
                ),
                (
                    "adapter",
                    models.CharField(
                        choices=[("files", "文件交换"), ("gateway", "接口"), ("tables", "数据库表交换")],
                        max_length=10,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON")], max_length=5
                    ),
                ),
                (
                    "signer",
                    models.CharField(choices=[("hmac", "HMAC-SHA256"), ("sm2", "SM2/SM3")], max_length=5),
                ),
                ("address", models.CharField(max_length=300)),
                ("starts_on", models.DateField()),
                ("stops_on", models.DateField(null=True)),
                ("skew_seconds", models.PositiveIntegerField()),
                ("tries", models.PositiveSmallIntegerField()),
                ("pause_ms", models.PositiveIntegerField()),
                ("per_minute", models.PositiveIntegerField()),
                ("breaker_faults", models.PositiveSmallIntegerField()),
                ("breaker_minutes", models.PositiveIntegerField()),
                ("most_lines", models.PositiveIntegerField()),
                ("days_until_expired", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
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
                        choices=[("reached", "连通"), ("fault", "故障"), ("wish", "要求立即重试")],
                        max_length=8,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60)),
                ("figures", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Inbound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("nonce", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("taken", models.BooleanField()),
                ("refusal", models.JSONField(null=True)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("repeated", models.PositiveIntegerField(default=0)),
                ("contradicted", models.PositiveIntegerField(default=0)),
                ("strayed", models.PositiveIntegerField(default=0)),
                ("unreadable", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Stray",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("reference", models.CharField(blank=True, max_length=70)),
                ("source", models.CharField(blank=True, max_length=30)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("not_asked", "没有问过这一条"),
                            ("other_person", "答的是另一个人"),
                            ("other_source", "答的是另一个来源"),
                            ("reported", "已经出了报告"),
                            ("not_lawful", "授权已结束或申请已办结"),
                        ],
                        max_length=12,
                    ),
                ),
                ("whom", models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="answer",
            name="verification_answer_provenance",
        ),
        migrations.RemoveConstraint(
            model_name="extract",
            name="verification_extract_once",
        ),
        migrations.AddField(
            model_name="answer",
            name="turn",
            field=models.PositiveSmallIntegerField(default=0),
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
                    ("not_authorised", "未获授权"),
                    ("not_covered", "未覆盖"),
                    ("source_error", "来源故障"),
                    ("expired", "逾期未答"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="verification.batch"
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="inquiry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="line", to="verification.inquiry"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="line",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="verification.batchline",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("line", "turn"), name="verification_answer_turn"),
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
                        ("outcome__in", ["not_authorised", "not_covered", "source_error", "expired"]),
                    ),
                    _connector="OR",
                ),
                name="verification_answer_provenance",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stops_on", None), ("stops_on__gt", models.F("starts_on")), _connector="OR"
                ),
                name="verification_connection_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adapter", "files"), ("form__in", ["csv", "xlsx"])),
                    models.Q(models.Q(("adapter", "files"), _negated=True), ("form", "json")),
                    _connector="OR",
                ),
                name="verification_connection_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("breaker_faults__gt", 0),
                    ("days_until_expired__gt", 0),
                    ("most_lines__gt", 0),
                    ("per_minute__gt", 0),
                    ("tries__gt", 0),
                ),
                name="verification_connection_terms",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="connection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="verification.connection",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="connection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="verification.connection",
            ),
        ),
        migrations.AddField(
            model_name="inbound",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inbound",
                to="verification.batch",
            ),
        ),
        migrations.AddField(
            model_name="inbound",
            name="connection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inbound",
                to="verification.connection",
            ),
        ),
        migrations.AddField(
            model_name="inbound",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="extract",
            name="inbound",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extracts",
                to="verification.inbound",
            ),
        ),
        migrations.AddConstraint(
            model_name="extract",
            constraint=models.UniqueConstraint(
                condition=models.Q(("inbound", None), ("taken", True)),
                fields=("sha256", "source", "as_of"),
                name="verification_extract_once",
            ),
        ),
        migrations.AddField(
            model_name="stray",
            name="inbound",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="strays", to="verification.inbound"
            ),
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["connection"],
                name="verification_batch_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at", None), ("ticket", "")),
                    models.Q(("submitted_at__isnull", False), models.Q(("ticket", ""), _negated=True)),
                    _connector="OR",
                ),
                name="verification_batch_ticket",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["connection", "-id"], name="verification_contact_latest"),
        ),
        migrations.AddConstraint(
            model_name="inbound",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken", True)),
                fields=("connection", "sha256"),
                name="verification_inbound_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="inbound",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken", True)),
                fields=("connection", "number"),
                name="verification_inbound_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="inbound",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken", True)),
                fields=("connection", "nonce"),
                name="verification_inbound_nonce",
            ),
        ),
        migrations.AddConstraint(
            model_name="inbound",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("batch__isnull", False), ("file__isnull", False), ("refusal", None), ("taken", True)
                    ),
                    models.Q(("file", None), ("refusal__isnull", False), ("taken", False)),
                    _connector="OR",
                ),
                name="verification_inbound_taken_or_refused",
            ),
        ),
    ]
