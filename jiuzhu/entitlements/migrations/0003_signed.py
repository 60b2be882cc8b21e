"""Acts are signed with their authors' own keys."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.cases.standing import signed_on_duty


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_signed"),
        ("entitlements", "0002_right"),
        ("signatures", "0002_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="changedecision",
            name="signature",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signatures.signature",
            ),
        ),
        signed_on_duty("entitlements_changedecision", "change_decision"),
    ]
