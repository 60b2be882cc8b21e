"""The counter's screens: nothing typed is lost, nothing happens twice, every mistake is told at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiuzhu.cases.models import Case
from jiuzhu.documents.models import StoredFile
from jiuzhu.intake import queries as intake
from jiuzhu.intake.models import Draft
from jiuzhu.web import clock
from tests import applying, people

Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def today() -> date:
    return clock.today()


def send(client: Client, page: str, /, *args: Any, **fields: Any) -> Any:
    return client.post(reverse(f"office:{page}", args=args), {"once": str(uuid4()), **fields})


def begin(client: Client) -> Draft:
    answer = send(client, "counter-new", item="MZ01-01", area=people.TOWNSHIP, channel="counter")
    assert answer.status_code == 303
    return Draft.objects.get()


def ask(client: Client, draft: Draft, page: str, fields: dict[str, str], **headers: str) -> Any:
    return client.post(reverse("office:counter-ask", args=[draft.pk, page]), fields, headers=headers)


def ready(county: people.County, **home: str) -> Draft:
    return applying.draft(county, today(), **home)


def test_who_may_not_draft_is_told_so(desk: Desk) -> None:
    answer = desk("cashier").get(reverse("office:counter"))
    assert answer.status_code == 403
    assert "offices.not-your-power" in answer.content.decode()
    assert Client().get(reverse("office:counter")).status_code == 302


def test_a_neighbours_draft_is_not_there(county: people.County, desk: Desk) -> None:
    draft = ready(county)
    for name in ("counter-draft", "counter-check"):
        assert desk("neighbour_clerk").get(reverse(f"office:{name}", args=[draft.pk])).status_code == 404
    answer = ask(desk("neighbour_clerk"), draft, "home", {"household.residence": "x"})
    assert answer.status_code == 404
    assert "卫芳菲" not in desk("neighbour_clerk").get(reverse("office:counter")).content.decode()


def test_members_are_added_by_number_and_kept_when_wrong(desk: Desk) -> None:
    clerk = desk("clerk")
    draft = begin(clerk)
    nothing = send(clerk, "counter-add", draft.pk, citizen_id="", name="")
    assert nothing.status_code == 200
    assert "请填写身份证号" in nothing.content.decode()
    wrong = applying.number(date(1985, 3, 4), "female")[:-1] + "?"
    assert (
        send(clerk, "counter-add", draft.pk, citizen_id=wrong, name="卫芳菲", relation="01").status_code
        == 303
    )
    page = clerk.get(reverse("office:counter-draft", args=[draft.pk])).content.decode()
    assert wrong in page
    assert "身份证号第 18 位" in page


def test_sex_and_birth_come_from_the_number(desk: Desk) -> None:
    clerk = desk("clerk")
    draft = begin(clerk)
    number = applying.number(date(1985, 3, 4), "female")
    send(clerk, "counter-add", draft.pk, citizen_id=number.lower(), name="卫芳菲", relation="01")
    page = clerk.get(reverse("office:counter-draft", args=[draft.pk])).content.decode()
    assert "<td>女</td>" in " ".join(page.split()).replace("<td> ", "<td>").replace(" </td>", "</td>")
    assert number in page


def test_a_double_click_adds_one_line(desk: Desk) -> None:
    clerk = desk("clerk")
    draft = begin(clerk)
    fields = {
        "once": str(uuid4()),
        "citizen_id": applying.number(date(1985, 3, 4), "female"),
        "name": "卫芳菲",
        "relation": "01",
    }
    first = clerk.post(reverse("office:counter-add", args=[draft.pk]), fields)
    again = clerk.post(reverse("office:counter-add", args=[draft.pk]), fields)
    assert first["Location"] == again["Location"]
    draft.refresh_from_db()
    assert draft.typed["members"] == "m1"


def test_every_field_is_saved_as_it_is_left(county: people.County, desk: Desk) -> None:
    clerk, draft = desk("clerk"), ready(county)
    answer = ask(
        clerk, draft, "m1-money", {"seen": str(draft.version), "m1.wage_fen": "-5"}, **{"X-Autosave": "1"}
    )
    assert answer.status_code == 200
    assert "负数" in answer.json()["wrong"]["m1.wage_fen"]
    draft.refresh_from_db()
    assert draft.typed["m1.wage_fen"] == "-5"
    page = clerk.get(reverse("office:counter-ask", args=[draft.pk, "m1-money"])).content.decode()
    assert 'value="-5"' in page
    assert "负数" in page


@pytest.mark.parametrize("typed", ["卫" * 200, "卫😀", "卫\U0002ebf0芳", "<script>alert(1)</script>"])
def test_odd_names_are_kept_and_told_at_the_field(county: people.County, desk: Desk, typed: str) -> None:
    clerk, draft = desk("clerk"), ready(county)
    answer = ask(clerk, draft, "m1", {"seen": str(draft.version), **_whole(draft, "m1"), "m1.name": typed})
    draft.refresh_from_db()
    assert draft.typed["m1.name"] == typed
    if typed == "卫\U0002ebf0芳":
        assert answer.status_code == 303
        assert "2EBF0" in clerk.get(reverse("office:counter-draft", args=[draft.pk])).content.decode()
    else:
        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'id="id_m1.name_error"' in page
        assert "<script>alert" not in page


def _whole(draft: Draft, who: str) -> dict[str, str]:
    return {path: text for path, text in draft.typed.items() if path.startswith(f"{who}.")}


def test_a_page_sent_without_script_saves_and_goes_on(county: people.County, desk: Desk) -> None:
    clerk, draft = desk("clerk"), ready(county)
    fields = {
        "seen": str(draft.version),
        **_whole(draft, "household"),
        "household.residence": "柳行村 8 号",
        "payee": "m1",
    }
    answer = ask(clerk, draft, "home", fields | {"household.cause": ["illness", "unemployment"]})  # type: ignore[dict-item]
    assert answer.status_code == 303
    assert answer["Location"].endswith("/ask/m1")
    draft.refresh_from_db()
    assert draft.typed["household.residence"] == "柳行村 8 号"
    assert draft.typed["household.cause"] == "illness unemployment"


def test_two_clerks_on_one_draft_keep_both_values(county: people.County, desk: Desk) -> None:
    draft = ready(county)
    seen = {
        "seen": str(draft.version),
        **_whole(draft, "household"),
        "payee": "m1",
        "household.cause": ["illness", "unemployment"],
    }
    assert ask(desk("clerk"), draft, "home", seen | {"household.residence": "甲处"}).status_code == 303
    answer = ask(desk("clerk_two"), draft, "home", seen | {"household.residence": "乙处"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "甲处" in page
    assert "乙处" in page
    assert "林知夏" in page
    draft.refresh_from_db()
    assert draft.typed["household.residence"] == "甲处"
    settled = send(desk("clerk_two"), "counter-choose", draft.pk, path="household.residence", value="乙处")
    assert settled.status_code == 302
    draft.refresh_from_db()
    assert (draft.typed["household.residence"], draft.aside) == ("乙处", [])


def test_a_session_that_ended_loses_nothing(county: people.County, desk: Desk) -> None:
    draft = ready(county)
    answer = ask(Client(), draft, "home", {"household.residence": "丙处"}, **{"X-Autosave": "1"})
    assert answer.status_code == 401
    assert "/accounts/login" in answer["X-Login"]
    clerk = desk("clerk")
    page = clerk.get(reverse("office:counter-ask", args=[draft.pk, "home"])).content.decode()
    whose = page.split('name="whose" value="')[1].split('"')[0]
    answer = ask(Client(), draft, "home", {"household.residence": "丙处", "whose": whose})
    assert answer.status_code == 302
    assert "typed" in answer["Location"]


@pytest.mark.parametrize(
    ("body", "name", "code"),
    [
        (b"", "空.pdf", "documents.empty"),
        (b"MZ\x00\x01", "户口.pdf", "documents.wrong-kind"),
        (b"%PDF-1.4 cut", "断.pdf", "documents.damaged"),
    ],
)
def test_files_of_the_wrong_kind(
    county: people.County, desk: Desk, body: bytes, name: str, code: str
) -> None:
    draft = ready(county)
    answer = send(
        desk("clerk"), "counter-upload", draft.pk, key="identity-card", file=SimpleUploadedFile(name, body)
    )
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_the_check_page_stops_what_is_wrong_with_links(county: people.County, desk: Desk) -> None:
    draft = applying.draft(county, today(), applying.mother(wage_fen="abc"), applying.child(citizen_id="1"))
    page = desk("clerk").get(reverse("office:counter-check", args=[draft.pk])).content.decode()
    assert "还不能登记" in page
    assert f"/counter/{draft.pk}/ask/m1-money#id_m1.wage_fen" in page
    answer = send(desk("clerk"), "counter-check", draft.pk)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_one_press_accepts_and_prints_one_receipt_and_a_second_press_nothing(
    county: people.County, desk: Desk
) -> None:
    clerk, draft = desk("clerk"), ready(county)
    page = clerk.get(reverse("office:counter-check", args=[draft.pk])).content.decode()
    assert "受理申请，打印受理通知书" in page
    fields = {"once": str(uuid4())}
    first = clerk.post(reverse("office:counter-check", args=[draft.pk]), fields)
    again = clerk.post(reverse("office:counter-check", args=[draft.pk]), fields)
    assert first.status_code == again.status_code == 303
    assert first["Location"] == again["Location"]
    case = Case.objects.get()
    assert (case.stage, StoredFile.objects.filter(kind="receipt").count()) == ("verifying", 1)
    # The back button and a new press: told that it is done, with the number.
    stale = send(clerk, "counter-check", draft.pk)
    assert stale.status_code == 422
    assert case.number in stale.content.decode()
    done = clerk.get(first["Location"]).content.decode()
    assert case.number in done
    paper = clerk.get(reverse("office:counter-paper", args=[StoredFile.objects.get(kind="receipt").pk]))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    neighbour = desk("neighbour_clerk").get(
        reverse("office:counter-paper", args=[StoredFile.objects.get(kind="receipt").pk])
    )
    assert neighbour.status_code == 404


def test_what_is_missing_is_told_once_then_supplied(county: people.County, desk: Desk) -> None:
    clerk = desk("clerk")
    draft = applying.draft(county, today(), applying.mother(deposit_fen=""), applying.child(), papers=())
    page = clerk.get(reverse("office:counter-check", args=[draft.pk])).content.decode()
    assert "登记申请，打印一次性告知书" in page
    no_day = send(clerk, "counter-check", draft.pk, deadline_on="")
    assert no_day.status_code == 200
    assert not Case.objects.exists()
    assert send(clerk, "counter-check", draft.pk, deadline_on="2099-01-04").status_code == 303
    case = Case.objects.get()
    assert case.stage == "supplementing"
    url = reverse("office:counter-supply", args=[case.number])
    assert "存款和现金" in clerk.get(url).content.decode()
    wrong = clerk.post(url, {"once": str(uuid4()), "version": case.version, "m1.deposit_fen": "-3"})
    assert wrong.status_code == 422
    assert 'value="-3"' in wrong.content.decode()
    fields = {
        "once": str(uuid4()),
        "version": case.version,
        "m1.deposit_fen": "88.50",
        "papers.identity-card": "seen",
    }
    assert clerk.post(url, fields).status_code == 303
    case.refresh_from_db()
    assert case.stage == "verifying"
    assert intake.content(intake.application(case))["members"][0]["deposit_fen"] == 8850


def test_not_accepted_with_a_reason(county: people.County, desk: Desk) -> None:
    from jiuzhu.journey import accepting

    case = accepting.submit(ready(county), actor=county.clerk, on=today(), at=clock.now()).case
    clerk, url = desk("clerk"), reverse("office:counter-refuse", args=[case.number])
    assert clerk.post(url, {"once": str(uuid4()), "reason": "", "law": ""}).status_code == 200
    told = {
        "once": str(uuid4()),
        "reason": "户籍不在本县",
        "law": "社会救助法 第三十七条",
        "version": case.version,
    }
    assert clerk.post(url, told).status_code == 303
    case.refresh_from_db()
    assert case.closed_as == "refused_acceptance"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(county: people.County, desk: Desk, language: str) -> None:
    clerk, draft = desk("clerk"), ready(county)
    clerk.cookies["django_language"] = language
    headers = {"Accept-Language": language}
    addresses = [
        reverse("office:counter"), reverse("office:counter-draft", args=[draft.pk]), reverse("office:counter-check", args=[draft.pk]),
        *(reverse("office:counter-ask", args=[draft.pk, page]) for page in ("home", "m1", "m1-money", "m2", "m2-money", "papers")),
    ]  # fmt: skip
    for address in addresses:
        assert clerk.get(address, headers=headers).status_code == 200, address


def test_the_number_of_queries_does_not_grow_with_the_family(
    county: people.County, desk: Desk, django_assert_max_num_queries: Any
) -> None:
    clerk = desk("clerk")
    few = applying.draft(county, today())
    many = applying.draft(
        county, today(), applying.mother(order=1), *(applying.child(order=n) for n in range(2, 9))
    )
    for draft in (few, many):
        clerk.get(reverse("office:counter-draft", args=[draft.pk]))
        with django_assert_max_num_queries(32):
            clerk.get(reverse("office:counter-draft", args=[draft.pk]))
