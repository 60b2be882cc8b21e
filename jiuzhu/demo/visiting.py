"""Visits of the demo county: three households of one village wait for theirs, a fourth was visited by telephone in a flood.

Of the three, one is asked about by a letter that nobody has answered yet, and one at a neighbour's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from jiuzhu.households import queries as households
from jiuzhu.journey import along, surveying
from jiuzhu.standards import actions as standards

from . import county as counties
from . import invented
from .county import County
from .moments import moment
from .walking import Walk, record

NUMBER = "remote-visit-follow-up-days"
VILLAGE = 3  # which of the township's eight
_FROM = 7_000  # orders of these families, apart from all others
_DAYS_AGO = 9


def load(county: County, township: str, on: date, seed: int) -> None:
    """Four families of one village. Nothing where they were here before."""
    homes = list(_neighbours(on, seed))
    if counties.known(homes[0].people[0].number):
        return
    _number(county, on)
    asked, talked, _waits, flooded = [_until_visit(county, township, home, on) for home in homes]
    visitor = county.of(township, "visitor")
    told: dict[str, Any] = {"actor": visitor, "on": on, "at": moment(on, 10)}
    person = households.persons_of(asked.household_id, on)[0]
    along.write_letter(
        asked, person, addressee="示例砖厂", address="新泰市示例路1号", question="该人近六个月的工资收入",
        answer_by=on + timedelta(days=10), **told,
    )  # fmt: skip
    along.ask_neighbour(
        talked, asked_on=on, name="邻居乙", relation="东邻", said="家中老人常年卧床，没有见过外出务工的人。", neutral=True, **told
    )  # fmt: skip
    by_phone = record(flooded, on, "surveyed") | {
        "mode": "phone", "mode_reason": "山洪冲断进村道路，三天内无法入户", "household_signed": "nobody", "place": "电话",
    }  # fmt: skip
    both = [visitor, county.of(township, "visitor2")]
    surveying.file_visit(flooded, by_phone, visitors=both, on=on, at=moment(on, 11))


def _neighbours(on: date, seed: int) -> Iterator[invented.Home]:
    """The first four families whose invented home stands in the village."""
    found = 0
    for order in range(_FROM, _FROM + 200):
        home = invented.home(seed, order, on)
        if invented.village_of(home) == VILLAGE and found < 4:
            found += 1
            yield home


def _until_visit(county: County, township: str, home: invented.Home, on: date) -> Any:
    walk = Walk(county, township, home, opened_on=on - timedelta(days=_DAYS_AGO))
    walk.submit(walk.draft())
    walk.accept()
    walk.later(2)
    walk.report()
    return walk.case()


def _number(county: County, on: date) -> None:
    notice = standards.Notice("演示用政策文件（内容虚构）", f"演示〔{on.year}〕31号", "演示机关", on)
    number = standards.enter(
        NUMBER, settings.COUNTY, 10, starts_on=on, notice=notice, demo=True, at=moment(on, 8),
        actor=county.officers["county-policy"],
    )  # fmt: skip
    standards.check(number, agrees=True, actor=county.officers["county-policy2"], at=moment(on, 8))
