"""A report in the words of the household it is about: what is on record, where, and what is not told to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.models import Report
from jiuzhu.verification.rules import KINDS
from jiuzhu.verification.sources.layouts import SOURCES


@dataclass(frozen=True)
class OwnLine:
    """One thing to look into. No amounts: whoever holds the receipt may not be the member whose record it is."""

    who: str  # "" is the household
    what: str
    meaning: str
    department: str
    as_of: date | None


def own_lines(report: Report, language: str = "zh-hans") -> list[OwnLine]:
    """What the household is asked to explain, and which departments have not answered, each once."""
    names = {one["person"]: one["name"] for one in report.content["people"]}
    found = []
    for one in report.content["lines"]:
        effect, zh, en = KINDS[one["kind"]]
        if not effect:
            continue
        fact, source = FACTS.get(one["fact"]), SOURCES[one["source"]]
        found.append(
            OwnLine(
                names.get(one["person"], ""), fact.name(language) if fact else source.name(language),
                en if language.startswith("en") else zh, source.department(language),
                date.fromisoformat(one["as_of"]) if one["as_of"] else None,
            )
        )  # fmt: skip
    return list(dict.fromkeys(found))
