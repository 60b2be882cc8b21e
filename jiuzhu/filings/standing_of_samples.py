"""What the database itself holds about draws, samples, visits and verdicts. SQL of migration 0002.

The functions it calls are those of standing.py.
"""

from __future__ import annotations

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
