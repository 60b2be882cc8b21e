"""What a department's words mean: records under headings become replies with facts in our units, or are rejected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jiuzhu.values import figures
from jiuzhu.values.refusals import Refusal

from . import cells
from .base import Rejected, Replies, Reply, Row
from .codecs.base import Record
from .extract import column_of
from .faults import ContradictsItself
from .layouts import SOURCES, Column, Source
from .refusals import BrokenRow, ForbiddenColumn, UnknownWord

#: what departments write → our outcome
WORDS: dict[str, str] = {
    "found": "found", "有记录": "found", "有": "found", "1": "found", "not_found": "not_found", "无记录": "not_found",
    "无": "not_found", "查无": "not_found", "0": "not_found", "name_mismatch": "name_mismatch", "姓名不符": "name_mismatch",
    "ambiguous": "ambiguous", "记录不唯一": "ambiguous", "多条": "ambiguous", "not_authorised": "not_authorised",
    "未授权": "not_authorised", "not_covered": "not_covered", "未覆盖": "not_covered", "不在范围": "not_covered",
    "source_error": "source_error", "系统故障": "source_error", "故障": "source_error",
}  # fmt: skip
_WITH_RECORDS = ("found", "ambiguous")
_AS_OF = Column("as_of", "day", "数据截止日", "As of", required=True)
_OUTCOME = Column("outcome", "word", "查询结果", "Outcome", words=WORDS)


def replies(batch: str, records: Iterable[Record], *, on: date) -> Replies:
    """Records of one line belong together: where one of them cannot be read, the line has failed as a whole.

    Raises ForbiddenColumn: what must not come at all is not kept.
    """
    lines: dict[tuple[str, str], list[Record]] = {}
    for one in records:
        lines.setdefault((one.reference, one.source), []).append(one)
    found: list[Reply] = []
    rejected: list[Rejected] = []
    failed: dict[str, Rejected] = {}
    for (reference, _source), told in lines.items():
        try:
            found.append(_reply(told, on))
        except _Failed as fault:
            rejected.append(fault.why)
            failed[reference] = fault.why
    return Replies(batch, tuple(found), tuple(rejected), failed)


class _Failed(Exception):
    def __init__(self, why: Rejected) -> None:
        super().__init__(why)
        self.why = why


def _reply(told: list[Record], on: date) -> Reply:
    first = told[0]
    source = SOURCES.get(first.source)
    where = first.number, ""
    try:
        if source is None:
            raise UnknownWord(column="来源", typed=figures.typed(first.source), known="、".join(SOURCES))
        _refuse_forbidden(told, source)
        if any(one.broken for one in told):
            raise BrokenRow(found="?", wanted=len(source.columns))
        where = first.number, _OUTCOME.zh
        outcomes = {cells.read(_OUTCOME, one.outcome, on) or "" for one in told}
        outcome = outcomes.pop() if len(outcomes) == 1 else ""
        if not outcome:
            raise ContradictsItself(
                outcome="/".join(outcomes), trouble="各行不同", trouble_en="its rows differ"
            )
        where = first.number, _AS_OF.zh
        days = {cells.read(_AS_OF, one.as_of, on) for one in told}
        whose = _people(told)
        rows = tuple(_row(one, source, on) for one in told) if outcome in _WITH_RECORDS else ()
        if outcome == "not_found" and any(_further(one, source) for one in told):
            raise ContradictsItself(
                outcome=first.outcome, trouble="附有记录", trouble_en="records came with it"
            )
    except ForbiddenColumn:
        raise
    except Refusal as refusal:
        column = next((one.zh for one in source.columns if one.key == refusal.field), "") if source else ""
        raise _Failed(Rejected(where[0], column or where[1], refusal)) from refusal
    return Reply(
        first.number, first.reference, first.source, outcome, date.fromisoformat(min(days)), *whose, rows, first.note[:200]
    )  # fmt: skip


def _refuse_forbidden(told: list[Record], source: Source) -> None:
    for heading in {heading for one in told for heading in one.cells}:
        if any(word in heading.lower() for word in source.forbidden):
            raise ForbiddenColumn(source_zh=source.zh, source_en=source.en, column=figures.typed(heading))


def _people(told: list[Record]) -> tuple[str, str]:
    """Whom the records name: one number and one name, or all of them, which then fit nobody."""
    numbers = dict.fromkeys(cells.text_of(_named(one, "citizen_id")).upper() for one in told)
    names = dict.fromkeys(cells.text_of(_named(one, "name")) for one in told)
    return "/".join(numbers), next(iter(names), "")


def _named(record: Record, key: str) -> Any:
    source = SOURCES[record.source]
    return next((cell for heading, cell in record.cells.items() if _key(heading, source) == key), "")


def _key(heading: str, source: Source) -> str:
    column = column_of(heading, source)
    return column.key if column else ""


def _further(record: Record, source: Source) -> bool:
    """Whether anything is said beside number and name."""
    return any(
        cells.text_of(cell)
        for heading, cell in record.cells.items()
        if _key(heading, source) not in ("", "citizen_id", "name")
    )


def _row(record: Record, source: Source, on: date) -> Row:
    said: Mapping[str, Any] = {_key(heading, source): cell for heading, cell in record.cells.items()}
    facts = {
        column.key: value
        for column in source.columns
        if column.key not in ("citizen_id", "name")
        and (value := cells.read(column, said.get(column.key), on)) is not None
    }
    return Row(
        record.number, cells.text_of(said.get("citizen_id")).upper(), cells.text_of(said.get("name")), facts
    )
