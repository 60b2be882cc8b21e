"""Whether an officer's password is one that only she knows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_reach")]
    operations = [
        migrations.AddField("officer", "own_password", models.BooleanField(default=True)),
    ]
