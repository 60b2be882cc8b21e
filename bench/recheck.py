"""Everybody re-checked: 100,000 persons against 20 sources of a million rows, a first month and a second one; beside it the bare join."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

SOURCES = 20
ON = {"2026-09": date(2026, 9, 5), "2026-10": date(2026, 10, 5)}

# Rows of people as in lists.py, in cases of one household each, every member with an authorisation until the assistance ends.
ROWS = """
INSERT INTO households_person (citizen_id, name, sort_key, sex, born_on, phone)
SELECT number, name, 'x', 'female', DATE '1960-01-01', '' FROM bench_people ORDER BY n;
INSERT INTO households_household (area_id, address, hukou_kind, legacy, opened_on)
SELECT (ARRAY[%(villages)s])[1 + n %% 3], '', 'urban', false, DATE '2026-01-01' FROM generate_series(0, %(n)s / 2 - 1) n;
ALTER TABLE cases_case DISABLE TRIGGER USER; ALTER TABLE verification_authorisation DISABLE TRIGGER USER;
INSERT INTO households_membership (household_id, person_id, relation, starts_on, ended_because)
SELECT h.id, p.id, '01', DATE '2026-01-01', ''
  FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS r FROM households_household WHERE id > %(h)s) h
  JOIN (SELECT id, (row_number() OVER (ORDER BY id) - 1) / 2 AS r FROM households_person WHERE id > %(p)s) p USING (r);
INSERT INTO cases_case (number, item_code, area_id, village_id, household_id, applicant_id, applicant_name, applicant_sort_key,
  applicant_citizen_id, household_size, process_id, rulebook_digest, opened_on, stage, stage_entered_at, extended,
  due_provisional, delegated, closed_as, legacy, follow_code_hash, version)
SELECT left(h.area_id, 9) || '-2026-' || lpad((h.id + 1000)::text, 6, '0'), 'MZ01-01', left(h.area_id, 9), h.area_id, h.id, m.person_id,
  'x', 'x', '', 2, %(process)s, 'x', DATE '2026-01-01', 'receiving', now(), false, false, true, '', false, '', 1
  FROM households_household h JOIN LATERAL (SELECT min(person_id) AS person_id FROM households_membership WHERE household_id = h.id) m ON true
 WHERE h.id > %(h)s;
INSERT INTO verification_authorisation (case_id, person_id, guardian_ground, obligation, purposes, device, withdrawn_how, validity,
  sources, purpose, period_from, period_to, starts_on, withdrawal_note, signed_on, signed_how, signed_under, recorded_by_id, at)
SELECT c.id, m.person_id, '', '', '{application,review}', '', '', 'x', %(sources)s, 'x', DATE '2025-01-01', DATE '2025-12-31',
  DATE '2026-01-01', '', DATE '2026-01-01', 'paper', 'x',
       %(officer)s, now()
  FROM cases_case c JOIN households_membership m USING (household_id) WHERE c.household_id > %(h)s;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE cases_case ENABLE TRIGGER USER; ALTER TABLE verification_authorisation ENABLE TRIGGER USER;
