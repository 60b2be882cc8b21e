"""No question leaves and no answer comes in that the law does not carry: kept by the database, for raw SQL too."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked

# One source has one department at a time; what was agreed is not changed under way: a connection ends and another begins.
CONNECTION = """
CREATE FUNCTION verification_check_connection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other text;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.stops_on IS NOT NULL OR NEW.stops_on IS NULL
     OR (to_jsonb(NEW) - 'stops_on') <> (to_jsonb(OLD) - 'stops_on')) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.connection-fixed', DETAIL = '{}';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('verification_connection'));
  SELECT c.key INTO other FROM verification_connection c
   WHERE c.id <> NEW.id AND c.sources && NEW.sources
     AND daterange(c.starts_on, c.stops_on) && daterange(NEW.starts_on, NEW.stops_on);
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.source-connected',
      DETAIL = json_build_object('connection', other)::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_connection_kept BEFORE INSERT OR UPDATE ON verification_connection
  FOR EACH ROW EXECUTE FUNCTION verification_check_connection();
"""

# What became of a batch is told once and stays.
BATCH = """
CREATE FUNCTION verification_check_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['submitted_at', 'ticket', 'expired_at', 'closed_at'])
       <> (to_jsonb(OLD) - ARRAY['submitted_at', 'ticket', 'expired_at', 'closed_at'])
     OR (OLD.submitted_at IS NOT NULL AND (NEW.submitted_at, NEW.ticket) IS DISTINCT FROM (OLD.submitted_at, OLD.ticket))
     OR (OLD.expired_at IS NOT NULL AND NEW.expired_at IS DISTINCT FROM OLD.expired_at)
     OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'audit.append-only',
      DETAIL = json_build_object('table', TG_TABLE_NAME, 'kind', 'update')::text;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_batch_kept BEFORE UPDATE ON verification_batch
  FOR EACH ROW EXECUTE FUNCTION verification_check_batch();
"""

# A question that leaves stands on an inquiry whose authorisation covers the day it leaves, about somebody with a number,
# at a source of this department, before the report.
LINE = """
CREATE FUNCTION verification_check_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  SELECT i.source, i.case_id, i.asked_at, i.authorisation_id, p.name, p.citizen_id, c.sources, c.starts_on, c.stops_on,
         (b.made_at AT TIME ZONE 'Asia/Shanghai')::date AS made_on
    INTO asked FROM verification_inquiry i JOIN households_person p ON p.id = i.person_id
    JOIN verification_batch b ON b.id = NEW.batch_id JOIN verification_connection c ON c.id = b.connection_id
   WHERE i.id = NEW.inquiry_id;
  PERFORM 1 FROM verification_authorisation a WHERE a.id = asked.authorisation_id AND a.starts_on <= asked.made_on
     AND COALESCE(LEAST(a.stops_on, a.withdrawn_on) > asked.made_on, true) FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-authorised', DETAIL = json_build_object(
      'person', asked.name, 'source', asked.source, 'on', asked.made_on)::text;
  END IF;
  IF COALESCE(asked.citizen_id, '') = '' OR NOT asked.source = ANY (asked.sources)
     OR NOT daterange(asked.starts_on, asked.stops_on) @> asked.made_on
     OR EXISTS (SELECT 1 FROM verification_report r WHERE r.case_id = asked.case_id AND r.at >= asked.asked_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.cannot-be-sent', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_batchline_lawful BEFORE INSERT ON verification_batchline
  FOR EACH ROW EXECUTE FUNCTION verification_check_line();
"""

# An answer that came through a batch is the answer to its own line, out of a message of that line's department. (That its
# records are the person's own and of the source that was asked is verification_check_answer's to say.)
ANSWER = """
CREATE FUNCTION verification_check_exchanged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said record;
BEGIN
  IF NEW.line_id IS NULL THEN
    IF NEW.extract_id IS NOT NULL AND NEW.settled_by_id IS NULL
       AND EXISTS (SELECT 1 FROM verification_extract e WHERE e.id = NEW.extract_id AND e.inbound_id IS NOT NULL) THEN
      RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-of-this-person', DETAIL = '{}';
    END IF;
    RETURN NEW;
  END IF;
  SELECT l.inquiry_id, b.connection_id INTO said FROM verification_batchline l
    JOIN verification_batch b ON b.id = l.batch_id WHERE l.id = NEW.line_id;
  IF said.inquiry_id <> NEW.inquiry_id OR (NEW.extract_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM verification_extract e JOIN verification_inbound m ON m.id = e.inbound_id
        WHERE e.id = NEW.extract_id AND m.connection_id = said.connection_id)) THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'verification.not-of-this-person', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_answer_exchanged BEFORE INSERT ON verification_answer
  FOR EACH ROW EXECUTE FUNCTION verification_check_exchanged();
"""


def _trigger(sql: str, name: str, table: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {function}();")


class Migration(migrations.Migration):
    dependencies = [("verification", "0010_exchange")]
    operations = [
        _trigger(CONNECTION, "verification_connection_kept", "verification_connection", "verification_check_connection"),
        _trigger(BATCH, "verification_batch_kept", "verification_batch", "verification_check_batch"),
        _trigger(LINE, "verification_batchline_lawful", "verification_batchline", "verification_check_line"),
        _trigger(ANSWER, "verification_answer_exchanged", "verification_answer", "verification_check_exchanged"),
        *(append_only(f"verification_{table}") for table in ("batchline", "inbound", "stray", "contact")),
        never_deleted("verification_connection"),
        never_deleted("verification_batch"),
        tracked("verification_connection"),
    ]  # fmt: skip
