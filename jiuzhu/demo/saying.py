"""Two families of the demo county for whom departments speak: one says that its car is sold, one was not asked about cars at all."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jiuzhu.cases import queries as cases
from jiuzhu.journey import confirming

from . import county as counties
from . import departments, invented
from .county import County
from .moments import moment
from .walking import Walk

ORDER = 700  # of the family that was not asked, apart from those that walk to a stage
SPARED = ("vehicles", "disability_type", "disability_grade")


def load(county: County, township: str, on: date, seed: int) -> None:
    """The departments deliver, then the families speak; the same again enters and says nothing twice."""
    list(departments.deliver(on, moment(on)))
    _says_otherwise(county, township, on)
    home = invented.home(seed, ORDER, on)
    if not counties.known(home.people[0].number):
        with transaction.atomic():
            walk = Walk(county, township, home, opened_on=on, wage=460)
            walk.submit(walk.draft(leave_out=SPARED))
            walk.accept()


def _says_otherwise(county: County, township: str, on: date) -> None:
    told = {"actor": county.of(township, "clerk"), "on": on, "at": moment(on, 15)}
    for case in cases.listing(cases.Wanted(stages=("verifying",), closed=False), reach=(township,)):
        if list(confirming.disputed(case)):
            return
        for line in confirming.lines(case, on):
            if line.fact.key == "vehicles" and line.given is not None and line.given.value:
                confirming.say(
                    case, line.member["key"], "vehicles", says="differs", value="0",
                    reason="车在三月已经卖掉，还没有办过户。", **told,
                )  # fmt: skip
                return
