"""Results in the words of a page: the grid of members × sources, and the lines of declared against found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jiuzhu import rulebook
from jiuzhu.verification import queries as verification
from jiuzhu.verification.facts import FACTS
from jiuzhu.web.facts_said import value

MARKS = {"found": "firm", "name_mismatch": "refusing", "ambiguous": "refusing", "source_error": "refusing"}


def outcome_words(outcome: str) -> str:
    """What came of one question."""
    return {
        "": _("尚未答复"), "found": _("有记录"), "not_found": _("无记录"), "name_mismatch": _("姓名不符"), "ambiguous": _("记录不唯一"),
        "not_covered": _("未覆盖"), "source_error": _("来源故障"), "not_authorised": _("未授权，未查询"),
        "expired": _("超期没有答复"),
    }[outcome]  # fmt: skip


def report_words(outcome: str) -> str:
    """What the report comes to."""
    return {
        "clean": _("无异常"), "unanswered": _("部门未全部答复"), "hits": _("有发现，须核实"), "differs": _("与申报不一致"),
    }[outcome]  # fmt: skip


def covered_words(covers: str) -> str:
    """Where somebody must be registered to be found in a source: what “no record” is worth."""
    return {
        "nation": _("全国登记"), "province": _("本省登记"), "city": _("本市登记"), "county": _("仅本县登记"),
    }[covers]  # fmt: skip


def grouped_sources(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """All sources to tick, under the names of their groups."""
    english = language.startswith("en")
    return [
        (en if english else zh, [(key, one.name(language)) for key, one in verification.SOURCES.items() if one.group == group])
        for group, (zh, en) in verification.GROUPS.items()
    ]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One member × one source. `until`: the last day on which the answer stands, where it has one."""

    words: str
    mark: str
    as_of: date | None
    late: bool
    inquiry: int | None
    act: str  # "settle", "silence" or ""
    until: date | None


@dataclass(frozen=True)
class Row:
    """One source across the members."""

    group: str
    name: str
    department: str
    covers: str
    cells: tuple[Cell, ...]


def grid(
    seen: verification.Seen, due_on: date | None, today: date, language: str, days: int | None = None
) -> list[Row]:
    """Sources down, members across. `days` is how long an answer stands, where neither law nor its record says."""
    answers = {(one.person, one.source): one for one in seen.asked}
    rows = []
    for key in dict.fromkeys(one.source for one in seen.asked):
        source, cells = verification.SOURCES[key], []
        for person in seen.people:
            one = answers[(person["person"], key)]
            inquiry = seen.inquiries.get((person["person"], key))
            waits = one.outcome == ""
            act = "settle" if one.outcome in ("name_mismatch", "ambiguous") else "silence" if waits else ""
            cells.append(
                Cell(
                    outcome_words(one.outcome), MARKS.get(one.outcome, ""), one.as_of,
                    waits and due_on is not None and due_on < today, inquiry.pk if inquiry else None, act,
                    _until(inquiry, one.outcome, days),
                )
            )  # fmt: skip
        zh, en = verification.GROUPS[source.group]
        rows.append(
            Row(
                en if language.startswith("en") else zh, source.name(language), source.department(language),
                covered_words(source.covers), tuple(cells),
            )
        )  # fmt: skip
    return rows


def _until(inquiry: Any, outcome: str, days: int | None) -> date | None:
    if inquiry is None or outcome not in ("found", "not_found"):
        return None
    answer = inquiry.answered[-1]
    return verification.holds_until(inquiry.source, answer.as_of, answer.facts, days)


def obligations(signed: Sequence[Any]) -> None:
    """Give the authorisations of supporters the name of their relation."""
    known = rulebook.codes("relations")
    for one in signed:
        one.relation_name = known.label(one.obligation, get_language() or "zh-hans") if one.obligation else ""


def supporters(found: Sequence[verification.SupporterAnswer], language: str) -> list[dict[str, Any]]:
    """What was answered about supporters, in words."""
    known = rulebook.codes("relations")
    return [
        {
            "name": one.name, "relation": known.label(one.relation, language), "as_of": one.as_of,
            "source": verification.SOURCES[one.source].name(language), "words": outcome_words(one.outcome),
            "mark": MARKS.get(one.outcome, ""),
            "facts": [
                (FACTS[key].name(language), value(found, FACTS[key], language)) for key, found in one.facts.items() if key in FACTS
            ],
        }
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Replied:
    """One cell of a filed report: what came of the question, as of when; waiting, since when and how many days."""

    words: str
    mark: str
    as_of: date | None
    asked_on: date | None
    days: int | None


def filed_grid(content: Mapping[str, Any], language: str) -> list[tuple[str, str, list[Replied]]]:
    """(register, department, a cell per member) of the report as it was signed."""
    given = {(one["person"], one["source"]): one for one in content["grid"]}
    rows = []
    for key, source in verification.SOURCES.items():
        cells = [given.get((person["person"], key)) for person in content["people"]]
        if any(cells):
            told = [_replied(one or {"outcome": "not_authorised"}) for one in cells]
            rows.append((source.name(language), source.department(language), told))
    return rows


def _replied(one: Mapping[str, Any]) -> Replied:
    as_of, asked_on = one.get("as_of"), one.get("asked_on")
    return Replied(
        outcome_words(one["outcome"]), MARKS.get(one["outcome"], ""), date.fromisoformat(as_of) if as_of else None,
        date.fromisoformat(asked_on) if asked_on else None, one.get("days"),
    )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One line of the report in words."""

    who: str
    what: str
    declared: str
    found: str
    meaning: str
    law: str
    source: str
    as_of: date | None
    effect: str
    figure: Mapping[str, Any] | None
    missing: bool  # nobody answered: listed in short
    ask: str = ""
    limit: str = ""


def sorted_lines(said: list[Said]) -> dict[str, Any]:
    """What to look into, what agrees, and who owes an answer: departments with the members concerned."""
    owed: dict[tuple[str, str], list[str]] = {}
    for one in said:
        if one.missing:
            owed.setdefault((one.what, one.meaning), []).append(one.who)
    return {
        "lines": [one for one in said if one.effect and not one.missing],
        "agreeing": [one for one in said if not one.effect],
        "owed": [(what, meaning, who) for (what, meaning), who in owed.items()],
    }


def lines(
    told: Sequence[Mapping[str, Any]], names: Mapping[str, str], numbers: Mapping[str, Any], language: str
) -> list[Said]:
    """The lines of an assessment or of a filed report."""
    english = language.startswith("en")
    said = []
    for one in told:
        effect, zh, en = verification.KINDS[one["kind"]]
        fact = FACTS.get(one["fact"])
        source = verification.SOURCES[one["source"]]
        figure = numbers.get(one["figure"])
        said.append(
            Said(
                who=names.get(one["person"], _("全家")) if one["person"] else _("全家"),
                what=fact.name(language) if fact else source.name(language),
                declared=value(one["declared"], fact, language), found=value(one["found"], fact, language),
                meaning=en if english else zh, law=one["law"], source=source.department(language),
                as_of=date.fromisoformat(one["as_of"]) if one["as_of"] else None, effect=effect, figure=figure,
                missing=one["kind"] in verification.MISSING,
                ask=fact.ask(language) if fact and effect else "",
                limit=value(one["limit"], fact, language) if one.get("limit") is not None else "",
            )
        )  # fmt: skip
    return said
