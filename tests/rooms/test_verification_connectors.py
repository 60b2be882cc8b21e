"""The file connector keeps the contract, in CSV of every encoding and in Excel; broken files never move a fact."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.sources import refusals
from jiuzhu.verification.sources.extract import EXTRACT
from jiuzhu.verification.sources.layouts import SOURCES, Source
from tests.rooms.contract_of_connectors import ON, ConnectorContract


def headings_of(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(heading for row in rows for heading in row))


def csv_of(rows: list[dict[str, Any]], headings: list[str] | None = None, delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, headings or headings_of(rows), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def workbook(rows: list[list[Any]], merges: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    for area in merges:
        sheet.merge_range(area, "罗安")
    book.close()
    return out.getvalue()


class TestCsvUtf8(ConnectorContract):
    connector = EXTRACT
    encoding = "utf-8-sig"

    def body(self, source: Source, rows: list[dict[str, Any]]) -> bytes:
        return csv_of(rows).encode(self.encoding)


class TestCsvGb18030(TestCsvUtf8):
    encoding = "gb18030"


class TestWorkbook(ConnectorContract):
    connector = EXTRACT

    def body(self, source: Source, rows: list[dict[str, Any]]) -> bytes:
        headings = headings_of(rows)
        return workbook([headings, *([row.get(one, "") for one in headings] for row in rows)])


VEHICLES = SOURCES["vehicles"]
RECORD = ConnectorContract.record


def take(body: bytes, source: Source = VEHICLES) -> Any:
    return EXTRACT.receive(body, name="部门.csv", source=source, on=ON)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", refusals.NotATable),
        (b"\x00\x01\x02", refusals.NotATable),
        (b"PK\x03\x04 half a workbook", refusals.NotATable),
        (b"\xff\xff\xff,\xff", refusals.UnknownEncoding),
        ("身份证号,姓名,号牌号码\n".encode(), refusals.NothingInIt),
        ("姓名,号牌号码\n罗安,鲁J1\n".encode(), refusals.NoHeadings),
        ("身份证号,公民身份号码,姓名,号牌号码\n1,2,3,4\n".encode(), refusals.HeadingTwice),
    ],
)
def test_files_that_are_refused_as_a_whole(body: bytes, expected: type[Refusal]) -> None:
    with pytest.raises(expected) as refused:
        take(body)
    assert refused.value.text() and refused.value.text("en")


def test_ten_thousands_of_yuan_are_not_read_as_yuan() -> None:
    body = csv_of([RECORD(SOURCES["tax"])]).replace("收入额", "收入额（万元）").encode()
    with pytest.raises(refusals.OtherUnit):
        take(body, SOURCES["tax"])
    assert take(body.decode().replace("（万元）", "（元）").encode(), SOURCES["tax"]).rows


def test_titles_above_and_other_headings_are_understood() -> None:
    one = RECORD(VEHICLES)
    body = f"新泰市机动车登记导出,,,\n制表：2026-08-31,,,\n车牌号, 机动车所有人 ,公民身份号码*,备注\n鲁J1,罗安,{one['身份证号']},旧车\n"
    received = take(body.encode("gb18030"))
    assert [(row.number, row.name, row.facts) for row in received.rows] == [(4, "罗安", {"plate": "鲁J1"})]
    assert received.ignored == ("备注",)


def test_an_id_typed_as_a_number_is_refused_with_its_row() -> None:
    one = RECORD(VEHICLES)
    received = take(
        workbook(
            [
                ["身份证号", "姓名", "号牌号码"],
                [float(one["身份证号"]), "罗安", "鲁J1"],
                [one["身份证号"], "罗安", "鲁J2"],
            ]
        )
    )
    assert [(r.number, r.column, r.refusal.code) for r in received.rejected] == [
        (2, "身份证号", "citizen-id.digits-lost")
    ]
    assert [(r.number, r.facts["plate"]) for r in received.rows] == [(3, "鲁J2")]


def test_merged_cells_are_refused_row_by_row() -> None:
    a, b = RECORD(VEHICLES)["身份证号"], RECORD(VEHICLES, 1)["身份证号"]
    rows = [["身份证号", "姓名", "号牌号码"], [a, "罗安", "鲁J1"], [b, "", "鲁J2"], [b, "安一", "鲁J3"]]
    received = take(workbook(rows, merges=("B2:B3",)))
    assert [(r.number, r.refusal.code) for r in received.rejected] == [
        (2, "verification.merged-cells"),
        (3, "verification.merged-cells"),
    ]
    assert "B2:B3" in received.rejected[0].refusal.text()
    assert [row.number for row in received.rows] == [4]


def test_two_sheets_with_headings_are_refused() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name in ("一月", "二月"):
        book.add_worksheet(name).write_row(0, 0, ["身份证号", "姓名", "号牌号码"])
    book.close()
    with pytest.raises(refusals.TwoTables) as refused:
        take(out.getvalue())
    assert "一月、二月" in refused.value.text()


def test_half_a_record_and_an_open_quotation_mark_are_refused_not_shifted() -> None:
    a, b = RECORD(VEHICLES)["身份证号"], RECORD(VEHICLES, 1)["身份证号"]
    received = take(
        f'身份证号,姓名,号牌号码\n{a},罗安\n{b},安一,鲁J2\n{a},"罗安,鲁J3\n{b},安一,鲁J4\n'.encode()
    )
    assert [row.facts["plate"] for row in received.rows] == ["鲁J2"]
    assert [(one.number, one.refusal.code) for one in received.rejected] == [
        (2, "verification.broken-row"),
        (4, "verification.stray-quote"),
    ]


def test_a_template_is_understood_by_the_reader() -> None:
    for source in SOURCES.values():
        name, body = EXTRACT.template(source)
        assert name == f"{source.key}.xlsx"
        with pytest.raises(refusals.NothingInIt):
            take(body, source)


PEOPLE = [citizen_id.invent("370982", date(1970, 1, day), "male", 0).number for day in range(1, 13)]
# What a spreadsheet or a careless export does to a row; none of it may give one person another's plate.
DAMAGE = ("", "drop", "extra", "blank_id", "blank_plate", "number", "swap_commas", "blank_row")


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[bytes, set[tuple[str, str]]]:
    headings = draw(st.permutations(["身份证号", "姓名", "号牌号码", "品牌型号", "备注"]))
    lines, truth = [",".join(headings)], set()
    for order, damage in enumerate(draw(st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=12))):
        person, plate = draw(st.sampled_from(PEOPLE)), f"鲁J{order:05d}"
        truth.add((person, plate))
        row = {"身份证号": person, "姓名": f"某{PEOPLE.index(person)}", "号牌号码": plate, "品牌型号": draw(st.sampled_from(["", "五菱", "a,b"])),
               "备注": ""}  # fmt: skip
        if damage == "number":
            row["身份证号"] = f"{float(person):.14E}"
        elif damage.startswith("blank_") and damage != "blank_row":
            row[{"blank_id": "身份证号", "blank_plate": "号牌号码"}[damage]] = ""
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([row[one] for one in headings])
        line = out.getvalue()
        if damage == "drop":
            line = line.split(",", 1)[1]
        elif damage == "extra":
            line = f"{draw(st.sampled_from(PEOPLE))},{line}"
        elif damage == "swap_commas":
            line = line.replace(",", "，", 1)
        lines += [line] if damage != "blank_row" else ["", line]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines).encode(encoding), truth


@settings(max_examples=200, deadline=None)
@given(deliveries())
def test_no_fact_ever_stands_under_another_person(delivery: tuple[bytes, set[tuple[str, str]]]) -> None:
    body, truth = delivery
    received = take(body)
    assert {(row.citizen_id, row.facts["plate"]) for row in received.rows} <= truth
    for row in received.rows:
        assert row.name == f"某{PEOPLE.index(row.citizen_id)}"
    assert len(received.rows) == len(truth) or received.rejected  # and nothing vanishes without a word
