"""Issued papers, their numbers and what happened to them are only added; numbers have no gaps; seen within one's reach."""

from django.db import migrations

TABLES = ("template", "papernumber", "issued", "revocation", "delivery")
KEPT = "".join(
    f"""
CREATE TRIGGER documents_{table}_append_only BEFORE UPDATE OR DELETE ON documents_{table}
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER documents_{table}_no_truncate BEFORE TRUNCATE ON documents_{table}
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();"""
    for table in TABLES
)
SEEN = {
    "papernumber": "offices_in_reach(issuer_code)",
    "issued": "offices_in_reach(area_code)",
    # The inner query is narrowed by the policy of documents_issued itself.
    "revocation": "EXISTS (SELECT 1 FROM documents_issued i WHERE i.id = documents_revocation.issued_id)",
    "delivery": "EXISTS (SELECT 1 FROM documents_issued i WHERE i.id = documents_delivery.issued_id)",
}
REACH = "".join(
    f"""
ALTER TABLE documents_{table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents_{table} FORCE ROW LEVEL SECURITY;
CREATE POLICY documents_{table}_reach ON documents_{table} USING ({seen}) WITH CHECK ({seen});"""
    for table, seen in SEEN.items()
)
PROMISES = """
CREATE FUNCTION documents_number_gapless() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE expected integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(
    format('documents.number:%s:%s:%s', NEW.issuer_code, NEW.year, NEW.series), 0));
  SELECT COALESCE(MAX(serial), 0) + 1 INTO expected FROM documents_papernumber
    WHERE issuer_code = NEW.issuer_code AND year = NEW.year AND series = NEW.series;
  IF NEW.serial <> expected THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'documents.number-gap', DETAIL = json_build_object(
      'series', NEW.series, 'year', NEW.year, 'serial', NEW.serial, 'expected', expected)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_papernumber_gapless BEFORE INSERT ON documents_papernumber
  FOR EACH ROW EXECUTE FUNCTION documents_number_gapless();

CREATE FUNCTION documents_replaces_same() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE earlier documents_issued%ROWTYPE;
BEGIN
  IF NEW.replaces_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO earlier FROM documents_issued WHERE id = NEW.replaces_id;
  IF earlier.about IS DISTINCT FROM NEW.about OR earlier.case_number IS DISTINCT FROM NEW.case_number THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'documents.replaces-another', DETAIL = json_build_object(
      'number', COALESCE(earlier.number, ''))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_issued_replaces BEFORE INSERT ON documents_issued
  FOR EACH ROW EXECUTE FUNCTION documents_replaces_same();

CREATE FUNCTION documents_delivered_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE dated date;
BEGIN
  SELECT dated_on INTO dated FROM documents_issued WHERE id = NEW.issued_id;
  IF NEW.delivered_on < dated THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'documents.delivered-too-early', DETAIL = json_build_object(
      'dated', to_char(dated, 'YYYY-MM-DD'))::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER documents_delivery_after BEFORE INSERT ON documents_delivery
  FOR EACH ROW EXECUTE FUNCTION documents_delivered_after();
"""
BACK = (
    """
DROP TRIGGER documents_delivery_after ON documents_delivery; DROP FUNCTION documents_delivered_after();
DROP TRIGGER documents_issued_replaces ON documents_issued; DROP FUNCTION documents_replaces_same();
DROP TRIGGER documents_papernumber_gapless ON documents_papernumber; DROP FUNCTION documents_number_gapless();
"""
    + "".join(
        f"""
DROP POLICY documents_{table}_reach ON documents_{table};
ALTER TABLE documents_{table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE documents_{table} DISABLE ROW LEVEL SECURITY;"""
        for table in SEEN
    )
    + "".join(
        f"""
DROP TRIGGER documents_{table}_no_truncate ON documents_{table};
DROP TRIGGER documents_{table}_append_only ON documents_{table};"""
        for table in TABLES
    )
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_issued"), ("audit", "0002_append_only"), ("offices", "0002_reach")]
    operations = [migrations.RunSQL(KEPT + REACH + PROMISES, BACK)]
