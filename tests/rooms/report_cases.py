"""Makers for the tests of what follows a report: a case with its report, clean, late, or with a car in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.cases import queries as cases
from jiuzhu.households.models import Person
from jiuzhu.journey import verifying
from jiuzhu.standards import actions as standards
from tests import people
from tests.remembered import remembered
from tests.rooms import verification_cases as made

TODAY = made.TODAY
QUIET = tuple(source for source in made.ROWS if source != "household_register")


def told(officer: Any, on: date = TODAY, hour: int = 11) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on, hour)}


def waives(where: people.County, value: bool = True) -> None:
    """The county has set whether a clean case goes without a visit."""
    notice = standards.Notice("演示免入户规定", "演示〔2026〕30号", "演示机关", date(2026, 7, 1))
    number = standards.enter(
        "visit-waived-when-clean", people.COUNTY, value, starts_on=date(2026, 7, 1), notice=notice, demo=True,
        actor=where.policy, at=people.at(date(2026, 7, 1)),
    )  # fmt: skip
    standards.check(number, agrees=True, actor=where.policy_two, at=people.at(date(2026, 7, 1)))


def answer_all(*family: Person, on: date = TODAY, cars: tuple[Person, ...] = ()) -> None:
    """Every department delivers as of the day: all are in the register, nobody anywhere else but the owners of `cars`."""
    by_sex = {"female": "女,正常", "male": "男,正常"}
    lines = [
        "身份证号,姓名,性别,户籍状态",
        *(f"{one.citizen_id},{one.name},{by_sex[one.sex]}" for one in family),
    ]
    made.verification.take(
        "\r\n".join(lines).encode("gb18030"), name="r.csv", source="household_register", as_of=on, actor=None, on=on,
        at=people.at(on),
    )  # fmt: skip
    for source in QUIET:
        made.take(source, *(cars if source == "vehicles" else ()), on=on)


@remembered
def settled() -> people.County:
    """The county with its letter and its number of a clean report."""
    where = people.county()
    people.letter(where)
    waives(where)
    return where


def asked(where: people.County, order: int = 0) -> tuple[Any, dict[str, Person]]:
    """A case at verification whose three members have signed; the departments have been asked."""
    family = made.household(where, order)
    case = made.open_case(where, family)
    for key, person in family.items():
        more = {"guardian": family["son"], "guardian_ground": "minor"} if key == "grandchild" else {}
        made.authorise(where, case, person, **more)
    verifying.ask(case, actor=where.verifier, on=TODAY, at=made.at())
    return cases.get(case.number), family


def reported(where: people.County, *, late: bool = False, car: bool = False, order: int = 0) -> Any:
    """The report of such a case: clean, `late` with nobody's answer, or with a `car` of the son."""
    case, family = asked(where, order)
    if not late:
        answer_all(*family.values(), cars=(family["son"],) if car else ())
    reason = "部门系统停机" if late else ""
    return verifying.file_report(case, incomplete_because=reason, **told(where.verifier))


def valid_days(where: people.County, days: int) -> None:
    """The county has set how long a report holds."""
    notice = standards.Notice("演示核对规定", "演示〔2026〕31号", "演示机关", date(2026, 7, 1))
    number = standards.enter(
        "verification-valid-days", people.COUNTY, days, starts_on=date(2026, 7, 1), notice=notice, demo=True,
        actor=where.policy, at=people.at(date(2026, 7, 1)),
    )  # fmt: skip
    standards.check(number, agrees=True, actor=where.policy_two, at=people.at(date(2026, 7, 1)))
