"""The pages of what follows a report: who may act, what is kept on a refusal, what the household reads of its own."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.offices import scope
from jiuzhu.verification import actions, queries
from jiuzhu.web import clock
from tests import people
from tests.rooms import report_cases as made
from tests.rooms import verification_cases
from tests.web.test_verification_pages import post, words


@pytest.fixture
def report(county: people.County) -> Any:
    with scope.whole_county():
        return made.reported(county, car=True)


def act(name: str, report: Any) -> str:
    return reverse(f"office:report-{name}", args=[report.number])


@pytest.mark.parametrize("name", ["print", "tell", "object", "recheck", "correct"])
def test_the_neighbour_finds_nothing(desk: Any, report: Any, name: str) -> None:
    assert desk("neighbour_clerk").get(act(name, report)).status_code in (403, 404)
    assert desk("cashier").get(act(name, report)).status_code == 403


def test_a_clerk_tells_and_records_and_sees_no_result(county: Any, desk: Any, report: Any) -> None:
    clerk, today = desk("clerk"), clock.today().isoformat()
    assert clerk.get(reverse("office:verification-report", args=[report.number])).status_code == 403
    early = post(clerk, act("tell", report), who="罗安", how="counter", told_on="2026-08-01")
    assert early.status_code == 422 and "早于核对报告的出具日期" in words(early)
    done = post(clerk, act("tell", report), who="罗安", how="counter", told_on=today)
    assert done.status_code == 303 and done["Location"] == reverse("office:case", args=[report.case.number])
    empty = {"kind": "objection", "who": "罗㛃", "how": "counter", "came_on": today, "grounds": ""}
    assert "车已卖" not in words(post(clerk, act("object", report), **empty))
    paper = SimpleUploadedFile("回执.png", verification_cases.PNG, "image/png")
    done = post(clerk, act("object", report), **{**empty, "grounds": "车已卖"}, paper=paper)
    assert done.status_code == 303
    page = words(clerk.get(done["Location"]))
    assert "车已卖" in page and "回执.png" in page and "没有“凭授权发起核对" in page
    assert "等待答复" in words(clerk.get(reverse("office:case", args=[report.case.number])))
    assert "机动车" not in words(clerk.get(act("tell", report)))


def test_the_verifier_answers_and_sends_back(county: Any, desk: Any, report: Any) -> None:
    with scope.whole_county():
        objection = actions.object_to_report(
            report, kind="objection", who="罗㛃", how="phone", grounds="车已卖", came_on=made.TODAY,
            **made.told(county.clerk),
        )  # fmt: skip
    verifier = desk("verifier")
    page = words(verifier.get(reverse("office:verification-report", args=[report.number])))
    assert "与申报不一致" in page and "请现场核实机动车" in page and "还没有答复，不能据此作出决定" in page
    address = reverse("office:report-objection", args=[objection.pk])
    assert post(verifier, address, upheld="yes", reasons="").status_code == 200
    assert post(verifier, address, upheld="yes", reasons="交警回执").status_code == 303
    assert "属实，报告有误" in words(verifier.get(address))
    with scope.whole_county():
        report.case.refresh_from_db()
    back = post(verifier, act("recheck", report), note="", version=report.case.version)
    assert back.status_code == 303
    with scope.whole_county():
        report.case.refresh_from_db()
    assert report.case.stage == "verifying"
    again = words(verifier.get(reverse("office:case-verify-again", args=[report.case.number])))
    assert "不能退回重新核对" in again


def test_a_department_is_asked_and_its_answer_recorded(county: Any, desk: Any, report: Any) -> None:
    verifier = desk("verifier")
    with scope.whole_county():
        son = next(one for one in queries.persons(report.case, made.TODAY) if one.name == "罗㛃")
    done = post(verifier, act("correct", report), about=f"{son.pk} vehicles", wrong="已过户")
    assert done.status_code == 303
    twice = post(verifier, act("correct", report), about=f"{son.pk} vehicles", wrong="已过户")
    assert twice.status_code == 422 and "请该部门校核这项记录" in words(twice)
    listed = words(verifier.get(reverse("office:corrections")))
    assert "机动车登记" in listed and "已过户" in listed
    with scope.whole_county():
        asked = queries.corrections_of(report).get()
    address = reverse("office:correction", args=[asked.pk])
    given = {"verdict": "corrected", "words": "已更正", "answered_on": clock.today().isoformat()}
    assert post(verifier, address, **given).status_code == 303
    assert "已更正" in words(verifier.get(reverse("office:corrections") + "?answered=1"))


def test_every_print_asks_why_and_opening_it_is_a_look(county: Any, desk: Any, report: Any) -> None:
    verifier = desk("verifier")
    assert "打印事由" in words(verifier.get(act("print", report)))
    assert post(verifier, act("print", report), reason="").status_code == 200
    once = str(uuid.uuid4())
    for _again in (1, 2):
        done = verifier.post(act("print", report), {"once": once, "reason": "归档"})
    before = Entry.objects.filter(act="verification.looked").count()
    paper = verifier.get(done["Location"])
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert Entry.objects.filter(act="verification.looked").count() == before + 3
    with scope.whole_county():
        printed = queries.prints(report).get()
    assert desk("clerk").get(reverse("office:counter-paper", args=[printed.file_id])).status_code == 403
    assert verifier.get(reverse("office:report-paper", args=[report.number, 9])).status_code == 404


def opened(case: Any) -> Client:
    client = Client()
    session = client.session
    session["own_case"] = {"number": case.number, "at": clock.now().timestamp()}
    session.save()
    return client


def test_the_household_reads_its_own_once_it_was_told(county: Any, report: Any) -> None:
    address = reverse("portal:own-report")
    assert Client().get(address).status_code == 302
    client = opened(report.case)
    page = words(client.get(address))
    assert "会把结果告诉您" in page and "机动车" not in page
    with scope.whole_county():
        actions.tell_household(
            report, who="罗安", how="phone", told_on=clock.today(), actor=county.clerk, on=clock.today(), at=clock.now()
        )  # fmt: skip
    page = words(client.get(address))
    assert "机动车" in page and "公安交管部门" in page and "以前告诉我们" in page and "鲁J00001" not in page
    assert clock.today() + timedelta(days=5) <= queries.told(report).until
