"""Acts are signed with their authors' own keys."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.cases.standing import signed_on_duty


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_signed"),
        ("approvals", "0002_letter"),
        ("signatures", "0002_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="signature",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signatures.signature",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="signature",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signatures.signature",
            ),
        ),
        signed_on_duty("approvals_opinion", "preliminary", "county_review"),
        signed_on_duty("approvals_decision", "decision"),
    ]
