"""Fills the demo county: first some cases of every stage in 新汶街道, then households in all townships, up to the number asked for.

Each family has an order and comes once: whoever is already known was here before. One transaction a family.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.funds import queries as fund_queries
from jiuzhu.journey import importing
from jiuzhu.journey.import_sheet import COLUMNS
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.values.month import Month

from . import agreed, filing, invented, kin, rechecking, refused, reporting, saying, sealing, visiting
from . import county as counties
from .county import EARLY, SINCE, County
from .moments import moment
from .paying import pay
from .walking import Walk

FIRST = "370982002"  # 新汶街道, where the story of the handbook plays
FIRST_SEALED = 12  # papers sealed before the first page is shown; the others follow in the filling
IMPORTED_FROM = 101_520  # orders of imported households, apart from those that walk
Progress = Callable[[int, int], None]


def _deciding(walk: Walk) -> None:
    _until_notice(walk)
    walk.notice()
    walk.notice_over()


def _until_notice(walk: Walk) -> None:
    _surveying(walk)
    walk.visit()
    walk.later()
    walk.opinion()


def _posted(walk: Walk) -> None:
    _until_notice(walk)
    walk.notice()


def _accepted(walk: Walk) -> None:
    walk.submit(walk.draft())
    walk.accept()


def _surveying(walk: Walk) -> None:
    _accepted(walk)
    walk.later(2)
    walk.report()
    walk.later(2)


def _receiving(walk: Walk) -> None:
    _deciding(walk)
    walk.decide()
    walk.notice()


def _supplementing(walk: Walk) -> None:
    walk.submit(walk.draft(leave_out=("household.bank_account", "statement")))
    walk.missing()


def _disputed(walk: Walk) -> None:
    _until_notice(walk)
    walk.notice()
    walk.later(2)
    walk.objection()


def _appraising(walk: Walk) -> None:
    _disputed(walk)
    walk.later()
    walk.answer()


def _after_appraisal(walk: Walk) -> None:
    _appraising(walk)
    walk.later(3)
    walk.appraise()
    walk.opinion()


def _refused(walk: Walk) -> None:
    _deciding(walk)
    walk.decide(grounds="家庭人均月收入高于当地低保标准。")


def _stopped(walk: Walk) -> None:
    _hearing(walk)
    walk.hear()
    walk.decide_change()


def _hearing(walk: Walk) -> None:
    _receiving(walk)
    walk.later(20)
    walk.propose("stop", "income_changed", "家庭成员就业，收入超过标准。")


def _deciding_change(walk: Walk) -> None:
    _receiving(walk)
    walk.later(20)
    walk.propose("reduce", "income_changed", "家庭收入增加。", new_fen=walk.amount_fen() // 2 // 100 * 100)
    walk.hear()


def _grace(walk: Walk) -> None:
    _receiving(walk)
    walk.later(20)
    walk.propose("grace", "employment", "就业后收入超过标准，给予渐退期。", months=6)
    walk.hear()
    walk.decide_change()


def _extended(walk: Walk) -> None:
    _surveying(walk)
    walk.extend()


def _withdrawn(walk: Walk) -> None:
    _surveying(walk)
    walk.withdraw()


def _visited(walk: Walk) -> None:
    _surveying(walk)
    walk.visit()


def _not_cooperating(walk: Walk) -> None:
    _surveying(walk)
    walk.visit(outcome="not_cooperating")


def _publishing(walk: Walk) -> None:
    _deciding(walk)
    walk.decide()


# name → (how far it goes, days ago it was opened, wage of the first member in yuan a month)
SCRIPTS: dict[str, tuple[Callable[[Walk], object], int, int]] = {
    "draft": (lambda walk: walk.draft(), 1, 480),
    "accepting": (lambda walk: walk.submit(walk.draft()), 1, 500),
    "supplementing": (_supplementing, 6, 450),
    "verifying": (_accepted, 4, 520),
    "verifying_overdue": (_accepted, 24, 520),
    "surveying": (_surveying, 8, 430),
    "extended": (_extended, 26, 430),
    "reviewing": (_visited, 10, 510),
    "posting": (_until_notice, 12, 460),
    "posted": (_posted, 14, 460),
    "disputed": (_disputed, 16, 470),
    "appraising": (_appraising, 20, 470),
    "after_appraisal": (_after_appraisal, 24, 470),
    "deciding": (_deciding, 24, 540),
    "too_old": (_deciding, 130, 540),  # its report holds 90 days: it must be verified again
    "publishing": (_publishing, 26, 440),
    "receiving": (_receiving, 70, 400),
    "receiving_long": (_receiving, 130, 300),
    "refused": (_refused, 40, 5200),
    "withdrawn": (_withdrawn, 30, 480),
    "not_cooperating": (_not_cooperating, 30, 480),
    "hearing": (_hearing, 66, 350),
    "deciding_change": (_deciding_change, 66, 350),
    "stopped": (_stopped, 90, 350),
    "grace": (_grace, 90, 350),
}


def load(on: date, *, seed: int) -> County:
    """The county with its officers and numbers, cases of every stage in 新汶街道, and some who receive already."""
    county = counties.raise_county(on)
    sealing.raise_seals(county, on, townships=EARLY)  # the other townships' certificates come in the filling
    plan = [(name, FIRST) for name in SCRIPTS for _twice in range(3 if name in _COMMON else 1)]
    for order, (name, township) in enumerate(plan, start=1):
        walk(county, name, township, order, on, seed)
    sealing.seal_letter(county, FIRST)
    sealing.seal_decisions(county, on, limit=FIRST_SEALED)
    sealing.deliver_papers(county, on, void=True)
    kin.load(county, on)
    recipients(county, 40, on=on, seed=seed, townships=EARLY)
    filing.load(county, on)  # before the month is paid: money follows the filing
    pay(county, Month.of(on), on)
    saying.load(county, FIRST, on, seed)
    visiting.load(county, FIRST, on, seed)
    reporting.load(county, FIRST, on)
    rechecking.load(county, on)
    refused.load(county, on)
    agreed.watch(county, on)
    return county


_COMMON = ("accepting", "verifying", "surveying", "reviewing", "posting", "deciding", "receiving", "refused")


def fill(on: date, *, seed: int, households: int, progress: Progress) -> None:
    """On to `households` in all: three in ten walk the road, the others are taken over from a sheet."""
    county = counties.found()
    agreed.sign(county, SINCE)
    sealing.raise_seals(county, on)
    already, before = 40, sum(standing for _stage, standing in figures())
    walking = max(households * 3 // 10 - already, 0)
    names, townships = list(SCRIPTS), [area.code for area in county.townships]
    imported = households - walking - already - 40
    for number in range(walking):
        order = 1000 + number
        walk(county, names[number % len(names)], townships[number * 5 % len(townships)], order, on, seed)
        progress(already + number + 1, households)
    for start in range(0, imported, 100):
        recipients(
            county, min(100, imported - start), on=on, seed=seed, townships=tuple(townships), start=40 + start
        )
        progress(already + walking + min(start + 100, imported), households)
    sealing.seal_decisions(county, on, limit=households)
    sealing.deliver_papers(county, on)
    kin.declare(county, on)
    file_decisions.run(on, moment(on, 8))
    if runs() < 2 or sum(standing for _stage, standing in figures()) != before:
        pay(county, Month.of(on), on, kind="supplementary")


def walk(county: County, name: str, township: str, order: int, on: date, seed: int) -> None:
    """One family, once."""
    script, days, wage = SCRIPTS[name]
    home = invented.home(seed, order, on)
    if name == "refused" and home.kind in ("alone", "elderly"):
        home = invented.home(seed, order + 500_000, on)
    if counties.known(home.people[0].number) or _drafted(home):
        return
    opened_on, item = on - timedelta(days=days + order % 3), "MZ01-02" if order % 2 else "MZ01-01"
    with transaction.atomic():
        script(Walk(county, township, home, opened_on=opened_on, item=item, wage=wage))


def _drafted(home: invented.Home) -> bool:
    from jiuzhu.intake import queries as intake

    return intake.drafts(reach=(settings.COUNTY,), words=home.people[0].name).exists()


def recipients(
    county: County, count: int, *, on: date, seed: int, townships: tuple[str, ...], start: int = 0
) -> None:
    """`count` households that received before the system came, through the real import."""
    taken_over = on - timedelta(days=75)
    importing.import_households(
        _sheet(county, count, seed, on, townships, start), area=settings.COUNTY, actor=county.officers["county-policy"],
        on=taken_over, at=moment(taken_over),
    )  # fmt: skip


def _sheet(county: County, count: int, seed: int, on: date, townships: tuple[str, ...], start: int) -> bytes:
    """A CSV as a former system gives it; one household in fifty has a mistake and comes back."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([column.zh for column in COLUMNS])
    relations = rulebook.codes("relations")
    names = {code: name for name, code in importing.words(settings.COUNTY)["village"].items()}
    for number in range(start, start + count):
        home = invented.home(seed, IMPORTED_FROM + number, on)
        township = townships[number % len(townships)]
        village = county.villages[township][number // len(townships) % 8]
        yuan = 260 + number * 37 % 900
        for place, person in enumerate(home.people):
            citizen_id = person.number if number % 50 != 49 else person.number[:-1] + "0"
            first = place == 0
            rows.writerow([
                f"旧系统-{number:05d}", names[village.code], "农村低保" if number % 2 else "城市低保",
                relations.label(person.relation), person.name, citizen_id, "女" if person.sex == "female" else "男",
                person.born_on.isoformat(), yuan if first else "", f"{on.year - 1 - number % 4}-0{1 + number % 9}" if first else "",
                "新泰农村商业银行" if first and number % 30 else "", home.account if first and number % 30 else "",
                home.phone if first else "", f"{village.name}{home.address}" if first else "",
            ])  # fmt: skip
    return out.getvalue().encode("gb18030")


def figures() -> Iterator[tuple[str, int]]:
    """How many cases stand where."""
    from jiuzhu.cases import queries as cases

    yield from sorted(cases.stage_counts((settings.COUNTY,)).items())


def runs() -> int:
    return len(fund_queries.runs(settings.COUNTY))
