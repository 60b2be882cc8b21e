"""A month is signed once, when it is over, by a supervisor, and says what is on file."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.offices.scope import visible_by_area
from jiuzhu.signatures.standing import signed_by

MONTH = """
CREATE FUNCTION filings_check_summary() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first date;
  after date;
  told jsonb;
BEGIN
  PERFORM filings_need(NEW.by_id, ARRAY['filings.supervise'], NEW.county_id, NEW."on");
  IF NEW.month !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' THEN
    PERFORM filings_refuse('filings.not-its-figures', json_build_object('month', NEW.month));
  END IF;
  first := (NEW.month || '-01')::date;
  after := (first + interval '1 month')::date;
  IF NEW."on" < after THEN
    PERFORM filings_refuse('filings.month-not-over', json_build_object('month', NEW.month));
  END IF;
  IF NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex') THEN
    PERFORM filings_refuse('filings.not-its-figures', json_build_object('month', NEW.month));
  END IF;
  told := NEW.body::jsonb;
  -- What the other rooms add is theirs; what is on file is counted here once more.
  IF told ->> 'month' <> NEW.month OR told ->> 'county' <> NEW.county_id OR EXISTS (
    SELECT 1 FROM offices_area a
      LEFT JOIN LATERAL (SELECT r FROM jsonb_array_elements(told -> 'rows') r WHERE r ->> 'township' = a.code) t ON true
     WHERE a.level = 'township' AND starts_with(a.code, NEW.county_id) AND (
       COALESCE((t.r ->> 'received')::bigint, -1) <>
         (SELECT count(*) FROM filings_filing f WHERE f.area_id = a.code AND f."on" >= first AND f."on" < after)
       OR COALESCE((t.r ->> 'late')::bigint, -1) <>
         (SELECT count(*) FROM filings_filing f WHERE f.area_id = a.code AND f.due_on >= first AND f.due_on < after
           AND (f.complete_on IS NULL OR f.complete_on > f.due_on))
       OR COALESCE((t.r ->> 'revoked')::bigint, -1) <>
         (SELECT count(*) FROM filings_act x JOIN filings_filing f ON f.id = x.filing_id
           WHERE f.area_id = a.code AND x.kind = 'revoked' AND x."on" >= first AND x."on" < after))) THEN
    PERFORM filings_refuse('filings.not-its-figures', json_build_object('month', NEW.month));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_summary_allowed BEFORE INSERT ON filings_summary FOR EACH ROW EXECUTE FUNCTION filings_check_summary();
"""


class Migration(migrations.Migration):
    dependencies = [("filings", "0004_summary"), ("offices", "0002_reach")]
    operations = [
        migrations.RunSQL(
            MONTH,
            "DROP TRIGGER filings_summary_allowed ON filings_summary; DROP FUNCTION filings_check_summary();",
        ),
        signed_by("filings_summary", "by_id", "monthly_summary"),
        append_only("filings_summary"),
        visible_by_area("filings_summary", "county_id"),
    ]
