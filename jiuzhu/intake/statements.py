"""The texts that are signed with an application, dated like everything in the rulebook. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jiuzhu import rulebook
from jiuzhu.rulebook import reading
from jiuzhu.values.refusals import Refusal

KINDS = ("integrity", "authorisation", "supporter_consent")


class NoText(Refusal):
    code = "intake.no-statement-text"
    zh = "{on}没有可以签署的“{kind}”文本。"
    en = "No text of “{kind}” is in force on {on}."
    next_zh = "请政策人员在规则库 documents/statements.yaml 补充文本。"
    next_en = "A text must be added to the rulebook's documents/statements.yaml."


@dataclass(frozen=True, slots=True)
class Text:
    """One text in force from a day until the next of its kind. `sources`: the registers that an authorisation names."""

    kind: str
    starts_on: date
    law: str
    titles: Mapping[str, str]
    paragraphs: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...] = ()

    def title(self, language: str = "zh-hans") -> str:
        return self.titles["en" if language.startswith("en") else "zh"]

    def text(self, language: str = "zh-hans") -> tuple[str, ...]:
        return self.paragraphs["en" if language.startswith("en") else "zh"]


@cache
def _texts(root: Path) -> tuple[Text, ...]:
    rows = reading.read(root / "documents" / "statements.yaml")
    texts = [
        Text(
            row["kind"], date.fromisoformat(row["from"]), row["law"], row["title"],
            {"zh": tuple(row["zh"]), "en": tuple(row["en"])}, tuple(row.get("sources", ())),
        )
        for row in rows
    ]  # fmt: skip
    wrong = {one.kind for one in texts} ^ set(KINDS)
    if wrong:
        raise rulebook.Invalid(
            tuple(f"documents/statements.yaml: {kind}: unknown or missing kind" for kind in wrong)
        )
    return tuple(sorted(texts, key=lambda one: one.starts_on))


def text(kind: str, on: date) -> Text:
    """The text that is signed on a day. Raises NoText, never an older or newer one."""
    found = [one for one in _texts(rulebook.ROOT) if one.kind == kind and one.starts_on <= on]
    if not found:
        raise NoText(kind=kind, on=on)
    return found[-1]