"""
#: Source → further columns in SQL over `n` (the person's place) and `m` (the month), and how many of a hundred of those who receive
#: the allowance stand in it. A million others stand in every register.
SAYS: dict[str, tuple[dict[str, str], int]] = {
    "household_register": ({"性别": "'女'", "出生日期": "'1960-01-01'", "户籍地址": "'柳行村' || n || '号'",
                            "户籍状态": "CASE WHEN m AND n % 211 = 0 THEN '注销' ELSE '正常' END"}, 100),
    "death": ({"死亡日期": "'2026-08-01'", "死亡原因": "'疾病'"}, 1),
    "vehicles": ({"号牌号码": "'鲁J' || n", "车辆类型": "'小型轿车'", "机动车状态": "'正常'"}, 8),
    "real_estate": ({"不动产权证号": "'鲁2020新泰市不动产权第' || n || '号'", "坐落": "'柳行村' || n || '号'", "建筑面积": "'62.5'",
                     "权属状态": "'正常'"}, 45),
    "housing_fund": ({"月缴存额": "'800.00'", "缴存状态": "'正常'"}, 2),
    "social_insurance": ({"险种": "'城乡居民基本养老保险'", "参保状态": "'领取待遇'",
                          "月养老金": "CASE WHEN m AND n % 97 = 0 THEN '260.00' ELSE '210.00' END", "其中基础养老金": "'168.00'"}, 80),
    "tax": ({"所属期起": "'2025-03-01'", "所属期止": "'2025-03-31'", "所得项目": "'工资薪金'", "收入额": "(3000 + n % 500) || '.00'"}, 6),
    "business": ({"企业名称": "'新泰市示例' || n || '店'", "登记状态": "'存续'", "出资额": "'20000'"}, 3),
    "deposits": ({"个人存款是否超限": "CASE WHEN n % 50 = 0 THEN '是' ELSE '否' END"}, 100),
    "disability": ({"残疾类别": "'肢体'", "残疾等级": "'二级'"}, 15),
}  # fmt: skip


def main(arguments: list[str]) -> None:
    """`python -m bench recheck [persons] [rows of a source] [folder kept for the files] [csv|parquet|gbk]`."""
    persons = int(arguments[0]) if arguments else 100_000
    rows = int(arguments[1]) if len(arguments) > 1 else persons * 10
    folder = Path(arguments[2] if len(arguments) > 2 else "/tmp/jiuzhu-bench-recheck")
    kind = arguments[3] if len(arguments) > 3 else "csv"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    _twenty_sources()
    made = folder / f"{persons}-{rows}-{kind}"
    for month in ON:
        _files(made / "rechecks" / "in" / month, persons, rows, kind, changed=month == "2026-10")
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        settings.VAR = made
        _measure(persons, rows, made)
    finally:
        runner.teardown_databases(old)


def _twenty_sources() -> None:
    """As many sources as the county will have: those there are, and copies of them under further keys."""
    from jiuzhu.verification import facts
    from jiuzhu.verification.sources.layouts import SOURCES as KNOWN

    for key in [one for one in KNOWN if one not in SAYS]:
        del KNOWN[key]
    for place, key in enumerate(list(KNOWN) * ((SOURCES - 1) // len(KNOWN))):
        if len(KNOWN) == SOURCES:
            break
        copy = f"{key}_{place}"
        KNOWN[copy], SAYS[copy] = replace(KNOWN[key], key=copy), SAYS[key]
        facts._MAKERS[copy] = facts._MAKERS[key]
        facts.FACTS.update(
            {
                f"{one.key}_{place}": replace(one, key=f"{one.key}_{place}", source=copy)
                for one in facts.FACTS.values()
                if one.source == key
            }
        )


def _number(n: str) -> str:
    return f"'370982' || strftime(DATE '1940-01-01' + ({n} % 25000)::INT, '%Y%m%d') || lpad(({n} // 25000)::VARCHAR, 3, '0') || 'X'"


def _files(folder: Path, persons: int, rows: int, kind: str, *, changed: bool) -> None:
    """A month's files, made once. Who receives stands among a million others, at every tenth place."""
    folder.mkdir(parents=True, exist_ok=True)
    step = rows // persons
    for number, (source, (columns, share)) in enumerate(SAYS.items()):
        path = folder / f"{source}.{'parquet' if kind == 'parquet' else 'csv'}"
        if path.with_name(f"{path.name}.sha256").exists():
            continue
        told = ", ".join(f'{sql} AS "{heading}"' for heading, sql in columns.items())
        listed = f"""SELECT {_number("n")} AS "身份证号", '示例' || n % 97 AS "姓名", {told}
            FROM (SELECT i AS n, {changed} AS m FROM range({rows}) t(i))
            WHERE n % {step} <> 0 OR (n // {step} * 37 + {number}) % 100 < {share}"""
        # Of the others a few more, so that every source has as many rows, whatever its share.
        extra = f"""SELECT {_number("n")}, '示例' || n % 97, {told}
            FROM (SELECT {rows} + i AS n, {changed} AS m FROM range({persons * (100 - share) // 100}) t(i))"""
        how = "" if kind == "parquet" else " (HEADER)"
        duckdb.sql(f"COPY ({listed} UNION ALL {extra}) TO '{path}'{how}")
        if kind == "gbk":
            path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
        path.with_name(f"{path.name}.sha256").write_text(hashlib.sha256(path.read_bytes()).hexdigest())


