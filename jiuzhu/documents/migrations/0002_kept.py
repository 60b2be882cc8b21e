"""Papers are only added, and seen only within one's reach."""

from django.db import migrations

# Written out here: this room lies below offices and beside audit and may import neither; it only needs their functions.
KEPT = """
CREATE TRIGGER documents_storedfile_append_only BEFORE UPDATE OR DELETE ON documents_storedfile
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER documents_storedfile_no_truncate BEFORE TRUNCATE ON documents_storedfile
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE documents_storedfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents_storedfile FORCE ROW LEVEL SECURITY;
CREATE POLICY documents_storedfile_reach ON documents_storedfile
  USING (offices_in_reach(area_code)) WITH CHECK (offices_in_reach(area_code));
"""
BACK = """
DROP POLICY documents_storedfile_reach ON documents_storedfile;
ALTER TABLE documents_storedfile NO FORCE ROW LEVEL SECURITY;
ALTER TABLE documents_storedfile DISABLE ROW LEVEL SECURITY;
DROP TRIGGER documents_storedfile_no_truncate ON documents_storedfile;
DROP TRIGGER documents_storedfile_append_only ON documents_storedfile;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("audit", "0002_append_only"), ("offices", "0002_reach")]
    operations = [migrations.RunSQL(KEPT, BACK)]
