"""The county's desk on pages and by API: from the inbox to a question, an answer, an order, a sample."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals.models import Decision
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.filings.models import Complaint, Draw, Filing, Proposal, SampleVisit
from jiuzhu.journey import content, posting
from jiuzhu.offices import scope
from jiuzhu.scheduled.daily import propose_suspensions
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.web import clock
from tests import filing as desk_of
from tests import people, road
from tests.web.calling import Caller

pytestmark = pytest.mark.django_db
PASSWORD = {"password": people.PASSWORD}
TODAY = date(2026, 10, 14)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 11))


@pytest.fixture
def found(county: people.County) -> list[Filing]:
    with scope.whole_county():
        road.standard(county)
        people.letter(county)
        for _n in range(3):
            desk_of.decided(county)
        file_decisions.run(desk_of.TODAY, people.at(desk_of.TODAY, 11))
        return list(Filing.objects.order_by("id"))


def post(client: Any, address: str, **typed: Any) -> Any:
    return client.post(address, {"once": uuid.uuid4().hex, **typed})


def words(answer: Any) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_the_county_reads_asks_orders_and_the_township_answers(
    desk: Any, county: people.County, found: list[Filing]
) -> None:
    filing, one = desk("filing"), found[0]
    inbox = words(filing.get(reverse("office:filings")))
    assert all(each.number in inbox for each in found) and "等待县级处理" in inbox
    ask = reverse("office:filing-act", args=[one.pk, "ask"])
    sheet = words(filing.get(reverse("office:filing", args=[one.pk])))
    for told in ("郑守约", "认定和理由", one.digest, "经办链", "有效", "盖章决定书"):
        assert told in sheet, told
    assert "撤销决定" not in sheet  # the supervisor's, not hers
    assert post(filing, ask, text="请说明收入。").status_code == 303
    assert post(desk("chief"), ask, text="x").status_code == 403
    township = desk("reviewer")
    assert one.number in words(township.get(reverse("office:filings-asked")))
    assert one.number in words(township.get(reverse("office:start")))
    assert "等待县级处理的备案" in words(filing.get(reverse("office:start")))
    assert one.number not in words(desk("neighbour_reviewer").get(reverse("office:filings-asked")))
    assert desk("neighbour_reviewer").get(reverse("office:filing-answer", args=[one.pk])).status_code == 404
    answered = post(township, reverse("office:filing-answer", args=[one.pk]), text="按流水认定。")
    assert answered.status_code == 303
    order = reverse("office:filing-act", args=[one.pk, "order"])
    typed = {"text": "金额有误", "law": "社会救助法第十八条", "working_days": "5", "freezes": "on"}
    assert post(filing, order, **typed, password="wrong").status_code == 422
    assert post(filing, order, **typed, **PASSWORD).status_code == 303
    told = {"text": "已更正", "act": "corrected"}
    refused = post(township, reverse("office:filing-answer", args=[one.pk]), **told)
    assert refused.status_code == 422 and "已更正" in refused.content.decode()
    assert (
        post(township, reverse("office:filing-answer", args=[one.pk]), **told, names="变更决定").status_code
        == 303
    )
    assert post(filing, reverse("office:filing-act", args=[one.pk, "close"])).status_code == 303
    with scope.whole_county():
        one.refresh_from_db()
        assert one.state == "accepted"
    assert "更正办结" in words(filing.get(reverse("office:filing", args=[one.pk])))
    case_page = words(township.get(reverse("office:case", args=[one.case.number])))
    assert "报县备案" in case_page and one.number in case_page


def test_many_are_accepted_after_they_were_opened(
    desk: Any, county: people.County, found: list[Filing]
) -> None:
    filing, address = desk("filing"), reverse("office:filings-accept")
    refused = post(filing, address, filing=[one.pk for one in found])
    assert refused.status_code == 422 and "还没有打开过" in words(refused)
    for one in found:
        filing.get(reverse("office:filing", args=[one.pk]))
    assert post(filing, address, filing=[one.pk for one in found]).status_code == 303
    assert "没有符合条件的备案" in words(filing.get(reverse("office:filings")))


def test_the_supervisor_revokes_on_the_page_after_both_were_heard(
    desk: Any, county: people.County, found: list[Filing]
) -> None:
    supervisor, one = desk("supervisor"), found[0]
    with scope.whole_county():
        posting.put_up(one.case, place="公开栏", **desk_of.told(county.clerk))
    address = reverse("office:filing-act", args=[one.pk, "revoke"])
    typed = {"text": "漏查车辆", "law": "行政许可法第六十九条", **PASSWORD}
    refused = post(supervisor, address, **typed)
    assert refused.status_code == 422 and "还没有听取" in words(refused)
    assert post(desk("filing"), address, **typed).status_code == 422
    for side in ("household", "township"):
        heard = post(
            supervisor, reverse("office:filing-act", args=[one.pk, "hear"]), side=side, how="meeting", who_spoke="罗安", told="t",
            said="s", considered="c",
        )  # fmt: skip
        assert heard.status_code == 303
    assert post(supervisor, address, **typed).status_code == 303
    assert "已撤销" in words(supervisor.get(reverse("office:filing", args=[one.pk])))


def test_a_sample_from_the_list_to_the_second_signature(
    desk: Any, county: people.County, found: list[Filing]
) -> None:
    supervisor, filing = desk("supervisor"), desk("filing")
    made = post(
        supervisor, reverse("office:sample-freeze"), township=people.TOWNSHIP, quarter="2026q3", entropy_named="开奖号码",
        entropy_on=(TODAY + timedelta(days=1)).isoformat(),
    )  # fmt: skip
    assert made.status_code == 303, words(made)
    page = words(supervisor.get(made.headers["Location"]))
    with scope.whole_county():
        draw = Draw.objects.get()
        assert draw.digest in page and draw.secret not in page
        assert (
            draw.secret
            not in supervisor.get(reverse("office:sample-export", args=[draw.number])).content.decode()
        )
    number = reverse("office:sample-act", args=[draw.number, "number"])
    assert post(filing, number, value="1 2 3").status_code == 422
    clock.today = lambda: TODAY + timedelta(days=2)  # type: ignore[assignment]
    clock.now = lambda: people.at(TODAY + timedelta(days=2), 12)  # type: ignore[assignment]
    for client in (filing, supervisor):
        assert post(client, number, value="1 2 3").status_code == 303
    assert post(supervisor, reverse("office:sample-act", args=[draw.number, "draw"])).status_code == 303
    assert "与记录一致" in words(supervisor.get(reverse("office:sample", args=[draw.number])))
    with scope.whole_county():
        entry = queries.entries(draw).get()
    typed = {
        "visited_on": "2026-10-16",
        "finding": "error",
        "error_kind": "income",
        "effect": "-120.50",
        "text": "少发",
        **PASSWORD,
    }
    assert post(supervisor, reverse("office:sample-visit", args=[entry.pk]), **typed).status_code == 303
    with scope.whole_county():
        visit = SampleVisit.objects.get()
    assert visit.effect_fen == -12_050
    confirm = reverse("office:sample-confirm", args=[visit.pk])
    assert visit.text in words(filing.get(confirm))
    assert post(filing, confirm, seen=visit.digest, **PASSWORD).status_code == 303
    assert "100.0" in words(supervisor.get(reverse("office:samples")))
    told = Caller("auditor").get(f"/samples/{draw.number}")
    assert told["trouble"] == [] and told["state"] == "drawn"
    public = Client().get("/api/open/draws").json()
    assert public[0]["list_sha256"] == draw.digest and "罗安" not in str(public)


def test_complaints_stay_with_the_county(desk: Any, county: people.County, found: list[Filing]) -> None:
    supervisor, one = desk("supervisor"), found[0]
    typed = {"case": one.case.number, "channel": "phone", "by_name": "闻人秋", "text": "他家有车。"}
    assert post(supervisor, reverse("office:complaint-new"), **typed).status_code == 303
    with scope.whole_county():
        complaint = Complaint.objects.get()
    assert "闻人秋" in words(desk("filing").get(reverse("office:complaints")))
    for who in ("reviewer", "chief", "clerk"):
        assert "闻人秋" not in desk(who).get(reverse("office:case", args=[one.case.number])).content.decode()
    address = reverse("office:complaint", args=[complaint.pk])
    assert post(supervisor, address, finding="unfounded", text="已核查").status_code == 422
    assert post(supervisor, address, finding="unfounded", text="已核查", told="已答复").status_code == 303


def test_a_proposal_is_decided_with_a_signature(
    desk: Any, county: people.County, found: list[Filing]
) -> None:
    with scope.whole_county():
        propose_suspensions.run(TODAY, people.at(TODAY, 2))
        assert not Proposal.objects.exists()  # enough staff, nothing late in this quarter, nothing sampled
        proposal = filings.propose(
            found[0].letter, "seal_misuse", period="x", figures={"signals": 2}, evidence=[], on=TODAY, at=people.at(TODAY)
        )  # fmt: skip
    supervisor = desk("supervisor")
    assert "违反用印规定" in words(supervisor.get(reverse("office:suspensions")))
    address = reverse("office:suspension", args=[proposal.pk])
    assert post(supervisor, address, agrees="yes", reasons="核实", password="x").status_code == 422
    assert post(supervisor, address, agrees="yes", reasons="核实", **PASSWORD).status_code == 303
    assert "已中止" in words(supervisor.get(reverse("office:suspensions")))


@pytest.mark.parametrize("who", ["filing", "supervisor", "decider"])
def test_nobody_at_the_county_decides_a_delegated_case_by_page_or_api(
    desk: Any, county: people.County, who: str
) -> None:
    with scope.whole_county():
        road.standard(county)
        people.letter(county)
        case = desk_of.opined(county)
        seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), TODAY))
    page = post(
        desk(who),
        reverse("office:case-decision", args=[case.number]),
        seen=seen,
        version=case.version,
        act="sign",
        **PASSWORD,
    )
    assert page.status_code in (403, 422)
    caller = Caller(who)
    body = {"seen": seen, "grounds": "", "remark": "", "version": case.version}
    told = caller.post(f"/cases/{case.number}/decision", body)
    assert caller.status in (403, 422), told
    with scope.whole_county():
        assert not Decision.objects.exists()


def test_the_api_does_what_the_pages_do(county: people.County, found: list[Filing]) -> None:
    filing, chief, one = Caller("filing"), Caller("chief"), found[0]
    listed = filing.get("/filings")
    assert [each["number"] for each in listed] == [each.number for each in found]
    assert filing.get(f"/filings/{one.pk}")["content"]["decision"]["by"] == "郑守约"
    filing.post(f"/filings/{one.pk}/ask", {"text": "为什么"})
    assert filing.status == 200
    assert [each["number"] for each in chief.get("/filings/asked")] == [one.number]
    assert chief.post(f"/filings/{one.pk}/answer", {"text": "因为"})["state"] == "answered"
    told = filing.post(
        f"/filings/{one.pk}/order", {"text": "改", "law": "社会救助法第十八条", "working_days": 5}
    )
    assert told["state"] == "ordered" and told["acts"][-1]["signed"]
    assert chief.codes(chief.post(f"/filings/{one.pk}/accept", {"text": ""})) == ["offices.not-your-power"]
    assert chief.post(f"/filings/{one.pk}/correct", {"text": "已改", "names": "变更"})["state"] == "corrected"
    assert filing.post(f"/filings/{one.pk}/close", {"text": ""})["state"] == "accepted"
    assert chief.post(f"/cases/{one.case.number}/file-now") == []
