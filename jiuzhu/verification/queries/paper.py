"""The report as a paper in the official layout (china.md §5.2): everything written out, in Chinese, from what was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from jiuzhu import rulebook
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.standards import queries as standards
from jiuzhu.values import figures, money
from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.models import Answer, Report
from jiuzhu.verification.rules import KINDS, MISSING
from jiuzhu.verification.sources.layouts import SOURCES, Column, Source

_WORDS = {
    "found": "有记录", "not_found": "无记录", "name_mismatch": "姓名不符", "ambiguous": "记录不唯一", "": "尚未答复",
    "not_authorised": "没有授权，未查询", "not_covered": "未覆盖", "source_error": "来源故障", "expired": "超过期限没有答复",
}  # fmt: skip
_UNITS = {"fen_per_year": "元/年", "fen_per_month": "元/月", "fen": "元", "pieces": "", "grade": "级"}
_TYPES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
_KEYS = ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple")
_ONE_BY_ONE = {"male": "男", "female": "女", **dict(zip(_KEYS, _TYPES, strict=True))}


def paper_of(report: Report) -> dict[str, Any]:
    """What stands on the paper, apart from the print's own number. The signed content says what was found."""
    case, content = report.case, report.content
    names = {one["person"]: one["name"] for one in content["people"]}
    applicant = next(
        (one for one in content["people"] if one["name"] == case.applicant_name), content["people"][0]
    )
    county = offices.office_of(case.area_id[:6])
    return {
        "number": report.number, "at": f"{timezone.localtime(report.at):%Y年%m月%d日 %H:%M}",
        "item": rulebook.item(case.item_code).zh, "case": case.number, "applicant": applicant["name"],
        "citizen_id": applicant["citizen_id"], "replaces": content.get("replaces", ""),
        "outcome": report.get_outcome_display(), "because": report.incomplete_because, "members": _members(report),
        "lines": list(_lines(content, names)), "agreeing": sum(not KINDS[one["kind"]][0] for one in content["lines"]),
        "late": list(_late(content, names)), "sources": list(_sources(report, names)),
        "centre": county.name if county else str(report.duty.officer.office), "by": report.duty.officer.name,
        "day": _day(report.on.isoformat()), "digest": report.digest,
        "days": str(standards.number("report-objection-days", case.area_id, report.on).value),
    }  # fmt: skip


def _members(report: Report) -> list[dict[str, str]]:
    masked = {one["person"]: one["citizen_id"] for one in report.content["people"]}
    relations, area = rulebook.codes("relations"), str(report.case.household.area)
    return [
        {
            "name": one.person.name, "citizen_id": masked.get(str(one.person_id), ""),
            "relation": relations.label(one.relation), "area": area,
        }
        for one in households.members(report.case.household_id, report.on)
    ]  # fmt: skip


def _lines(content: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for one in content["lines"]:
        effect, meaning, _en = KINDS[one["kind"]]
        if not effect or one["kind"] in MISSING:
            continue
        fact = FACTS.get(one["fact"])
        yield {
            "who": names.get(one["person"], "全家"), "what": fact.zh if fact else SOURCES[one["source"]].zh,
            "declared": said(one["declared"], fact), "found": said(one["found"], fact),
            "as_of": _day(one["as_of"]), "limit": "" if one["limit"] is None else said(one["limit"], fact),
            "meaning": meaning, "law": one["law"], "ask": fact.ask_zh if fact else "请对照证件核实是否为本人。",
        }  # fmt: skip


def _late(content: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for one in content["grid"]:
        if one["outcome"] == "" or one["outcome"] in MISSING:
            source = SOURCES[one["source"]]
            days = one.get("days")
            yield {
                "who": names.get(one["person"], ""), "source": source.zh, "department": source.department_zh,
                "asked_on": _day(one.get("asked_on", "")), "days": "" if days is None else f"{days} 天",
                "words": _WORDS[one["outcome"]],
            }  # fmt: skip


def _sources(report: Report, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Per register, each record with the member's name and the day to which the register answered."""
    given = _answers(report)
    cells = {(one["person"], one["source"]): one for one in report.content["grid"]}
    for key, source in SOURCES.items():
        columns = [one for one in source.columns if one.kind not in ("citizen_id", "name")]
        rows, nothing = [], []
        for person, name in names.items():
            cell = cells.get((person, key))
            if cell is None or cell["outcome"] == "" or cell["outcome"] in MISSING:
                continue
            answer = given.get((person, key))
            records = answer.facts if answer is not None else []
            rows += [[name, *_cells(columns, record), _day(cell["as_of"])] for record in records]
            if not records:
                nothing.append(f"{name}（截至{_day(cell['as_of'])}）")
        if rows or nothing:
            yield _table(source, columns, rows, nothing)


def _table(
    source: Source, columns: Sequence[Column], rows: list[list[str]], nothing: list[str]
) -> dict[str, Any]:
    """Columns that no record fills are left out of the paper."""
    used = [place for place in range(len(columns)) if any(row[place + 1] for row in rows)]
    return {
        "title": source.zh, "department": source.department_zh, "nothing": "、".join(nothing),
        "heads": ["姓名", *(columns[place].zh for place in used), "反馈时间"],
        "rows": [[row[0], *(row[place + 1] for place in used), row[-1]] for row in rows],
    }  # fmt: skip


def _answers(report: Report) -> dict[tuple[str, str], Answer]:
    """The answers that the report stands on, the last of each question."""
    if report.last_answer_id is None:
        return {}
    found = Answer.objects.filter(inquiry__case=report.case_id, pk__lte=report.last_answer_id)
    return {
        (str(one.inquiry.person_id), one.inquiry.source): one
        for one in found.select_related("inquiry").order_by("id")
    }


def _cells(columns: Sequence[Column], record: Mapping[str, Any]) -> list[str]:
    return [_cell(column, record.get(column.key)) for column in columns]


def _cell(column: Column, value: Any) -> str:
    if value is None or value == "":
        return ""
    if column.kind == "money":
        return money.format(value)
    if column.kind == "yes_no":
        return "是" if value else "否"
    if column.kind == "day":
        return _day(str(value))
    if column.kind == "word":
        return next((written for written, ours in column.words.items() if ours == value), str(value))
    return str(value)


def said(value: Any, fact: Any) -> str:
    """A fact's value as the paper writes it."""
    if value is None or value == "":
        return "—"
    if fact is None:
        return str(value)
    if fact.unit == "yes_no":
        return "是" if value else "否"
    if fact.unit == "day":
        return _day(str(value))
    if fact.unit.startswith("fen"):
        return f"{figures.plain_yuan(value)} {_UNITS[fact.unit]}"
    return _ONE_BY_ONE.get(str(value), f"{value}{_UNITS.get(fact.unit, '')}")


def _day(iso: str) -> str:
    return figures.day(date.fromisoformat(iso), "zh-hans") if iso else ""
