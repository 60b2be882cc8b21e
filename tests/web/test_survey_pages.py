"""The visit's pages: typed once, kept always, signed by two people with two logins."""

from __future__ import annotations

import base64
import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.offices import scope
from jiuzhu.surveys import queries
from jiuzhu.surveys.models import Visit, VisitDraft
from tests import people
from tests.rooms import verification_cases as made
from tests.web.reading import words


@pytest.fixture
def family(county: people.County) -> dict[str, Any]:
    with scope.whole_county():
        return made.household(county)


@pytest.fixture
def case(county: people.County, family: dict[str, Any]) -> Any:
    with scope.whole_county():
        return made.open_case(county, family, "surveying")


def typed(county: people.County, case: Any, family: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {
        "once": str(uuid.uuid4()), "version": case.version, "turn": 0, "visited_on": "2026-09-01", "visited_at": "14:30",
        "place": "柳行村12号", "outcome": "surveyed", "respondent_name": "罗安", "respondent_relation": "01", "tenure": "self_built",
        "square_metres": "80", "condition": "fair", "livestock": "羊 6 只", "medical": "4800", "staff_relative": "no",
        "finding": "与申报相符，生活困难属实", "differs": "no", "household_signed": "fingerprint", "second": county.visitor_two.pk,
        "password": people.PASSWORD,
    }  # fmt: skip
    for person in family.values():
        told[f"m{person.pk}_seen"] = "yes"
    return told | more


def test_only_visitors_open_the_form_and_never_in_another_township(county, desk, case, family) -> None:
    address = reverse("office:case-visit", args=[case.number])
    for name in ("clerk", "verifier", "reviewer", "chief", "administrator"):
        assert desk(name).get(address).status_code == 403, name
    with scope.whole_county():
        people.offices.post(
            county.neighbour_clerk,
            "investigator",
            county.areas[people.NEIGHBOUR],
            starts_on=made.TODAY,
            actor=None,
            at=made.at(),
        )
    assert desk("neighbour_clerk").get(address).status_code == 404
    page = desk("visitor").get(address)
    assert page.status_code == 200 and "签名，交另一名调查员核对" in words(page)
    assert Entry.objects.filter(act="surveys.looked", actor_key=county.visitor.staff_number).exists()


def test_what_is_refused_comes_back_with_everything_typed(county, desk, case, family) -> None:
    client, address = desk("visitor"), reverse("office:case-visit", args=[case.number])
    mother, drawn = family["mother"], "data:image/png;base64," + base64.b64encode(made.PNG).decode()
    page = client.post(
        address,
        typed(
            county, case, family, **{f"m{mother.pk}_wage_fen": "12000"}, signature=drawn, livestock="牛 2 头"
        ),
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "须写明依据" in words(page) and "牛 2 头" in text and 'value="12000"' in text and drawn in text
    wrong = client.post(
        address, typed(county, case, family, visited_on="2026-13-01", second="", medical="很多")
    )
    assert (
        wrong.status_code == 200
        and "很多" in wrong.content.decode()
        and 'aria-invalid="true"' in wrong.content.decode()
    )
    stale = client.post(address, typed(county, case, family, version=case.version + 7))
    assert (
        stale.status_code == 422
        and "没有任何内容丢失" in words(stale)
        and "羊 6 只" in stale.content.decode()
    )
    unsigned = client.post(address, typed(county, case, family, household_signed="signed"))
    assert "没有签名" in words(unsigned)
    assert not VisitDraft.objects.exists()


def test_the_draft_saves_itself_and_is_not_overwritten_by_the_other(county, desk, case, family) -> None:
    first, second = desk("visitor"), desk("visitor_two")
    address = reverse("office:case-visit-draft", args=[case.number])
    half = {"visited_on": "2026-09-", "place": "柳行村", "medical": "四千", "turn": 0}
    assert first.post(address, half).status_code == 204
    again = first.get(reverse("office:case-visit", args=[case.number])).content.decode()
    assert 'value="四千"' in again and 'value="柳行村"' in again
    assert second.post(address, half | {"place": "别处"}).status_code == 409
    page = second.get(reverse("office:case-visit", args=[case.number])).content.decode()
    turn = re.search(r'name="turn" value="(\d+)"', page)
    assert turn and second.post(address, half | {"place": "村委会", "turn": turn[1]}).status_code == 204
    assert first.post(address, half | {"place": "家中", "turn": turn[1]}).status_code == 409
    assert VisitDraft.objects.get().typed["place"] == ["村委会"]
    assert desk("clerk").post(address, half).status_code == 403


def test_two_people_sign_with_two_logins_and_the_case_goes_on(county, desk, case, family) -> None:
    first, second = desk("visitor"), desk("visitor_two")
    address = reverse("office:case-visit", args=[case.number])
    son = family["son"]
    told = typed(
        county, case, family, household_signed="signed",
        signature="data:image/png;base64," + base64.b64encode(made.PNG).decode(),
        **{f"m{son.pk}_wage_fen": "36000", f"m{son.pk}_reason": "见工资流水"},
    )  # fmt: skip
    for _again in (1, 2):  # a double click signs once
        photograph = SimpleUploadedFile("院子.png", made.PNG, "image/png")
        assert first.post(address, told | {"photos": photograph}).status_code == 303
    assert Entry.objects.filter(act="surveys.signed").count() == 1
    confirm = reverse("office:case-visit-confirm", args=[case.number])
    waiting = words(second.get(reverse("office:surveys")))
    assert "等我核对签名" in waiting and "罗安" in waiting
    page = second.get(address)
    assert "见工资流水" in words(page) and "内容属实，签名提交" in words(page)
    with scope.whole_county():
        digest = VisitDraft.objects.get().digest

    def sign(client: Client, seen: str) -> Any:
        return client.post(
            confirm,
            {
                "once": str(uuid.uuid4()),
                "seen": seen,
                "version": case.version,
                "act": "sign",
                "password": people.PASSWORD,
            },
        )

    assert "共同签名，不是您" in words(sign(first, digest))
    assert "签名没有生效" in words(sign(second, "0" * 64))
    done = sign(second, digest)
    assert done.status_code == 303, words(done)
    case.refresh_from_db()
    assert case.stage == "reviewing"
    with scope.whole_county():
        visit = Visit.objects.get()
        assert queries.corrections(case)[str(son.pk)]["wage_fen"].value == 3_600_000
    record = second.get(reverse("office:visit", args=[visit.pk]))
    assert "高远" in words(record) and "苗禾" in words(record) and "36,000.00" in words(record)
    picture = second.get(reverse("office:visit-paper", args=[visit.pk, visit.signature_id]))
    assert picture.content == made.PNG
    assert desk("clerk").get(reverse("office:visit", args=[visit.pk])).status_code == 403
    assert desk("neighbour_chief").get(reverse("office:visit", args=[visit.pk])).status_code == 404
    assert desk("reviewer").get(reverse("office:visit-paper", args=[visit.pk, 10**6])).status_code == 404
    assert "查看记录" in words(desk("reviewer").get(reverse("office:case", args=[case.number])))


def test_a_record_can_be_sent_back_and_changed(county, desk, case, family) -> None:
    first, second = desk("visitor"), desk("visitor_two")
    first.post(reverse("office:case-visit", args=[case.number]), typed(county, case, family))
    confirm = reverse("office:case-visit-confirm", args=[case.number])
    assert second.post(confirm, {"once": str(uuid.uuid4()), "act": "back"}).status_code == 303
    page = first.get(reverse("office:case-visit", args=[case.number]))
    assert "羊 6 只" in page.content.decode() and "签名，交另一名调查员核对" in words(page)


def test_the_list_of_the_day(county, desk, case, django_assert_max_num_queries) -> None:
    client = desk("visitor")
    with django_assert_max_num_queries(30):
        page = words(client.get(reverse("office:surveys"), {"village": f"{people.TOWNSHIP}201"}))
    assert case.number in page and "填写调查记录" in page
    assert case.number not in words(
        client.get(reverse("office:surveys"), {"village": f"{people.TOWNSHIP}001"})
    )
