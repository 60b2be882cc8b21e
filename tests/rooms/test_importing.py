"""Existing recipients from a sheet: every fault by name at its row, good households once."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from jiuzhu.cases.models import Case
from jiuzhu.entitlements.models import Amount, Beneficiary, Entitlement
from jiuzhu.households import actions as households
from jiuzhu.households.models import Account, Household, Person
from jiuzhu.journey import import_sheet, importing
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.values import bank_accounts, citizen_id
from tests import people

ON = date(2026, 9, 17)
HEADINGS = [column.zh for column in import_sheet.COLUMNS]


def number(order: int = 0, born_on: date = date(1960, 1, 1), sex: Any = "female") -> str:
    return citizen_id.invent("370982", born_on.replace(day=1 + order // 50), sex, order % 50).number


def row(key: str = "XW-0001", order: int = 0, **more: Any) -> dict[str, Any]:
    """A householder; ``more`` by the keys of the columns, None leaves a cell empty."""
    told = {
        "household": key, "village": "东山社区", "item": "城市低保", "relation": "本人", "name": "示例甲",
        "citizen_id": number(order), "amount": "820", "since": "2024-03", "bank": "新泰农商银行",
        "account": bank_accounts.invent(order + 1), "phone": "13800000001", "address": "东山社区 3 号楼",
    }  # fmt: skip
    return {name: value for name, value in (told | more).items() if value is not None}


def child(key: str = "XW-0001", order: int = 0, **more: Any) -> dict[str, Any]:
    told = {
        "household": key,
        "relation": "子",
        "name": "示例小",
        "citizen_id": number(order, date(2015, 6, 7), "male"),
    }
    return {name: value for name, value in (told | more).items() if value is not None}


def grid(*rows: dict[str, Any], headings: list[str] | None = None) -> list[list[Any]]:
    names = headings or HEADINGS
    keys = {column.zh: column.key for column in import_sheet.COLUMNS}
    return [names, *([one.get(keys.get(name.rstrip("*"), ""), "") for name in names] for one in rows)]


def workbook(cells: list[list[Any]], *, merged: tuple[int, int, int, int] | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, values in enumerate(cells):
        for place, value in enumerate(values):
            sheet.write(line, place, value)
    if merged:
        sheet.merge_range(*merged, cells[merged[0]][merged[1]])
    book.close()
    return out.getvalue()


def text(cells: list[list[Any]], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(cells)
    return out.getvalue().encode(encoding)


def read_back(body: bytes) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def send(where: people.County, body: bytes, actor: Any = None, **more: Any) -> importing.Imported:
    return importing.import_households(
        body, area=people.COUNTY, actor=actor or where.policy, on=ON, at=people.at(ON), **more
    )


def refused(where: people.County, *rows: dict[str, Any]) -> dict[int, str]:
    """The reasons at each row; nothing was entered."""
    done = send(where, workbook(grid(*rows)))
    assert (done.entered, Case.objects.count(), Household.objects.count()) == (0, 0, 0)
    assert {result for result, _reason in done.results.values()} == {"未导入"}
    return {line: reason for line, (_result, reason) in done.results.items()}


def test_who_may_not_import_is_told_before_anything_is_read(where: people.County) -> None:
    with pytest.raises(NotYourPower):
        send(where, b"anything", actor=where.clerk)


@pytest.mark.parametrize(
    "body", [b"\x00\x01\x02\x03" * 40, b"%PDF-1.7 \xff\xfe\x00", b"PK\x03\x04 no workbook", b""]
)
def test_a_file_of_the_wrong_kind(where: people.County, body: bytes) -> None:
    with pytest.raises(import_sheet.SheetUnreadable):
        send(where, body)


def test_missing_headings_are_named(where: people.County) -> None:
    left = [name for name in HEADINGS if name not in ("姓名", "每月金额（元）")]
    with pytest.raises(import_sheet.HeadingsMissing) as raised:
        send(where, workbook(grid(row(), headings=left)))
    assert "姓名、每月金额（元）" in raised.value.text()


def test_a_heading_that_stands_twice(where: people.County) -> None:
    with pytest.raises(import_sheet.HeadingTwice) as raised:
        send(where, workbook(grid(row(), headings=[*HEADINGS, "姓名"])))
    assert "姓名" in raised.value.text()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"citizen_id": 370982196001010000.0}, "末几位已经丢失"),
        ({"citizen_id": number()[:-1] + ("1" if number()[-1] != "1" else "2")}, "校验"),
        ({"citizen_id": "37098219600131"}, "18"),
        ({"amount": "-820"}, "金额"),
        ({"amount": "99999999"}, "金额"),
        ({"amount": "0"}, "金额"),
        ({"amount": "八百"}, "金额"),
        ({"village": "不存在村"}, "不存在村"),
        ({"item": "中城低保"}, "中城低保"),
        ({"relation": "邻居家的"}, "邻居家的"),
        ({"name": "好" * 200}, "姓名"),
        ({"name": "示例😀"}, "姓名"),
        ({"since": "2027-01"}, "起始月"),
        ({"since": "1902-01"}, "1993"),
        ({"since": "春天"}, "月"),
        ({"account": "12"}, "账号"),
        ({"bank": None}, "开户银行"),
        ({"citizen_id": None}, "性别"),
        ({"citizen_id": None, "sex": "女", "born_on": "春天"}, "春天"),
        ({"citizen_id": None, "sex": "女", "born_on": "1960-01-01"}, "身份证号"),
        ({"sex": "男"}, "性别"),
        ({"born_on": "1961-01-01"}, "出生日期"),
        ({"household": None}, "户编号"),
        ({"amount": None}, "每月金额"),
    ],
)
def test_a_bad_cell_is_named_at_its_row(where: people.County, wrong: dict[str, Any], said: str) -> None:
    reasons = refused(where, row(**wrong))
    assert said in reasons[2], reasons


def test_one_bad_row_keeps_its_household_out_whole(where: people.County) -> None:
    reasons = refused(where, row(), child(name="好" * 200))
    assert "整户未导入" in reasons[2]
    assert "姓名" in reasons[3]


def test_merged_cells(where: people.County) -> None:
    cells = grid(row(), child(), row("XW-0002", 5))
    done = send(where, workbook(cells, merged=(1, 0, 2, 0)))
    assert "合并单元格" in done.results[2][1]
    assert "合并单元格" in done.results[3][1]
    assert done.results[4][1] == ""


def test_the_same_person_in_two_households_of_the_file(where: people.County) -> None:
    reasons = refused(where, row("A"), row("B"))
    assert "第3行" in reasons[2]
    assert "第2行" in reasons[3]


def test_the_same_person_twice_in_one_household(where: people.County) -> None:
    reasons = refused(where, row(), child(order=1), child(order=1))
    assert "第4行" in reasons[3]


def test_nobody_is_the_householder(where: people.County) -> None:
    assert "本人" in refused(where, row(relation="子"))[2]


def test_two_householders(where: people.County) -> None:
    assert "申请人" in refused(where, row(), row(order=1, relation="户主", name="示例乙"))[3]


def test_a_person_of_another_household_of_the_county(where: people.County) -> None:
    member = households.Member("m", "示例甲", "01", "female", date(1960, 1, 1), number())
    told = {"actor": where.clerk, "on": ON, "at": people.at(ON)}
    households.register(
        area=where.areas[f"{people.NEIGHBOUR}201"], address="", hukou_kind="rural", members=[member], **told
    )
    done = send(where, workbook(grid(row(order=7), child(citizen_id=number(), relation="父亲"))))
    assert "槐树村" in done.results[3][1]
    assert done.entered == 0


def test_a_person_who_died(where: people.County) -> None:
    gone = Person.objects.create(
        citizen_id=number(), name="示例甲", sex="female", born_on=date(1960, 1, 1), died_on=date(2026, 1, 2)
    )
    assert "死亡" in refused(where, row())[2]
    gone.refresh_from_db()


def test_a_household_with_a_running_application(where: people.County) -> None:
    """Whoever is on the road or paid already is not taken over a second time under another number."""
    assert send(where, workbook(grid(row("A")))).entered == 1
    done = send(where, workbook(grid(row("B"))))
    assert (done.entered, done.refused) == (0, 1)
    assert Case.objects.get().number in done.results[2][1]


def test_good_households_enter_once_however_often_the_file_is_sent(where: people.County) -> None:
    body = workbook(
        grid(child(), row(), row("XW-0002", 5, item="农村低保", village="柳行村", account=None, bank=None))
    )
    first = send(where, body)
    assert (first.entered, first.known, first.refused) == (2, 0, 0)
    again = send(where, body)
    assert (again.entered, again.known, again.refused) == (0, 2, 0)
    assert (Case.objects.count(), Entitlement.objects.count(), Beneficiary.objects.count()) == (2, 2, 3)
    case = Case.objects.get(item_code="MZ01-01")
    assert (case.legacy, case.stage, case.applicant_name, case.household_size) == (
        True,
        "receiving",
        "示例甲",
        2,
    )
    assert Amount.objects.get(entitlement__case=case).amount_fen == 82_000
    assert Entitlement.objects.get(case=case).starts_on == date(2024, 3, 1)
    assert case.household.accounts.get().holder.name == "示例甲"
    assert Account.objects.count() == 1


def test_columns_in_any_order_in_gb18030(where: people.County) -> None:
    """A county's own export: another order, a column that we do not know, stars in headings, rare characters."""
    names = ["备注", *reversed(HEADINGS)]
    names[names.index("姓名")] = "姓名*"
    body = text(grid(row(name="示例㐂", citizen_id=f" {number().lower()} "), headings=names), "gb18030")
    done = send(where, body)
    assert (done.entered, done.refused) == (1, 0), done.results
    assert Case.objects.get().applicant_name == "示例㐂"


