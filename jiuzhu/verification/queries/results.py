"""What came of it: the grid, its judgement, the report, and the facts for a determination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.rulebook import Figure, NotInForce
from jiuzhu.signatures.acts import Act
from jiuzhu.standards import queries as standards
from jiuzhu.values import masking
from jiuzhu.values.figures import plain
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import rules
from jiuzhu.verification.facts import FACTS, SUMS, Known, known
from jiuzhu.verification.models import Answer, Inquiry, Report
from jiuzhu.verification.refusals import NoSuchReport, ObjectionOpen, ReportFoundWrong, ReportTooOld
from jiuzhu.verification.rules import KINDS, Asked, Assessment
from jiuzhu.verification.sources.layouts import SOURCES, of_day

from .asked import open_inquiries
from .choosing import sources_asked
from .powers import persons


@dataclass(frozen=True)
class Seen:
    """Everything a report is made of, on a day."""

    people: list[dict[str, str]]
    asked: tuple[Asked, ...]
    figures: Mapping[str, Figure | NotInForce]
    judged: Assessment
    names: Mapping[str, str]
    inquiries: Mapping[tuple[str, str], Inquiry] = field(default_factory=dict)


def assessment(case: Any, declared: Mapping[str, Mapping[str, Any]], on: date) -> Seen:
    """The grid of the case and its judgement as it would be reported today. Persons by id as text, as in `declared`."""
    present = persons(case, on)
    open_now = {(str(one.person_id), one.source): one for one in open_inquiries(case)}
    asks = sources_asked(case.area_id, on)
    wanted = {*(asks & {*of_day(case.opened_on)}), *(source for _person, source in open_now)}
    asked = tuple(
        _asked(str(person.pk), source, open_now.get((str(person.pk), source)), on)
        for person in present
        for source in SOURCES
        if source in wanted
    )
    numbers = standards.numbers(case.area_id, on)
    limits = {name: numbers[name] for name in rules.FIGURES}
    people = [
        {"person": str(one.pk), "name": one.name, "citizen_id": masking.citizen_id(one.citizen_id or "")}
        for one in present
    ]
    names = {str(one.pk): one.name for one in present}
    stated = {str(one.pk): _with_register(one, declared.get(str(one.pk), {})) for one in present}
    return Seen(people, asked, limits, rules.assess(stated, asked, limits), names, open_now)


def _with_register(person: Any, declared: Mapping[str, Any]) -> dict[str, Any]:
    known = {"sex": person.sex, "birth_on": person.born_on.isoformat(), "citizen_id": person.citizen_id or ""}
    return {**known, **declared}


def _asked(person: str, source: str, one: Inquiry | None, on: date) -> Asked:
    if one is None:
        return Asked(person, source, "not_authorised")
    answer = one.answered[-1] if one.answered else None  # type: ignore[attr-defined]  # by open_inquiries
    if answer is None:
        ended = one.authorisation.ends_on is not None and one.authorisation.ends_on <= on
        return Asked(person, source, "not_authorised" if ended else "", asked_on=one.asked_on)
    return Asked(
        person, source, answer.outcome, _known(one, answer, on), answer.as_of, answer.found_name, one.asked_on
    )


def _known(one: Inquiry, answer: Answer, on: date) -> Known:
    if answer.outcome != "found":
        return Known()
    return known(
        one.source, answer.facts, period=(one.authorisation.period_from, one.authorisation.period_to), on=on
    )


def figures_as_json(figures: Mapping[str, Figure | NotInForce]) -> dict[str, Any]:
    """The dated numbers of a report, or the refusal where one is not in force."""
    told: dict[str, Any] = {}
    for name, one in figures.items():
        if isinstance(one, NotInForce):
            told[name] = {"missing": one.code, "label_zh": one.text(), "label_en": one.text("en")}
        else:
            told[name] = {
                "value": plain(one.value), "unit": one.unit, "law": one.law, "starts_on": one.starts_on.isoformat(),
                "label_zh": one.label_zh, "label_en": one.label_en, "confidence": one.confidence, "demo": one.demo,
            }  # fmt: skip
    return told


def latest_report(case: Any) -> Report | None:
    return Report.objects.filter(case=case).select_related("duty__officer").order_by("-id").first()


def why_not_rest_on(case: Any, on: date) -> Refusal | None:
    """Why no decision may rest on the latest report: found wrong, objected to without an answer, or too old.

    Too old by the county's number `verification-valid-days`; no law sets one. None where there is no report, and for a
    case whose process version knows no way back: it would be stranded.
    """
    filed, days = latest_report(case), standards.numbers(case.area_id, on)["verification-valid-days"]
    if filed is None or "verify_again" not in case.process.body["stages"]["deciding"]["outcomes"]:
        return None
    if not isinstance(days, NotInForce) and isinstance(days.value, int) and (on - filed.on).days > days.value:
        return ReportTooOld(number=filed.number, filed_on=filed.on, days=days.value)
    if (
        filed.objections.filter(answer__upheld=True).exists()
        or filed.corrections.filter(answer__verdict="corrected").exists()
    ):
        return ReportFoundWrong(number=filed.number)
    if filed.objections.filter(answer=None).exists():
        return ObjectionOpen(number=filed.number)
    return None


def report(number: str) -> Report:
    """Raises NoSuchReport, also out of reach."""
    found = (
        Report.objects.filter(number=number)
        .select_related("duty__officer__office", "case__village", "case__process")
        .first()
    )
    if found is None:
        raise NoSuchReport(number=number)
    return found


@dataclass(frozen=True)
class Found:
    """One fact from a department. `value` in the unit of FACTS[key]; None when the register knows of nothing."""

    key: str
    value: Any
    source: str
    department: str
    as_of: date | None
    rows: Sequence[int]  # rows of the delivery it comes from
    report: str


def facts(case: Any) -> dict[str, dict[str, Found]]:
    """Person id (text) → fact key → what the department said, of the inquiries behind the latest report.

    Only answers "found" and "not found" are facts; mismatches, silence and unclear records give none. See facts.FACTS
    for units. Which source counts where they differ is for the determination to say (README).
    """
    filed = latest_report(case)
    if filed is None or filed.last_answer_id is None:
        return {}
    answers = Answer.objects.filter(inquiry__case=case, pk__lte=filed.last_answer_id).select_related(
        "inquiry__authorisation"
    )
    newest: dict[tuple[int, str], Answer] = {}
    for one in answers.order_by("id"):
        newest[(one.inquiry.person_id, one.inquiry.source)] = one
    found: dict[str, dict[str, Found]] = {}
    for (person, source), answer in newest.items():
        if answer.outcome not in ("found", "not_found"):
            continue
        said = _known(answer.inquiry, answer, filed.on)
        for key in (
            kind.key for kind in FACTS.values() if kind.source == source and kind.key not in said.unclear
        ):
            found.setdefault(str(person), {})[key] = Found(
                key, said.facts.get(key), source, SOURCES[source].department_zh, answer.as_of,
                [record["row"] for record in answer.facts], filed.number,
            )  # fmt: skip
    for hers in found.values():
        _summed(hers)
    return found


def _summed(hers: dict[str, Found]) -> None:
    """A fact that several registers give parts of becomes the sum of those that are known, as old as the oldest of them."""
    for whole, parts in SUMS.items():
        told = [one for key in parts if (one := hers.get(key)) and one.value]
        if len(told) > 1 or (told and told[0].key != whole):
            days = [one.as_of for one in told if one.as_of]
            hers[whole] = Found(
                whole, sum(one.value for one in told), told[0].source, "、".join(one.department for one in told),
                min(days, default=None), [row for one in told for row in one.rows], told[0].report,
            )  # fmt: skip


def questions(case: Any, language: str = "zh-hans") -> list[tuple[str, str]]:
    """(name, question) for the visitors: what to ask whom. Tells no amount, no register and no result."""
    filed = latest_report(case)
    if filed is None:
        return []
    names = {one["person"]: one["name"] for one in filed.content["people"]}
    told = dict.fromkeys(
        (names.get(line["person"], ""), FACTS[line["fact"]].ask(language))
        for line in filed.content["lines"]
        if line["fact"] in FACTS and KINDS[line["kind"]][0]
    )
    asked_of_somebody = {question for name, question in told if name}
    return [(name, question) for name, question in told if name or question not in asked_of_somebody]


def signed_acts(case: Any) -> list[Act]:
    """The reports of a case, each signed by its verifier."""
    rows = Report.objects.filter(case=case).select_related("duty__officer__office", "signature__key")
    return [
        Act(
            "report", one.pk, one.duty.officer, one.duty_id, one.at, one.content, one.digest, one.signature,
            figures={"outcome": (one.outcome, one.content.get("outcome")), "number": (one.number, one.content.get("number"))},
        )
        for one in rows.order_by("id")
    ]  # fmt: skip
