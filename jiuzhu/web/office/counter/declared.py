"""What a household declared, as rows for the case page: label, value, source mark."""

from __future__ import annotations

from typing import Any

from jiuzhu.intake import queries as intake


def rows(application: Any, language: str) -> list[dict[str, Any]]:
    """Household first, then each member, then supporters; what nobody has (0, optional) is left out."""
    form, content = intake.form(application.item_code), intake.content(application)
    found = [{"who": "", "rows": _rows(form.of("household"), content["household"], language)}]
    found += [
        {"who": one["name"], "rows": _rows(form.of("person", "adult"), one, language)}
        for one in content["members"]
    ]
    return found + [
        {"who": one.get("name", ""), "rows": _rows(form.of("supporter"), one, language)}
        for one in content["supporters"]
    ]


def _rows(groups: Any, have: Any, language: str) -> list[tuple[str, str]]:
    hidden = ("name", "citizen_id", "bank_account", "authorisation", "statement")
    return [
        (field.label(language), _text(field, have[field.key], language))
        for group in groups
        for field in group.fields
        if field.key in have
        and field.key not in hidden
        and (field.needed or have[field.key] not in (0, "none"))
    ]


def _text(field: Any, value: Any, language: str) -> str:
    return (
        intake.village_name(value) if field.kind == "area" else intake.shown(field, value, language=language)
    )
