"""The verification pages: who may open them, what they tell, what is kept on a refusal, and that every look leaves a trace."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.offices import scope
from jiuzhu.verification import actions
from jiuzhu.verification.models import Authorisation, Extract, Inquiry, Report
from tests import people
from tests.rooms import verification_cases as made
from tests.web.reading import post, words


@pytest.fixture
def family(county: people.County) -> dict[str, Any]:
    with scope.whole_county():
        return made.household(county)


@pytest.fixture
def case(county: people.County, family: dict[str, Any]) -> Any:
    with scope.whole_county():
        found = made.open_case(county, family)
        made.authorise(county, found, family["mother"])
        actions.ask(found, actor=county.verifier, on=made.TODAY, at=made.at())
        return found


@pytest.mark.parametrize(
    "name", ["clerk", "visitor", "cashier", "administrator", "policy", "supervisor", "neighbour_clerk"]
)
def test_results_are_closed_to_those_without_the_power(county, desk, case, name: str) -> None:
    page = desk(name).get(reverse("office:case-verification", args=[case.number]))
    assert page.status_code == (200 if name == "supervisor" else 403), words(page)[:300]
    looks = Entry.objects.filter(act="verification.looked", case_number=case.number)
    assert looks.exists() is (name == "supervisor")


def test_another_townships_case_and_report_do_not_exist(county, desk, case) -> None:
    with scope.whole_county():
        filed = actions.report(
            case, declared={}, incomplete_because="急", actor=county.verifier, on=made.TODAY, at=made.at()
        )
    snoop = desk("neighbour_chief")
    assert snoop.get(reverse("office:case-verification", args=[case.number])).status_code == 404
    assert snoop.get(reverse("office:verification-report", args=[filed.number])).status_code == 404
    assert desk("reviewer").get(reverse("office:verification-report", args=[filed.number])).status_code == 200
    assert (
        Entry.objects.filter(act="verification.looked", actor_key=county.reviewer.staff_number).count() == 3
    )


def test_every_look_names_every_person_looked_at(county, desk, case, family) -> None:
    page = desk("verifier").get(reverse("office:case-verification", args=[case.number]))
    assert "尚未答复" in words(page) and family["mother"].citizen_id not in page.content.decode()
    keys = Entry.objects.filter(act="verification.looked").values_list("person_key", flat=True)
    assert sorted(keys) == sorted(str(one.pk) for one in family.values())


def test_a_report_on_half_the_answers_says_why_or_is_refused_with_what_was_typed(county, desk, case) -> None:
    client, address = desk("verifier"), reverse("office:case-verification-file", args=[case.number])
    refused = post(client, address, version=case.version, password=people.PASSWORD)
    assert refused.status_code == 422 and "项没有答复或未获授权" in words(refused)
    stale = post(
        client,
        address,
        version=case.version + 5,
        password=people.PASSWORD,
        incomplete_because="税务系统停机，函已发",
    )
    assert stale.status_code == 422 and "税务系统停机，函已发" in words(stale)
    once = str(uuid.uuid4())
    for _again in (1, 2):
        done = client.post(
            address,
            {
                "once": once,
                "version": case.version,
                "password": people.PASSWORD,
                "incomplete_because": "税务系统停机，函已发",
            },
        )
        assert done.status_code == 303
    filed = Report.objects.get()
    assert done.headers["Location"].endswith(filed.number)
    page = words(client.get(done.headers["Location"]))
    assert "税务系统停机" in page and "尚未答复" in page and filed.digest in page
    case.refresh_from_db()
    assert case.stage == "surveying"
    client.cookies["django_language"] = "en"
    printed = client.get(done.headers["Location"])
    assert printed.status_code == 200


def test_declared_and_found_stand_side_by_side(county, desk, case, family) -> None:
    with scope.whole_county():
        made.take("vehicles", family["mother"])
    page = words(desk("verifier").get(reverse("office:case-verification", args=[case.number])))
    assert (
        "机动车" in page and "部门有记录，家庭未申报" in page and "没有“机动车限额”" in page.replace(" ", "")
    ) or "限额" in page


def test_an_authorisation_is_recorded_with_its_paper_and_withdrawn(county, desk, case, family) -> None:
    client, address = desk("clerk"), reverse("office:case-authorisations", args=[case.number])
    typed = {
        "person": family["son"].pk, "guardian": "", "guardian_ground": "", "sources": ["tax", "vehicles"], "period_from": "2025-11-01",
        "period_to": "2026-10-31", "starts_on": "2026-09-01", "stops_on": "", "signed_on": "2026-09-01", "signed_how": "paper",
        "signature": "",
    }  # fmt: skip
    refused = post(client, address, **typed)
    assert (
        refused.status_code == 422
        and "须上传授权书" in words(refused)
        and 'value="2025-11-01"' in refused.content.decode()
    )
    paper = SimpleUploadedFile("授权书.png", made.PNG, "image/png")
    done = post(client, address, **typed, paper=paper)
    assert done.status_code == 303, words(done)
    signed = Authorisation.objects.get(person=family["son"])
    assert (signed.sources, signed.stops_on) == (["tax", "vehicles"], None)
    with scope.whole_county():
        assert (
            Inquiry.objects.filter(person=family["son"]).count() == 2
        )  # asked at once: the case stands at verification
    again = post(client, address, **typed, paper=SimpleUploadedFile("授权书.png", made.PNG, "image/png"))
    assert again.status_code == 422 and "只签一份" in words(again)
    gone = post(
        client,
        reverse("office:case-authorisation-withdraw", args=[case.number, signed.pk]),
        withdrawn_on="2026-11-01",
    )
    assert gone.status_code == 303
    foreign = reverse("office:case-authorisation-withdraw", args=[case.number, 10**6])
    assert client.get(foreign).status_code == 404


def test_a_signature_drawn_on_the_page_is_kept(county, desk, case, family) -> None:
    import base64

    address = reverse("office:case-authorisations", args=[case.number])
    typed = {
        "person": family["grandchild"].pk, "guardian": family["mother"].pk, "guardian_ground": "minor", "sources": ["death"],
        "period_from": "2025-11-01", "period_to": "2026-10-31", "starts_on": "2026-09-01", "signed_on": "2026-09-01",
        "signed_how": "screen",
    }  # fmt: skip
    assert "读不出来" in words(post(desk("clerk"), address, **typed, signature="data:image/png;base64,@@"))
    drawn = "data:image/png;base64," + base64.b64encode(made.PNG).decode()
    assert post(desk("clerk"), address, **typed, signature=drawn).status_code == 303
    assert Authorisation.objects.get(person=family["grandchild"]).paper.media_type == "image/png"


def test_settling_and_silence_are_recorded_on_the_page(county, desk, case, family) -> None:
    with scope.whole_county():
        made.take("death", family["mother"], name="罗桉")
        mismatch = Inquiry.objects.get(source="death")
        silent = Inquiry.objects.get(source="tax")
    client = desk("verifier")
    page = client.get(reverse("office:case-verification-answer", args=[case.number, mismatch.pk]))
    assert "罗桉" in words(page) and "是本人的记录" in words(page)
    address = reverse("office:case-verification-answer", args=[case.number, mismatch.pk])
    assert "依据" in words(post(client, address, verdict="other", note=""))
    assert post(client, address, verdict="other", note="户口簿核对，另有其人").status_code == 303
    address = reverse("office:case-verification-answer", args=[case.number, silent.pk])
    assert post(client, address, verdict="source_error", note="税务来电").status_code == 303
    assert (
        client.get(reverse("office:case-verification-answer", args=[case.number, 10**6])).status_code == 404
    )
    assert desk("reviewer").get(address).status_code == 403


def test_deliveries_come_in_by_the_page_once_with_their_refused_rows(county, desk, family) -> None:
    client, address = desk("verifier"), reverse("office:extracts")
    assert desk("clerk").get(address).status_code == 403
    body = made.delivery("vehicles", family["mother"]) + "5.1E+17,罗安,鲁J2,正常\r\n".encode("gb18030")

    def hand_in() -> Any:
        file = SimpleUploadedFile("车.csv", body, "text/csv")
        return post(client, address, source="vehicles", as_of="2026-08-31", file=file)

    done = hand_in()
    assert done.status_code == 303, words(done)
    page = words(client.get(done.headers["Location"]))
    assert "身份证号在表格中被存成了数字" in page and " 3 " in page
    again = hand_in()
    assert again.status_code == 422 and "没有重复录入" in words(again)
    wrong = post(
        client, address, source="vehicles", as_of="2026-08-31", file=SimpleUploadedFile("照片.png", made.PNG)
    )
    assert wrong.status_code == 422 and "不是 CSV 或 Excel" in words(wrong)
    assert Extract.objects.filter(taken=True).count() == 1
    template = client.get(reverse("office:extract-template", args=["vehicles"]))
    assert template.content.startswith(b"PK")
    assert client.get(reverse("office:extract-template", args=["gossip"])).status_code == 422


def test_lists_and_the_case_page(county, desk, case, django_assert_max_num_queries) -> None:
    client = desk("verifier")
    with django_assert_max_num_queries(30):
        assert case.number in words(client.get(reverse("office:verification")))
    assert "查看部门答复，出具核对报告" in words(client.get(reverse("office:case", args=[case.number])))
