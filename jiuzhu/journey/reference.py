"""The generated pages on processes, numbers and items; ``tools.docs`` writes them and checks that they are fresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from jiuzhu import rulebook
from jiuzhu.journey import bpmn, diagram
from jiuzhu.journey.labels import limit_in_words, owner_name
from jiuzhu.journey.process import Limit, Process, Stage, from_body
from jiuzhu.rulebook import Figure, Parameter, ProcessVersion

WHERE = "reference/processes"


def pages() -> dict[str, Callable[[], str]]:
    """Every page under docs/, by its path, with the function that writes it."""
    found: dict[str, Callable[[], str]] = {
        "reference/processes.md": processes,
        "reference/numbers.md": numbers,
        "reference/items.md": items,
    }
    for version in _versions():
        road = from_body(version.body)
        name = f"{WHERE}/{version.key}-{version.starts_on.isoformat()}"
        found[f"{name}.svg"] = partial(diagram.draw, road, "zh-hans")
        found[f"{name}.en.svg"] = partial(diagram.draw, road, "en")
        found[f"{name}.bpmn"] = partial(_bpmn, road)
    return found


def _bpmn(road: Process) -> str:
    # the page begins with the note that it is generated, so the XML declaration has to go
    return bpmn.export(road).decode("utf-8").split("?>\n", 1)[1]


def _versions() -> list[ProcessVersion]:
    """Every version once, also where it holds in several areas."""
    return list({version.digest: version for version in rulebook.book().versions}.values())


def processes() -> str:
    """Every dated version: its drawing, its stages with owner, time and outcomes, and what it says beside the road."""
    lines = ["# 办理流程 Processes", ""]
    lines += ["| 施行 from | 至 until | 地区 area | 依据 law |", "|---|---|---|---|"]
    for version in _versions():
        until = version.stops_on.isoformat() if version.stops_on else "…"
        place = ", ".join(rulebook.area_name(area) for area in version.body["areas"])
        lines.append(f"| {version.starts_on} | {until} | {place} | {version.law} |")
    for version in _versions():
        lines += ["", *_version(version, from_body(version.body))]
    return "\n".join(lines)


def _version(version: ProcessVersion, road: Process) -> Iterator[str]:
    name = f"processes/{version.key}-{version.starts_on.isoformat()}"
    yield f"## {road.zh} {road.en}"
    yield ""
    yield f"{road.summary_zh} {road.summary_en}"
    yield ""
    yield f"依据 Law: {road.law}。来源 Source: {road.source} ({road.confidence}). `{road.label}` `{version.digest[:16]}`"
    yield ""
    yield f"![{road.zh}]({name}.svg)"
    yield ""
    yield f"[English]({name}.en.svg) · [BPMN 2.0]({name}.bpmn)"
    yield ""
    yield from _clock(road)
    yield ""
    yield "| 环节 stage | 责任人 owner | 时限 time | 结果 outcomes |"
    yield "|---|---|---|---|"
    for stage in road.stages.values():
        yield f"| {stage.zh} {stage.en}<br>`{stage.key}` | {owner_name(stage)} | {_times(stage)} | {_outcomes(stage)} |"
    yield ""
    yield "| 规定 fact | 值 value | 依据 law |"
    yield "|---|---|---|"
    for key in sorted(road.facts):
        fact = road.facts[key]
        note = f"（{fact['note']}）" if "note" in fact else ""
        yield f"| `{key}` | {_fact(fact['value'])} | {fact['law']} [{fact['source']}, {fact['confidence']}]{note} |"


def _clock(road: Process) -> Iterator[str]:
    clock = road.clock
    rows = [("县级决定 county decides", clock.county), ("权限下放 delegated", clock.delegated)]
    rows.append(("延长 extended", clock.extended.limit if clock.extended else None))
    yield "| 总时限 total | |"
    yield "|---|---|"
    for label, limit in rows:
        yield f"| {label} | {_limit(limit) if limit else '—'} |"
    yield ""
    yield f"{clock.note_zh} {clock.note_en}"


def _limit(limit: Limit) -> str:
    return f"{limit_in_words(limit)} [{limit.law}; {limit.source}, {limit.confidence}]"


def _times(stage: Stage) -> str:
    said = []
    if stage.posting is not None and stage.posting.length is not None:
        unit = "天" if stage.posting.unit == "days" else "个工作日"
        said.append(f"公示{stage.posting.length}{unit} [{stage.posting.law}]")
    for limit in stage.limits:
        when = {"township": "乡镇决定：", "county": "县级决定：", None: ""}[limit.decided_by]
        after = f"`{limit.after}`后：" if limit.after else ""
        said.append(f"{when}{after}{_limit(limit)}")
    return "<br>".join(said) or "—"


def _outcomes(stage: Stage) -> str:
    said = []
    for one in stage.outcomes:
        guarded = f" ({one.guard} → `{one.to_if_guarded}`)" if one.guard else ""
        said.append(f"`{one.key}` {one.zh} → `{one.to}`{guarded}")
    return "<br>".join(said) or "—"


def _fact(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool):
        return "是 yes" if value else "否 no"
    return "—" if value is None else str(value)


def numbers() -> str:
    """Every number with its values; what has none waits for a county's entry."""
    lines = ["# 政策数字 Numbers", ""]
    parameters = rulebook.book().parameters
    for name in sorted(parameters):
        lines += [*_number(parameters[name]), ""]
    return "\n".join(lines)


def _number(parameter: Parameter) -> Iterator[str]:
    yield f"## {parameter.label_zh} {parameter.label_en}"
    yield ""
    yield f"`{parameter.name}` · {parameter.unit} · {parameter.set_by}"
    yield ""
    yield f"{parameter.means_zh} {parameter.means_en}"
    yield ""
    if not parameter.values:
        yield "没有数值：由县录入后才能使用。 No value: it refuses until a county enters one."
        return
    yield "| 地区 area | 自 from | 至 until | 核实至 checked until | 值 value | 依据 law |"
    yield "|---|---|---|---|---|---|"
    for figure in parameter.values:
        yield _figure(figure)


def _figure(figure: Figure) -> str:
    value = figure.value
    shown = (
        "<br>".join(f"{key}: {one}" for key, one in value.items())
        if isinstance(value, dict)
        else ", ".join(value)
        if isinstance(value, tuple)
        else str(value)
    )
    dates = f"{figure.starts_on} | {figure.stops_on or '…'} | {figure.checked_until or '—'}"
    law = f"{figure.law} [{figure.source}, {figure.confidence}]"
    return f"| {rulebook.area_name(figure.area)} | {dates} | {shown} | {law} |"


def items() -> str:
    """What can be applied for: who, which papers are asked and which never are."""
    lines = ["# 救助事项 Items", ""]
    for item in rulebook.items():
        lines += [
            f"## {item.code} {item.zh} {item.en}",
            "",
            f"{item.body['what']['zh']} {item.body['what']['en']}",
            "",
        ]
        lines += ["| 材料 document | 要求 asked | 依据 law |", "|---|---|---|"]
        for one in item.documents:
            asked = "是 yes" if one.asked else f"否 no ← {one.given_by}"
            lines.append(f"| {one.zh} {one.en} | {asked} | {one.law} |")
        lines += [
            "",
            *(f"- {clause['zh']} {clause['en']} [{clause['law']}]" for clause in item.body["who"]),
            "",
        ]
    return "\n".join(lines)
