"""A word that a page takes from a column of choices has its English: jiuzhu/web/choices.py."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from jiuzhu.web.choices import WORDS

WEB = Path(__file__).resolve().parents[2] / "jiuzhu" / "web"
# `visit.get_outcome_display`: the rows that pages show so; the column alone does not tell the model.
SHOWN = {
    "approvals": ("kind", "proposes"),
    "publicity": ("kind", "conclusion"),
    "entitlements": ("kind",),
    "documents": ("how",),
    "verification": ("signed_how", "withdrawn_how", "kind", "how", "verdict"),
    "surveys": ("outcome", "mode"),
}
# Rows of those rooms that pages say in other words: queries.SIGNALS, and the page of a connection.
SAID_OTHERWISE = {"QuerySignal", "Contact"}


def test_every_choice_that_a_page_shows_has_its_english() -> None:
    missing = [
        f"{model.__name__}.{column.name}: {word}"
        for room, columns in SHOWN.items()
        for model in apps.get_app_config(room).get_models()
        if model.__name__ not in SAID_OTHERWISE
        for column in model._meta.get_fields()
        if column.name in columns
        for _, word in getattr(column, "choices", None) or ()
        if word not in WORDS
    ]
    assert not missing, missing


def test_pages_show_no_other_choices_and_none_untranslated() -> None:
    columns = {column for names in SHOWN.values() for column in names}
    for page in WEB.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"\.get_(\w+)_display", text)) <= columns, page
        assert not re.search(r"\{\{[^}]*_display", text), f"{page}: translate it"
