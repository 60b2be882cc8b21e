"""A determination is never changed."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_initial"), ("audit", "0002_append_only")]
    operations = [append_only("eligibility_determination")]
