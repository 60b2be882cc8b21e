"""One part: its rows become facts, the facts are held against what was known, and everything is written in one transaction."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jiuzhu.offices.database import refusing
from jiuzhu.rechecks import queries, rules
from jiuzhu.rechecks.files import Checked
from jiuzhu.rechecks.mapping import Mapper, Said
from jiuzhu.rechecks.models import Doubt, Part, Proposal, Reading
from jiuzhu.rechecks.queries import People, Who
from jiuzhu.rechecks.reading import Matched
from jiuzhu.verification import queries as verification

from . import bulk

Row = tuple[int | str | None, ...]


@dataclass
class Findings:
    """What a part writes."""

    readings: list[Row] = field(default_factory=list)
    proposals: list[Row] = field(default_factory=list)
    doubts: list[Row] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def done(part: Part, file: Checked, matched: Matched, people: People, *, on: date, at: datetime) -> Part:
    """Settle a part whose file was read. In the caller's transaction.

    Whoever withdrew since the run was prepared is dropped here; the table asks once more (NotAuthorised).
    """
    part.read_on = on
    part.save(update_fields=["read_on"])
    found = _Judge(part, matched, people, on, at).findings()
    with refusing():
        bulk.insert(
            Reading,
            ("part_id", "subject_id", "person_id", "source", "area_code", "facts", "at"),
            found.readings,
        )
        bulk.insert(
            Proposal,
            ("part_id", "subject_id", "area_code", "fact", "kind", "before", "now", "law"),
            found.proposals,
        )
        bulk.insert(Doubt, ("part_id", "subject_id", "area_code", "kind", "told"), found.doubts)
    part.state, part.settled_at = "done", at
    part.file, part.sha256, part.size = file.path.name, file.sha256, file.size
    part.rows, part.matched = matched.layout.rows, matched.matched
    part.broken, part.numberless = matched.broken, matched.numberless
    part.changes, part.doubts = dict(found.kinds), len(found.doubts)
    part.save()
    return part


class _Judge:
    """Holds what a source says now against what was known of everybody."""

    def __init__(self, part: Part, matched: Matched, people: People, on: date, at: datetime) -> None:
        self._part, self._matched, self._people, self._at = part, matched, people, at.isoformat()
        self._mapper = Mapper(verification.SOURCES[part.source], matched.layout, on)
        self._kinds = {kind.key: kind for kind in verification.FACTS.values() if kind.source == part.source}
        self._before = queries.known_before(part.source)
        self._checked = people.checked_before(part)
        self._allowed = queries.allowed(part, on)
        self._found = Findings()

    def findings(self) -> Findings:
        asked = self._people.asked(self._part.source)
        self._part.asked, self._part.not_covered = 0, len(self._people.everybody) - len(asked)
        for who in asked:
            if who.subject not in self._allowed:
                self._doubt(who, "ended", "")
                continue
            self._part.asked += 1
            rows = self._matched.rows.get(who.place)
            old = who.place in self._matched.old_numbers
            if rows or old or self._before.get(who.person):
                self._judge(who, rows or [], old)
        return self._found

    def _judge(self, who: Who, rows: list[Any], old: bool) -> None:
        said = self._mapper.said(rows, who.name, who.period) if rows else Said({})
        if old and not said.doubt:
            said = Said({}, doubt="old_number")
        if said.doubt:
            self._doubt(who, said.doubt, said.told)
            return
        for key in said.unclear:
            self._doubt(who, "unclear", key)
        before = self._before.get(who.person, {})
        now = rules.told(
            {key: before.get(key) if key in said.unclear else said.facts.get(key) for key in self._kinds}
        )
        if now == before:
            return
        part, at = self._part, self._at
        self._found.readings.append((part.pk, who.subject, who.person, part.source, who.area, _json(now), at))
        first = who.person not in self._before and who.person not in self._checked
        for one in rules.changes(self._kinds, before, now, first=first, own=who.own):
            law = self._kinds[one.fact].law
            self._found.kinds[one.kind] += 1
            self._found.proposals.append(
                (part.pk, who.subject, who.area, one.fact, one.kind, _json(one.before), _json(one.now), law)
            )

    def _doubt(self, who: Who, kind: str, told: str) -> None:
        self._found.doubts.append((self._part.pk, who.subject, who.area, kind, told[:200]))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
