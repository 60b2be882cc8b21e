"""The parts of the visit's form that repeat: each member with what was declared beside the field, and the neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiuzhu.households import queries as households
from jiuzhu.surveys import queries as surveys

from . import shown
from .forms import NEIGHBOURS, VisitForm

_OWN = ("seen", "self_care", "illness", "reason", "note")


def sections(
    form: VisitForm, told: Mapping[str, Mapping[str, Any]], language: str, on: date
) -> dict[str, Any]:
    """`told`: what each person declared, by her number as text."""
    return {
        "members": [
            _member(form, person, told.get(str(person.pk), {}), language, on) for person in form.members
        ],
        "neighbours": [
            [form[f"n{number}_{key}"] for key in ("name", "relation", "opinion")] for number in NEIGHBOURS
        ],
    }


def _member(form: VisitForm, person: Any, said: Mapping[str, Any], language: str, on: date) -> dict[str, Any]:
    fields = [
        (
            form[f"m{person.pk}_{key}"],
            shown.value(key, said[key], language) if said.get(key) is not None else "",
        )
        for key in surveys.ACTUAL
    ]
    return {
        "person": person,
        "age": households.age(person.born_on, on) if person.born_on else person.age,
        "fields": fields,
        "begun": any(field.value() not in (None, "") for field, _declared in fields),
        "care": [form[f"m{person.pk}_care_{item}"] for item in surveys.CARE],
        **{name: form[f"m{person.pk}_{name}"] for name in _OWN},
    }
