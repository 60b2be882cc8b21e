"""What every connector must keep, whatever its transport: one class, run on all of them (test_verification_connectors)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest

from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.sources.base import Connector, Received
from jiuzhu.verification.sources.layouts import SOURCES, Source
from tests.rooms import verification_cases as made

ON = date(2026, 9, 1)


class ConnectorContract:
    """Subclass with `connector` and `body(source, rows)`: the connector's own bytes of these records (heading → cell)."""

    connector: ClassVar[Connector]

    def body(self, source: Source, rows: list[dict[str, Any]]) -> bytes:
        raise NotImplementedError

    def receive(self, source: Source, rows: list[dict[str, Any]]) -> Received:
        return self.connector.receive(self.body(source, rows), name="x", source=source, on=ON)

    @staticmethod
    def record(source: Source, order: int = 0, **cells: Any) -> dict[str, Any]:
        headings, values = made.ROWS[source.key]
        told = dict(zip(headings.split(","), values.split(","), strict=True))
        person = citizen_id.invent("370982", date(1960, 1, 1), "female", order)
        return {"身份证号": person.number, "姓名": f"安{order}号", **told, **cells}

    @pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
    def test_every_record_is_one_row_or_one_rejection(self, source: Source) -> None:
        good, bad = self.record(source), self.record(source, 1, 身份证号="370982196001019998")
        received = self.receive(source, [good, bad, self.record(source, 2)])
        assert [row.citizen_id for row in received.rows] == [
            good["身份证号"],
            self.record(source, 2)["身份证号"],
        ]
        assert [(one.column, one.refusal.code.split(".")[0]) for one in received.rejected] == [
            ("身份证号", "citizen-id")
        ]
        numbers = [row.number for row in received.rows] + [one.number for one in received.rejected]
        assert len(set(numbers)) == 3

    @pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
    def test_the_same_record_twice_counts_once(self, source: Source) -> None:
        received = self.receive(source, [self.record(source), self.record(source)])
        assert (len(received.rows), [one.refusal.code for one in received.rejected]) == (
            1,
            ["verification.row-twice"],
        )

    @pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
    def test_only_what_the_layout_names_is_kept(self, source: Source) -> None:
        received = self.receive(source, [self.record(source, 宗教信仰="佛教")])
        assert received.ignored == ("宗教信仰",)
        assert set(received.rows[0].facts) <= {column.key for column in source.columns}

    @pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
    def test_a_missing_required_column_refuses_the_whole_delivery(self, source: Source) -> None:
        for column in (one for one in source.columns if one.required):
            rows = [{k: v for k, v in self.record(source).items() if k not in (column.zh, *column.also)}]
            with pytest.raises(Refusal) as refused:
                self.receive(source, rows)
            assert column.zh in refused.value.text()

    def test_balances_are_not_taken(self) -> None:
        with pytest.raises(Refusal) as refused:
            self.receive(SOURCES["deposits"], [self.record(SOURCES["deposits"], 存款余额="12345.00")])
        assert refused.value.code == "verification.forbidden-column"

    def test_facts_come_in_our_units(self) -> None:
        tax = self.receive(SOURCES["tax"], [self.record(SOURCES["tax"])]).rows[0].facts
        assert tax == {
            "period_from": "2026-03-01",
            "period_to": "2026-03-31",
            "item": "wage",
            "income_fen": 320000,
        }
