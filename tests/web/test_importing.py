"""Handing in a sheet of existing recipients: who may, what comes back, what happens in the background."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jiuzhu.cases.models import Case
from jiuzhu.households.models import Sheet
from jiuzhu.journey import import_running, importing
from jiuzhu.offices import scope
from tests import people
from tests.rooms import test_importing as sheets

Desk = Callable[[str], Client]
ADDRESS = "/office/import/"


def post(client: Client, body: bytes, name: str = "在享家庭.xlsx", once: str = "") -> Any:
    if not once:
        once = re.search(r'name="once" value="([^"]+)"', client.get(ADDRESS).content.decode())[1]  # type: ignore[index]
    return client.post(ADDRESS, {"once": once, "file": SimpleUploadedFile(name, body)})


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["clerk", "chief", "cashier", "auditor"])
def test_without_the_power_nothing_of_it_is_open(desk: Desk, who: str) -> None:
    client = desk(who)
    for name in ("imports", "import-template"):
        assert client.get(reverse(f"office:{name}")).status_code == 403
    assert client.post(ADDRESS, {"once": "x", "file": io.BytesIO(b"x")}).status_code == 403
    assert Sheet.objects.count() == 0


def test_a_file_of_the_wrong_kind_or_without_headings_is_refused_on_the_page(desk: Desk) -> None:
    client = desk("policy")
    assert "打不开这个文件" in post(client, b"\x00\x01\x02" * 50).content.decode()
    answer = post(client, sheets.workbook([["姓名"], ["示例甲"]]))
    assert answer.status_code == 422
    assert "表头缺少" in answer.content.decode()
    with scope.whole_county():
        assert Sheet.objects.count() == 0


def test_a_small_sheet_is_through_at_once_and_a_double_click_changes_nothing(desk: Desk) -> None:
    client = desk("policy")
    body = sheets.workbook(sheets.grid(sheets.row("A"), sheets.row("B", 5, village="不存在村")))
    first = post(client, body, once="7b8d9c9e-0000-4000-8000-000000000001")
    again = post(client, body, once="7b8d9c9e-0000-4000-8000-000000000001")
    assert (first.status_code, first["Location"]) == (303, again["Location"])
    with scope.whole_county():
        found = Sheet.objects.get()
        assert (found.entered, found.known, found.refused, Case.objects.count()) == (1, 0, 1, 1)
    assert "下载带结果的表格" in page(client, first["Location"])
    answer = client.get(reverse("office:import-result", args=[found.pk]))
    cells = sheets.read_back(answer.content)
    assert "不存在村" in cells[2][-1]
    assert "在享家庭.xlsx" in page(client, ADDRESS)
    assert client.get(reverse("office:import-progress", args=[found.pk])).json()["done"] is True


def test_a_long_sheet_goes_on_in_the_background_where_it_was_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk("policy")
    rows = [sheets.row(f"L{place}", place) for place in range(import_running.ROWS_AT_ONCE + 1)]
    answer = post(client, sheets.workbook(sheets.grid(*rows)))
    assert ProcrastinateJob.objects.filter(task_name="every_few_minutes.sheets").count() == 1
    assert "data-watch" in page(client, answer["Location"])
    at = timezone.now()
    enter, entered = importing._enter, iter(range(1000))

    class Killed(RuntimeError): ...

    def killed_at_30(*told: Any) -> str:
        if next(entered) == 30:
            raise Killed
        return enter(*told)

    with scope.whole_county():
        monkeypatch.setattr(importing, "_enter", killed_at_30)
        with pytest.raises(Killed):
            import_running.run_waiting(timezone.localdate(), at)
        found = Sheet.objects.get()
        assert (found.households_done, found.finished_at) == (importing.TOGETHER, None)
    state = client.get(reverse("office:import-progress", args=[found.pk])).json()
    assert (state["done"], state["share"]) == (False, 40)
    with scope.whole_county():
        assert import_running.run_waiting(timezone.localdate(), at) == 1
        assert import_running.run_waiting(timezone.localdate(), at) == 0
        found.refresh_from_db()
        assert (found.entered + found.known, found.refused, Case.objects.count()) == (61, 0, 61)
    assert client.get(reverse("office:import-progress", args=[found.pk])).json()["done"] is True


def test_whoever_lost_the_power_meanwhile_imports_nothing(desk: Desk, county: people.County) -> None:
    client = desk("policy")
    rows = [sheets.row(f"L{place}", place) for place in range(import_running.ROWS_AT_ONCE + 1)]
    post(client, sheets.workbook(sheets.grid(*rows)))
    with scope.whole_county():
        today = timezone.localdate()
        county.policy.postings.update(stops_on=today)
        import_running.run_waiting(today, timezone.now())
        found = Sheet.objects.get()
        assert found.why
        assert Case.objects.count() == 0


def test_the_template_and_the_list_in_english(desk: Desk) -> None:
    client = desk("policy")
    body = client.get(reverse("office:import-template")).content
    assert [heading.rstrip("*") for heading in sheets.read_back(body)[0]] == sheets.HEADINGS
    client.cookies["django_language"] = "en"
    assert "Download the template" in page(client, ADDRESS)
