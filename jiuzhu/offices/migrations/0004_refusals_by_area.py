"""A refusal names an officer and sometimes a case: who may see the area sees it. The log's room knows no areas, so the
policy stands here."""

from django.db import migrations

from jiuzhu.offices.scope import visible_by_area


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_own_password"), ("audit", "0005_refused_append_only")]
    operations = [visible_by_area("audit_refused", "area_code")]
