"""Agreements signed on pages and through the API; a supporter at the counter; what a family sees and takes back on its telephone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiuzhu.cases.models import Case
from jiuzhu.confidentiality import queries as agreements
from jiuzhu.confidentiality.models import Agreement
from jiuzhu.journey import accepting
from jiuzhu.offices import scope
from jiuzhu.verification import actions
from jiuzhu.verification.models import Authorisation, Inquiry
from jiuzhu.web import clock
from tests import applying, people
from tests.rooms import verification_cases as made
from tests.web.calling import Caller
from tests.web.reading import Desk, post, words

TODAY = made.TODAY
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY))


def test_level_by_level_on_pages(county: people.County, desk: Desk) -> None:
    new = reverse("office:confidentiality-new")
    typed = {
        "township": people.TOWNSHIP,
        "starts_on": TODAY.isoformat(),
        "stops_on": "2028-01-01",
        "password": people.PASSWORD,
    }
    supervisor = desk("supervisor")
    wrong = post(supervisor, new, **typed | {"password": "not-hers"})
    assert (wrong.status_code, Agreement.objects.count()) == (422, 2)
    assert post(supervisor, new, **typed | {"stops_on": "2026-01-01"}).status_code == 422
    address = post(supervisor, new, **typed).headers["Location"]
    fresh = Agreement.objects.get(stops_on="2028-01-01")
    assert address == reverse("office:confidentiality-agreement", args=[fresh.pk])
    assert "等待乡镇签署" in words(supervisor.get(address))
    assert desk("neighbour_head").get(address).status_code == 404
    accept = reverse("office:confidentiality-accept", args=[fresh.pk])
    clerk = desk("visitor")
    assert clerk.get(accept).status_code == 404  # nothing to accept before both sides have signed
    assert post(desk("head"), address, password=people.PASSWORD).status_code == 303
    assert (
        post(
            supervisor, reverse("office:confidentiality-end", args=[fresh.pk]), stops_on=TODAY.isoformat()
        ).status_code
        == 200
    )
    assert "已收回" not in words(supervisor.get(address))
    assert "我承诺并签署" in words(clerk.get(accept))
    assert post(clerk, accept, password=people.PASSWORD).status_code == 303
    assert fresh.number in words(clerk.get(reverse("office:confidentiality-mine")))
    mine = agreements.mine(county.visitor).get()
    end = reverse("office:confidentiality-end-one", args=[mine.pk])
    assert post(supervisor, end, stops_on=TODAY.isoformat(), reason="调离").status_code == 303
    ended = post(
        supervisor,
        reverse("office:confidentiality-end", args=[fresh.pk]),
        stops_on=TODAY.isoformat(),
        reason="换签",
    )
    assert ended.status_code == 303
    listing = words(supervisor.get(reverse("office:confidentiality")))
    assert "已收回" in listing
    assert "有效" in listing


def test_level_by_level_through_the_api(county: people.County) -> None:
    supervisor, head, clerk = Caller("supervisor"), Caller("head"), Caller("visitor")
    body = {"township": people.TOWNSHIP, "starts_on": TODAY.isoformat(), "stops_on": "2028-01-01"}
    assert head.codes(head.post("/confidentiality", body)) == ["offices.not-your-power"]
    made_so = supervisor.post("/confidentiality", body)
    number = made_so["id"]
    assert clerk.codes(clerk.post("/confidentiality-mine", {"agreement": number})) == [
        "confidentiality.no-such-agreement"
    ]
    assert (
        head.post(f"/confidentiality/{number}/countersign")["township_signed_by"] == county.head.staff_number
    )
    assert clerk.post("/confidentiality-mine", {"agreement": number})["agreement"] == made_so["number"]
    assert [one["agreement"] for one in clerk.get("/confidentiality-mine")] == [made_so["number"]]
    acceptance = clerk.get("/confidentiality-mine")[0]["id"]
    gone = {"stops_on": TODAY.isoformat(), "reason": "调离"}
    assert head.codes(head.post(f"/confidentiality-accepted/{acceptance}/end", gone)) == [
        "offices.not-your-power"
    ]
    assert (
        supervisor.post(f"/confidentiality-accepted/{acceptance}/end", gone)["ended_on"] == TODAY.isoformat()
    )
    assert supervisor.post(f"/confidentiality/{number}/end", gone)["ended_because"] == "调离"
    assert {one["name"] for one in supervisor.get("/confidentiality-standing")} >= {
        "温言",
        "陆听澜",
        "郑守约",
    }


def test_a_supporter_at_the_counter_and_through_the_api(county: people.County, desk: Desk) -> None:
    with scope.whole_county():
        case = made.open_case(county, made.household(county))
    number = applying.number(made.date(1992, 4, 5), "female", 31)
    page = reverse("office:case-authorisations", args=[case.number])
    typed = {
        "person": "0", "supporter_name": "罗远", "supporter_number": number, "guardian": "", "guardian_ground": "", "sources": ["tax"],
        "period_from": "2025-09-01", "period_to": "2026-08-31", "starts_on": TODAY.isoformat(), "stops_on": "",
        "signed_on": TODAY.isoformat(), "signed_how": "paper", "signature": "",
    }  # fmt: skip
    paper = {"paper": SimpleUploadedFile("同意书.png", made.PNG, "image/png")}
    refused = post(desk("clerk"), page, **typed, **paper)
    assert refused.status_code == 422
    assert "没有法定的" in words(refused)
    paper = {"paper": SimpleUploadedFile("同意书.png", made.PNG, "image/png")}
    kept = post(desk("clerk"), page, **typed | {"obligation": "30"}, **paper)
    assert kept.status_code == 303, words(kept)[:600]
    told = words(desk("clerk").get(page))
    assert "家庭以外的义务人：女" in told
    shown = words(desk("verifier").get(reverse("office:case-verification", args=[case.number])))
    assert "罗远" in shown
    caller = Caller("clerk")
    body = {
        key: typed[key]
        for key in ("sources", "period_from", "period_to", "starts_on", "signed_on", "signed_how")
    }
    other = applying.number(made.date(1990, 4, 5), "male", 33)
    consent = body | {"name": "罗近", "citizen_id": other, "obligation": "20"}
    answer = caller.post(
        f"/cases/{case.number}/supporters/authorise",
        consent,
        paper=SimpleUploadedFile("a.png", made.PNG, "image/png"),
    )
    assert (answer["obligation"], answer["purposes"]) == ("20", ["support"]), answer
    gone = caller.post(
        f"/cases/{case.number}/authorisations/{answer['id']}/withdraw", {"withdrawn_on": TODAY.isoformat()}
    )
    assert gone["withdrawn_how"] == "api"


@pytest.fixture
def applied(county: people.County) -> Any:
    with scope.whole_county():
        taken = accepting.submit(applying.draft(county, TODAY), actor=county.clerk, **TOLD)
        accepting.accept(taken.case, actor=county.clerk, **TOLD)
        actions.look(Case.objects.get(pk=taken.case.pk), actor=county.verifier, purpose="核对页面", **TOLD)
        return taken


def test_a_family_sees_who_asked_and_looked_and_takes_its_consent_back(applied: Any, client: Client) -> None:
    client.post(reverse("portal:follow"), {"number": applied.case.number, "code": applied.follow_code})
    page = words(client.get(reverse("portal:own-case")))
    for told in ("向哪些部门核对过", "机动车", "谁在何时因何查看了您家的核对结果", "温言", "核对页面"):
        assert told in page, told
    with scope.whole_county():
        mine, childs = Authorisation.objects.order_by("id")
    address = reverse("portal:own-withdraw", args=[mine.pk])
    assert "撤回以后" in words(client.get(address))
    wrong = client.post(address, {"name": mine.person.name, "citizen_id": "370982198503040000"})
    assert (wrong.status_code, "不符" in words(wrong)) == (422, True)
    right = {"name": mine.person.name, "citizen_id": mine.person.citizen_id}
    assert client.post(address, right).status_code == 302
    assert "已撤回" in words(client.get(reverse("portal:own-case")))
    assert client.post(address, right).status_code == 422
    assert client.get(reverse("portal:own-withdraw", args=[999_999])).status_code == 404
    client.logout()
    assert (
        client.post(reverse("portal:own-withdraw", args=[childs.pk]), right).status_code == 302
    )  # to the door
    with scope.whole_county():
        assert Authorisation.objects.filter(withdrawn_on=None).get() == childs


def test_the_same_for_programs(applied: Any) -> None:
    caller = Caller("clerk")
    own = {"number": applied.case.number, "code": applied.follow_code}
    told = caller.post("/own-case", own)
    assert {one["names"][0] for one in told["asked"]} == {"卫芳菲"}
    assert told["result_looks"][0]["by"].startswith("温言")
    first = told["authorisations"][0]
    body = own | {
        "authorisation": first["id"],
        "name": "卫芳菲",
        "citizen_id": applying.mother()["citizen_id"],
    }
    assert caller.codes(caller.post("/own-case/withdraw", body | {"name": "别人"})) == [
        "verification.not-oneself"
    ]
    assert caller.codes(caller.post("/own-case/withdraw", body | {"code": "AAAA-AAAA"})) == [
        "portal.wrong-code"
    ]
    assert caller.post("/own-case/withdraw", body)["withdrawn_on"] == TODAY.isoformat()
    with scope.whole_county():
        before = Inquiry.objects.count()
    told = Caller("verifier").post(f"/cases/{applied.case.number}/verification/ask", {"purpose": "review"})
    assert (
        told["number"] == applied.case.number
    )  # the child's questions are open already, the mother's authorisation is gone
    with scope.whole_county():
        assert Inquiry.objects.count() == before
