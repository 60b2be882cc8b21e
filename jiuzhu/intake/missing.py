"""What an application still lacks, each with its law, so that it can be told once (57号 Art. 10). Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jiuzhu import rulebook

from .form import Form

FORM_LAW = "民发〔2021〕57号第九条；社会救助法第四十条"

#: Papers that are asked for only in some applications. Not listed: always. Printed or signed ones are never "brought".
ONLY_WHEN: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "proxy-letter": lambda content: content.get("channel") == "proxy",
    "spending-evidence": lambda content: any(one.get("rigid_spending_fen") for one in content["members"]),
    # The forms are printed from the entry and signed once; signatures are counted person by person (consent group).
    "application-form": lambda content: False,
    "integrity-statement": lambda content: False,
    "authorisation": lambda content: False,
    # A supporter who does not consent is not verified (社会救助法 Art. 41): no gap in the application.
    "supporter-consent": lambda content: False,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One line of the notice. `key`: the path of a field or `papers.<document key>`."""

    key: str
    zh: str
    en: str
    member: str
    law: str
    note_zh: str = ""
    note_en: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def label(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


def missing(form: Form, content: Mapping[str, Any], unanswered: Sequence[str]) -> list[Missing]:
    """Everything that is missing: unanswered questions and signatures in the order of the form, then papers."""
    who = {one["key"]: one.get("name", "") for one in [*content["members"], *content["supporters"]]}
    found = []
    for path in unanswered:
        question = form.field(path)
        if question is None:
            raise KeyError(path)
        found.append(
            Missing(path, question.zh, question.en, who.get(path.partition(".")[0], ""), _law(question.kind))
        )
    found += [
        Missing(f"papers.{paper.key}", paper.zh, paper.en, "", paper.law, paper.note_zh, paper.note_en)
        for paper in rulebook.item(form.item_code).documents
        if needed(paper, content) and not _have(content["papers"].get(paper.key))
    ]
    return found


def needed(paper: rulebook.Document, content: Mapping[str, Any]) -> bool:
    """Whether the household has to bring a paper; never what a department gives (社会救助法 Art. 62(2))."""
    only_when = ONLY_WHEN.get(paper.key)
    return paper.asked and (only_when is None or only_when(content))


def fetched(item_code: str) -> list[rulebook.Document]:
    """What the office fetches from departments itself."""
    return [paper for paper in rulebook.item(item_code).documents if not paper.asked]


def _have(entry: Mapping[str, Any] | None) -> bool:
    return entry is not None and (bool(entry.get("seen")) or bool(entry.get("files")))


def _law(kind: str) -> str:
    return "社会救助法第四十条、第四十一条；民发〔2021〕57号第九条" if kind == "signature" else FORM_LAW
