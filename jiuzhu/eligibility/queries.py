"""The determinations of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu import rulebook
from jiuzhu.intake import queries as intake
from jiuzhu.values import canonical
from jiuzhu.verification import queries as verification

from . import counting
from .assembling import assemble
from .counting import WHY, Told
from .models import Determination

__all__ = [
    "WHY", "Counted", "Told", "altered", "counted", "facts_declared", "facts_of", "fingerprint", "latest", "of_case",
]  # fmt: skip


def latest(case: Any) -> Determination | None:
    return Determination.objects.filter(case=case).select_related("by").order_by("-id").first()


def of_case(case: Any) -> QuerySet[Determination]:
    return Determination.objects.filter(case=case).select_related("by").order_by("-id")


def fingerprint(facts: Mapping[str, Any], told: Any, on: date, rulebook_digest: str) -> str:
    """SHA-256 over what a determination stands on and says (in Chinese)."""
    return canonical.digest({"facts": facts, "told": told, "on": on.isoformat(), "rulebook": rulebook_digest})


def altered(case: Any) -> list[Determination]:
    """Determinations of a case whose row is no longer what was determined: content, outcome or amount."""
    return [
        one
        for one in of_case(case)
        if fingerprint(one.facts, one.told["zh"], one.on, one.rulebook_digest) != one.digest
        or (one.outcome, one.amount_fen) != (one.told["zh"]["outcome"], one.told["zh"]["amount_fen"])
    ]


def facts_of(case: Any) -> dict[str, Any]:
    """Everything known of the household, in the shape of rulebook/schema/facts.json (assembling.py says what counts).

    Raises NoSuchApplication for an imported recipient whose application is still to be completed.
    """
    application = intake.application(case)
    content = intake.content(application)
    others = {one["key"]: _told(case, str(one["person"])) for one in content["members"] if "person" in one}
    relations = rulebook.codes("relations").entries
    means = {code: str(entry.get("means", "")) for code, entry in relations.items()}
    return assemble(
        content, others, relation_means=means, received_on=application.received_on,
        not_asked=intake.facts_not_asked(content),
    )  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """The value of a fact that counts today, and the word of counting.WHY that says why."""

    value: Any
    why: counting.Why


def counted(case: Any, found: Mapping[str, Mapping[str, Told]]) -> dict[str, dict[str, Counted]]:
    """Person id (text) → fact key → what counts, over what was declared and `found` (person id → fact → a department's word)."""
    content = intake.content(intake.application(case))
    unasked = intake.facts_not_asked(content)
    told: dict[str, dict[str, Counted]] = {}
    for one in content["members"]:
        person, hers = str(one["person"]), unasked.get(one["key"], ())
        missing = counting.silence_is_none(hers, one)
        said = dict(_visited(case, person))
        for key in {*one, *hers, *found.get(person, {}), *said}:
            both = [word for word in (said.get(key), found.get(person, {}).get(key)) if word is not None]
            counts = counting.before_the_declaration(key, one.get(key), both, not_asked=missing)
            told.setdefault(person, {})[key] = Counted(
                one.get(key) if counts is None else counts.value,
                counting.why(key, one.get(key), both, not_asked=missing),
            )
    return told


def facts_declared(content: Mapping[str, Any], received_on: date) -> dict[str, Any]:
    """What a household declares and nobody has verified yet, in the same shape: for an outlook at the counter only."""
    relations = rulebook.codes("relations").entries
    means = {code: str(entry.get("means", "")) for code, entry in relations.items()}
    return assemble(content, {}, relation_means=means, received_on=received_on)


def _told(case: Any, person: str) -> dict[str, list[Told]]:
    """What departments and visits say of one person, by fact."""
    told: dict[str, list[Told]] = {}
    for key, one in _said(case, person):
        told.setdefault(key, []).append(one)
    return told


def _said(case: Any, person: str) -> Iterator[tuple[str, Told]]:
    for key, found in verification.facts(case).get(person, {}).items():
        yield key, Told(found.value, "department", found.department, found.as_of)
    yield from _visited(case, person)


def _visited(case: Any, person: str) -> Iterator[tuple[str, Told]]:
    from jiuzhu.surveys import queries as surveys

    for key, seen in surveys.corrections(case).get(person, {}).items():
        yield key, Told(seen.value, "visit", seen.reason, seen.visited_on)
