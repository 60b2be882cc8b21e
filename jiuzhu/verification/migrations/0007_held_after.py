"""After a report the database holds: only this case's latest report, within its days, no visit skipped, no decision on a bad report."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only
from jiuzhu.cases.standing import seen_with_case, stands_on_duty

REFUSE = """
CREATE FUNCTION verification_refuse(code text, figures json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = code, DETAIL = figures::text;
END $$;

-- The county's own agreed number for an area on a day; NULL where nobody has set it. The nearest area counts.
CREATE FUNCTION verification_number(wanted text, place text, day date) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT n.value FROM standards_inforce f JOIN standards_localnumber n ON n.id = f.number_id,
         LATERAL (SELECT CASE WHEN length(n.area_id) = 6 THEN regexp_replace(n.area_id, '(00)+$', '') ELSE n.area_id END) a(stem)
   WHERE n.name = wanted AND starts_with(place, a.stem) AND n.starts_on <= day AND (f.stops_on IS NULL OR f.stops_on > day)
   ORDER BY length(a.stem) DESC, n.starts_on DESC LIMIT 1
$$;
"""
REFUSE_BACK = (
    "DROP FUNCTION verification_number(text, text, date); DROP FUNCTION verification_refuse(text, json);"
)

AFTER = """
CREATE FUNCTION verification_check_after() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r verification_report%ROWTYPE;
  c cases_case%ROWTYPE;
  until date;
BEGIN
  -- One after the other: two prints never take one number, and no act slips in beside the report that replaces this one.
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id FOR UPDATE;
  SELECT * INTO r FROM verification_report WHERE id = NEW.report_id;
  IF r.case_id IS DISTINCT FROM NEW.case_id THEN PERFORM verification_refuse('verification.not-this-report', '{}'); END IF;
  IF TG_TABLE_NAME = 'verification_reportprint' THEN
    IF NEW.number <> (SELECT count(*) + 1 FROM verification_reportprint p WHERE p.report_id = r.id) THEN
      PERFORM verification_refuse('verification.print-out-of-order', json_build_object('number',
        (SELECT count(*) + 1 FROM verification_reportprint p WHERE p.report_id = r.id)));
    END IF;
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM verification_report later WHERE later.case_id = r.case_id AND later.id > r.id) THEN
    PERFORM verification_refuse('verification.report-replaced', json_build_object('number', r.number));
  END IF;
  IF TG_TABLE_NAME = 'verification_told' THEN
    IF NEW."on" < r."on" THEN
      PERFORM verification_refuse('verification.told-before', json_build_object('on', NEW."on", 'filed_on', r."on"));
    END IF;
  ELSIF TG_TABLE_NAME = 'verification_objection' THEN
    IF NEW."on" < r."on" THEN
      PERFORM verification_refuse('verification.told-before', json_build_object('on', NEW."on", 'filed_on', r."on"));
    END IF;
    IF c.decided_on IS NOT NULL THEN
      PERFORM verification_refuse('verification.already-decided-on', json_build_object('on', c.decided_on));
    END IF;
    SELECT t.until INTO until FROM verification_told t WHERE t.report_id = r.id;
    IF NEW."on" > until THEN
      PERFORM verification_refuse('verification.objection-late', json_build_object('on', NEW."on", 'until', until));
    END IF;
  ELSIF TG_TABLE_NAME = 'verification_correction' THEN
    IF NOT EXISTS (SELECT 1 FROM jsonb_array_elements(r.content -> 'grid') g
                    WHERE g ->> 'person' = NEW.person_id::text AND g ->> 'source' = NEW.source
                      AND g ->> 'outcome' IN ('found', 'not_found', 'name_mismatch', 'ambiguous')) THEN
      PERFORM verification_refuse('verification.source-not-in-report',
        json_build_object('number', r.number, 'source', NEW.source));
    END IF;
  ELSIF r.outcome <> 'clean' OR verification_number('visit-waived-when-clean', c.area_id, NEW."on") IS DISTINCT FROM 'true'
        OR EXISTS (SELECT 1 FROM verification_visitwanted w WHERE w.case_id = c.id)
        OR EXISTS (SELECT 1 FROM cases_relativefiling k WHERE k.case_id = c.id) THEN
    PERFORM verification_refuse('verification.visit-not-waived', '{}');  -- verification_visitwaived
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION verification_check_answered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_case bigint;
  since date;
