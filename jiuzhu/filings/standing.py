"""What the database itself holds about filings, acts, samples and proposals. SQL of migration 0002.

Which act may follow which, with which power, is written from rules.ACTS, so that page and database know one list.
"""

from __future__ import annotations

from jiuzhu.filings.rules import ACTS

_STATE_OF = " ".join(f"WHEN '{key}' THEN '{one.leads}'" for key, one in ACTS.items())
_AFTER = " ".join(f"WHEN '{key}' THEN '{{{','.join(sorted(one.after))}}}'" for key, one in ACTS.items())
_POWER = " ".join(f"WHEN '{key}' THEN '{one.power}'" for key, one in ACTS.items())
_SIGNED = " ".join(f"WHEN '{key}' THEN '{one.signed_as}'" for key, one in ACTS.items() if one.signed_as)

FILING = f"""
CREATE FUNCTION filings_refuse(code text, figures json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = code, DETAIL = figures::text;
END $$;

CREATE FUNCTION filings_may(officer bigint, powers text[], area text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM offices_posting p JOIN offices_rolepower r ON r.role = p.role
    WHERE p.officer_id = officer AND r.power = ANY (powers) AND p.starts_on <= day
      AND (p.stops_on IS NULL OR p.stops_on > day) AND starts_with(area, p.area_id))
$$;

CREATE FUNCTION filings_need(officer bigint, powers text[], area text, day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT filings_may(officer, powers, area, day) THEN
    PERFORM filings_refuse('filings.without-power', json_build_object('officer',
      COALESCE((SELECT name FROM offices_officer WHERE id = officer), '—'), 'on', day, 'power', powers[1]));
  END IF;
END $$;

-- Whoever took part in a case does not supervise it, and nobody looks at her own household (china.md §7.5).
CREATE FUNCTION filings_not_her_own(officer bigint, the_case bigint, day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
  person offices_officer%ROWTYPE;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = the_case;
  SELECT * INTO person FROM offices_officer WHERE id = officer;
  IF EXISTS (SELECT 1 FROM cases_duty d WHERE d.case_id = the_case AND d.officer_id = officer) THEN
    PERFORM filings_refuse('filings.handled-herself', json_build_object('officer', person.name, 'case', c.number));
  END IF;
  IF person.citizen_id <> '' AND EXISTS (
    SELECT 1 FROM households_membership m JOIN households_person h ON h.id = m.person_id
     WHERE m.household_id = c.household_id AND h.citizen_id = person.citizen_id
       AND (m.stops_on IS NULL OR m.stops_on > day)) THEN
    PERFORM filings_refuse('cases.own-case', json_build_object('officer', person.name));
  END IF;
END $$;

CREATE FUNCTION filings_state_of(wanted bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT COALESCE((SELECT CASE a.kind {_STATE_OF} END FROM filings_act a WHERE a.filing_id = wanted
                    ORDER BY a.id DESC LIMIT 1), 'open')
$$;

CREATE FUNCTION filings_check_filing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  got record;
BEGIN
  IF NEW.change_id IS NULL THEN
    SELECT d.case_id, d.decided_by_level AS level, d.letter_id, d.kind::text AS kind, d.amount_fen, d."on", y.officer_id, d.at
      INTO got FROM approvals_decision d JOIN cases_duty y ON y.id = d.duty_id WHERE d.id = NEW.decision_id;
  ELSE
    SELECT d.case_id, d.decided_by_level AS level, d.letter_id, d.kind::text AS kind,
           COALESCE(CASE WHEN d.kind <> 'kept' THEN h.new_amount_fen END, 0) AS amount_fen, d."on", y.officer_id, d.at
      INTO got FROM entitlements_changedecision d JOIN entitlements_change h ON h.id = d.change_id
      JOIN cases_duty y ON y.id = d.duty_id WHERE d.id = NEW.change_id;
  END IF;
  -- IS DISTINCT FROM: a decision that is not there is null, and null must refuse.
  IF (got.case_id, got.level, got.letter_id, got.kind, got.amount_fen, got."on", got.officer_id)
     IS DISTINCT FROM (NEW.case_id, 'township', NEW.letter_id, NEW.kind::text, NEW.amount_fen, NEW.decided_on, NEW.decided_by_id)
     OR NEW.area_id IS DISTINCT FROM (SELECT area_id FROM cases_case WHERE id = NEW.case_id)
     OR NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
     OR NEW.state <> 'open' OR NEW.risk <> 0 OR NEW.complete_on IS NOT NULL THEN
    PERFORM filings_refuse('filings.not-what-was-decided', json_build_object('number', NEW.number));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_filing_of_a_decision BEFORE INSERT ON filings_filing
  FOR EACH ROW EXECUTE FUNCTION filings_check_filing();

-- State, risk and completeness follow from what was added; nobody writes them.
CREATE FUNCTION filings_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - '{{state,risk,complete_on}}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{{state,risk,complete_on}}'::text[]
     OR NEW.state <> filings_state_of(NEW.id)
     OR NEW.risk <> COALESCE((SELECT sum(points) FROM filings_mark WHERE filing_id = NEW.id), 0)
     OR NEW.complete_on IS DISTINCT FROM
        (SELECT "on" FROM filings_filingpaper WHERE filing_id = NEW.id AND sealed_decision) THEN
    PERFORM filings_refuse('filings.frozen', json_build_object('number', OLD.number));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_filing_follows BEFORE UPDATE ON filings_filing
  FOR EACH ROW EXECUTE FUNCTION filings_check_change();

CREATE FUNCTION filings_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE filings_filing SET state = filings_state_of(id),
    risk = COALESCE((SELECT sum(points) FROM filings_mark WHERE filing_id = NEW.filing_id), 0),
    complete_on = (SELECT "on" FROM filings_filingpaper WHERE filing_id = NEW.filing_id AND sealed_decision)
   WHERE id = NEW.filing_id;
  RETURN NULL;
END $$;

CREATE FUNCTION filings_same_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.case_id IS DISTINCT FROM (SELECT case_id FROM filings_filing WHERE id = NEW.filing_id) THEN
    PERFORM filings_refuse('filings.not-what-was-decided', json_build_object('number', NEW.filing_id));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_mark_a_same_case BEFORE INSERT ON filings_mark FOR EACH ROW EXECUTE FUNCTION filings_same_case();
CREATE TRIGGER filings_mark_follow AFTER INSERT ON filings_mark FOR EACH ROW EXECUTE FUNCTION filings_follow();

CREATE FUNCTION filings_check_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM documents_storedfile s JOIN cases_case c ON c.number = s.case_number
                  WHERE s.id = NEW.stored_id AND s.sha256 = NEW.sha256 AND c.id = NEW.case_id) THEN
    PERFORM filings_refuse('filings.not-its-paper', json_build_object('name', NEW.name));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_filingpaper_a_same_case BEFORE INSERT ON filings_filingpaper
  FOR EACH ROW EXECUTE FUNCTION filings_same_case();
CREATE TRIGGER filings_filingpaper_of_the_case BEFORE INSERT ON filings_filingpaper
  FOR EACH ROW EXECUTE FUNCTION filings_check_paper();
CREATE TRIGGER filings_filingpaper_follow AFTER INSERT ON filings_filingpaper
  FOR EACH ROW EXECUTE FUNCTION filings_follow();
"""  # noqa: S608 (words of ours)

