"""Acts are signed with their authors' own keys."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.cases.standing import signed_on_duty


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_signed"),
        ("signatures", "0002_kept"),
        ("verification", "0002_lawful"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="signature",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signatures.signature",
            ),
        ),
        signed_on_duty("verification_report", "report"),
    ]
