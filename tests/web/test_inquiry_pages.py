"""Letters of inquiry, neighbours, visits by telephone and photographs on the pages: what is refused first."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image

from jiuzhu.audit.models import Entry
from jiuzhu.journey import surveying
from jiuzhu.offices import scope
from jiuzhu.surveys import queries
from jiuzhu.surveys.models import LetterInquiry, NeighbourInquiry, Visit
from jiuzhu.web import clock
from jiuzhu.web.office.surveys import photographs
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.test_surveys_inquiring import FLOOD, follow_up_within
from tests.web.test_survey_pages import typed, words


@pytest.fixture
def family(county: people.County) -> dict[str, Any]:
    with scope.whole_county():
        return made.household(county)


@pytest.fixture
def case(county: people.County, family: dict[str, Any]) -> Any:
    with scope.whole_county():
        return made.open_case(county, family, "surveying")


def told(**more: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **more}


def letter(family: dict[str, Any], **more: Any) -> dict[str, Any]:
    asked = {
        "person": family["son"].pk,
        "addressee": "示例砖厂",
        "address": "",
        "question": "2026年的工资",
        "answer_by": f"{clock.today() + timedelta(days=19)}",
    }
    return told(**asked | more)  # fmt: skip


def test_a_letter_is_refused_with_all_that_was_typed(county, desk, case, family) -> None:
    address = reverse("office:case-letter-of-inquiry", args=[case.number])
    for name in ("clerk", "reviewer", "administrator"):
        assert desk(name).post(address, letter(family)).status_code == 403, name
    client = desk("visitor")
    page = client.post(address, letter(family, answer_by=made.TODAY.isoformat()))
    assert page.status_code == 422 and "须晚于发函日期" in words(page)
    assert "2026年的工资" in page.content.decode() and 'value="示例砖厂"' in page.content.decode()
    for wrong in ({"person": 10**6}, {"question": ""}, {"answer_by": "2026-13-01"}):
        page = client.post(address, letter(family, **wrong))
        assert page.status_code == 200 and 'aria-invalid="true"' in page.content.decode(), wrong
    with scope.whole_county():
        assert not LetterInquiry.objects.exists()
    listing = reverse("office:case-inquiries", args=[case.number])
    assert desk("clerk").get(listing).status_code == 403
    assert desk("neighbour_chief").get(listing).status_code == 404


def test_a_letter_is_printed_waits_and_is_answered_once(county, desk, case, family) -> None:
    client, asked = desk("visitor"), letter(family)
    for _again in (1, 2):  # a double click sends one letter
        assert client.post(reverse("office:case-letter-of-inquiry", args=[case.number]), asked).status_code == 303  # fmt: skip
    with scope.whole_county():
        sent = LetterInquiry.objects.get()
    listing = reverse("office:case-inquiries", args=[case.number])
    page = words(client.get(listing))
    assert "示例砖厂" in page and "登记答复" in page
    assert "待答复的索证函" in words(client.get(reverse("office:surveys")))
    assert "待答复的索证函 1" in words(client.get(reverse("office:case", args=[case.number])))
    paper = client.get(reverse("office:letter-of-inquiry-paper", args=[sent.pk]))
    assert paper.content.startswith(b"%PDF")
    scan = reverse("office:letter-of-inquiry-scan", args=[sent.pk])
    assert client.get(scan).status_code == 404
    address = reverse("office:letter-of-inquiry-answer", args=[sent.pk])

    def answer(on: str) -> Any:
        file = SimpleUploadedFile("复函.png", made.PNG, "image/png")
        return client.post(address, told(answered_on=on, said="月均3000元", scan=file))

    early = answer("2026-08-01")
    assert early.status_code == 422 and "月均3000元" in early.content.decode()
    assert answer(clock.today().isoformat()).status_code == 303
    assert "已登记答复" in words(answer(clock.today().isoformat()))
    assert client.get(scan).content == made.PNG
    assert "月均3000元" in words(desk("reviewer").get(listing))
    assert Entry.objects.filter(act="surveys.looked", actor_key=county.reviewer.staff_number).exists()
    assert desk("neighbour_chief").get(scan).status_code == 404
    assert desk("clerk").get(scan).status_code == 403


def test_a_neighbour_with_ties_needs_a_reason(county, desk, case, family) -> None:
    client, address = desk("visitor"), reverse("office:case-neighbour", args=[case.number])
    said = {"asked_on": made.TODAY.isoformat(), "name": "东邻甲", "relation": "东邻", "said": "儿子在砖厂上班", "neutral": "no"}  # fmt: skip
    assert desk("clerk").post(address, told(**said)).status_code == 403
    page = client.post(address, told(**said))
    assert page.status_code == 422 and "须写明为什么仍然访问" in words(page) and "东邻甲" in page.content.decode()  # fmt: skip
    member = client.post(address, told(**said | {"name": "罗安", "neutral": "yes"}))
    assert "不能作为邻居被访问" in words(member)
    assert client.post(address, told(**said | {"why_asked": "全村只此一户相邻"})).status_code == 303
    with scope.whole_county():
        assert NeighbourInquiry.objects.count() == 1
    page = words(client.get(reverse("office:case-inquiries", args=[case.number])))
    assert "东邻甲" in page and "有亲属或利害关系" in page


def test_a_visit_by_telephone_is_owed_a_real_one(county, desk, case, family) -> None:
    client, address = desk("visitor"), reverse("office:case-visit", args=[case.number])
    by_phone = {"mode": "phone", "mode_reason": FLOOD, "household_signed": "nobody"}
    page = client.post(address, typed(county, case, family, **by_phone))
    assert page.status_code == 422 and FLOOD in page.content.decode()  # the county has set no number of days
    with scope.whole_county():
        follow_up_within(county, 10)
        content = made.visit_content(family, shape=2, **by_phone)
        visitors = (county.visitor, county.visitor_two)
        surveying.file_visit(case, content, visitors=visitors, on=made.TODAY, at=made.at())
    assert "须补做入户调查" in words(client.get(reverse("office:surveys")))
    shown = words(client.get(reverse("office:case", args=[case.number])))
    assert "第 1 次调查方式是电话，须补做入户调查" in shown
    with scope.whole_county():
        case.refresh_from_db()
        surveying.file_visit(
            case, made.visit_content(family, shape=2), visitors=visitors, on=made.TODAY, at=made.at()
        )
        assert queries.owed_visit(case) is None
    assert "须补做入户调查" not in words(client.get(reverse("office:surveys")))


def photograph() -> SimpleUploadedFile:
    """As a telephone makes one: large, with where it was taken written into it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "示例手机"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (35.0, 54.0, 30.0), 3: "E", 4: (117.0, 46.0, 5.0)})
    out = io.BytesIO()
    Image.new("RGB", (2400, 1200), "white").save(out, "JPEG", exif=exif)
    came = Image.open(io.BytesIO(out.getvalue())).getexif()
    assert came.get_ifd(ExifTags.IFD.GPSInfo)[4] == (117.0, 46.0, 5.0)
    return SimpleUploadedFile("院子.jpg", out.getvalue(), "image/jpeg")