CHECK_ACT = f"""
CREATE FUNCTION filings_check_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  f filings_filing%ROWTYPE;
  signed text := CASE NEW.kind {_SIGNED} ELSE '' END;
  after text[] := CASE NEW.kind {_AFTER} ELSE '{{}}' END;
  missing text;
BEGIN
  SELECT * INTO f FROM filings_filing WHERE id = NEW.filing_id FOR UPDATE;
  PERFORM filings_need(NEW.by_id, ARRAY[CASE NEW.kind {_POWER} END], f.area_id, NEW."on");
  IF NEW.kind NOT IN ('answer', 'corrected', 'objected') THEN
    PERFORM filings_not_her_own(NEW.by_id, f.case_id, NEW."on");
  END IF;
  IF NOT f.state = ANY (after) THEN
    PERFORM filings_refuse('filings.not-this-state', json_build_object('number', f.number, 'state', f.state, 'kind', NEW.kind));
  END IF;
  IF (NEW.kind NOT IN ('accepted', 'closed') AND btrim(NEW.text) = '')
     OR (NEW.kind IN ('question', 'order', 'pressed') AND (NEW.due_on IS NULL OR NEW.due_on < NEW."on"))
     OR (NEW.kind IN ('order', 'pressed', 'revoked') AND btrim(NEW.law) = '')
     OR (NEW.kind = 'corrected' AND btrim(NEW.names) = '') THEN
    PERFORM filings_refuse('filings.act-incomplete', json_build_object('kind', NEW.kind));
  END IF;
  IF NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex') THEN
    PERFORM filings_refuse('filings.not-what-was-decided', json_build_object('number', f.number));
  END IF;
  IF NEW.kind = 'revoked' THEN
    IF f.kind = 'kept' THEN
      PERFORM filings_refuse('filings.change-is-corrected', json_build_object('number', f.number));
    ELSIF f.decision_id <> (SELECT max(id) FROM approvals_decision WHERE case_id = f.case_id)
       OR f.change_id <> (SELECT max(id) FROM entitlements_changedecision WHERE case_id = f.case_id) THEN
      PERFORM filings_refuse('filings.decided-anew', json_build_object('number', f.number));
    END IF;
    SELECT string_agg(side, ',') INTO missing FROM unnest(ARRAY['household', 'township']) side
     WHERE NOT EXISTS (SELECT 1 FROM filings_hearing h WHERE h.filing_id = f.id AND h.side = side.side AND h."on" <= NEW."on");
    IF missing IS NOT NULL THEN
      PERFORM filings_refuse('filings.not-heard', json_build_object('number', f.number, 'missing', missing));
    END IF;
  END IF;
  IF signed <> '' THEN
    PERFORM signatures_hold(NEW.signature_id, NEW.by_id, NEW.digest, ARRAY[signed], 'filings_act');
  END IF;
  RETURN NEW;
END $$;
"""  # noqa: S608 (words of ours)
ACT = f"""{CHECK_ACT}CREATE TRIGGER filings_act_a_same_case BEFORE INSERT ON filings_act FOR EACH ROW EXECUTE FUNCTION filings_same_case();
CREATE TRIGGER filings_act_allowed BEFORE INSERT ON filings_act FOR EACH ROW EXECUTE FUNCTION filings_check_act();
CREATE TRIGGER filings_act_follow AFTER INSERT ON filings_act FOR EACH ROW EXECUTE FUNCTION filings_follow();

CREATE FUNCTION filings_check_hearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM filings_need(NEW.by_id, ARRAY['filings.receive', 'filings.supervise'],
                       (SELECT area_id FROM cases_case WHERE id = NEW.case_id), NEW."on");
  RETURN NEW;
END $$;
CREATE TRIGGER filings_hearing_a_same_case BEFORE INSERT ON filings_hearing FOR EACH ROW EXECUTE FUNCTION filings_same_case();
CREATE TRIGGER filings_hearing_allowed BEFORE INSERT ON filings_hearing FOR EACH ROW EXECUTE FUNCTION filings_check_hearing();

CREATE FUNCTION filings_check_complaint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.county_id IS DISTINCT FROM (SELECT left(area_id, 6) FROM cases_case WHERE id = NEW.case_id) THEN
    PERFORM filings_refuse('filings.not-what-was-decided', json_build_object('number', NEW.case_id));
  END IF;
  PERFORM filings_need(NEW.recorded_by_id, ARRAY['filings.receive', 'filings.supervise'], NEW.county_id, NEW."on");
  RETURN NEW;
END $$;
CREATE TRIGGER filings_complaint_allowed BEFORE INSERT ON filings_complaint
  FOR EACH ROW EXECUTE FUNCTION filings_check_complaint();

CREATE FUNCTION filings_check_complaint_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c filings_complaint%ROWTYPE;
BEGIN
  SELECT * INTO c FROM filings_complaint WHERE id = NEW.complaint_id;
  PERFORM filings_need(NEW.by_id, ARRAY['filings.receive', 'filings.supervise'], c.county_id, NEW."on");
  -- Whoever gave a name is told the outcome (57号 Art. 37); the area is the complaint's, so that nobody below sees it.
  IF NEW.county_id IS DISTINCT FROM c.county_id OR (c.by_name <> '' AND btrim(NEW.told) = '') THEN
    PERFORM filings_refuse('filings.complainant-not-told', '{{}}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_complaintanswer_allowed BEFORE INSERT ON filings_complaintanswer
  FOR EACH ROW EXECUTE FUNCTION filings_check_complaint_answer();
"""  # noqa: S608 (words of ours)

