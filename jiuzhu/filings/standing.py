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

ACT = f"""
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
    IF f.decision_id IS NULL THEN
      PERFORM filings_refuse('filings.change-is-corrected', json_build_object('number', f.number));
    ELSIF f.decision_id <> (SELECT max(id) FROM approvals_decision WHERE case_id = f.case_id) THEN
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
CREATE TRIGGER filings_act_a_same_case BEFORE INSERT ON filings_act FOR EACH ROW EXECUTE FUNCTION filings_same_case();
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

DRAW = """
-- What belongs on the list of a township's quarter: the latest decision on file of every case decided in it, and
-- earlier ones that must be visited and were not drawn yet. The second column says whether it must be visited.
CREATE FUNCTION filings_wanted(township text, first date, after date)
RETURNS TABLE (filing text, item text, must boolean, carried boolean) LANGUAGE sql STABLE AS $$
  WITH last_one AS (
    SELECT DISTINCT ON (f.case_id) f.id, f.digest, f.item_code FROM filings_filing f
     WHERE f.area_id = township AND f.decided_on >= first AND f.decided_on < after ORDER BY f.case_id, f.id DESC),
  marked AS (SELECT DISTINCT filing_id FROM filings_mark WHERE code IN ('relative', 'complained'))
  SELECT l.digest, l.item_code, EXISTS (SELECT 1 FROM marked m WHERE m.filing_id = l.id), false FROM last_one l
  UNION ALL
  SELECT f.digest, f.item_code, true, true FROM filings_filing f
   WHERE f.area_id = township AND f.decided_on < first AND EXISTS (SELECT 1 FROM marked m WHERE m.filing_id = f.id)
     AND NOT EXISTS (SELECT 1 FROM filings_sampleentry e WHERE e.case_id = f.case_id)
     AND f.id = (SELECT max(g.id) FROM filings_filing g WHERE g.case_id = f.case_id)
$$;

CREATE FUNCTION filings_check_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unfiled bigint;
  differing bigint;
BEGIN
  PERFORM filings_need(NEW.by_id, ARRAY['filings.supervise'], NEW.area_id, NEW."on");
  IF NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
     OR NEW.secret_digest <> encode(sha256(convert_to(NEW.secret, 'UTF8')), 'hex')
     OR NEW.starts_on <> make_date(left(NEW.quarter, 4)::int, right(NEW.quarter, 1)::int * 3 - 2, 1)
     OR NEW.stops_on <> NEW.starts_on + interval '3 months' THEN
    PERFORM filings_refuse('filings.not-the-list', json_build_object('number', NEW.number));
  END IF;
  IF NEW."on" < NEW.stops_on THEN
    PERFORM filings_refuse('filings.quarter-not-over', json_build_object('quarter', NEW.quarter));
  END IF;
  IF EXISTS (SELECT 1 FROM filings_draw d WHERE d.area_id = NEW.area_id AND d.quarter = NEW.quarter
              AND NOT EXISTS (SELECT 1 FROM filings_abort a WHERE a.draw_id = d.id)) THEN
    PERFORM filings_refuse('filings.already-listed', json_build_object('quarter', NEW.quarter,
      'township', (SELECT name FROM offices_area WHERE code = NEW.area_id)));
  END IF;
  SELECT (SELECT count(*) FROM approvals_decision d JOIN cases_case c ON c.id = d.case_id
           WHERE c.area_id = NEW.area_id AND d.decided_by_level = 'township' AND d."on" >= NEW.starts_on AND d."on" < NEW.stops_on
             AND NOT EXISTS (SELECT 1 FROM filings_filing f WHERE f.decision_id = d.id))
       + (SELECT count(*) FROM entitlements_changedecision d JOIN cases_case c ON c.id = d.case_id
           WHERE c.area_id = NEW.area_id AND d.decided_by_level = 'township' AND d."on" >= NEW.starts_on AND d."on" < NEW.stops_on
             AND NOT EXISTS (SELECT 1 FROM filings_filing f WHERE f.change_id = d.id)) INTO unfiled;
  IF unfiled > 0 THEN
    PERFORM filings_refuse('filings.not-all-on-file', json_build_object('count', unfiled));
  END IF;
  -- A list from which somebody was left out, or put in, is refused.
  SELECT count(*) INTO differing FROM (
    SELECT filing, item, must, carried FROM filings_wanted(NEW.area_id, NEW.starts_on, NEW.stops_on)) w
    FULL JOIN (SELECT l ->> 'filing' AS filing, l ->> 'item' AS item, l ->> 'must' <> '' AS must, (l ->> 'carried')::boolean AS carried
                 FROM jsonb_array_elements(NEW.body::jsonb -> 'lines') l) l USING (filing, item, must, carried)
   WHERE w.filing IS NULL OR l.filing IS NULL;
  IF differing > 0 OR jsonb_array_length(NEW.body::jsonb -> 'lines') <>
     (SELECT count(*) FROM filings_wanted(NEW.area_id, NEW.starts_on, NEW.stops_on)) THEN
    PERFORM filings_refuse('filings.not-the-list', json_build_object('number', NEW.number));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_draw_whole_list BEFORE INSERT ON filings_draw FOR EACH ROW EXECUTE FUNCTION filings_check_draw();

