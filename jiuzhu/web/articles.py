"""The measures as pages show them: an article, what carries it out, how often that refused; and the way from a refusal
to the articles that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.offices import scope
from jiuzhu.rulebook.measures import Article, Measure, Reference, Version
from jiuzhu.values import refusals

KINDS = {
    "refusal": _("拒绝"),
    "number": _("政策数字"),
    "constraint": _("数据库约束"),
    "trigger": _("数据库触发器"),
    "table": _("登记簿"),
    "job": _("定时任务"),
    "check": _("程序检查"),
    "screen": _("页面"),
}
_DIGITS = "零一二三四五六七八九"
_HOLE = re.compile(r"{[^}]*}")


@dataclass(frozen=True)
class Carrier:
    """One reference in words; ``count`` for refusals only, ``url`` where the reader may go and look."""

    kind: str
    kind_name: Any
    name: str
    words: str
    url: str
    count: int | None


@dataclass(frozen=True)
class Shown:
    """An article on a page, as it reads on the chosen day."""

    article: Article
    version: Version
    heading: str
    paragraphs: Sequence[str]
    carriers: Sequence[Carrier]
    count: int
    reason: str  # why nothing carries it out; empty otherwise
    earlier: Sequence[tuple[Version, Sequence[str]]]  # every other version, newest first


def heading(number: int, language: str) -> str:
    """``25`` → 第二十五条, Article 25."""
    return f"Article {number}" if language.startswith("en") else f"第{_chinese(number)}条"


def _chinese(number: int) -> str:
    """Whole numbers from 1 to 199 as articles are counted."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    told = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        told += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        told += "零"
    return told + (_DIGITS[ones] if ones else "")


def sentence(refusal: type[refusals.Refusal], language: str) -> str:
    """What a refusal says, without the figures of any one case."""
    return _HOLE.sub("…", refusal.en if language.startswith("en") else refusal.zh)


def counted(year: int) -> dict[str, int]:
    """How often each code was refused in the whole county: a figure without cases, which every officer may know."""
    with scope.whole_county():
        return audit.refusals_counted(year)


def shown(
    measure: Measure, *, on: date, language: str, counts: Mapping[str, int], powers: frozenset[str] | None
) -> list[tuple[Any, list[Shown]]]:
    """The chapters with their articles on a day. ``powers`` of the officer; None for the public, who gets no links."""
    found = [_article(one, version, language, counts, powers) for one, version in measure.on(on)]
    mine = {
        key: [one for one in found if one.article.chapter == key]
        for key in (one.key for one in measure.chapters)
    }
    return [(chapter, mine[chapter.key]) for chapter in measure.chapters if mine[chapter.key]]


def _article(
    article: Article,
    version: Version,
    language: str,
    counts: Mapping[str, int],
    powers: frozenset[str] | None,
) -> Shown:
    carriers = [_carrier(one, language, counts, powers) for one in version.carried_out_by]
    others = sorted(
        (one for one in article.versions if one != version), key=lambda one: one.starts_on, reverse=True
    )
    return Shown(
        article, version, heading(article.number, language), version.text(language).split("\n"), carriers,
        sum(one.count or 0 for one in carriers), version.reason(language),
        [(one, one.text(language).split("\n")) for one in others],
    )  # fmt: skip


def _carrier(
    reference: Reference, language: str, counts: Mapping[str, int], powers: frozenset[str] | None
) -> Carrier:
    english = language.startswith("en")
    words, count = (reference.en if english else reference.zh), None
    if reference.kind == "refusal":
        kind = refusals.by_code(reference.name)
        words, count = sentence(kind, language), counts.get(reference.name, 0)
    elif reference.kind == "number":
        words = rulebook.figures().parameter(reference.name).label(language)
    url = "" if powers is None else _url(reference, powers)
    return Carrier(reference.kind, KINDS[reference.kind], reference.name, words, url, count)


def _url(reference: Reference, powers: frozenset[str]) -> str:
    """Where the officer may look at it; empty for a page of one thing, and for a page beyond her powers."""
    if reference.kind == "number":
        return reverse("office:number", args=[reference.name])
    if reference.kind != "screen":
        return ""
    try:
        url = reverse(reference.name)
    except NoReverseMatch:
        return ""
    wanted = getattr(resolve(url).func, "powers", ())
    return url if not wanted or powers & set(wanted) else ""


def search(words: str, *, on: date, language: str) -> list[tuple[Measure, Article, Version]]:
    """Articles in force on a day whose text, law or carriers hold the words."""
    wanted = words.lower()
    return [
        (measure, article, version)
        for measure in rulebook.book().measures.values()
        for article, version in measure.on(on)
        if wanted in _all_words(article, version, language)
    ]


def _all_words(article: Article, version: Version, language: str) -> str:
    names = " ".join(one.name for one in version.carried_out_by)
    return f"{heading(article.number, language)} {version.text(language)} {version.law} {names}".lower()


def naming(code: str, on: date) -> tuple[tuple[Measure, Article], ...]:
    """The articles in force on a day that name a refusal."""
    return _by_code(rulebook.digest(), on).get(code, ())


@lru_cache(maxsize=4)
def _by_code(_digest: str, on: date) -> dict[str, tuple[tuple[Measure, Article], ...]]:
    found: dict[str, list[tuple[Measure, Article]]] = {}
    for measure in rulebook.book().measures.values():
        for article, version in measure.on(on):
            for code in version.names("refusal"):
                found.setdefault(code, []).append((measure, article))
    return {code: tuple(many) for code, many in found.items()}


def links(code: str, *, on: date, language: str, officer: bool) -> list[tuple[str, str]]:
    """(监管办法第八条, address of that article) for every article that names the refusal."""
    page = "office:measure" if officer else "portal:measure"
    return [
        (
            f"{measure.short(language)}{' ' if language.startswith('en') else ''}{heading(article.number, language)}",
            f"{reverse(page, args=[measure.key])}#{article.anchor}",
        )
        for measure, article in naming(code, on)
    ]
