"""The catalogue check names what is not translated, doubtful, badly filled or left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import catalogue

ENTRY = 'msgid "提交初审意见"\nmsgstr "{english}"\n'


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one room with one sentence in Python and one in a template."""
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "HOUSE", tmp_path / "jiuzhu")
    room = tmp_path / "jiuzhu" / "cases"
    (room / "templates").mkdir(parents=True)
    (room / "words.py").write_text(
        'from django.utils.translation import gettext as _\n\n_("还剩 %(days)d 天")\n'
    )
    (room / "templates" / "page.html").write_text('<p>\n  {% translate "提交初审意见" %}\n</p>\n')
    return room


def write(room: Path, text: str) -> None:
    path = room / catalogue.PO
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(catalogue.HEADER + text)


def test_what_is_missing_is_named_with_its_line(house: Path) -> None:
    assert list(catalogue.troubles()) == [
        "jiuzhu/cases/templates/page.html:2: not in the catalogue: '提交初审意见'",
        "jiuzhu/cases/words.py:3: not in the catalogue: '还剩 %(days)d 天'",
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('msgid "提交初审意见"\nmsgstr ""\n', "page.html:2: untranslated"),
        ('#, fuzzy\nmsgid "提交初审意见"\nmsgstr "Submit"\n', "page.html:2: fuzzy"),
        ('msgid "还剩 %(days)d 天"\nmsgstr "left"\n', "words.py:3: a placeholder is lost"),
        (
            'msgid "还剩 %(days)d 天"\nmsgstr "%(day)d %(days)d"\n',
            "words.py:3: a placeholder that the text does not have",
        ),
        ('msgid "没有这句话"\nmsgstr "No such sentence"\n', ": left over: '没有这句话'"),
    ],
)
def test_each_kind_of_trouble_is_named(house: Path, text: str, wrong: str) -> None:
    write(house, text)
    assert any(wrong in trouble for trouble in catalogue.troubles())


def test_update_keeps_translations_and_drops_what_is_gone(house: Path) -> None:
    write(house, ENTRY.format(english="Submit the opinion") + '\nmsgid "没有这句话"\nmsgstr "gone"\n')
    catalogue.update.callback()  # type: ignore[misc]
    text = (house / catalogue.PO).read_text()
    assert "Submit the opinion" in text
    assert "没有这句话" not in text
    assert [trouble.split(": ")[1] for trouble in catalogue.troubles()] == ["untranslated"]


def test_one_sentence_has_one_translation_in_the_whole_house(house: Path) -> None:
    other = house.parent / "funds"
    (other / "templates").mkdir(parents=True)
    (other / "templates" / "page.html").write_text('{% translate "提交初审意见" %}')
    write(house, ENTRY.format(english="Submit") + '\nmsgid "还剩 %(days)d 天"\nmsgstr "%(days)d days"\n')
    write(other, ENTRY.format(english="Send"))
    [trouble] = catalogue.troubles()
    assert "translated in two ways: '提交初审意见'" in trouble


def test_compiled_catalogues_are_read_by_gettext(house: Path) -> None:
    import gettext

    write(house, ENTRY.format(english="Submit the opinion"))
    catalogue.compile_.callback()  # type: ignore[misc]
    with (house / catalogue.PO).with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("提交初审意见") == "Submit the opinion"