CREATE FUNCTION filings_open_draw(wanted bigint) RETURNS filings_draw LANGUAGE plpgsql AS $$
DECLARE
  d filings_draw%ROWTYPE;
BEGIN
  SELECT * INTO d FROM filings_draw WHERE id = wanted FOR UPDATE;
  IF EXISTS (SELECT 1 FROM filings_abort WHERE draw_id = wanted) OR EXISTS (SELECT 1 FROM filings_reveal WHERE draw_id = wanted) THEN
    PERFORM filings_refuse('filings.draw-closed', json_build_object('number', d.number));
  END IF;
  RETURN d;
END $$;

CREATE FUNCTION filings_check_entropy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d filings_draw%ROWTYPE;
BEGIN
  d := filings_open_draw(NEW.draw_id);
  PERFORM filings_need(NEW.officer_id, ARRAY['filings.supervise', 'filings.receive'], d.area_id, NEW."on");
  IF NEW.area_id <> d.area_id OR NEW."on" < d.entropy_on OR btrim(NEW.value) = '' THEN
    PERFORM filings_refuse('filings.number-not-known-yet', json_build_object('number', d.number, 'on', d.entropy_on));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_entropyentry_allowed BEFORE INSERT ON filings_entropyentry
  FOR EACH ROW EXECUTE FUNCTION filings_check_entropy();

CREATE FUNCTION filings_check_abort() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d filings_draw%ROWTYPE;
BEGIN
  d := filings_open_draw(NEW.draw_id);
  PERFORM filings_need(NEW.by_id, ARRAY['filings.supervise'], d.area_id, NEW."on");
  -- Once a number was read, giving the list up would be a second try.
  IF NEW.area_id <> d.area_id OR EXISTS (SELECT 1 FROM filings_entropyentry WHERE draw_id = d.id) THEN
    PERFORM filings_refuse('filings.number-was-read', json_build_object('number', d.number));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_abort_allowed BEFORE INSERT ON filings_abort FOR EACH ROW EXECUTE FUNCTION filings_check_abort();

CREATE FUNCTION filings_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM filings_open_draw(NEW.draw_id);
  RETURN NEW;
END $$;
CREATE TRIGGER filings_sampleentry_a_same_case BEFORE INSERT ON filings_sampleentry
  FOR EACH ROW EXECUTE FUNCTION filings_same_case();
CREATE TRIGGER filings_sampleentry_before_the_draw BEFORE INSERT ON filings_sampleentry
  FOR EACH ROW EXECUTE FUNCTION filings_check_entry();

-- The ten lines of drawing.py, again in SQL: neither a smaller sample nor a hand-picked one passes.
CREATE FUNCTION filings_sample_of(d filings_draw, seed text) RETURNS TABLE (filing text, why text) LANGUAGE sql STABLE AS $$
  WITH lines AS (
    SELECT l ->> 'filing' AS filing, l ->> 'item' AS item, l ->> 'must' AS must, (l ->> 'carried')::boolean AS carried,
           encode(sha256(convert_to(seed || E'\\n' || (l ->> 'filing'), 'UTF8')), 'hex') AS rank
      FROM jsonb_array_elements(d.body::jsonb -> 'lines') l),
  quotas AS (SELECT item, ceil(count(*) FILTER (WHERE NOT carried) * d.percent / 100) AS quota FROM lines GROUP BY item),
  placed AS (SELECT l.*, row_number() OVER (PARTITION BY l.item ORDER BY l.rank COLLATE "C", l.filing COLLATE "C") AS place
               FROM lines l WHERE l.must = '')
  SELECT filing, must FROM lines WHERE must <> ''
  UNION ALL SELECT p.filing, 'drawn' FROM placed p JOIN quotas q ON q.item = p.item WHERE p.place <= q.quota
