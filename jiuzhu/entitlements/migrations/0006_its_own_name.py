"""A decision on a change, too, is taken in the name that its legal form demands."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0005_its_own_day"), ("approvals", "0006_its_own_name")]
    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER entitlements_changedecision_zyn_its_name BEFORE INSERT ON entitlements_changedecision
                 FOR EACH ROW EXECUTE FUNCTION approvals_own_name();""",
            "DROP TRIGGER entitlements_changedecision_zyn_its_name ON entitlements_changedecision;",
        ),
    ]
