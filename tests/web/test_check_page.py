"""Anybody may ask whether a paper is ours, whole, and still stands; nobody learns more than everybody may know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiuzhu.commands import document
from jiuzhu.documents import actions as documents
from jiuzhu.documents import queries as papers
from jiuzhu.documents.models import StoredFile
from jiuzhu.journey import papers_of_decision, sealing
from jiuzhu.offices import scope
from jiuzhu.seals import authority
from jiuzhu.seals import queries as seals
from jiuzhu.seals.models import Use
from jiuzhu.web import clock
from jiuzhu.web.portal.follow import views as follow
from tests import people, road
from tests import seals as made
from tests.seals import CHECKED, told

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 11))
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()


@pytest.fixture
def real(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A county with an authority of its own: its seals can be checked by anybody."""
    settings.VAR = tmp_path
    authority.load.cache_clear()
    authority.create("新泰市", at=people.at(made.SINCE))
    yield
    authority.load.cache_clear()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the pages are asked: seals without cryptography."""
    made.quickly(monkeypatch)


@pytest.fixture
def decision(county: people.County) -> Any:
    with scope.whole_county():
        road.standard(county)
        people.letter(county)
        made.kept(county)
        return made.decided(county, on=TODAY)


@pytest.fixture
def sealed(county: people.County, decision: Any) -> Any:
    with scope.whole_county():
        paper = papers_of_decision.paper_of(decision.case, decision)
        return sealing.seal_decision(
            decision.case,
            decision,
            checklist=CHECKED,
            seen=sealing.digest_of(paper),
            **told(county.chief, TODAY, 11),
        )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def look(paper: Any, client: Client | None = None) -> str:
    answer = (client or Client()).get(reverse("portal:check-code", args=[paper.shown_code]))
    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"]
    return text(answer)


def upload(body: bytes, code: str = "", name: str = "paper.pdf") -> Any:
    file = SimpleUploadedFile(name, body, "application/pdf")
    return Client().post(reverse("portal:check-file"), {"paper": file, "code": code})


@pytest.mark.usefixtures("quick")
def test_the_code_tells_who_sealed_it_under_which_letter_and_nothing_of_the_household(sealed: Any) -> None:
    page = look(sealed)
    for said in (
        "有效",
        "新泰市民政局",
        "新泰民救新汶决〔2026〕1号",
        "委托事项专用章",
        "新汶街道办事处",
        "新民委〔2019〕002号",
        "罗**",
        "2026年9月1日",
    ):
        assert said in page, said
    for kept in ("罗安", sealed.case_number, "370982****", "500.00", "郑守约"):
        assert kept not in page, kept
    english = Client(headers={"accept-language": "en"})
    english.cookies["django_language"] = "en"
    assert "valid: issued here" in look(sealed, english)


def test_an_unknown_code_and_nonsense_are_told_so(db: None) -> None:
    for code in ("7KQ2M-F4X9A-00000-11111-222222", "x", "张三", "0" * 26, "%3Cscript%3E"):
        answer = Client().get(f"/check/{code}")
        assert answer.status_code == 200, code
        assert "查无此件" in text(answer)
    assert Client().get("/check/").status_code == 200
    assert Client().get("/check/?code=7kq2m/f4").headers["Location"].startswith("/check/7kq2m")
    assert Client().get("/check/root.crt").status_code in (200, 404)


@pytest.mark.usefixtures("quick")
def test_a_void_and_a_replaced_paper_are_told_so(county: people.County, sealed: Any, decision: Any) -> None:
    with scope.whole_county():
        sealing.revoke_paper(sealed, reason="写错了罗安甲的住址", **told(county.chief, TODAY, 12))
    page = look(sealed)
    assert "已作废" in page
    assert "罗安甲" not in page  # the reason stays inside
    with scope.whole_county():
        from jiuzhu.seals import actions as register

        register.void(Use.objects.get(), reason="重发", **told(county.chief, TODAY, 12))
        paper = papers_of_decision.paper_of(decision.case, decision)
        second = sealing.seal_decision(
            decision.case,
            decision,
            checklist=CHECKED,
            seen=sealing.digest_of(paper),
            **told(county.chief, TODAY, 13),
        )
    assert "有效" in look(second)
    answer = upload(papers.read(sealed.file))
    assert "已作废" in text(answer)


@pytest.mark.usefixtures("real")
def test_a_file_is_whole_or_changed_or_unknown(sealed: Any) -> None:
    body = papers.read(sealed.file)
    assert b"-----BEGIN CERTIFICATE-----" in Client().get("/check/root.crt").content
    assert "逐字节相同" in text(upload(body))
    assert "委托事项专用章" in text(upload(body))
    for changed in (body + b"\n", body[:2000] + bytes([body[2000] ^ 1]) + body[2001:]):
        for code in ("", sealed.shown_code):  # the seal's own signature tells, and so does the code
            told_of = text(upload(changed, code))
            assert "已被改动" in told_of
            assert "逐字节相同" not in told_of
    assert "查无此件" in text(upload(b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
    refused = upload(b"hello", name="x.pdf")
    assert refused.status_code == 422
    assert "不是 PDF" in text(refused)


def test_papers_without_a_seal_are_found_by_their_code(county: people.County) -> None:
    with scope.whole_county():
        receipt = documents.issue(
            documents.draft("receipt", {"office": "新汶街道办事处"}, at=people.at(TODAY)), kind="receipt", title="受理通知书",
            name="受理通知书.pdf", issuer="新汶街道办事处", area_code=people.TOWNSHIP, addressee="罗安甲", dated_on=TODAY,
            actor=county.clerk, at=people.at(TODAY),
        )  # fmt: skip
    page = look(receipt)
    assert "这类文书不盖章" in page
    assert "罗**" in page


@pytest.mark.usefixtures("quick")
def test_the_pace_is_modest(db: None) -> None:
    client = Client()
    answers = [client.get("/check/x").status_code for _ in range(62)]
    assert answers[:60] == [200] * 60
    assert answers[60:] == [429, 429]


@pytest.mark.usefixtures("quick")
def test_the_api_tells_the_same(sealed: Any) -> None:
    said = Client().get(f"/api/check/{sealed.shown_code}").json()
    assert (said["verdict"], said["number"], said["addressee"]) == ("standing", sealed.number, "罗**")
    file = SimpleUploadedFile("a.pdf", papers.read(sealed.file) + b"x", "application/pdf")
    told_of = Client().post("/api/check", {"file": file, "code": sealed.code}).json()
    assert told_of["verdict"] == "changed"
    assert Client().get("/api/check/nothing").json()["verdict"] == "unknown"


@pytest.mark.usefixtures("quick")
def test_the_command_tells_the_same_and_its_exit_code_says_whether_to_trust(
    sealed: Any, tmp_path: Path
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers.read(sealed.file))
    with scope.whole_county():
        good = CliRunner().invoke(document.command, ["check", str(path)])
        path.write_bytes(path.read_bytes() + b" ")
        bad = CliRunner().invoke(document.command, ["check", str(path), "--code", sealed.code, "--json"])
    assert (good.exit_code, bad.exit_code) == (0, 1)
    for said in ("逐字节相同", sealed.number, "委托事项专用章", "新民委〔2019〕002号"):
        assert said in good.output
    assert json.loads(bad.output)["verdict"] == "changed"


# --- the household ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_the_household_finds_its_papers_on_its_own_page(county: people.County, sealed: Any) -> None:
    client = Client()
    wrong = client.post(reverse("portal:follow"), {"number": sealed.case_number, "code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    assert "查询码不对" in text(wrong)
    session = client.session
    session[follow.KEY] = {"number": sealed.case_number, "at": clock.now().timestamp()}
    session.save()
    page = text(client.get(reverse("portal:own-case")))
    assert sealed.title in page
    paper = client.get(reverse("portal:own-paper", args=[sealed.file_id]))
    assert paper.content == papers.read(sealed.file)
    with scope.whole_county():
        inside = StoredFile.objects.get(case_number=sealed.case_number, kind="unsealed")
    assert client.get(reverse("portal:own-paper", args=[inside.pk])).status_code == 404


# --- the custodian's desk ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_the_custodian_reads_ticks_and_seals(
    county: people.County, desk: Callable[[str], Client], decision: Any
) -> None:
    about = papers_of_decision.about_of(decision)
    page = reverse("office:sealing-paper", args=[about])
    chief = desk("chief")
    assert "打开核对" in text(chief.get(reverse("office:sealing")))
    assert "决定已签署，还没有用印" in text(chief.get(reverse("office:case", args=[decision.case.number])))
    shown = chief.get(page)
    assert 'type="checkbox"' in text(shown)
    assert "checked" not in text(shown).split("<form", 1)[-1]  # nothing is ticked beforehand
    assert chief.get(reverse("office:sealing-preview", args=[about])).content.startswith(b"%PDF-1.7")
    assert chief.get(reverse("office:sealing-page", args=[about, 1])).content.startswith(b"\x89PNG")
    assert chief.get(reverse("office:sealing-page", args=[about, 9])).status_code == 404
    with scope.whole_county():
        seen = sealing.digest_of(papers_of_decision.paper_of(decision.case, decision))
    ticks = dict.fromkeys(CHECKED, "on")
    form = {"once": "a", "seen": seen, "act": "seal", "password": people.PASSWORD}
    assert chief.post(page, form).status_code == 422  # nothing ticked
    wrong = chief.post(page, form | ticks | {"password": "wrong-password-1"})
    assert wrong.status_code == 422
    with scope.whole_county():
        assert sealing.paper_issued(decision) is None
    assert chief.post(page, form | ticks).status_code == 303
    assert chief.post(page, form | ticks).status_code == 303  # the same form again: sealed once
    with scope.whole_county():
        issued = sealing.paper_issued(decision)
        assert Use.objects.count() == 1
    case_page = text(desk("clerk").get(reverse("office:case", args=[decision.case.number])))
    for said in (issued.number, issued.shown_code, "登记送达"):
        assert said in case_page
    assert chief.post(page, form | ticks | {"once": "b"}).status_code == 422


@pytest.mark.usefixtures("quick")
def test_a_stack_is_sealed_with_one_password(
    county: people.County, desk: Callable[[str], Client], decision: Any
) -> None:
    with scope.whole_county():
        both = [decision, made.decided(county, on=TODAY)]
    chief = desk("chief")
    stack = reverse("office:sealing-stack")
    for number, one in enumerate(both):
        with scope.whole_county():
            seen = sealing.digest_of(papers_of_decision.paper_of(one.case, one))
        about = papers_of_decision.about_of(one)
        early = chief.post(stack, {"once": f"e{number}", "about": about, "password": people.PASSWORD})
        assert early.status_code == 422  # not read and checked yet
        form = dict.fromkeys(CHECKED, "on") | {"once": f"c{number}", "seen": seen, "act": "stack"}
        assert chief.post(reverse("office:sealing-paper", args=[about]), form).status_code == 303
    form = {"once": "s", "about": [papers_of_decision.about_of(one) for one in both]}
    assert chief.post(stack, form | {"password": "wrong-password-1"}).status_code == 422
    assert chief.post(stack, form | {"password": people.PASSWORD}).status_code == 303
    with scope.whole_county():
        assert [use.number for use in seals.uses().order_by("number")] == [1, 2]
    assert "没有等待用印的决定" in text(chief.get(reverse("office:sealing")))


@pytest.mark.usefixtures("quick")
def test_delivery_and_revocation_on_their_pages(
    county: people.County, desk: Callable[[str], Client], sealed: Any
) -> None:
    clerk = desk("clerk")
    assert sealed.number in text(clerk.get(reverse("office:delivering")))
    page = reverse("office:issued-delivery", args=[sealed.code])
    assert clerk.get(page).status_code == 200
    form = {
        "how": "handed",
        "to_whom": "罗安甲",
        "relation": "本人",
        "delivered_on": "2026-09-01",
        "once": "d",
    }
    assert clerk.post(page, form | {"delivered_on": "2026-09-02"}).status_code == 422
    slip = SimpleUploadedFile("回证.png", b"\x89PNG\r\n\x1a\nbroken", "image/png")
    assert clerk.post(page, form | {"proof": slip, "once": "p"}).status_code == 422  # a broken photograph
    assert clerk.post(page, form).status_code == 303
    assert "没有等待送达的决定" in text(clerk.get(reverse("office:delivering")))
    revoke = reverse("office:issued-revoke", args=[sealed.code])
    assert clerk.get(revoke).status_code == 403
    chief = desk("chief")
    assert chief.post(revoke, {"reason": "错发", "password": people.PASSWORD, "once": "r"}).status_code == 303
    assert "已作废" in text(chief.get(reverse("office:case", args=[sealed.case_number])))
    assert desk("neighbour_chief").get(revoke).status_code == 404


@pytest.mark.usefixtures("quick")
def test_the_api_seals_and_delivers(
    county: people.County, desk: Callable[[str], Client], decision: Any
) -> None:
    about = papers_of_decision.about_of(decision)
    chief = desk("chief")
    assert [one["about"] for one in chief.get("/api/sealing").json()] == [about]
    read = chief.get(f"/api/sealing/{about}").json()
    assert read["blanks"] == []
    headers = {"X-Signing-Password": people.PASSWORD, "Idempotency-Key": "k"}
    body = {"seen": read["seen"], "checklist": dict.fromkeys(read["checklist"], True)}
    for _ in range(2):
        answer = chief.post(f"/api/sealing/{about}", body, content_type="application/json", headers=headers)
        assert answer.status_code == 200, answer.content.decode()
    issued = answer.json()
    told_of = {"how": "posted", "to_whom": "罗安甲", "delivered_on": "2026-09-01"}
    answer = desk("clerk").post(
        f"/api/issued/{issued['code']}/delivery",
        told_of,
        content_type="application/json",
        headers={"Idempotency-Key": "d"},
    )
    assert answer.json()["delivered_on"] == "2026-09-01"
    of_case = chief.get(f"/api/cases/{decision.case.number}/issued").json()
    assert [one["number"] for one in of_case] == [issued["number"]]