BEGIN
  IF TG_TABLE_NAME = 'verification_objectionanswer' THEN
    SELECT o.case_id, o."on" INTO of_case, since FROM verification_objection o WHERE o.id = NEW.objection_id;
  ELSE
    SELECT o.case_id, o.sent_on INTO of_case, since FROM verification_correction o WHERE o.id = NEW.correction_id;
  END IF;
  IF of_case IS DISTINCT FROM NEW.case_id THEN PERFORM verification_refuse('verification.not-this-report', '{}'); END IF;
  IF NEW."on" < since THEN
    PERFORM verification_refuse('verification.answered-before', json_build_object('on', NEW."on", 'since', since));
  END IF;
  RETURN NEW;
END $$;
"""
AFTER_BACK = "DROP FUNCTION verification_check_answered(); DROP FUNCTION verification_check_after();"

STEP = """
-- A case goes on without a visit only on its latest report and the row that says why.
CREATE FUNCTION verification_check_waived_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM verification_visitwaived w
                  WHERE w.report_id = (SELECT max(r.id) FROM verification_report r WHERE r.case_id = NEW.case_id)) THEN
    PERFORM verification_refuse('verification.visit-not-waived', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_step_waived BEFORE INSERT ON cases_step
  FOR EACH ROW WHEN (NEW.outcome = 'visit_waived') EXECUTE FUNCTION verification_check_waived_step();
"""
STEP_BACK = (
    "DROP TRIGGER verification_step_waived ON cases_step; DROP FUNCTION verification_check_waived_step();"
)

HOLDS = """
-- The same reasons as queries.why_not_rest_on. A case of a version without the way back is not refused: it would be stranded.
CREATE FUNCTION verification_report_holds(the_case bigint, day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r verification_report%ROWTYPE;
  days int;
BEGIN
  SELECT * INTO r FROM verification_report WHERE case_id = the_case ORDER BY id DESC LIMIT 1;
  IF NOT FOUND OR NOT EXISTS (
       SELECT 1 FROM cases_case c JOIN cases_processversion v ON v.id = c.process_id
        WHERE c.id = the_case AND v.body #> '{stages,deciding,outcomes}' ? 'verify_again') THEN
    RETURN;
  END IF;
  SELECT verification_number('verification-valid-days', c.area_id, day)::int INTO days FROM cases_case c WHERE c.id = the_case;
  IF day - r."on" > days THEN
    PERFORM verification_refuse('verification.report-too-old',
      json_build_object('number', r.number, 'filed_on', r."on", 'days', days));
  END IF;
  IF EXISTS (SELECT 1 FROM verification_objection o JOIN verification_objectionanswer a ON a.objection_id = o.id
              WHERE o.report_id = r.id AND a.upheld)
     OR EXISTS (SELECT 1 FROM verification_correction o JOIN verification_correctionanswer a ON a.correction_id = o.id
                 WHERE o.report_id = r.id AND a.verdict = 'corrected') THEN
    PERFORM verification_refuse('verification.report-found-wrong', json_build_object('number', r.number));
  END IF;
  IF EXISTS (SELECT 1 FROM verification_objection o WHERE o.report_id = r.id
              AND NOT EXISTS (SELECT 1 FROM verification_objectionanswer a WHERE a.objection_id = o.id)) THEN
    PERFORM verification_refuse('verification.objection-open', json_build_object('number', r.number));
  END IF;
END $$;
"""
HOLDS_BACK = "DROP FUNCTION verification_report_holds(bigint, date);"

_ABOUT_A_REPORT = ("reportprint", "told", "objection", "correction", "visitwaived")
_ANSWERS = ("objectionanswer", "correctionanswer")


def _checked(table: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""CREATE TRIGGER verification_{table}_z_allowed BEFORE INSERT ON verification_{table}
              FOR EACH ROW EXECUTE FUNCTION {function}();""",
        f"DROP TRIGGER verification_{table}_z_allowed ON verification_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0006_after_a_report"), ("standards", "0002_second_person"), ("cases", "0007_content_signed"),
    ]  # fmt: skip
    operations = [
        migrations.RunSQL(REFUSE, REFUSE_BACK),
        migrations.RunSQL(AFTER, AFTER_BACK),
        migrations.RunSQL(HOLDS, HOLDS_BACK),
        *(_checked(table, "verification_check_after") for table in _ABOUT_A_REPORT),
        *(_checked(table, "verification_check_answered") for table in _ANSWERS),
        migrations.RunSQL(STEP, STEP_BACK),
        stands_on_duty("verification_objectionanswer", "verify"),
        stands_on_duty("verification_correction", "verify"),
        *(append_only(f"verification_{table}") for table in (*_ABOUT_A_REPORT, *_ANSWERS, "visitwanted")),
        *(seen_with_case(f"verification_{table}") for table in (*_ABOUT_A_REPORT, *_ANSWERS, "visitwanted")),
    ]  # fmt: skip