def test_dates_and_numbers_as_excel_keeps_them(where: people.County) -> None:
    cells = grid(
        row(amount=820.5, citizen_id=None, sex="女", born_on="x", since="x", relation="本人"), child()
    )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, as_date = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for line, values in enumerate(cells):
        for place, value in enumerate(values):
            sheet.write(line, place, value)
    sheet.write_datetime(1, HEADINGS.index("出生日期"), date(2015, 1, 31), as_date)
    sheet.write_datetime(1, HEADINGS.index("享受起始月"), date(2024, 3, 1), as_date)
    book.close()
    done = send(where, out.getvalue())
    assert done.entered == 1, done.results
    assert Amount.objects.get().amount_fen == 82_050


def test_killed_half_way_and_sent_again(where: people.County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed within the second lot: the first stands, the second never was, and nothing comes twice."""
    body = workbook(grid(*(row(f"K{place}", place) for place in range(60))))
    entered = iter(range(1000))
    enter = importing._enter

    class Killed(RuntimeError): ...

    def killed_at_33(*told: Any) -> str:
        if next(entered) == 33:
            raise Killed
        return enter(*told)

    monkeypatch.setattr(importing, "_enter", killed_at_33)
    with pytest.raises(Killed):
        send(where, body)
    assert Case.objects.count() == Entitlement.objects.count() == importing.TOGETHER
    done = send(where, body)
    assert (done.entered, done.known) == (60 - importing.TOGETHER, importing.TOGETHER)
    assert Case.objects.count() == Entitlement.objects.count() == Household.objects.count() == 60


def test_progress_is_told_after_every_commit(where: people.County) -> None:
    told: list[tuple[int, int]] = []
    send(
        where,
        workbook(grid(*(row(f"K{place}", place) for place in range(30)))),
        progress=lambda *now: told.append(now),
    )
    assert told == [(25, 30), (30, 30)]


def test_the_answered_workbook_is_corrected_and_sent_again(where: people.County) -> None:
    done = send(where, workbook(grid(row("A"), row("B", 5, village="不存在村"))))
    cells = read_back(done.workbook)
    assert cells[0][-2:] == ["导入结果", "原因"]
    assert cells[1][-2].startswith("已导入")
    assert "不存在村" in cells[2][-1]
    assert cells[2][HEADINGS.index("公民身份号码")] == number(5)
    cells[2][HEADINGS.index("村（社区）")] = "东山社区"
    again = send(where, workbook(cells))
    assert (again.entered, again.known, again.refused) == (1, 1, 0)
    assert read_back(again.workbook)[0].count("导入结果") == 1


def test_the_template_is_a_sheet_that_we_read(where: people.County) -> None:
    body = importing.template(people.COUNTY)
    headings, rows = import_sheet.read(body)
    assert headings == HEADINGS
    assert len(rows) == 1
    lists = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(1).to_python()
    assert "东山社区" in [line[0] for line in lists]
