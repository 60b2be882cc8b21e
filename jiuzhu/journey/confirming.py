"""Facts gone through with the household: what it declared, what departments say, what it says to that, which counts and why.

At the counter right after acceptance, when the sources have answered, or by the household itself with number and code;
never a value overwritten, and only until the report is filed. 社会救助法 Art. 40, 41, 62.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.intake import actions as intake
from jiuzhu.intake import queries as applications
from jiuzhu.intake.refusals import NoSuchFact, RemarkNotNow
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import actions as looking
from jiuzhu.verification import queries as verification

from . import verifying
from .following import Applicant

Remark = applications.Remark


@dataclass(frozen=True)
class Line:
    """One fact of one member. `question`: the form's own, which the fact answers; None where the form has none."""

    member: Mapping[str, Any]  # her line in the content: key, person, name …
    fact: Any  # verification.FACTS
    question: Any
    asked: bool
    declared: Any  # in the departments' unit; None where nothing was said
    given: Any  # verification.Given, or None where its source was not asked
    remarks: tuple[Remark, ...]
    counts: Any  # eligibility.Counted; None where the rules do not read this fact
    judged: str = ""  # what the comparison makes of it: a word of verification.KINDS

    @property
    def differs(self) -> bool:
        """The comparison says so (verification.KINDS), or the household's last word is that it is not so."""
        said = bool(self.remarks) and self.remarks[-1].says == "differs"
        return said or (self.judged != "" and verification.KINDS[self.judged][0] == "differs")

    @property
    def known(self) -> bool:
        return self.given is not None and self.given.known

    @property
    def to_fill_in(self) -> bool:
        """Not asked, and no department could say: the question comes back (社会救助法 Art. 62 spares only what is given)."""
        if self.asked or self.declared is not None or self.given is None or self.given.outcome == "":
            return False
        return not self.known or (self.counts is not None and self.counts.why == "unknown")


def lines(case: Any, on: date, *, form_only: bool = False) -> list[Line]:
    """Every fact that somebody said something of, by member. `form_only`: those that the form would have asked.

    Raises NoSuchApplication for an imported recipient.
    """
    application = applications.application(case)
    content, given = applications.content(application), verification.given(case, on)
    counted = eligibility.counted(case, _as_told(given))
    unasked = applications.facts_not_asked(application.content)
    remarks, judged = list(applications.remarks(application)), _judged(case, on)
    found = []
    for one in content["members"]:
        person = str(one["person"])
        for fact in verification.FACTS.values():
            line = Line(
                one, fact, applications.question_of(application.item_code, fact.key),
                fact.key not in unasked.get(one["key"], ()), verification.stated(fact.key, one),
                given.get(person, {}).get(fact.key),
                tuple(said for said in remarks if said.member == one["key"] and said.fact == fact.key),
                counted.get(person, {}).get(fact.key) if fact.key in READ else None,
                judged.get((person, fact.key), ""),
            )  # fmt: skip
            if _worth_showing(line) and (line.question is not None or not form_only):
                found.append(line)
    return found


def _judged(case: Any, on: date) -> dict[tuple[str, str], str]:
    """(person id, fact) → how declared and found compare: in the report once it is filed, as it would be reported before."""
    filed = verification.latest_report(case)
    if filed is not None and case.stage != "verifying":
        return {(one["person"], one["fact"]): one["kind"] for one in filed.content["lines"]}
    found = verification.assessment(case, verifying.declared(case), on).judged.lines
    return {(one.person, one.fact): one.kind for one in found}


#: Facts whose key the rules themselves read; the others are for the report and the visit.
READ = frozenset({"birth_on", "died_on", "wage_fen", "transfer_fen", "basic_pension_fen", "vehicles", "company_shares_fen",
                  "preferential_treatment_fen", "scholarship_fen", "disability_type", "disability_grade"})  # fmt: skip


