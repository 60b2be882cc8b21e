"""Other people's files in the tree are those that the record names, and no page loads any that is not recorded."""

from __future__ import annotations

import json
from pathlib import Path

from tools import vendor

ROOT = Path(__file__).resolve().parent.parent.parent


def test_vendored_files_are_what_the_record_says() -> None:
    assert vendor.record() == json.loads(vendor.RECORD.read_text())


def test_nothing_else_lies_among_them() -> None:
    recorded = {ROOT / name for one in json.loads(vendor.RECORD.read_text()) for name in one["files"]}
    assert set((vendor.STATIC / "vendor").iterdir()) <= recorded
    assert set(vendor.FONTS.iterdir()) <= recorded


def test_the_notice_names_every_licence() -> None:
    notice = (ROOT / "NOTICE").read_text()
    assert all(
        one["package"].split("/")[-1].split(".")[0].replace("-", " ") in notice.lower().replace("-", " ")
        for one in json.loads(vendor.RECORD.read_text())
    )
