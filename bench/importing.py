"""How long a county's existing recipients take to come in: a sheet of 10,000 households through the same actions as any other."""

from __future__ import annotations

import io
import os
import time
from datetime import date, timedelta

HOUSEHOLDS = int(os.environ.get("JIUZHU_BENCH_HOUSEHOLDS", "10000"))
ON = date(2026, 9, 1)


def sheet(households: int) -> bytes:
    """Invented households of one to three, in the villages of the small county."""
    import xlsxwriter

    from jiuzhu.journey.import_sheet import COLUMNS
    from jiuzhu.values import bank_accounts, citizen_id

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, [column.zh for column in COLUMNS])
    line = 0
    for place in range(households):
        for member in range(1 + place % 3):
            line += 1
            day, order = divmod(line, 50)
            born_on = date(1945 if member == 0 else 2009, 1, 1) + timedelta(days=day)
            number = citizen_id.invent("370982", born_on, "female", order).number
            told = [
                f"B{place}",
                ("东山社区", "柳行村", "槐树村")[place % 3],
                "城市低保",
                "本人" if member == 0 else "女",
            ]
            told += [f"示例{'甲乙丙丁戊己'[place % 6]}{'一二三'[member]}", number, "", "", "820", "2024-03"]
            told += ["新泰农商银行", bank_accounts.invent(place)] if member == 0 else ["", ""]
            page.write_row(line, 0, told)
    book.close()
    return out.getvalue()


def main(arguments: list[str]) -> None:
    """`python -m bench importing`; JIUZHU_BENCH_HOUSEHOLDS sets the number of households."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        _measure()
    finally:
        runner.teardown_databases(old)


def _measure() -> None:
    from jiuzhu.journey import importing
    from jiuzhu.offices import scope
    from tests import people

    with scope.whole_county():
        where = people.county()
        body = sheet(HOUSEHOLDS)
        print(f"{HOUSEHOLDS} households, workbook of {len(body) / 1e6:.1f} MB")
        for name in ("first", "again"):
            start, processor = time.perf_counter(), time.process_time()
            done = importing.import_households(
                body, area=people.COUNTY, actor=where.policy, on=ON, at=people.at(ON)
            )
            spent, busy = time.perf_counter() - start, time.process_time() - processor
            print(
                f"{name:<6} {spent:6.1f} s (Python {busy:.1f} s): {done.entered} entered, {done.known} known, "
                f"{done.refused} rows back; {HOUSEHOLDS / spent:.0f} households a second"
            )