def test_a_photograph_is_made_small_and_says_nothing_of_where_it_was_taken(
    county, desk, case, family
) -> None:
    first, second = desk("visitor"), desk("visitor_two")
    address = reverse("office:case-visit", args=[case.number])
    signed = first.post(address, typed(county, case, family, photos=photograph()))
    assert signed.status_code == 303, words(signed)
    seen = re.search(r'name="seen" value="(\w+)"', second.get(address).content.decode())
    assert seen
    confirm = reverse("office:case-visit-confirm", args=[case.number])
    agreed = told(seen=seen[1], version=case.version, act="sign", password=people.PASSWORD)
    assert second.post(confirm, agreed).status_code == 303
    with scope.whole_county():
        visit = Visit.objects.get()
    (kept,) = visit.content["papers"]
    page = second.get(reverse("office:visit", args=[visit.pk]))
    where = reverse("office:visit-paper", args=[visit.pk, kept["id"]])
    assert where in page.content.decode()
    body = second.get(where).content
    with Image.open(io.BytesIO(body)) as shown:
        assert shown.size == (1600, 800) and not shown.getexif() and "exif" not in shown.info
    assert b"Exif" not in body and "示例手机".encode() not in body


def test_the_record_shows_time_and_place_where_the_visitor_noted_them() -> None:
    taken = made.at() - timedelta(hours=2)
    noted = {"id": 1, "kind": "survey-photograph", "taken_at": taken.isoformat(), "place": "35.9,117.7"}
    papers = [noted, {"id": 2, "kind": "survey-photograph"}, {"id": 3, "kind": "household-signature"}]
    first, second = photographs.of_record({"papers": papers})
    assert (first.taken_at, first.place) == (taken, "35.9,117.7")
    assert (second.taken_at, second.place) == (None, "")
