"""One case told from the counter to the bank, walked for real under the law of a year, and rolled back afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds import queries as fund_queries
from jiuzhu.journey import advancing
from jiuzhu.offices.roles import ROLES
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.values import money
from jiuzhu.values.month import Month

from . import county as counties
from . import invented, loading
from .loading import FIRST
from .moments import moment
from .walking import Told, Walk

OPENED = {
    "2012": date(2018, 9, 3), "2019": date(2020, 9, 1), "2021": date(2021, 9, 1), "2022": date(2024, 9, 2),
    "2026": date(2026, 9, 1),
}  # fmt: skip
ORDER = 900_000


@dataclass(frozen=True)
class Line:
    """One moment of the case. `stage` is where it stands afterwards, `due_on` until when."""

    on: date
    who: str
    what: str
    stage: str
    next_by: str
    due_on: date | None


class Teller:
    """Listens to a walk and writes down where the case stands after each act."""

    def __init__(self, language: str) -> None:
        self.lines: list[Line] = []
        self.language = language
        self.walk: Walk | None = None

    def __call__(self, told: Told) -> None:
        if self.walk is None:
            return
        case = self.walk.case()
        stage = advancing.process_of(case).stage(case.stage)
        owner = stage.owner_for(delegated=case.delegated)
        next_by = ROLES[owner].name(self.language) if owner in ROLES else ""
        self.lines.append(
            Line(
                told.on,
                told.who,
                told.what,
                case_actions.stage_label(case, self.language),
                next_by,
                case.stage_due_on,
            )
        )


def tell(rules: str, *, objection: bool = False, language: str = "zh-hans") -> dict[str, Any]:
    """Walk one family under the version in force in a year. Nothing of it stays, in the database or among the files."""
    with _files_apart(), transaction.atomic():
        told = _walked(rules, objection, language)
        transaction.set_rollback(True)
    return told


@contextmanager
def _files_apart() -> Iterator[None]:
    """Papers and bank files of the story go to a folder that is thrown away: no rollback reaches files."""
    before = settings.MEDIA_ROOT
    with tempfile.TemporaryDirectory(prefix="jiuzhu-story-") as folder:
        settings.MEDIA_ROOT = folder
        try:
            yield
        finally:
            settings.MEDIA_ROOT = before


def _walked(rules: str, objection: bool, language: str) -> dict[str, Any]:
    opened_on = OPENED[rules]
    county = counties.raise_county(date(2026, 12, 31))
    teller = Teller(language)
    home = next(
        home
        for number in range(200)
        if (home := invented.home(3, ORDER + number, opened_on)).kind == "family"
    )
    walk = Walk(county, FIRST, home, opened_on=opened_on, item="MZ01-01", wage=300, listen=teller)
    teller.walk = walk
    walk.submit(walk.draft())
    walk.accept()
    disputed = False
    while (case := walk.case()).stage != "receiving":
        disputed = _step(walk, case.stage, objection=objection and not disputed) or disputed
    _paid(walk, teller, county)
    version = walk.case().process
    return {
        "rules": f"{version.key} {version.in_force_from}",
        "case": walk.number,
        "stages": [step.to_stage for step in cases.steps(walk.case())],
        "lines": teller.lines,
    }


def _step(walk: Walk, stage: str, *, objection: bool) -> bool:
    """The next act that the version asks for; whether somebody objected in it."""
    acts = {
        "verifying": walk.report, "surveying": walk.visit, "appraising": walk.appraise, "reviewing": walk.opinion,
        "county_reviewing": walk.opinion, "deciding": walk.decide, "publishing": walk.notice,
    }  # fmt: skip
    if stage in acts:
        walk.later()
        acts[stage]()
        return False
    walk.notice()
    if objection:
        walk.later(2)
        walk.objection()
        walk.later()
        walk.answer()
        return True
    walk.notice_over()
    return False


def _paid(walk: Walk, teller: Teller, county: counties.County) -> None:
    right = entitlements.of_case(walk.case())
    if right is None:
        raise RuntimeError("the story's case was not granted")
    month = Month.of(right.starts_on)
    day = month.first_day.replace(day=8)
    file_decisions.run(walk.on, moment(walk.on, 18))  # money follows the filing
    for kind in (
        "monthly",
        "supplementary",
    ):  # where the month was paid already, the story's family comes too late for it
        if not fund_queries.of_case(walk.number):
            loading.pay(county, month, day, kind=kind, return_rate=0.0)
    for payment in fund_queries.of_case(walk.number):
        told = f"{payment.month} {money.format(payment.amount_fen)} → {payment.bank}（{payment.state}）"
        stage = case_actions.stage_label(walk.case(), teller.language)
        teller.lines.append(Line(day, county.officers["county-cashier"].name, told, stage, "", None))