UNDO = """
DROP TRIGGER filings_verdict_allowed ON filings_verdict;
DROP TRIGGER filings_sampleconfirmation_allowed ON filings_sampleconfirmation;
DROP TRIGGER filings_samplevisit_allowed ON filings_samplevisit;
DROP TRIGGER filings_reveal_recomputed ON filings_reveal;
DROP TRIGGER filings_sampleentry_before_the_draw ON filings_sampleentry;
DROP TRIGGER filings_sampleentry_a_same_case ON filings_sampleentry;
DROP TRIGGER filings_abort_allowed ON filings_abort;
DROP TRIGGER filings_entropyentry_allowed ON filings_entropyentry;
DROP TRIGGER filings_draw_whole_list ON filings_draw;
DROP TRIGGER filings_complaintanswer_allowed ON filings_complaintanswer;
DROP TRIGGER filings_complaint_allowed ON filings_complaint;
DROP TRIGGER filings_hearing_allowed ON filings_hearing;
DROP TRIGGER filings_hearing_a_same_case ON filings_hearing;
DROP TRIGGER filings_act_follow ON filings_act;
DROP TRIGGER filings_act_allowed ON filings_act;
DROP TRIGGER filings_act_a_same_case ON filings_act;
DROP TRIGGER filings_filingpaper_follow ON filings_filingpaper;
DROP TRIGGER filings_filingpaper_of_the_case ON filings_filingpaper;
DROP TRIGGER filings_filingpaper_a_same_case ON filings_filingpaper;
DROP TRIGGER filings_mark_follow ON filings_mark;
DROP TRIGGER filings_mark_a_same_case ON filings_mark;
DROP TRIGGER filings_filing_follows ON filings_filing;
DROP TRIGGER filings_filing_of_a_decision ON filings_filing;
DROP FUNCTION filings_check_verdict(), filings_check_visit(), filings_check_reveal(), filings_sample_of(filings_draw, text),
  filings_check_entry(), filings_check_abort(), filings_check_entropy(), filings_open_draw(bigint), filings_check_draw(),
  filings_wanted(text, date, date), filings_check_complaint_answer(), filings_check_complaint(), filings_check_hearing(),
  filings_check_act(), filings_check_paper(), filings_same_case(), filings_follow(), filings_check_change(), filings_check_filing(),
  filings_state_of(bigint), filings_not_her_own(bigint, bigint, date), filings_need(bigint, text[], text, date),
  filings_may(bigint, text[], text, date), filings_refuse(text, json);
"""
