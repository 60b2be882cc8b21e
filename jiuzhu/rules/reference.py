"""The reference page of a set of rules: every rule with its articles, dates, sentence and what it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jiuzhu.rules.nodes import Node
from jiuzhu.rules.ruleset import RuleSet

_HOW = {
    "rule": "规则 rule",
    "total": "合计 total of",
    "any": "有一人 any of",
    "all": "人人 all of",
}
_ENTITY = {"household": "家庭 household", "person": "成员 person"}


def markdown(rules: RuleSet, title: str) -> str:
    """What follows from what, in the order of writing; then the facts and the figures that are asked for."""
    lines = [
        f"# {title}",
        "",
        *_rules(rules),
        "## 数字 Figures",
        "",
        "| name | 名称 | label | 取值 value |",
        "|---|---|---|---|",
    ]
    for spec in rules.figures.values():
        kind = "、".join(spec.word_names) or spec.kind
        keys = f" × {'、'.join(spec.keys)}" if spec.keys else ""
        lines.append(f"| `{spec.name}` | {spec.zh} | {spec.en} | {kind}{keys} |")
    lines += ["", "## 事实 Facts", "", "| name | 名称 | label | 单位 unit | 主体 |", "|---|---|---|---|---|"]
    for node in rules.nodes:
        if node.how == "input":
            lines.append(
                f"| `{node.name}` | {node.zh} | {node.en} | {node.unit.key} | {_ENTITY[node.entity]} |"
            )
    return "\n".join(lines) + "\n"


def _rules(rules: RuleSet) -> Iterator[str]:
    for node in rules.nodes:
        if node.how == "input":
            continue
        yield f"## `{node.name}` {node.zh} · {node.en}"
        yield ""
        yield f"{_ENTITY[node.entity]} · {_HOW[node.how]}{f' `{node.of}`' if node.of else ''} · {node.unit.key}{_dates(node)}"
        yield ""
        for start, text in node.law.since:
            yield f"- {text}{'' if start == date.min else f'（自 {start} from）'}"
        if node.text_zh:
            yield f"- {node.text_zh}"
            yield f"- {node.text_en}"
        reads = [f"`{one}`" for one in (*node.deps, *node.figures)] if not node.of else []
        if reads:
            yield f"- 依据 reads: {', '.join(reads)}"
        yield ""


def _dates(node: Node) -> str:
    """Half-open: ``until`` is the first day on which it no longer holds."""
    since = "" if node.since == date.min else f" · 自 from {node.since}"
    return since + (f" · 至 until {node.until}" if node.until else "")
