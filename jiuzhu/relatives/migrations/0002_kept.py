"""What was declared stays as it was signed."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.signatures.standing import signed_by


class Migration(migrations.Migration):
    dependencies = [("relatives", "0001_initial"), ("signatures", "0002_kept"), ("audit", "0002_append_only")]
    operations = [
        append_only("relatives_declaration"),
        append_only("relatives_kin"),
        append_only("relatives_villageofficial"),
        signed_by("relatives_declaration", "by_id", "relatives"),
    ]
