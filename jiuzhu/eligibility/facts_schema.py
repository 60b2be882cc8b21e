"""The shape of facts for other programs and for readers: JSON Schema and the reference page, both out of ``shape``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jiuzhu.eligibility.shape import FACTS, Field

ID = "https://json-schema.org/draft/2020-12/schema"
_UNITS = {
    "fen": ("整数，分", "whole number, fen"),
    "day": ("日期 2020-08-01", "day, 2020-08-01"),
    "yes_no": ("true / false", "true / false"),
    "word": ("下列之一", "one of"),
    "text": ("文字", "text"),
    "number": ("整数", "whole number"),
    "object": ("对象", "object"),
    "list": ("列表", "list"),
}


def schema() -> dict[str, Any]:
    """JSON Schema of facts.json. It says what a schema can say; comparisons between fields are made by ``facts``."""
    return {"$schema": ID, "title": f"{FACTS.zh} / {FACTS.en}", **_schema(FACTS)}


def schema_text() -> str:
    """The file ``rulebook/schema/facts.json``."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _schema(field: Field) -> dict[str, Any]:
    one: dict[str, Any] = {"description": f"{field.zh} / {field.en}"}
    if not field.required:
        one["x-absent"] = f"{field.absent_zh} / {field.absent_en}"
    match field.kind:
        case "object":
            return one | _object(field)
        case "list":
            entries = {"type": "object", **_object(field)}
            one |= {"type": "array", "minItems": field.low, "maxItems": field.high, "items": entries}
        case "fen" | "number":
            unit = {"x-unit": "fen"} if field.kind == "fen" else {}
            one |= {"type": "integer", "minimum": field.low, "maximum": field.high, **unit}
        case "day":
            one |= {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case "yes_no":
            one["type"] = "boolean"
        case "word":
            one |= {"type": "string", "enum": list(field.words)}
        case "text":
            one |= {"type": "string", "minLength": 1, "maxLength": field.high}
    return one


def _object(field: Field) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [one.name for one in field.of if one.required],
        "properties": {one.name: _or_null(one) for one in field.of},
    }


def _or_null(field: Field) -> dict[str, Any]:
    """Null is the same as leaving the field out, where it may be left out."""
    found = _schema(field)
    if not field.required:
        found["type"] = [found["type"], "null"]
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def reference_markdown() -> str:
    """The page ``docs/reference/facts.md``: every field, its unit, and what its absence means."""
    lines = [
        "# 家庭事实 facts.json",
        "",
        "`jiuzhu determine` 和批量认定所读的事实。金额一律为整数分（1 元 = 100），日期写作 `2020-08-01`；字段不填与填 `null` 相同。",
        "“未知”的事实只在影响结果时才会被要求补充。",
        "",
        "The facts that `jiuzhu determine` reads. Money is whole fen (1 yuan = 100), days are `2020-08-01`; leaving a field",
        "out and `null` are the same. An unknown fact is asked for only where the outcome depends on it.",
        "JSON Schema: `rulebook/schema/facts.json`. Example: `docs/examples/facts.json`.",
        "",
        *_tables(FACTS, "facts"),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _tables(field: Field, path: str) -> Iterator[str]:
    yield f"## `{path}` {field.titles[0]} · {field.titles[1]}"
    yield ""
    yield "| 字段 field | 含义 meaning | 类型 type | 不填 absent |"
    yield "|---|---|---|---|"
    for one in field.of:
        absent = "必填 required" if one.required else f"{one.absent_zh} · {one.absent_en}"
        yield f"| `{one.name}` | {one.zh} · {one.en} | {_type(one)} | {absent} |"
    yield ""
    for one in field.of:
        if one.of:
            yield from _tables(one, f"{one.name}[]" if one.kind == "list" else one.name)


def _type(field: Field) -> str:
    zh, en = _UNITS[field.kind]
    told = zh if zh == en else f"{zh} · {en}"
    if field.kind == "word":
        return f"{told}: {', '.join(f'`{word}`' for word in field.words)}"
    if field.kind == "number":
        return f"{told}, {field.low}–{field.high}"
    if field.kind == "list":
        return f"{told}, {field.low}–{field.high}"
    return told
