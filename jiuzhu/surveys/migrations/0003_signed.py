"""Acts are signed with their authors' own keys."""

import django.db.models.deletion
from django.db import migrations, models

from jiuzhu.cases.standing import signed_on_duty


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_signed"),
        ("signatures", "0002_kept"),
        ("surveys", "0002_two_visitors"),
    ]

    operations = [
        migrations.AddField(
            model_name="visitdraft",
            name="first_signature",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signatures.signature",
            ),
        ),
        migrations.AddField(
            model_name="visitor",
            name="signature",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signatures.signature",
            ),
        ),
        signed_on_duty("surveys_visitor", "survey"),
    ]
