"""What a page of the counter shows of a draft: its lines, what follows from them, what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jiuzhu import rulebook
from jiuzhu.households import queries as register
from jiuzhu.intake import queries as intake
from jiuzhu.intake.form import keys_of
from jiuzhu.journey import asked, outlook
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import outline


def around(
    request: HttpRequest, draft: Any, *, reading: Any = None, here: str = "", follows: bool = True
) -> dict[str, Any]:
    """Everything that every page of a draft needs; `follows` adds the panel of what follows from the household."""
    today, language = clock.today(), pages.language()
    reading = reading or asked.reading(draft, today)
    found = outline.pages(draft, language, reading)
    # A draft that became a case would be told that this very case runs already.
    stops = against(reading.against, found, language) if draft.open else []
    return {
        "draft": draft, "reading": reading, "item": rulebook.item(draft.item_code),
        "item_name": rulebook.item(draft.item_code).name(language), "language": language,
        "lines": lines(draft, reading, today, language), "supporters": supporters(draft, language),
        "pages": outline.listed(draft, reading, language, here), "missing": missing(reading, found, draft, language),
        "against": stops, "conflicts": conflicts(draft, language),
        "outlooks": outlooks(draft, reading, today, language) if follows else [], "departments": departments(draft.item_code),
    }  # fmt: skip


def lines(draft: Any, reading: Any, on: date, language: str) -> list[dict[str, Any]]:
    """The members, one line each: name, relation, sex, age, number, and what is wrong with the line."""
    read = {one["key"]: one for one in reading.content["members"]}
    relations = rulebook.codes("relations")
    found = []
    for key in keys_of(draft.typed, "members"):
        one, typed = read.get(key, {}), draft.typed
        born = one.get("birth_on")
        relation = typed.get(f"{key}.relation", "")
        found.append(
            {
                "key": key, "name": typed.get(f"{key}.name", ""), "citizen_id": typed.get(f"{key}.citizen_id", ""),
                "relation": relations.label(relation, language) if relation in relations.entries else "",
                "sex": one.get("sex", ""), "age": register.age(date.fromisoformat(born), on) if born else None,
                "wrong": [refusal for refusal in reading.against if (refusal.field or "").startswith(f"{key}.")],
            }
        )  # fmt: skip
    return found


def supporters(draft: Any, language: str) -> list[dict[str, Any]]:
    relations = rulebook.codes("relations")
    return [
        {
            "key": key, "name": draft.typed.get(f"{key}.name", ""),
            "relation": relations.label(code, language) if (code := draft.typed.get(f"{key}.relation", "")) in relations.entries else "",
        }
        for key in keys_of(draft.typed, "supporters")
    ]  # fmt: skip


def missing(reading: Any, found: list[outline.Page], draft: Any, language: str) -> list[dict[str, Any]]:
    """What is missing with the page where it is asked."""
    return [
        {
            "label": one.label(language), "law": one.law, "page": outline.page_of(found, one.key), "key": one.key,
            # A name that could not be read is shown as typed.
            "member": one.member or draft.typed.get(f"{one.key.partition('.')[0]}.name", ""),
            "anchor": one.key if one.key.startswith("papers.") else f"id_{one.key}",
        }
        for one in reading.missing
    ]  # fmt: skip


def against(refusals: tuple[Refusal, ...], found: list[outline.Page], language: str) -> list[dict[str, str]]:
    """What stands against submitting, each with its field and the page of that field."""
    return [
        {
            "text": one.text(language),
            "law": one.law,
            "field": one.field or "",
            "page": outline.page_of(found, one.field or ""),
        }
        for one in refusals
    ]


def conflicts(draft: Any, language: str) -> list[dict[str, Any]]:
    """Fields of which two values are kept."""
    form = intake.form(draft.item_code)
    return [
        {**one, "label": question.label(language)}
        for one in draft.aside
        if (question := form.field(one["path"])) is not None
    ]


def outlooks(draft: Any, reading: Any, on: date, language: str) -> list[dict[str, Any]]:
    """Per item: what the rules say of the declared answers, in words; figures that are not in force with their form."""
    found = []
    for one in outlook.outlook(draft, reading.content, on):
        told = one.found
        failed = [reason.as_dict(language).get("label", "") for reason in told.failed] if told else []
        found.append(
            {
                "name": one.item.name(language), "applied_for": one.applied_for, "told": told, "failed": failed,
                "missing": [fact.label(language) for fact in told.missing] if told else [],
                "figures": [
                    {"name": no.figures["name"], "label": no.figures["label_en" if language.startswith("en") else "label_zh"]}
                    for no in told.missing_figures
                ] if told else [],
            }
        )  # fmt: skip
    return found


def departments(item_code: str) -> list[tuple[str, str]]:
    """Whom the office asks itself, and for what; nobody brings these."""
    found: dict[str, list[str]] = {}
    for paper in intake.fetched(item_code):
        found.setdefault(paper.given_by, []).append(
            paper.zh if not pages.language().startswith("en") else paper.en
        )
    return [(who, "、".join(what)) for who, what in found.items()]


def choices(request: HttpRequest, draft: Any) -> Mapping[str, list[tuple[str, str]]]:
    """Choices that come from the county and from the draft itself."""
    villages = [(one.code, one.name) for one in offices.villages([draft.area_id])]
    members = [(key, draft.typed.get(f"{key}.name", "") or key) for key in keys_of(draft.typed, "members")]
    return {"area": villages, "member": members}


def spared(section: outline.Section, language: str) -> list[tuple[str, str]]:
    """What a section does not ask, and which registers give it."""
    return [(field.label(language), _givers(field, language)) for _path, field in section.spared]


def _givers(field: Any, language: str) -> str:
    found = [verification.SOURCES[key] for key in sorted(intake.sources_of(field))]
    return "、".join(f"{one.name(language)}（{one.department(language)}）" for one in found)


def notes(reading: Any, draft: Any, language: str) -> dict[str, str]:
    """Why a question is asked that departments could answer; that one answered unasked is her own word."""
    said = {path: reading.asking.why(path, language) for path in reading.asking.asked}
    unasked = _("部门会提供，可以不填；填了的作为家庭自己的说法保留。")
    return said | {path: unasked for path in reading.asking.given if draft.typed.get(path, "").strip()}
