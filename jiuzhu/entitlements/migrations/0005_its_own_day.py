"""A decision on a change, too, is of the day on which it is signed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0004_reason_kept"), ("approvals", "0005_its_own_day")]
    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER entitlements_changedecision_zx_its_day BEFORE INSERT ON entitlements_changedecision
                 FOR EACH ROW EXECUTE FUNCTION approvals_own_day();""",
            "DROP TRIGGER entitlements_changedecision_zx_its_day ON entitlements_changedecision;",
        ),
    ]
