"""The page of the registers: what is asked of whom, what is kept of it, which facts come of it and how they are judged."""

from __future__ import annotations

from collections.abc import Iterator

from .facts import Kind, of_source
from .sources.layouts import GROUPS, SOURCES, Column, Source

_COVERS = {
    "nation": "全国 the nation",
    "province": "本省 the province",
    "city": "本市 the city",
    "county": "本县 the county",
}
_HOLDS = {
    "for_good": "长期 for good", "own_end": "至记录载明的期限 to the end that its record names",
    "as_of": "自截至日起，按县定天数 from its day, as long as the county's verification-valid-days",
}  # fmt: skip


def markdown() -> str:
    """The reference page, of the layouts and the facts as they stand."""
    lines = [
        "# 核对来源 Registers", "",
        ("Layouts: `jiuzhu/verification/sources/layouts/`; facts: `jiuzhu/verification/facts/`. How to add one: "
        "[add-a-source](../how-to/add-a-source.md). How facts are judged: `facts/shape.py`."), "",
    ]  # fmt: skip
    for group, (zh, en) in GROUPS.items():
        lines += [f"## {zh} {en}", ""]
        for source in SOURCES.values():
            if source.group == group:
                lines += [*_source(source), ""]
    return "\n".join(lines)


def _source(source: Source) -> Iterator[str]:
    yield from (f"### {source.zh} {source.en}", "")
    yield f"`{source.key}` · {source.department_zh} {source.department_en} · {source.law}"
    yield ""
    yield f"- 登记范围 registers people of: {_COVERS[source.covers]}；有效 holds: {_HOLDS[source.holds]}"
    yield f"- 列 columns: {'、'.join(_column(one) for one in source.columns)}"
    if source.forbidden:
        yield f"- 不得出现的列 headings that refuse the file: {'、'.join(source.forbidden)}"
    if source.once:
        yield "- 每人至多一条 one record per person; a second one is ambiguous"
    yield from ("", "| fact | 事实 | unit | judged | law |", "|---|---|---|---|---|")
    yield from (_fact(one) for one in of_source(source.key))


def _column(column: Column) -> str:
    words = f"（{'／'.join(dict.fromkeys(column.words.values()))}）" if column.words else ""
    return f"{column.zh}{'*' if column.required else ''} `{column.key}`{words}"


def _fact(kind: Kind) -> str:
    part = f" → `{kind.part_of}`" if kind.part_of and kind.part_of != kind.key else ""
    return f"| `{kind.key}`{part} | {kind.zh} {kind.en} | {kind.unit} | {kind.judged} | {kind.law} |"
