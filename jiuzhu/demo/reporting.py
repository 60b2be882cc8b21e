"""What follows reports in the demo county: a clean case that is not visited, an objection, a department asked to correct.

The departments have answered as of today; only now does the county set that clean cases go without a visit, so that whoever
walked before was visited.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from jiuzhu.cases import queries as cases
from jiuzhu.journey import verifying
from jiuzhu.standards import actions as standards
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries as verification_queries

from .county import County
from .moments import moment

NUMBER = "visit-waived-when-clean"


def load(county: County, township: str, on: date) -> None:
    """Sign two reports of cases that wait at verification: the first clean one, and the first with something found."""
    _number(county, on)
    wanted = cases.Wanted(stages=("verifying",), closed=False)
    seen: set[str] = set()
    for case in cases.listing(wanted, reach=(township,)):
        judged = verification_queries.assessment(case, verifying.declared(case), on).judged
        found = any(line.person and line.fact and line.effect for line in judged.lines)
        kind = "clean" if judged.outcome == "clean" else "found" if found and not judged.missing else ""
        if not kind or kind in seen:
            continue
        seen.add(kind)
        clerk = county.of(township, "clerk")
        report = verifying.file_report(case, actor=clerk, on=on, at=moment(on, 14))
        if kind == "found":
            _answered(report, clerk, on)


def _number(county: County, on: date) -> None:
    notice = standards.Notice("演示用政策文件（内容虚构）", f"演示〔{on.year}〕30号", "演示机关", on)
    number = standards.enter(
        NUMBER, settings.COUNTY, True, starts_on=on, notice=notice, demo=True, at=moment(on, 13),
        actor=county.officers["county-policy"],
    )  # fmt: skip
    standards.check(number, agrees=True, actor=county.officers["county-policy2"], at=moment(on, 13))


def _answered(report: Any, clerk: Any, on: date) -> None:
    """The household is told and objects; the department is asked to check its record."""
    told = {"actor": clerk, "on": on, "at": moment(on, 15)}
    who = report.case.applicant_name
    verification.tell_household(report, who=who, how="counter", told_on=on, **told)
    objection = verification.object_to_report(
        report,
        kind="objection",
        who=who,
        how="counter",
        grounds="这项记录与实际情况不符。",
        came_on=on,
        **told,
    )
    kinds = verification_queries.KINDS
    line = next(
        one for one in report.content["lines"] if one["person"] and one["fact"] and kinds[one["kind"]][0]
    )
    person = next(
        one for one in verification_queries.persons(report.case, on) if str(one.pk) == line["person"]
    )
    verification.ask_correction(
        report,
        person=person,
        source=line["source"],
        wrong="当事人称这项登记与实际不符，请核实。",
        objection=objection,
        **told,
    )
