"""The log only grows."""

from django.db import migrations

from jiuzhu.audit.append_only import DROP_FUNCTIONS, FUNCTIONS, append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        append_only("audit_entry"),
        append_only("audit_rowchange"),
    ]
