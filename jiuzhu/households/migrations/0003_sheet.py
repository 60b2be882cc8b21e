"""Sheets of existing recipients: seen within one's reach, never deleted."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.audit.append_only import never_deleted
from jiuzhu.offices.scope import visible_by_area


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_kept"),
        ("households", "0002_kept"),
        ("offices", "0003_own_password"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("rows", models.PositiveIntegerField()),
                ("received_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("households", models.PositiveIntegerField(default=0)),
                ("households_done", models.PositiveIntegerField(default=0)),
                ("entered", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.area"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.officer"
                    ),
                ),
            ],
        ),
        never_deleted("households_sheet"),
        visible_by_area("households_sheet"),
    ]
