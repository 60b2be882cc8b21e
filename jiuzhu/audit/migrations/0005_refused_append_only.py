"""What was refused stays counted."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_refused")]
    operations = [append_only("audit_refused")]
