"""Who is asked about in a run, and what was known of them before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa
from django.db.models import F, Q

from jiuzhu.rechecks import reading, rules
from jiuzhu.rechecks.models import Part, Reading, Run, Subject
from jiuzhu.verification import queries as verification

_TOGETHER = 20_000


@dataclass(frozen=True, slots=True)
class Who:
    """A person in a case. `place` is that of her number among all numbers: two cases of one person share it."""

    subject: int
    person: int
    place: int
    name: str
    own: Mapping[str, str]  # what our own register says under the keys of facts
    sources: frozenset[str]
    period: tuple[date, date]
    area: str


class People:
    """Everybody who is asked about in a run, read once for all its parts."""

    def __init__(self, run: Run) -> None:
        self.everybody: list[Who] = []
        self._places: dict[str, int] = {}
        self._checked: dict[int, frozenset[int]] = {}
        several: dict[tuple[str, ...], frozenset[str]] = {}
        rows = Subject.objects.filter(run=run, left_out="").order_by("id").values_list(
            "pk", "person_id", "person__citizen_id", "person__name", "person__sex", "person__born_on",
            "authorisation__sources", "authorisation__period_from", "authorisation__period_to", "area_code",
        )  # fmt: skip
        for subject, person, number, name, sex, born_on, sources, begins, ends, area in rows.iterator(
            _TOGETHER
        ):
            named = several.setdefault(tuple(sources), frozenset(sources))
            place = self._places.setdefault(
                number or "", len(self._places)
            )  # nobody without one is asked about
            own = {"sex": sex, "birth_on": born_on.isoformat()}
            self.everybody.append(Who(subject, person, place, name, own, named, (begins, ends), area))

    def asked(self, source: str) -> list[Who]:
        """Those whose authorisation names the source."""
        return [one for one in self.everybody if source in one.sources]

    def to_join(self, source: str) -> tuple[pa.Table, Mapping[str, int]]:
        """Their numbers, for the file, and the places of the numbers. Nobody else's number goes near the file."""
        asked = {one.place for one in self.everybody if source in one.sources}
        if len(asked) == len(self._places):
            return self._keys_of_all, self._places
        some = {number: place for number, place in self._places.items() if place in asked}
        return reading.keys(some), some

    @cached_property
    def _keys_of_all(self) -> pa.Table:
        return reading.keys(self._places)

    def checked_before(self, part: Part) -> frozenset[int]:
        """The persons who were asked about when this source was read the last time."""
        earlier = (
            Part.objects.filter(source=part.source, state="done", run__lt=part.run_id)
            .order_by("-run")
            .first()
        )
        if earlier is None:
            return frozenset()
        if earlier.run_id not in self._checked:
            persons = Subject.objects.filter(run=earlier.run_id, left_out="").values_list(
                "person_id", flat=True
            )
            self._checked[earlier.run_id] = frozenset(persons.iterator(_TOGETHER))
        return self._checked[earlier.run_id]


def everybody(run: Run) -> People:
    """The people of a run."""
    return People(run)


def allowed(part: Part, on: date) -> frozenset[int]:
    """The subjects of a part whose authorisation names its source and is in force on the day: not after their case ended."""
    found = Subject.objects.filter(
        Q(authorisation__stops_on=None) | Q(authorisation__stops_on__gt=on),
        Q(authorisation__withdrawn_on=None) | Q(authorisation__withdrawn_on__gt=on),
        Q(case__closed_on=None) | Q(case__closed_on__gt=on),
        run=part.run_id, left_out="", authorisation__sources__contains=[part.source], authorisation__starts_on__lte=on,
    )  # fmt: skip
    return frozenset(found.values_list("pk", flat=True).iterator(_TOGETHER))


def known_before(source: str) -> dict[int, dict[str, Any]]:
    """Person → the facts of a source at the last check of hers: a report, or a re-check when that was later."""
    latest = Reading.objects.filter(source=source).order_by("person", F("id").desc()).distinct("person")
    told = {
        person: (facts, at)
        for person, facts, at in latest.values_list("person_id", "facts", "at").iterator(_TOGETHER)
    }
    for person, one in verification.reported(source).items():
        if person not in told or told[person][1] < one.at:
            told[person] = (rules.told(one.facts), one.at)
    return {person: facts for person, (facts, _at) in told.items()}
