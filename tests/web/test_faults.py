"""The faults that issue 2 names, each by its name: told in the reader's language, kept as typed, and nothing registered."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from openpyxl import Workbook

from jiuzhu.cases.models import Case
from jiuzhu.households import actions as households
from jiuzhu.households.models import Person
from jiuzhu.journey import accepting
from jiuzhu.values import refusals
from jiuzhu.verification.models import Extract
from jiuzhu.web import clock
from tests import applying, people

Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


TYPED = {
    "wrong_check_digit": ("m1.citizen_id", "370982198503040001", "citizen-id.check-digit"),
    "future_birth_date": (
        "m1.citizen_id",
        applying.number(date(2090, 1, 1), "male"),
        "citizen-id.born-later",
    ),
    "negative_money": ("m1.wage_fen", "-5", "money.negative"),
    "absurd_money": ("m1.wage_fen", "99999999999", "money.too-large"),
    "name_of_200_characters": ("m1.name", "卫" * 200, "names.too-long"),
    "emoji": ("m1.name", "卫芳😀", "names.character"),
}


@pytest.mark.parametrize("fault", TYPED)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_typed_wrong(county: people.County, desk: Desk, fault: str, language: str) -> None:
    path, typed, code = TYPED[fault]
    who, _, field = path.partition(".")
    kept = applying.draft(county, clock.today(), applying.mother(**{field: typed}), applying.child())
    page = checked(desk, kept, language)
    assert start_of(code, language) in page
    kept.refresh_from_db()
    assert kept.typed[f"{who}.{field}"] == typed
    assert not Case.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_id_of_a_dead_member(county: people.County, desk: Desk, language: str) -> None:
    taken_in(county)
    child = Person.objects.get(name="卫小满")
    households.record_death(child, date(2026, 8, 20), source="殡葬", **by(county))
    again = applying.draft(county, clock.today())
    assert start_of("households.member-died", language) in checked(desk, again, language)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_same_person_in_two_households(county: people.County, desk: Desk, language: str) -> None:
    taken_in(county)
    other = applying.draft(
        county, clock.today(), applying.mother(order=3, name="祝青"), applying.child(), clerk=county.neighbour_clerk
    )  # fmt: skip
    page = checked(desk, other, language, "neighbour_clerk")
    assert start_of("households.in-another-household", language) in page
    assert "卫芳菲" not in page  # the other household is another township's
    assert Case.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_member_counted_twice(county: people.County, desk: Desk, language: str) -> None:
    kept = applying.draft(
        county, clock.today(), applying.mother(), applying.child(), applying.child(name="卫小满")
    )
    assert start_of("households.member-twice", language) in checked(desk, kept, language)
    assert not Case.objects.exists()


def test_rare_characters_of_the_third_level_reach_the_receipt(county: people.County, desk: Desk) -> None:
    kept = applying.draft(county, clock.today(), applying.mother(name="卫\U0002ebf0芳"), applying.child())
    answer = desk("clerk").post(reverse("office:counter-check", args=[kept.pk]), {"once": str(uuid4())})
    assert answer.status_code == 303
    case = Case.objects.get()
    assert case.applicant_name == "卫\U0002ebf0芳"
    page = desk("clerk").get(reverse("office:case", args=[case.number])).content.decode()
    assert "卫\U0002ebf0芳" in page


def merged() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["身份证号", "姓名", "号牌号码", "机动车状态"])
    sheet.append([applying.number(date(1985, 3, 4), "female"), "卫芳菲", "鲁J00001", "正常"])
    sheet.append([applying.number(date(1986, 3, 4), "female"), "卫一", "鲁J00002", "正常"])
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("name", "body"),
    [("merged.xlsx", merged()), ("program.csv", b"MZ\x00\x01\x02"), ("photo.xlsx", b"\x89PNG\r\n\x1a\n")],
    ids=["excel_with_merged_cells", "file_of_the_wrong_kind", "picture_called_xlsx"],
)
def test_files_of_departments(desk: Desk, name: str, body: bytes, language: str) -> None:
    client = speaking(desk("verifier"), language)
    answer = client.post(
        reverse("office:extracts"),
        {"once": str(uuid4()), "source": "vehicles", "as_of": clock.today().isoformat(), "file": SimpleUploadedFile(name, body)},
        follow=True,
    )  # fmt: skip
    page = answer.content.decode()
    taken = Extract.objects.last()
    codes = {row.code for row in taken.refused_rows.all()} if taken is not None and taken.taken else set()
    codes |= {taken.refusal["code"]} if taken is not None and taken.refusal else set()
    assert codes or answer.status_code == 422
    for code in codes:
        assert code in page or start_of(code, language) in page


# -- how it is done


def by(county: people.County) -> dict[str, Any]:
    return {"actor": county.clerk, "on": clock.today(), "at": clock.now()}


def taken_in(county: people.County) -> Case:
    return accepting.submit(applying.draft(county, clock.today()), **by(county)).case  # type: ignore[no-any-return]


def speaking(client: Client, language: str) -> Client:
    client.cookies["django_language"] = language
    return client


def checked(desk: Desk, draft: Any, language: str, who: str = "clerk") -> str:
    """The check page as it is shown, and again when the button is pressed in spite of it: refused, nothing registered."""
    before = Case.objects.count()
    client = speaking(desk(who), language)
    address = reverse("office:counter-check", args=[draft.pk])
    page = client.get(address).content.decode()
    pressed = client.post(address, {"once": str(uuid4())})
    assert pressed.status_code == 422
    assert Case.objects.count() == before
    return page


def start_of(code: str, language: str) -> str:
    """What the refusal says up to its first figure, as a page writes it."""
    kind = refusals.by_code(code)
    sentence = kind.en if language == "en" else kind.zh
    parts = [part.strip() for part in sentence.replace("}", "{").split("{")[::2]]
    return escape(max(parts, key=len))
