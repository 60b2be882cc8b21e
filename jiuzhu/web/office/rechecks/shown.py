"""Re-checks in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from jiuzhu.rechecks import queries
from jiuzhu.verification import queries as verification
from jiuzhu.web.office.verification import shown as of_facts


def sources() -> list[str]:
    """The sources there are."""
    return list(verification.SOURCES)


def share(run: Any) -> int:
    """How much of a run is settled, of a hundred."""
    parts = list(run.parts.values_list("state", flat=True))
    return 100 * sum(one != "waiting" for one in parts) // len(parts) if parts else 0


def progress_words(run: Any) -> str:
    """How far it is."""
    if run.prepared_at is None:
        return gettext("正在列出应复核的人员……")
    states = list(run.parts.values_list("state", flat=True))
    told = {"done": sum(one != "waiting" for one in states), "total": len(states)}
    return gettext("已办结 %(done)s 个来源，共 %(total)s 个") % told


@dataclass(frozen=True)
class Part:
    """One source of a run in words."""

    name: str
    department: str
    row: Any
    state: str
    mark: str
    why: str
    changes: int
    rows_before: int | None


def parts(run: Any, language: str) -> list[Part]:
    """The parts of a run, each beside what the source delivered the time before."""
    found = []
    for row in run.parts.order_by("id"):
        source = verification.SOURCES.get(row.source)
        before = queries.last_done(row) if row.state == "done" else None
        found.append(
            Part(
                source.name(language) if source else row.source, source.department(language) if source else "", row,
                row.get_state_display(), {"done": "firm", "refused": "refusing"}.get(row.state, ""),
                queries.why_refused(**row.refusal).text(language) if row.refusal else "", sum(row.changes.values()),
                before.rows if before else None,
            )
        )  # fmt: skip
    return found


def kinds(counted: Mapping[str, int], language: str) -> list[tuple[str, str, int]]:
    """(key, name, how many) of every kind of change."""
    return [(key, _of(names, language), counted.get(key, 0)) for key, names in queries.CHANGES.items()]


@dataclass(frozen=True)
class Change:
    """A proposal in words: what changed, in which register, why it is to be looked into."""

    row: Any
    fact: str
    source: str
    department: str
    kind: str
    before: str
    now: str
    law: str


def changes(rows: Iterable[Any], language: str) -> list[Change]:
    return [_change(row, language) for row in rows]


def _change(row: Any, language: str) -> Change:
    fact, source = verification.FACTS.get(row.fact), verification.SOURCES.get(row.part.source)
    return Change(
        row, fact.name(language) if fact else row.fact, source.name(language) if source else row.part.source,
        source.department(language) if source else "", _of(queries.CHANGES[row.kind], language),
        of_facts.value(row.before, fact, language), of_facts.value(row.now, fact, language), f"{row.law}；{queries.REVIEW_LAW}",
    )  # fmt: skip


def doubt(row: Any, language: str) -> str:
    """What is in doubt, in words; the other name or the fact is told with it."""
    said = _of(queries.DOUBTS[row.kind], language)
    fact = verification.FACTS.get(row.told) if row.kind == "unclear" else None
    told = fact.name(language) if fact else row.told.rpartition(" ")[0] if row.kind == "name" else ""
    return f"{said}：{told}" if told else said


def left_out(row: Any, language: str) -> str:
    return _of(queries.LEFT_OUT[row.left_out], language)


def choices(language: str) -> dict[str, Any]:
    """What lists are narrowed by."""
    return {
        "sources": [(key, one.name(language)) for key, one in verification.SOURCES.items()],
        "kinds": [(key, _of(names, language)) for key, names in queries.CHANGES.items()],
        "doubt_kinds": [(key, _of(names, language)) for key, names in queries.DOUBTS.items()],
    }


def _of(names: tuple[str, str], language: str) -> str:
    return names[language.startswith("en")]
