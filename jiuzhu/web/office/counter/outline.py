"""The pages of a draft in the order they are asked, and which fields stand on each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jiuzhu.households import queries as register
from jiuzhu.intake import queries as intake
from jiuzhu.intake.answers import EARNS_FROM
from jiuzhu.intake.form import BORN, LEFT, PAYEE, RENAMED, SEX, Field, is_money, keys_of

PER_PERSON = ("income", "spending", "assets")


@dataclass(frozen=True)
class Section:
    """Fields under one heading; `folded` ones are seldom needed and open on demand."""

    title: str
    fields: tuple[tuple[str, Field], ...]
    folded: tuple[tuple[str, Field], ...] = ()
    spared: tuple[tuple[str, Field], ...] = ()  # not asked: departments give them

    @property
    def fold(self) -> str:
        """What stands on the fold."""
        if any(is_money(field) for _path, field in self.folded):
            return _("其他项目（没有就不用填，不填即申报为没有）")
        return _("其他情形")


@dataclass(frozen=True)
class Page:
    """One column of questions."""

    slug: str
    title: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[tuple[str, Field], ...]:
        return tuple(pair for one in self.sections for pair in (*one.fields, *one.folded))

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(path for path, _field in self.fields)


@dataclass(frozen=True)
class Listed:
    """A page in the list of pages: how much is open on it."""

    page: Page
    missing: int
    wrong: int
    here: bool


#: Asked of few: folded away until an answer makes them necessary (or somebody opens the fold).
SELDOM = frozenset({"away", "away_since", "disability_type", "disability_grade", "lives_independently", "edge_family",
                    "staff_relative_of", "renamed", "left_former_on"})  # fmt: skip


def pages(draft: Any, language: str, reading: Any) -> list[Page]:
    """Every page of a draft; they follow from the lines of the household and from what was answered so far."""
    form = intake.form(draft.item_code)
    typed = draft.typed
    born = {one["key"]: one["birth_on"] for one in reading.content["members"] if one.get("birth_on")}
    on = date.fromisoformat(reading.content["on"])
    ages = {key: register.age(date.fromisoformat(day), on) for key, day in born.items()}
    wanted = {one.key for one in reading.missing} | {one.field or "" for one in reading.against}
    found = [_home(form, typed, wanted, language)]
    for key in keys_of(typed, "members"):
        name = typed.get(f"{key}.name", "") or _("未填姓名")
        found.append(_person(form, key, name, typed, wanted, language, reading.asking.given))
        found.append(_money(form, key, name, typed, ages.get(key), language, reading.asking.given))
    for key in keys_of(typed, "supporters"):
        name = typed.get(f"{key}.name", "") or _("未填姓名")
        group = form.group("supporter")
        fields = tuple((f"{key}.{one.key}", one) for one in group.fields)
        found.append(
            Page(key, _("赡养人：%(name)s") % {"name": name}, (Section(group.label(language), fields),))
        )
    found.append(_signatures(form, typed, ages, language))
    return found


Pair = tuple[str, Field]


def _folding(
    fields: Iterable[Pair], typed: Mapping[str, str], wanted: set[str], unasked: Container[str] = ()
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[Pair, ...]]:
    """Shown, folded and not asked: what is seldom needed is folded until it is answered, missing or wrong."""
    every, spared = _sparing(fields, typed, unasked)
    shown = tuple(
        (path, one)
        for path, one in every
        if one.key not in SELDOM or typed.get(path, "").strip() or path in wanted
    )
    return shown, tuple(pair for pair in every if pair not in shown), spared


def _sparing(
    fields: Iterable[Pair], typed: Mapping[str, str], unasked: Container[str]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Asked and not asked. What somebody typed all the same stays on the page: it is her own word."""
    every = tuple(fields)
    spared = tuple(pair for pair in every if pair[0] in unasked and not typed.get(pair[0], "").strip())
    return tuple(pair for pair in every if pair not in spared), spared


def _home(form: Any, typed: Mapping[str, str], wanted: set[str], language: str) -> Page:
    group = form.group("household")
    fields = [*((f"household.{one.key}", one) for one in group.fields), ("payee", PAYEE)]
    return Page("home", _("家庭情况"), (Section(group.label(language), *_folding(fields, typed, wanted)),))


def _person(
    form: Any,
    key: str,
    name: str,
    typed: Mapping[str, str],
    wanted: set[str],
    language: str,
    unasked: Container[str],
) -> Page:
    group = form.group("member")
    fields = [(f"{key}.{one.key}", one) for one in group.fields]
    if not typed.get(f"{key}.citizen_id", "").strip():
        # Without a number, sex and birth are asked; with one they are read from it.
        fields[2:2] = [(f"{key}.sex", SEX), (f"{key}.birth_on", BORN)]
    fields += [(f"{key}.renamed", RENAMED), (f"{key}.left_former_on", LEFT)]
    title = _("%(name)s：基本情况") % {"name": name}
    return Page(key, title, (Section(group.label(language), *_folding(fields, typed, wanted, unasked)),))


def _money(
    form: Any,
    key: str,
    name: str,
    typed: Mapping[str, str],
    age: int | None,
    language: str,
    unasked: Container[str],
) -> Page:
    """Income, spending and assets; of a child only what there is."""
    sections = []
    child = age is not None and age < EARNS_FROM
    for group_key in PER_PERSON:
        group = form.group(group_key)
        every = [(f"{key}.{one.key}", replace(one, needed=one.needed and not child)) for one in group.fields]
        fields, spared = _sparing(every, typed, unasked)
        first = {one.key for one in group.fields if one.needed} or {one.key for one in group.fields}
        shown = tuple(pair for pair in fields if pair[1].key in first or typed.get(pair[0], "").strip())
        sections.append(
            Section(group.label(language), shown, tuple(pair for pair in fields if pair not in shown), spared)
        )
    return Page(f"{key}-money", _("%(name)s：收入和财产") % {"name": name}, tuple(sections))


def _signatures(form: Any, typed: Mapping[str, str], ages: Mapping[str, int], language: str) -> Page:
    """Every adult signs; a guardian's signature stands for a minor."""
    group = form.group("consent")
    sections = tuple(
        Section(
            typed.get(f"{key}.name", "") or _("未填姓名"),
            tuple((f"{key}.{one.key}", one) for one in group.fields),
        )
        for key in keys_of(typed, "members")
        if ages.get(key, register.ADULT) >= register.ADULT
    )
    return Page("papers", _("签名和材料"), sections)


def listed(draft: Any, reading: Any, language: str, here: str = "") -> list[Listed]:
    """The pages with what is open on each."""
    found = pages(draft, language, reading)
    return [
        Listed(
            page,
            missing=sum(_on(page, one.key) for one in reading.missing),
            wrong=sum(_on(page, one.field or "") for one in reading.against),
            here=page.slug == here,
        )
        for page in found
    ]


def _on(page: Page, path: str) -> bool:
    return path in page.paths or (page.slug == "papers" and path.startswith("papers."))


def page_of(pages_: list[Page], path: str) -> str:
    """The page on which a field stands: where its message leads."""
    return next((page.slug for page in pages_ if _on(page, path)), "")


def around(found: list[Page], slug: str) -> Iterator[str]:
    """The page after this one; nothing after the last."""
    slugs = [page.slug for page in found]
    if slug in slugs[:-1]:
        yield slugs[slugs.index(slug) + 1]


def unit(field: Field, language: str) -> str:
    """What stands behind the box."""
    if field.kind == "money_per_year":
        return _("元/年")
    if field.kind == "money_per_month":
        return _("元/月")
    return _("元") if is_money(field) else ""
