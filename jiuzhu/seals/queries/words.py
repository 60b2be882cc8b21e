"""The register's words for doors: kinds, states, steps and their fields."""

from __future__ import annotations

from dataclasses import dataclass

from jiuzhu.seals import rules

KINDS = {key: (kind.zh, kind.en) for key, kind in rules.KINDS.items()}
STEPS = {key: (step.zh, step.en) for key, step in rules.STEPS.items()}
STATES, PAPERS, SIGNALS, FINDINGS = rules.STATES, rules.PAPERS, rules.SIGNALS, rules.FINDINGS
FIELDS, EVIDENCE, CHECKLIST = rules.FIELDS, rules.EVIDENCE, rules.CHECKLIST
SAYS = {key: step.says for key, step in rules.STEPS.items()}
LAWS = {key: step.law for key, step in rules.STEPS.items()}
#: Steps that take something away: their button is red.
GRAVE = frozenset(
    {"turned_down", "suspended", "lost", "declared_void", "withdrawn", "destroyed", "sealed_up"}
)


@dataclass(frozen=True)
class Field:
    """One field of a step's form."""

    name: str
    label: tuple[str, str]
    day: bool


def fields_of(step: str) -> tuple[Field, ...]:
    """What a person states at a step; what the certificate authority states is not typed."""
    typed = () if step == "kept" else rules.STEPS[step].needs
    return tuple(Field(name, rules.FIELDS[name], name in rules.DAYS) for name in typed)


def is_signed(step: str) -> bool:
    return rules.STEPS[step].signed