def _as_told(given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, eligibility.Told]]:
    return {
        person: {
            key: eligibility.Told(
                one.value, "department", verification.SOURCES[one.source].department_zh, one.as_of
            )
            for key, one in facts.items()
            if one.known
        }
        for person, facts in given.items()
    }


def _worth_showing(line: Line) -> bool:
    if line.fact.key in ("sex", "birth_on"):
        return line.differs  # read from the number: shown where the register says otherwise
    declared = line.question is not None and line.declared not in (None, 0, False)
    return (
        declared
        or bool(line.remarks)
        or not line.asked
        or (
            line.given is not None
            and (line.given.outcome == "unclear" or line.given.value not in (None, 0, False))
        )
    )


def disputed(case: Any) -> Iterator[Remark]:
    """Facts of which the household's last word is that they are not so."""
    application = applications.application(case)
    last = {(one.member, one.fact): one for one in applications.remarks(application)}
    yield from (one for one in last.values() if one.says == "differs")


def why_not_say(case: Any, officer: Any, on: date) -> Refusal | None:
    """Whether an officer may record what the household says of single facts today; the page, the action and the API ask."""
    no = verification.why_not_record(case, officer, on) or verification.why_not_go_through(case, officer, on)
    return no or _not_now(case)


def why_not_say_oneself(case: Any) -> Refusal | None:
    """The same for the household itself."""
    return _not_now(case)


def _not_now(case: Any) -> Refusal | None:
    if case.stage == "verifying":
        return None
    return RemarkNotNow(
        number=case.number,
        stage_zh=cases.stage_label(case, "zh-hans"),
        stage_en=cases.stage_label(case, "en"),
    )


def say(
    case: Any, member: str, fact: str, *, says: str, value: str = "", reason: str = "", actor: Any, on: date, at: datetime
) -> Remark:  # fmt: skip
    """The clerk or the verifier records what the household says. Raises why_not_say's, NoSuchFact, and intake's refusals."""
    with transaction.atomic():
        held = cases.locked(case.number)
        refuse_if_any([why_not_say(held, actor, on)])
        return _say(held, member, fact, says, value, reason, actor, on, at, channel="counter")


def say_oneself(
    case: Any, member: str, fact: str, *, says: str, value: str = "", reason: str = "", on: date, at: datetime
) -> Remark:
    """The household itself, who opened its own case with number and code."""
    with transaction.atomic():
        held = cases.locked(case.number)
        refuse_if_any([why_not_say_oneself(held)])
        return _say(held, member, fact, says, value, reason, Applicant(), on, at, channel="portal")


def _say(
    case: Any, member: str, fact: str, says: str, value: str, reason: str, actor: Any, on: date, at: datetime, *, channel: str
) -> Remark:  # fmt: skip
    application = applications.application(case)
    kind = verification.FACTS.get(fact)
    lines_of = {one["key"]: one for one in applications.content(application)["members"]}
    if kind is None:
        raise NoSuchFact("fact", fact=fact[:40])
    if member not in lines_of:
        raise cases.NotAMember("member", number=case.number)
    given = verification.given(case, on).get(str(lines_of[member]["person"]), {}).get(fact)
    about = intake.About(lines_of[member], fact, kind.zh, kind.en, _shown(given))
    return intake.remark(
        application, about, says=says, typed=value, reason=reason, channel=channel, actor=actor, on=on, at=at
    )


def _shown(given: Any) -> dict[str, Any]:
    if given is None or not given.known:
        return {}
    return {
        "value": given.value, "source": given.source, "department": verification.SOURCES[given.source].department_zh,
        "as_of": given.as_of.isoformat() if given.as_of else "", "rows": list(given.rows),
    }  # fmt: skip


def look(case: Any, *, actor: Any, on: date, at: datetime) -> bool:
    """The trace of going through the facts, per member. True when the officer sees the form's facts only."""
    looking.go_through(case, actor=actor, on=on, at=at, purpose="与家庭逐项核对")
    return verification.why_not_read(case, actor, on) is not None
