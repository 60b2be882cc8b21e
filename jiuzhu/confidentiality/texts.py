"""The words of the agreements, dated like everything in the rulebook. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jiuzhu import rulebook
from jiuzhu.rulebook import reading

from .refusals import NoText

KINDS = ("township", "person")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in force from a day until the next of its kind."""

    kind: str
    starts_on: date
    law: str
    titles: Mapping[str, str]
    paragraphs: Mapping[str, tuple[str, ...]]

    def title(self, language: str = "zh-hans") -> str:
        return self.titles["en" if language.startswith("en") else "zh"]

    def text(self, language: str = "zh-hans") -> tuple[str, ...]:
        return self.paragraphs["en" if language.startswith("en") else "zh"]

    def as_signed(self) -> dict[str, Any]:
        """What of it is signed: the Chinese words, their law and their day."""
        return {
            "title": self.titles["zh"], "law": self.law, "from": self.starts_on.isoformat(),
            "paragraphs": list(self.paragraphs["zh"]),
        }  # fmt: skip


@cache
def _texts(root: Path) -> tuple[Text, ...]:
    found = [
        Text(
            row["kind"], date.fromisoformat(row["from"]), row["law"], row["title"],
            {"zh": tuple(row["zh"]), "en": tuple(row["en"])},
        )
        for row in reading.read(root / "documents" / "confidentiality.yaml")
    ]  # fmt: skip
    wrong = {one.kind for one in found} ^ set(KINDS)
    if wrong:
        raise rulebook.Invalid(
            tuple(
                f"documents/confidentiality.yaml: {kind}: unknown or missing kind" for kind in sorted(wrong)
            )
        )
    return tuple(sorted(found, key=lambda one: one.starts_on))


def text(kind: str, on: date) -> Text:
    """The text that is signed on a day. Raises NoText, never an older or newer one."""
    found = [one for one in _texts(rulebook.ROOT) if one.kind == kind and one.starts_on <= on]
    if not found:
        raise NoText(on=on)
    return found[-1]
