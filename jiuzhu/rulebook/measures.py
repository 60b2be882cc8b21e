"""The measures (办法) of the delegation: chapters of dated articles, each naming what carries it out.

The originals of Xintai's two 办法 were never seen: the text is this product's own, built on the laws that each
article names (confidence D), and a county puts its own in its place. What an article names is of a closed set of
kinds (``KINDS``); whether it exists is asked where it can be known (``web/carried_out.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jiuzhu.rulebook import places
from jiuzhu.rulebook.refusals import UnknownArticle

if TYPE_CHECKING:
    from jiuzhu.rulebook.book import Rulebook

JSON = Any
KINDS = ("refusal", "number", "constraint", "trigger", "table", "job", "check", "screen")


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that carries an article out. A refusal and a number bring words of their own; others are told here."""

    kind: str
    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it reads from a day on, until the next version begins (``stops_on``, exclusive)."""

    starts_on: date
    stops_on: date | None
    zh: str
    en: str
    law: str
    source: str
    confidence: str
    carried_out_by: tuple[Reference, ...]
    reason_zh: str  # why nothing carries it out; empty otherwise
    reason_en: str

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.stops_on is None or on < self.stops_on)

    def text(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh

    def reason(self, language: str = "zh-hans") -> str:
        return self.reason_en if language.lower().startswith("en") else self.reason_zh

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of one kind that the version gives."""
        return tuple(one.name for one in self.carried_out_by if one.kind == kind)


@dataclass(frozen=True, slots=True)
class Article:
    """All versions of one article, oldest first."""

    number: int
    chapter: str
    versions: tuple[Version, ...]

    def on(self, on: date) -> Version | None:
        """As it reads on a day; None before it was there and after it was taken out."""
        return next((one for one in self.versions if one.in_force(on)), None)

    @property
    def anchor(self) -> str:
        """Where refusals link to: ``art-12``."""
        return f"art-{self.number}"


@dataclass(frozen=True, slots=True)
class Chapter:
    key: str
    zh: str
    en: str

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Measure:
    """One 办法. ``short`` is how a refusal names it, ``means`` what its text rests on."""

    key: str
    zh: str
    en: str
    short_zh: str
    short_en: str
    means_zh: str
    means_en: str
    area: str
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh

    def short(self, language: str = "zh-hans") -> str:
        return self.short_en if language.lower().startswith("en") else self.short_zh

    def means(self, language: str = "zh-hans") -> str:
        return self.means_en if language.lower().startswith("en") else self.means_zh

    def article(self, number: int) -> Article:
        """Raises UnknownArticle."""
        for one in self.articles:
            if one.number == number:
                return one
        raise UnknownArticle(measure=self.zh, measure_en=self.en, number=number)

    def on(self, on: date) -> tuple[tuple[Article, Version], ...]:
        """The articles in force on a day, in their order."""
        read = ((one, one.on(on)) for one in self.articles)
        return tuple((article, version) for article, version in read if version is not None)


def measure(body: JSON) -> Measure:
    """A file's content as a measure."""
    return Measure(
        key=body["key"], zh=body["zh"], en=body["en"], short_zh=body["short"]["zh"], short_en=body["short"]["en"],
        means_zh=body["means"]["zh"], means_en=body["means"]["en"], area=body["area"],
        chapters=tuple(Chapter(one["key"], one["zh"], one["en"]) for one in body["chapters"]),
        articles=tuple(Article(one["number"], one["chapter"], _versions(one)) for one in body["articles"]),
    )  # fmt: skip


def _versions(article: JSON) -> tuple[Version, ...]:
    rows = sorted(article["versions"], key=lambda row: str(row["from"]))
    found = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        # A version ends where the next begins, unless the article was taken out before.
        ends = [end for end in (row.get("to"), following and following["from"]) if end]
        reason = row.get("reason", {"zh": "", "en": ""})
        found.append(
            Version(
                starts_on=date.fromisoformat(row["from"]), stops_on=date.fromisoformat(min(ends)) if ends else None,
                zh=row["zh"].strip(), en=row["en"].strip(), law=row["law"], source=row["source"],
                confidence=row["confidence"], carried_out_by=tuple(map(_reference, row["carried_out_by"])),
                reason_zh=reason["zh"], reason_en=reason["en"],
            )
        )  # fmt: skip
    return tuple(found)


def _reference(body: JSON) -> Reference:
    kind = next(one for one in KINDS if one in body)
    return Reference(kind, body[kind], body.get("zh", ""), body.get("en", ""))


def problems(book: Rulebook, name: str, body: JSON) -> Iterator[str]:
    """What the schema cannot see: numbers out of order, chapters nobody opens, versions that overlap."""
    if name != f"measures/{body['key']}.yaml":
        yield f"the file is not named after its key {body['key']!r}"
    if places.stem(body["area"]) not in book.areas:
        yield f"area: the area {body['area']} is not in codes/areas.yaml"
    numbers = [one["number"] for one in body["articles"]]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"articles: the numbers do not run from 1 without a gap ({numbers})"
    chapters = [one["key"] for one in body["chapters"]]
    order = [one["chapter"] for one in body["articles"]]
    for unknown in sorted(set(order) ^ set(chapters)):
        yield f"chapters: {unknown!r} is either not listed or has no article"
    if not set(order) ^ set(chapters) and order != sorted(order, key=chapters.index):
        yield "articles: they do not stand in the order of the chapters"
    for article in body["articles"]:
        yield from _version_problems(article)
        for row in article["versions"]:
            for one in row["carried_out_by"]:
                if "number" in one and one["number"] not in book.parameters:
                    yield f"articles.{article['number']}: {one['number']!r} is no number of this rulebook"


def _version_problems(article: JSON) -> Iterator[str]:
    rows = sorted(article["versions"], key=lambda row: str(row["from"]))
    where = f"articles.{article['number']}"
    for row in rows:
        if "to" in row and row["to"] <= row["from"]:
            yield f"{where}: {row['to']} does not lie after {row['from']}"
    for earlier, later in pairwise(rows):
        if earlier["from"] == later["from"]:
            yield f"{where}: two versions from {later['from']}"
        elif earlier.get("to", later["from"]) > later["from"]:
            yield f"{where}: the version from {earlier['from']} runs into the one from {later['from']}"
