"""Papers: what is turned away, what is kept unchanged, and what is printed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from jiuzhu.documents import actions, queries, refusals, rules, store, typefaces, typesetting
from jiuzhu.documents.models import StoredFile
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from tests import people

AT = people.at(date(2026, 9, 1))
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def keep(body: bytes, name: str = "户口簿.pdf", **more: Any) -> StoredFile:
    told: dict[str, Any] = {
        "kind": "household-register",
        "area_code": people.TOWNSHIP,
        "actor": None,
        "at": AT,
    }
    return actions.store(body, name=name, **(told | more))


@pytest.mark.parametrize(
    ("body", "name", "refusal"),
    [
        (b"", "空.pdf", refusals.Empty),
        (b"MZ\x90\x00program", "户口簿.pdf", refusals.WrongKind),
        (b"<html><script>alert(1)</script>", "照片.jpg", refusals.WrongKind),
        (b"GIF89a....", "照片.gif", refusals.WrongKind),
        (PDF[:-8], "断.pdf", refusals.Damaged),
        (picture()[:-30], "断.png", refusals.Damaged),
        (PDF + b"x" * (20 * 1024 * 1024), "大.pdf", refusals.TooLarge),
    ],
)
@pytest.mark.django_db
def test_files_that_cannot_be_taken(body: bytes, name: str, refusal: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(refusal) as refused:
        keep(body, name)
    assert name in refused.value.text("zh-hans")
    assert name in refused.value.text("en")
    assert not StoredFile.objects.exists()
    assert not (tmp_path / "files").exists()


@pytest.mark.django_db
def test_a_table_is_no_paper_and_a_paper_no_table() -> None:
    table = "姓名,金额\n甲,1\n".encode("gb18030")
    with pytest.raises(refusals.WrongKind):
        keep(table, "名单.csv")
    assert keep(table, "名单.csv", accepts=rules.TABLES).media_type == rules.CSV
    with pytest.raises(refusals.WrongKind):
        keep(picture(), "照片.png", accepts=rules.TABLES)


@pytest.mark.django_db
def test_kept_as_it_came_and_once_on_disk() -> None:
    first, second = keep(picture("JPEG"), "C:\\照片\\正面.png"), keep(picture("JPEG"), "again.jpg")
    assert (first.media_type, first.original_name) == (rules.JPEG, "正面.png")
    assert first.sha256 == second.sha256
    assert queries.read(first) == picture("JPEG")
    assert [path.name for path in Path(store.place(first.sha256)).parent.iterdir()] == [first.sha256]


@pytest.mark.django_db
def test_names_are_made_plain() -> None:
    assert rules.plain_name("../../etc/pass\x00wd.pdf", rules.PDF) == "passwd.pdf"
    assert rules.plain_name("…" * 300, rules.PDF).endswith(".pdf")
    assert len(rules.plain_name("长" * 300 + ".pdf", rules.PDF)) <= 200
    assert rules.plain_name("///", rules.PNG) == "paper.png"


@pytest.mark.django_db
def test_lost_or_altered_bytes_are_not_handed_out() -> None:
    stored = keep(PDF)
    path = store.place(stored.sha256)
    path.write_bytes(PDF.replace(b"endobj", b"ENDOBJ"))
    with pytest.raises(refusals.Altered):
        queries.read(stored)
    path.unlink()
    with pytest.raises(refusals.BytesMissing):
        queries.read(stored)


@pytest.mark.django_db
def test_rows_are_never_changed_nor_seen_from_elsewhere() -> None:
    stored = keep(PDF, case="370982002-2026-000001")
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(original_name="别的.pdf")
    told = refusal_from(refused.value)
    assert told is not None
    assert told.code == "audit.append-only"
    with scope.within([people.NEIGHBOUR]):
        assert not queries.of_case("370982002-2026-000001").exists()
        with pytest.raises(StoredFile.DoesNotExist):
            queries.get(stored.pk)
    with scope.within([people.TOWNSHIP]):
        assert queries.get(stored.pk) == stored


RECEIPT = {
    "case_number": "370982002-2026-000123", "applicant_name": "张𬭎芳", "item": "城市低保", "office": "新汶街道办事处",
    "follow_code": "8KQ4-77MH", "qr": "https://example.invalid/f", "received_on": "2026年9月1日", "day": "2026年9月1日",
    "papers": [{"name": "#pagebreak() *户口簿*", "count": "1"}],
}  # fmt: skip


@pytest.mark.django_db
def test_printing_the_same_content_gives_the_same_bytes() -> None:
    one = actions.render(
        "receipt", RECEIPT, name="受理通知书.pdf", area_code=people.TOWNSHIP, actor=None, at=AT
    )
    two = actions.render(
        "receipt", RECEIPT, name="受理通知书.pdf", area_code=people.TOWNSHIP, actor=None, at=AT
    )
    assert one.sha256 == two.sha256
    assert (one.kind, one.template, one.content) == ("receipt", "receipt", RECEIPT)
    body = queries.read(one)
    assert rules.media_type(body) == rules.PDF
    assert rules.is_whole(body, rules.PDF)


def test_characters_that_no_face_has_are_spelled_and_not_lost() -> None:
    assert typefaces.spelled("王𬭎") == "王𬭎"
    assert typefaces.spelled("王\U0002ebf0") == "王〔U+2EBF0〕"


def test_an_unknown_paper_is_refused_by_name() -> None:
    for name in ("no-such", "../receipt", "sheet"):
        with pytest.raises(refusals.UnknownTemplate):
            typesetting.pdf(name, {}, AT)


@pytest.mark.parametrize("template", typesetting.names())
def test_every_paper_says_what_is_missing_rather_than_failing_silently(template: str) -> None:
    """A paper without its content is refused with the name of what is missing, or printed with blanks."""
    try:
        assert typesetting.pdf(template, {}, AT).startswith(b"%PDF-")
    except refusals.NotPrintable as refused:
        assert template in refused.text("zh-hans")
