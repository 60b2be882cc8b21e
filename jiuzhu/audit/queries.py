"""Read the log back in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .actions import ACTS
from .models import Entry


@dataclass(frozen=True)
class Line:
    at: datetime
    act: str
    actor_name: str
    zh: str
    en: str
    facts: dict[str, Any]

    def text(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def _line(entry: Entry) -> Line:
    known = ACTS.get(entry.act)
    facts = _Blank(entry.facts)
    return Line(
        entry.at,
        entry.act,
        entry.actor_name,
        known.zh.format_map(facts) if known else entry.act,
        known.en.format_map(facts) if known else entry.act,
        entry.facts,
    )


def of_case(number: str) -> Iterator[Line]:
    """The life of a case, oldest first."""
    return (_line(entry) for entry in Entry.objects.filter(case_number=number).order_by("id"))


def of_person(key: str, limit: int = 200) -> Iterator[Line]:
    """Who looked at or changed what belongs to a person, newest first."""
    return (_line(entry) for entry in Entry.objects.filter(person_key=key).order_by("-id")[:limit])


def search(*, actor: str = "", act: str = "", case: str = "") -> QuerySet[Entry]:
    """Entries for the auditor's list, newest first; every filter runs in the database."""
    found = Entry.objects.order_by("-id")
    if actor:
        found = found.filter(actor_key=actor)
    if act:
        found = found.filter(act__startswith=act)
    return found.filter(case_number=case) if case else found


def line_of(entry: Entry) -> Line:
    return _line(entry)


def count(act: str, *, case: str, since: datetime) -> int:
    """How often an act was recorded on a case since a moment."""
    return Entry.objects.filter(case_number=case, act=act, at__gte=since).count()


def looks_at(number: str, act: str, limit: int = 50) -> Iterator[Line]:
    """The entries of one kind on a case, newest first: who looked at it, for what."""
    return (_line(one) for one in Entry.objects.filter(case_number=number, act=act).order_by("-id")[:limit])
