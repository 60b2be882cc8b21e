"""How fast lists, search, counts and the start page stay at 100,000 cases. Rows are laid down by SQL in a scratch database."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date

CASES = int(os.environ.get("JIUZHU_BENCH_CASES", "100000"))
ROUNDS = 15

ROWS = """
INSERT INTO households_person (citizen_id, name, sort_key, sex, born_on, phone)
SELECT '370982' || to_char(DATE '1940-01-01' + (n %% 25000), 'YYYYMMDD') || lpad((n / 25000)::text, 4, '0'),
       substr('赵钱孙李周吴郑王冯陈', 1 + n %% 10, 1) || substr('安宁平和康乐福顺', 1 + n %% 8, 1),
       substr('zqslzwzwfc', 1 + n %% 10, 1) || substr('anphklfs', 1 + n %% 8, 1), 'female', DATE '1960-01-01', ''
  FROM generate_series(0, %(n)s - 1) n ON CONFLICT DO NOTHING;
INSERT INTO households_household (area_id, address, hukou_kind, legacy, opened_on)
SELECT v.code, '', 'urban', false, DATE '2026-01-01' FROM generate_series(1, %(n)s) n
  JOIN LATERAL (SELECT code FROM offices_area WHERE level = 'village' ORDER BY code OFFSET n %% %(villages)s LIMIT 1) v ON true;
ALTER TABLE cases_case DISABLE TRIGGER USER;
INSERT INTO cases_case (number, item_code, area_id, village_id, household_id, applicant_id, applicant_name, applicant_sort_key,
  applicant_citizen_id, household_size, process_id, rulebook_digest, opened_on, stage, stage_entered_at, stage_due_on, extended,
  due_provisional, delegated, closed_as, legacy, follow_code_hash, version)
SELECT left(h.area_id, 9) || '-2026-' || lpad((h.id + 1000)::text, 6, '0'), 'MZ01-01', left(h.area_id, 9), h.area_id, h.id, p.id, p.name,
  p.sort_key, p.citizen_id, 1 + (h.id %% 5)::int, %(process)s, 'x', DATE '2026-01-01' + (h.id %% 300)::int,
  (ARRAY['accepting','verifying','surveying','reviewing','posting_opinion','deciding','receiving','receiving','receiving'])[1 + h.id %% 9],
  now(), DATE '2026-08-01' + (h.id %% 60)::int, false, false, true, '', false, '', 1
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS r FROM households_household) h
  JOIN (SELECT *, row_number() OVER (ORDER BY id) AS r FROM households_person) p USING (r);
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE cases_case ENABLE TRIGGER USER;
"""


def timed(name: str, ask: Callable[[], object]) -> None:
    ask()
    spent = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - start) * 1000)
    print(f"{name:<58} median {statistics.median(spent):7.1f} ms   worst {max(spent):7.1f} ms")


def main(arguments: list[str]) -> None:
    """`python -m bench lists`; JIUZHU_BENCH_CASES sets the number of cases."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        _measure(connection)
    finally:
        runner.teardown_databases(old)


def _measure(connection: object) -> None:
    from jiuzhu.cases import queries as cases
    from jiuzhu.offices.scope import within
    from tests import people, road

    where = people.county()
    first = road.case_at(where, "accepting", on=date(2026, 9, 1))
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        start = time.perf_counter()
        cursor.execute(ROWS, {"n": CASES, "villages": 3, "process": first.process_id})
        cursor.execute("ANALYZE")
        print(f"{CASES} cases laid down in {time.perf_counter() - start:.1f} s")
    wanted, township, county = cases.Wanted, (people.TOWNSHIP,), (people.COUNTY,)
    for place, reach in (("township", township), ("county", county)):
        with within(reach):

            def page(asked: cases.Wanted, reach: tuple[str, ...] = reach, start: int = 0) -> object:
                return list(cases.listing(asked, reach=reach)[start : start + 50])

            timed(f"{place}: first page, newest", lambda: page(wanted(order="newest")))
            timed(
                f"{place}: my work by deadline",
                lambda: page(wanted(stages=("accepting", "reviewing"), closed=False)),
            )
            timed(f"{place}: page 100", lambda: page(wanted(order="newest"), start=5000))
            timed(f"{place}: count of all", lambda reach=reach: cases.listing(wanted(), reach=reach).count())
            timed(f"{place}: name 赵安", lambda: page(wanted(words="赵安")))
            timed(f"{place}: initials zq", lambda: page(wanted(words="zq")))
            timed(f"{place}: exact ID", lambda: page(wanted(words=first.applicant_citizen_id)))
            timed(f"{place}: exact case number", lambda: page(wanted(words=first.number)))
            timed(f"{place}: overdue", lambda: page(wanted(overdue_on=date(2026, 8, 15))))
            timed(f"{place}: figures by stage", lambda reach=reach: cases.stage_counts(reach))