$$;

CREATE FUNCTION filings_check_reveal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d filings_draw%ROWTYPE;
  differing bigint;
BEGIN
  d := filings_open_draw(NEW.draw_id);
  PERFORM filings_need(NEW.by_id, ARRAY['filings.supervise'], d.area_id, NEW."on");
  IF NEW.at < d.at + make_interval(hours => d.wait_hours) OR NEW."on" < d.entropy_on THEN
    PERFORM filings_refuse('filings.too-early-to-draw', json_build_object('number', d.number, 'hours', d.wait_hours));
  END IF;
  IF (SELECT count(*) FROM filings_entropyentry e WHERE e.draw_id = d.id AND e.value = NEW.entropy) < 2
     OR EXISTS (SELECT 1 FROM filings_entropyentry e WHERE e.draw_id = d.id AND e.value <> NEW.entropy) THEN
    PERFORM filings_refuse('filings.number-read-differently', json_build_object('number', d.number));
  END IF;
  SELECT count(*) INTO differing FROM (
    SELECT f.digest AS filing, e.why::text AS why FROM filings_sampleentry e JOIN filings_filing f ON f.id = e.filing_id
     WHERE e.draw_id = d.id) e
    FULL JOIN filings_sample_of(d, NEW.seed) s USING (filing, why) WHERE e.filing IS NULL OR s.filing IS NULL;
  IF NEW.area_id <> d.area_id OR NEW.secret <> d.secret OR differing > 0 OR NEW.seed <> encode(sha256(convert_to(
       concat_ws(E'\\n', d.algorithm, d.digest, NEW.entropy, NEW.secret), 'UTF8')), 'hex') THEN
    PERFORM filings_refuse('filings.not-the-sample', json_build_object('number', d.number));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_reveal_recomputed BEFORE INSERT ON filings_reveal FOR EACH ROW EXECUTE FUNCTION filings_check_reveal();

CREATE FUNCTION filings_check_visit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c cases_case%ROWTYPE;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = NEW.case_id;
  PERFORM filings_need(NEW.officer_id, ARRAY['filings.supervise', 'filings.receive'], c.area_id, NEW."on");
  PERFORM filings_not_her_own(NEW.officer_id, NEW.case_id, NEW."on");
  IF TG_TABLE_NAME = 'filings_samplevisit' THEN
    IF NOT EXISTS (SELECT 1 FROM filings_sampleentry e JOIN filings_reveal r ON r.draw_id = e.draw_id
                    WHERE e.id = NEW.entry_id AND e.case_id = NEW.case_id)
       OR NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex') THEN
      PERFORM filings_refuse('filings.not-in-the-sample', json_build_object('case', c.number));
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM filings_samplevisit v WHERE v.id = NEW.visit_id AND v.case_id = NEW.case_id
                     AND v.digest = NEW.digest AND v.officer_id <> NEW.officer_id) THEN
    PERFORM filings_refuse('filings.two-visitors', json_build_object('case', c.number));
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_samplevisit_allowed BEFORE INSERT ON filings_samplevisit
  FOR EACH ROW EXECUTE FUNCTION filings_check_visit();
CREATE TRIGGER filings_sampleconfirmation_allowed BEFORE INSERT ON filings_sampleconfirmation
  FOR EACH ROW EXECUTE FUNCTION filings_check_visit();
"""

PROPOSE = """
CREATE FUNCTION filings_check_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p filings_proposal%ROWTYPE;
BEGIN
  SELECT * INTO p FROM filings_proposal WHERE id = NEW.proposal_id;
  PERFORM filings_need(NEW.by_id, ARRAY['filings.supervise'], p.area_id, NEW."on");
  IF NEW.area_id <> p.area_id OR NEW.digest <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
     OR (NEW.agrees AND NOT EXISTS (SELECT 1 FROM delegation_letterevent e
           WHERE e.id = NEW.event_id AND e.letter_id = p.letter_id AND e.kind = 'suspended')) THEN
    PERFORM filings_refuse('filings.not-this-letter', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER filings_verdict_allowed BEFORE INSERT ON filings_verdict FOR EACH ROW EXECUTE FUNCTION filings_check_verdict();
"""

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