def _measure(persons: int, rows: int, made: Path) -> None:
    from django.db import connection

    from jiuzhu.offices import scope
    from jiuzhu.rechecks import actions
    from jiuzhu.rechecks.models import Proposal, Reading
    from jiuzhu.values.month import parse
    from tests import people

    with scope.whole_county():
        where = people.county()
        _people(connection, where, persons, rows // persons)
        size = sum(path.stat().st_size for path in (made / "rechecks" / "in" / "2026-09").iterdir())
        print(f"{persons} persons, {SOURCES} sources, {SOURCES * rows} rows, {size / 1e6:.0f} MB a month")
        for month, on in ON.items():
            before = Proposal.objects.count(), Reading.objects.count()
            with _timed(f"{month} re-checked"):
                run = actions.ask(
                    parse(month), area=people.COUNTY, actor=where.supervisor, on=on, at=people.at(on)
                )
                run = actions.carry_on(run, on=on, now=lambda: datetime.now().astimezone(), progress=_told)
            print(
                f"  {run.checked} checked, {sum(one.matched for one in run.parts.all())} rows matched,"
                f" {Proposal.objects.count() - before[0]} changes, {Reading.objects.count() - before[1]} readings kept,"
                f" states {sorted({one.state for one in run.parts.all()})}"
            )
            connection.ensure_connection()
            if not made.name.endswith("gbk"):  # DuckDB alone reads UTF-8 only
                _bare_join(connection, made / "rechecks" / "in" / month)
        print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    shutil.rmtree(made / "rechecks" / "scratch", ignore_errors=True)


def _told(part: Any, done: int, of: int) -> None:
    if os.environ.get("JIUZHU_BENCH_PARTS"):
        print(f"    {time.perf_counter():.1f} {part.source} {part.state} {part.matched}", file=sys.stderr)


def _people(connection: Any, where: Any, persons: int, step: int) -> None:
    from jiuzhu.verification.sources.layouts import SOURCES as KNOWN
    from tests import road

    first = road.case_at(where, "accepting", on=date(2026, 9, 1))
    numbers = duckdb.sql(
        f"SELECT i, {_number('n')}, '示例' || n % 97 FROM (SELECT i, i * {step} AS n FROM range({persons}) t(i))"
    ).fetchall()
    villages = ", ".join(f"'{code}'" for code, one in where.areas.items() if one.level == "village")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_people (n bigint, number text, name text)")
        with cursor.copy("COPY bench_people FROM STDIN") as out:
            for row in numbers:
                out.write_row(row)
        cursor.execute(
            "SELECT (SELECT max(id) FROM households_household), (SELECT max(id) FROM households_person)"
        )
        h, p = cursor.fetchone()
        told = {
            "n": persons,
            "h": h,
            "p": p,
            "process": first.process_id,
            "sources": list(KNOWN),
            "officer": where.clerk.pk,
        }
        cursor.execute(ROWS.replace("%(villages)s", villages), told)
        cursor.execute("ANALYZE")


def _bare_join(connection: Any, folder: Path) -> None:
    """The limit: DuckDB alone, reading the same files and joining them with the same numbers; nothing is mapped or kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_id FROM households_person WHERE citizen_id IS NOT NULL")
        numbers = [row[0] for row in cursor.fetchall()]
    import pyarrow as pa

    asked = pa.table({"number": numbers})
    with _timed("  the same join in bare DuckDB"):
        found = 0
        connected = duckdb.connect(config={"threads": 2})
        connected.register("asked", asked)
        for path in sorted(folder.glob("*.parquet")) or sorted(folder.glob("*.csv")):
            reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
            more = "" if path.suffix == ".parquet" else ", all_varchar=true"
            found += len(
                connected.sql(
                    f"SELECT r.* FROM {reader}('{path}'{more}) r JOIN asked ON number = \"身份证号\""
                ).fetchall()
            )
    print(f"  {found} rows")


@contextmanager
def _timed(name: str) -> Iterator[None]:
    start, busy = time.perf_counter(), time.process_time()
    yield
    print(
        f"{name}: {time.perf_counter() - start:.1f} s (Python and DuckDB {time.process_time() - busy:.1f} s of processor)"
    )
