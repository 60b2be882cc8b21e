"""The answers of a draft as one readable list, each with the page where it can be changed."""

from __future__ import annotations

from typing import Any

from jiuzhu.intake import queries as intake

from . import outline


def groups(draft: Any, reading: Any, language: str) -> list[dict[str, Any]]:
    """Per page: title, slug, rows (label, text, wrong). Zeros that nobody typed are left out; gaps are not."""
    content = reading.content
    have = {"household": content["household"]}
    have |= {one["key"]: one for one in [*content["members"], *content["supporters"]]}
    names = {one["key"]: one.get("name", "") for one in content["members"]}
    lacking = {one.key for one in reading.missing}
    found = []
    for page in outline.pages(draft, language, reading):
        rows = []
        for path, field in page.fields:
            who, _, key = path.partition(".")
            value = names.get(content["payee"], "") if path == "payee" else have.get(who, {}).get(key)
            typed = draft.typed.get(path, "")
            wrong = reading.at(path)
            if not typed and path not in lacking and not wrong:
                continue  # declared not to exist, as the statement that is signed says
            rows.append(
                {
                    "path": path, "label": _label(page, names.get(who, ""), field, language), "wrong": [one.text(language) for one in wrong],
                    "text": typed if wrong else _text(field, path, value, language), "missing": path in lacking,
                }
            )  # fmt: skip
        spared = [field.label(language) for section in page.sections for _path, field in section.spared]
        found.append({"slug": page.slug, "title": page.title, "rows": rows, "spared": spared})
    return found


def _label(page: outline.Page, name: str, field: Any, language: str) -> str:
    """On the page of signatures the same question stands once for every adult."""
    return f"{name} · {field.label(language)}" if page.slug == "papers" and name else field.label(language)


def _text(field: Any, path: str, value: Any, language: str) -> str:
    if path == "payee" or value is None:
        return value or "—"
    if field.kind == "area":
        return intake.village_name(value)
    return intake.shown(field, value, language=language)
