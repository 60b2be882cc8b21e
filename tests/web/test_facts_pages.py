"""The screens of what is not asked: the counter's pages, the facts gone through with the household, its own telephone, the county."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiuzhu.audit.models import Entry
from jiuzhu.cases import queries as cases
from jiuzhu.intake.models import Draft, Remark
from jiuzhu.journey import accepting, verifying
from jiuzhu.offices import scope
from jiuzhu.verification import queries as verification
from tests import applying, people
from tests.rooms import verification_cases as made
from tests.web.calling import Caller
from tests.web.reading import Desk, words

IN_A_JOB = {"employment": "employed", "wage_fen": "", "vehicles": ""}


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def connected(county: people.County) -> people.County:
    with scope.whole_county():
        for source in verification.SOURCES:
            made.take(source, on=today())
    return county


def drafted(county: people.County, **mother: str) -> Draft:
    with scope.whole_county():
        found: Draft = applying.draft(
            county, today(), applying.mother(**{**IN_A_JOB, **mother}), applying.child()
        )
        return found


@pytest.fixture
def taken(connected: people.County) -> Any:
    """An application just accepted; the mother stands in the register of vehicles."""
    told = {"actor": connected.clerk, "on": today(), "at": people.at(today())}
    draft = drafted(connected)
    with scope.whole_county():
        found = accepting.submit(draft, **told)
        accepting.accept(found.case, **told)
        made.take("vehicles", *verification.persons(found.case, today())[:1], on=today())
    return found


def send(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"once": str(uuid4()), **fields})


# -- the counter's questions


def test_the_page_leaves_out_what_departments_give_and_says_who_does(
    connected: people.County, desk: Desk
) -> None:
    draft = drafted(connected)
    page = desk("clerk").get(reverse("office:counter-ask", args=[draft.pk, "m1-money"]))
    assert 'name="m1.vehicles"' not in page.content.decode()
    assert 'name="m1.deposit_fen"' in page.content.decode()
    assert "机动车（辆） ← 机动车登记（公安交管部门）" in words(page)
    check = words(desk("clerk").get(reverse("office:counter-check", args=[draft.pk])))
    assert "没有询问，由部门提供" in check
    assert "材料齐全：受理" in check


def test_without_the_source_the_question_is_there_with_its_reason(county: people.County, desk: Desk) -> None:
    draft = drafted(county)
    page = desk("clerk").get(reverse("office:counter-ask", args=[draft.pk, "m1-money"]))
    assert 'name="m1.vehicles"' in page.content.decode()
    assert "该信息目前没有部门数据，请填写" in words(page)
    english = desk("clerk")
    english.cookies["django_language"] = "en"
    told = words(english.get(reverse("office:counter-ask", args=[draft.pk, "m1-money"])))
    assert "No department gives this at present" in told


def test_what_was_typed_stays_on_the_page_when_its_source_is_connected(
    connected: people.County, desk: Desk
) -> None:
    draft = drafted(connected, vehicles="2")
    page = desk("clerk").get(reverse("office:counter-ask", args=[draft.pk, "m1-money"]))
    assert 'name="m1.vehicles"' in page.content.decode()
    assert "作为家庭自己的说法保留" in words(page)


def test_the_api_takes_an_answer_that_was_not_asked_as_the_households_word(connected: people.County) -> None:
    draft = drafted(connected)
    clerk = Caller("clerk")
    answer = clerk.post(
        f"/drafts/{draft.pk}/fields", {"changes": {"m1.vehicles": "1"}, "seen": draft.version}
    )
    assert (clerk.status, answer["missing"], answer["against"]) == (200, [], [])
    assert answer["not_asked"]["m1.vehicles"] == ["vehicles.vehicles"]
    assert answer["typed"]["m1.vehicles"] == "1"


# -- the facts of a case


def test_the_counter_goes_through_the_facts_with_the_household(taken: Any, desk: Desk) -> None:
    clerk, number = desk("clerk"), taken.case.number
    done = words(clerk.get(reverse("office:counter-taken", args=[number])))
    assert "与家庭逐项核对部门信息" in done
    page = words(clerk.get(reverse("office:case-facts", args=[number])))
    for told in (
        "机动车登记 · 公安交管部门",
        "截至",
        "数据第",
        "没有询问",
        "部门登记的数据",
        "社会救助法 第四十一条",
    ):
        assert told in page, told
    assert "存款超限" not in page, "the counter sees what its form would have asked, and no more"
    looks = Entry.objects.filter(act="verification.looked", case_number=number)
    assert [one.actor_name[:3] for one in looks] == ["林知夏", "林知夏"], "one look at each member"
    agreed = send(clerk, reverse("office:case-fact", args=[number, "m1", "vehicles"]), says="agrees")
    assert agreed.status_code == 303
    assert Remark.objects.get().says == "agrees"


def test_a_disagreement_without_a_reason_keeps_what_was_typed(taken: Any, desk: Desk) -> None:
    clerk, number = desk("clerk"), taken.case.number
    address = reverse("office:case-fact", args=[number, "m1", "vehicles"])
    refused = send(clerk, address, says="differs", value="0", reason=" ")
    assert refused.status_code == 422
    assert "请写明理由" in words(refused)
    assert 'value="0"' in refused.content.decode()
    kept = send(clerk, address, says="differs", value="0", reason="三月已卖，没有过户")
    assert kept.status_code == 303
    page = words(clerk.get(reverse("office:case-facts", args=[number])))
    assert "不一致" in page
    assert "三月已卖，没有过户" in page
    assert "1 项" in page
    case_page = words(clerk.get(reverse("office:case", args=[number])))
    assert "家庭有不同说法的部门信息" in case_page
    assert "三月已卖，没有过户" in case_page
    grid = words(desk("verifier").get(reverse("office:case-verification", args=[number])))
    assert "部门有记录，家庭未申报" in grid


def test_a_fact_that_is_not_there_and_an_officer_who_may_not(taken: Any, desk: Desk) -> None:
    number = taken.case.number
    assert desk("clerk").get(reverse("office:case-fact", args=[number, "m1", "nothing"])).status_code == 404
    assert desk("clerk").get(reverse("office:case-fact", args=[number, "m9", "vehicles"])).status_code == 404
    assert desk("visitor").get(reverse("office:case-facts", args=[number])).status_code == 403
    assert desk("neighbour_clerk").get(reverse("office:case-facts", args=[number])).status_code == 404
    reviewer = desk("reviewer")
    page = words(reviewer.get(reverse("office:case-facts", args=[number])))
    assert "offices.not-your-power" in page, "she reads; the counter or the verifier records"
    refused = send(reviewer, reverse("office:case-fact", args=[number, "m1", "vehicles"]), says="agrees")
    assert refused.status_code == 422
    assert not Remark.objects.exists()


def test_the_api_tells_the_same_and_refuses_in_the_same_words(taken: Any) -> None:
    number, clerk = taken.case.number, Caller("clerk")
    [fact] = [
        one
        for one in clerk.get(f"/cases/{number}/facts")
        if (one["member"], one["fact"]) == ("m1", "vehicles")
    ]
    assert (fact["asked"], fact["as_of"], fact["found"]) == (False, today().isoformat(), "1 项")
    told = {"member": "m1", "fact": "vehicles", "says": "differs", "value": "0"}
    assert clerk.codes(clerk.post(f"/cases/{number}/facts/said", told)) == ["intake.why-different"]
    told["reason"] = "已卖"
    [said] = [one for one in clerk.post(f"/cases/{number}/facts/said", told) if one["said"]]
    assert (said["differs"], said["said"][0]["reason"], said["declared"]) == (True, "已卖", "0 项")
    stranger = Caller("neighbour_clerk")
    stranger.get(f"/cases/{number}/facts")
    assert stranger.status == 404
    visitor = Caller("visitor")
    visitor.post(f"/cases/{number}/facts/said", told)
    assert visitor.status == 403


# -- the household itself


def test_the_household_sees_its_own_facts_and_says_what_is_not_right(taken: Any) -> None:
    phone = Client()
    assert phone.get(reverse("portal:own-facts")).status_code == 302
    phone.post(reverse("portal:follow"), {"number": taken.case.number, "code": taken.follow_code})
    assert "部门提供的您家的信息" in words(phone.get(reverse("portal:own-case")))
    page = words(phone.get(reverse("portal:own-facts")))
    assert "机动车登记 · 公安交管部门" in page
    assert "这不对" in page
    address = reverse("portal:own-fact", args=["m1", "vehicles"])
    assert send(phone, address, says="differs", value="0", reason="").status_code == 422
    key = str(uuid4())
    for _time in range(2):
        answer = phone.post(address, {"once": key, "says": "differs", "value": "0", "reason": "车是我哥的"})
        assert answer.status_code == 302
    said = Remark.objects.get()
    assert (said.channel, said.by_id, said.reason) == ("portal", None, "车是我哥的")
    assert Entry.objects.filter(act="intake.fact-disputed", actor_name="申请人").exists()
    assert "车是我哥的" in words(phone.get(reverse("portal:own-facts")))
    assert phone.get(reverse("portal:own-fact", args=["m1", "nothing"])).status_code == 404


def test_the_households_program_does_the_same(taken: Any) -> None:
    receipt = {"number": taken.case.number, "code": taken.follow_code}
    program = Caller("nobody")
    program.headers = {}
    assert {one["fact"] for one in program.post("/own-case/facts", receipt)} >= {"vehicles"}
    said = receipt | {"member": "m1", "fact": "vehicles", "says": "differs", "reason": "不是我的车"}
    assert any(one["said"] for one in program.post("/own-case/facts/said", said))
    assert program.codes(program.post("/own-case/facts", receipt | {"code": "AAAA-AAAA"})) == [
        "portal.wrong-code"
    ]


def test_after_the_report_the_page_says_where_to_go(taken: Any, connected: people.County, desk: Desk) -> None:
    with scope.whole_county():
        verifying.file_report(
            cases.get(taken.case.number), incomplete_because="演示", actor=connected.verifier, on=today(),
            at=people.at(today()),
        )  # fmt: skip
    page = words(desk("verifier").get(reverse("office:case-facts", args=[taken.case.number])))
    assert "intake.remark-not-now" in page
    assert "请对报告提出说明或异议" in page


# -- the county


def test_the_county_sees_which_sources_spare_which_questions(connected: people.County, desk: Desk) -> None:
    page = words(desk("policy").get(reverse("office:sources-connected")))
    assert f"{(many := len(verification.SOURCES))} 个来源中已接通 {many} 个" in page
    assert "45 天以内" in page
    assert (
        words(desk("policy").get(reverse("office:sources-connected"), {"item": "MZ01-02"})).count("已接通")
        >= 10
    )
    rows = Caller("policy").get("/verification/connected")
    assert [one["removes"] for one in rows if one["source"] == "disability"] == [["残疾类别", "残疾等级"]]
    assert [one["would_remove"] for one in rows if one["source"] == "disability"] == [[]]
    policy = Caller("policy")
    policy.get("/verification/connected", item="nothing")
    assert policy.status == 422


def test_without_sources_the_county_sees_what_each_would_spare(county: people.County, desk: Desk) -> None:
    page = words(desk("policy").get(reverse("office:sources-connected")))
    assert "已接通 0 个" in page
    assert "接通后还能不问" in page
