"""What rooms above say of their tables: the act is signed by the officer whose duty it is."""

from django.db import migrations

from jiuzhu.cases.standing import SIGNED_ON_DUTY


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_road"), ("signatures", "0002_kept")]
    operations = [migrations.RunSQL(SIGNED_ON_DUTY, "DROP FUNCTION cases_signed_on_duty();")]
