"""The register of seals on the screen: refusals shown, the straight way clicked, both sides of a hand-over, the printed page."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jiuzhu.offices import scope
from jiuzhu.seals import queries, refusals
from jiuzhu.seals.models import Seal, Signal
from jiuzhu.web import clock
from tests import people
from tests import seals as made

TODAY = date(2026, 9, 1)
Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    made.papers_in(tmp_path, settings, monkeypatch)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 15))


@pytest.fixture
def seal(county: people.County) -> Seal:
    with scope.whole_county():
        made.ready(county)
        return made.kept(county)


def send(client: Client, path: str, **typed: Any) -> Any:
    return client.post(path, {"once": uuid.uuid4().hex, **typed})


def words(answer: Any) -> str:
    return str(answer.content.decode())


def seal_of(pk: int) -> Seal:
    with scope.whole_county():
        return queries.get(pk)


def test_from_the_application_to_the_issue_on_the_screen(county: people.County, desk: Desk) -> None:
    registrar, head = desk("supervisor"), desk("bureau")
    assert "没有符合条件的印章" in words(registrar.get("/office/seals/"))
    form = {"kind": "special", "area": people.TOWNSHIP, "text": "新泰市民政局委托事项专用章", "applying_office": "新汶街道办事处",
            "purpose": "委托事项的决定", "basis": "放权委托书"}  # fmt: skip
    assert desk("chief").get("/office/seals/apply").status_code == 403
    answer = send(registrar, "/office/seals/apply", **form)
    assert answer.status_code == 303
    page = answer["Location"]
    pk = int(page.split("/")[-2])
    assert "steps/approved" not in words(registrar.get(page)) and "steps/approved" in words(head.get(page))
    wrong = send(head, f"{page}steps/approved", opinion="同意", password="not-hers")
    assert wrong.status_code == 422 and seal_of(pk).state == "applied"
    assert send(head, f"{page}steps/approved", opinion="同意", password=people.PASSWORD).status_code == 303
    early = send(registrar, f"{page}steps/issued", announced_in="新民〔2026〕1号")
    assert early.status_code == 422 and "已批准刻制" in words(early)
    filed = {
        "police_office": "公安局",
        "filing_number": "3709820000001",
        "shop": "指定店",
        "filed_on": "2026-09-01",
    }
    assert send(registrar, f"{page}steps/filed", **filed).status_code == 303
    assert send(registrar, f"{page}steps/suspended", reason="x").status_code == 422
    assert registrar.get(f"{page}steps/nonsense").status_code == 404
    assert "3709820000001" in words(registrar.get(page))


def test_both_sides_confirm_with_their_own_passwords(seal: Seal, desk: Desk, county: people.County) -> None:
    page = f"/office/seals/{seal.pk}/"
    chief, head = desk("chief"), desk("head")
    form = {
        "receiver": county.head.staff_number,
        "condition": "完好",
        "until": "2026-09-05",
        "reason": "出差",
    }
    refused = send(
        head, f"{page}hand-over", **form | {"receiver": county.chief.staff_number}, password=people.PASSWORD
    )
    assert refused.status_code == 422 and "郑守约保管" in words(refused)
    assert send(chief, f"{page}hand-over", **form, password="wrong").status_code == 422
    answer = send(chief, f"{page}hand-over", **form, password=people.PASSWORD)
    assert answer.status_code == 303
    handover = answer["Location"]
    assert "等待崔知远确认" in words(chief.get("/office/seals/"))
    assert "等您确认" in words(head.get("/office/seals/"))
    assert "签字接收" not in words(chief.get(handover)) and "签字接收" in words(head.get(handover))
    assert (
        send(chief, handover, password=people.PASSWORD).status_code == 422
    )  # she cannot confirm for the other side
    assert send(head, handover, password=people.PASSWORD).status_code == 303
    with scope.whole_county():
        held = queries.custodian(seal, people.at(TODAY, 16))
    assert held is not None and held.officer == county.head and held.temporary
    assert "双方已签字" in words(head.get(handover)) and "（临时）" in words(head.get(page))


def test_a_declined_handover_says_so(seal: Seal, desk: Desk, county: people.County) -> None:
    answer = send(desk("chief"), f"/office/seals/{seal.pk}/hand-over", receiver=county.head.staff_number, condition="完好",
                  until="2026-09-05", reason="出差", password=people.PASSWORD)  # fmt: skip
    assert send(desk("head"), f"{answer['Location']}decline", reason="我也要出差").status_code == 303
    assert "没有进行" in words(desk("head").get(answer["Location"]))


def test_the_use_register_is_read_filtered_printed_and_exported(
    seal: Seal, desk: Desk, county: people.County
) -> None:
    with scope.whole_county():
        for number, title in enumerate(("给予决定书", "=HYPERLINK(1)", "不予决定书")):
            made.use(seal, made.decided(county, on=TODAY), county.chief, on=TODAY, minute=number, title=title)
    chief, page = desk("chief"), f"/office/seals/{seal.pk}/uses"
    assert "给予决定书" in words(chief.get(f"/office/seals/{seal.pk}/"))
    assert all(title in words(chief.get("/office/seals/register")) for title in ("给予决定书", "不予决定书"))
    assert "不予决定书" not in words(chief.get(page, {"words": "给予"}))
    assert "没有符合条件的用印" in words(chief.get(page, {"since": "2026-09-02"}))
    with scope.whole_county():
        use = queries.uses(seal).get(number=1)
    assert "罗安甲" in words(chief.get(f"/office/seals/uses/{use.pk}/"))
    assert send(chief, f"/office/seals/uses/{use.pk}/void", reason="印章不清").status_code == 303
    assert "印章不清" in words(chief.get(f"/office/seals/uses/{use.pk}/"))
    lines = chief.get(f"{page}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("编号,用印时间,文书名称") and len(lines) == 4
    assert ",'=HYPERLINK(1)," in lines[2] and lines[1].endswith("印章不清")
    printed = send(chief, f"/office/seals/{seal.pk}/print")
    body = chief.get(printed["Location"])
    assert body["Content-Type"] == "application/pdf" and body.content.startswith(b"%PDF")
    assert desk("neighbour_chief").get(printed["Location"]).status_code == 404
    assert desk("clerk").get("/office/seals/register").status_code == 403


def test_a_neighbour_sees_neither_seal_nor_use_nor_signal(
    seal: Seal, desk: Desk, county: people.County
) -> None:
    with scope.whole_county():
        use = made.use(seal, made.decided(county, on=TODAY), county.chief, on=TODAY)
        handover = queries.handovers(seal)[0]
    neighbour = desk("neighbour_chief")
    for path in (f"seals/{seal.pk}/", f"seals/{seal.pk}/uses", f"seals/{seal.pk}/uses.csv", f"seals/uses/{use.pk}/",
                 f"seals/handovers/{handover.pk}/"):  # fmt: skip
        assert neighbour.get(f"/office/{path}").status_code == 404
    assert seal.number not in words(neighbour.get("/office/seals/"))


def test_a_signal_is_read_with_its_evidence_and_closed(seal: Seal, desk: Desk, county: people.County) -> None:
    with scope.whole_county():
        with pytest.raises(refusals.NotTheCustodian):
            made.use(seal, made.decided(county, on=TODAY), county.head, on=TODAY)
        signal = Signal.objects.get()
    assert desk("chief").get("/office/seals/signals/").status_code == 403
    registrar, page = desk("supervisor"), f"/office/seals/signals/{signal.pk}/"
    assert "非保管人试图用印" in words(registrar.get("/office/seals/signals/"))
    assert "崔知远" in words(registrar.get(page)) and "郑守约" in words(registrar.get(page))
    assert send(registrar, page, outcome="careless", text="误点，已提醒").status_code == 303
    assert "没有需要核查的提示" in words(registrar.get("/office/seals/signals/"))
    assert "误点，已提醒" in words(registrar.get(page))
    again = send(registrar, page, outcome="misuse", text="再来")
    assert again.status_code == 422 and "已有处理结论" in words(again)


def test_the_pages_speak_english_too(seal: Seal, desk: Desk) -> None:
    registrar = desk("supervisor")
    registrar.post("/language/", {"language": "en", "next": "/"})
    registrar.cookies["django_language"] = "en"
    page = words(registrar.get(f"/office/seals/{seal.pk}/"))
    assert "special seal for delegated matters" in page and "in use" in page and "Withdraw" in page
