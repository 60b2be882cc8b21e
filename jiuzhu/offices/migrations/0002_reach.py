"""How far a connection may see, and traces of changes to who may do what."""

from django.db import migrations

from jiuzhu.audit.append_only import never_deleted, tracked
from jiuzhu.offices.scope import FUNCTION


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION offices_in_reach(text);"),
        tracked("offices_officer"),
        tracked("offices_posting"),
        tracked("offices_loginrequirement", "role"),
        never_deleted("offices_officer"),
        never_deleted("offices_posting"),
    ]
