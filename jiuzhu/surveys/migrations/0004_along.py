"""What goes along to a visit and comes back, visits by telephone, letters and neighbours."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_content_signed"),
        ("documents", "0004_issued_kept"),
        ("households", "0004_numbers_spelt"),
        ("offices", "0007_roles_exclude"),
        ("surveys", "0003_signed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Settled",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chosen", models.JSONField()),
                ("typed", models.JSONField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("position", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Taken",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("base", models.JSONField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("until", models.DateField()),
                ("given_back_at", models.DateTimeField(null=True)),
                (
                    "given_back",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "已传送"),
                            ("left", "退出登录"),
                            ("expired", "到期"),
                            ("put_back", "不带了"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="visit",
            name="follow_up_by",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="mode",
            field=models.CharField(
                choices=[("home", "入户"), ("phone", "电话"), ("video", "视频")],
                db_default="home",
                default="home",
                max_length=5,
            ),
        ),
        migrations.CreateModel(
            name="LetterInquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("addressee", models.CharField(max_length=120)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("question", models.CharField(max_length=1000)),
                ("sent_on", models.DateField()),
                ("answer_by", models.DateField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters_of_inquiry",
                        to="cases.case",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.duty"
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered_on", models.DateField()),
                ("said", models.CharField(max_length=1000)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "scan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="surveys.letterinquiry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NeighbourInquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField()),
                ("name", models.CharField(max_length=60)),
                ("relation", models.CharField(max_length=40)),
                ("said", models.CharField(max_length=1000)),
                ("neutral", models.BooleanField()),
                ("why_asked", models.CharField(blank=True, max_length=200)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="neighbour_inquiries",
                        to="cases.case",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.duty"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Photograph",
            fields=[
                ("uuid", models.UUIDField(primary_key=True, serialize=False)),
                ("visit_uuid", models.UUIDField()),
                ("received_sha256", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField(null=True)),
                ("latitude", models.DecimalField(decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("accuracy_m", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("uuid", models.UUIDField(primary_key=True, serialize=False)),
                ("typed", models.JSONField()),
                ("theirs", models.JSONField()),
                ("photographs", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("kept", "已收下"), ("clash", "有冲突"), ("late", "案件已往下走")],
                        max_length=5,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_visits",
                        to="cases.case",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="visit",
            name="sent",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visit",
                to="surveys.sent",
            ),
        ),
        migrations.AddField(
            model_name="visitdraft",
            name="sent",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.sent"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("follow_up_by", None), ("mode", "home")),
                    models.Q(models.Q(("mode", "home"), _negated=True), ("follow_up_by__isnull", False)),
                    _connector="OR",
                ),
                name="surveys_visit_followed_up",
            ),
        ),
        migrations.AddField(
            model_name="settled",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="settled",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
            ),
        ),
        migrations.AddField(
            model_name="settled",
            name="sent",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="settled", to="surveys.sent"
            ),
        ),
        migrations.AddField(
            model_name="stop",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="stop",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
            ),
        ),
        migrations.AddField(
            model_name="taken",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="taken",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
            ),
        ),
        migrations.AddField(
            model_name="sent",
            name="taken",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="surveys.taken"
            ),
        ),
        migrations.AddField(
            model_name="photograph",
            name="taken",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="photographs", to="surveys.taken"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterinquiry",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="surveys_letter_once"),
        ),
        migrations.AddConstraint(
            model_name="letterinquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_by__gt", models.F("sent_on"))), name="surveys_letter_leaves_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterinquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_on__lte", models.F("on"))), name="surveys_letter_not_ahead"
            ),
        ),
        migrations.AddConstraint(
            model_name="letteranswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_on__lte", models.F("on"))), name="surveys_answer_not_ahead"
            ),
        ),
        migrations.AddConstraint(
            model_name="neighbourinquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_on__lte", models.F("on"))), name="surveys_neighbour_not_ahead"
            ),
        ),
        migrations.AddConstraint(
            model_name="neighbourinquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("neutral", True), models.Q(("why_asked", ""), _negated=True), _connector="OR"
                ),
                name="surveys_neighbour_neutral",
            ),
        ),
        migrations.AddConstraint(
            model_name="stop",
            constraint=models.UniqueConstraint(fields=("officer", "on", "case"), name="surveys_stop_once"),
        ),
        migrations.AddIndex(
            model_name="taken",
            index=models.Index(fields=["officer", "-at"], name="surveys_taken_officer"),
        ),
        migrations.AddConstraint(
            model_name="taken",
            constraint=models.UniqueConstraint(
                condition=models.Q(("given_back_at", None)),
                fields=("case", "officer"),
                name="surveys_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="taken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_back", ""), ("given_back_at", None)),
                    models.Q(("given_back_at__isnull", False), models.Q(("given_back", ""), _negated=True)),
                    _connector="OR",
                ),
                name="surveys_taken_given_back_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="sent",
            index=models.Index(fields=["case", "-at"], name="surveys_sent_case"),
        ),
        migrations.AddIndex(
            model_name="photograph",
            index=models.Index(fields=["visit_uuid"], name="surveys_photograph_visit"),
        ),
        migrations.AddConstraint(
            model_name="photograph",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="surveys_photograph_place_whole",
            ),
        ),
    ]
