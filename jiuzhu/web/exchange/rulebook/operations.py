"""What the rulebook says, read only: items with their forms, processes, calendars, codes, and every refusal."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu import rulebook
from jiuzhu.intake import queries as intake
from jiuzhu.rulebook import calendars
from jiuzhu.values import refusals as known_refusals
from jiuzhu.web.exchange.doorkeeper import language, operation
from jiuzhu.web.exchange.refusals import NoSuchYear
from jiuzhu.web.exchange.shapes import Day, answers

router = Router()


class FieldOut(Schema):
    """表单的一项 | One question of the form."""

    key: str = Field(description="路径：household.键、m1.键、s1.键 | Path: household.key, m1.key, s1.key")
    name: str
    kind: str
    codes: str
    needed: bool
    given_by: list[str] = Field(
        [], description="接通后不再问：来源.信息 | Not asked once these are connected: source.fact"
    )


class GroupOut(Schema):
    key: str
    name: str
    of: str = Field(description="household、person、adult、supporter | Whom it is asked of")
    fields: list[FieldOut]


class DocumentOut(Schema):
    key: str
    name: str
    asked: bool = Field(
        description="否：由部门提供，不得索要 | False: departments give it; it must not be asked for"
    )
    given_by: str
    law: str


class ItemOut(Schema):
    """可以申请的事项 | What can be applied for."""

    code: str = Field(examples=["MZ01-01"])
    slug: str
    name: str
    process: str
    law: str
    numbers: list[str]
    documents: list[DocumentOut]
    form: list[GroupOut]


class ProcessOut(Schema):
    key: str = Field(examples=["minimum-living"])
    area: str
    starts_on: date
    stops_on: date | None
    law: str
    digest: str
    body: dict[str, Any] = Field(
        description="环节、结果、期限，见 docs/reference/processes | Stages, outcomes, limits"
    )


class YearOut(Schema):
    year: int
    notices: list[str] = Field(description="所依据的通知 | The notices it comes from")
    off: list[date] = Field(description="放假的工作日 | Weekdays off")
    worked: list[date] = Field(description="调休上班的周末 | Weekend days that are worked")


class DeadlineOut(Schema):
    on: date
    provisional: bool = Field(description="缺某年日历，暂定 | A year's calendar is not out yet")


class CodeOut(Schema):
    code: str
    name: str


class KnownRefusalOut(Schema):
    code: str = Field(examples=["approvals.no-letter-in-force"])
    message: str = Field(description="带占位符 | With its placeholders")
    next: str
    law: str


def _name(one: Any) -> str:
    return str(one.en if language().startswith("en") else one.zh)


def _item(one: rulebook.Item) -> dict[str, Any]:
    return {
        "code": one.code, "slug": one.slug, "name": one.name(language()), "process": one.process, "law": one.law,
        "numbers": list(one.numbers),
        "documents": [
            {"key": paper.key, "name": _name(paper), "asked": paper.asked, "given_by": paper.given_by, "law": paper.law}
            for paper in one.documents
        ],
        "form": [
            {
                "key": group.key, "name": _name(group), "of": group.of,
                "fields": [
                    {"key": f.key, "name": _name(f), "kind": f.kind, "codes": f.codes, "needed": f.needed,
                     "given_by": list(f.given_by)} for f in group.fields
                ],
            }
            for group in intake.form(one.code).groups
        ],
    }  # fmt: skip


@router.get("/items", summary="可以申请的事项 | Items", response=answers(list[ItemOut]))
@operation()
def items(request: HttpRequest) -> list[dict[str, Any]]:
    return [_item(one) for one in rulebook.items()]


@router.get(
    "/items/{item}",
    summary="一个事项：表单、材料、数字 | One item: form, papers, numbers",
    response=answers(ItemOut),
)
@operation()
def item(request: HttpRequest, item: str) -> dict[str, Any]:
    return _item(rulebook.item(item))


@router.get(
    "/processes/{key}",
    summary="一个流程的各版本 | Every dated version of a process",
    response=answers(list[ProcessOut]),
)
@operation()
def processes(request: HttpRequest, key: str) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key, "area": one.area, "starts_on": one.starts_on, "stops_on": one.stops_on, "law": one.law,
            "digest": one.digest, "body": dict(one.body),
        }
        for one in rulebook.process_versions(key)
    ]  # fmt: skip


@router.get(
    "/calendars/{year}", summary="某年的工作日历 | The working days of a year", response=answers(YearOut)
)
@operation()
def calendar(request: HttpRequest, year: int) -> dict[str, Any]:
    known = calendars.calendar()
    if year not in known.years:
        raise NoSuchYear(year=str(year)[:12])
    days = [
        date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]
    return {
        "year": year, "notices": [str(one.title) for one in calendars.notices(year)],
        "off": [on for on in days if on.weekday() < 5 and not known.is_working(on)],
        "worked": [on for on in days if on.weekday() > 4 and known.is_working(on)],
    }  # fmt: skip


@router.get(
    "/deadline",
    summary="若干工作日以后是哪一天 | The day some working days later",
    response=answers(DeadlineOut),
)
@operation()
def deadline(
    request: HttpRequest, start: Annotated[Day, Query()], working_days: Annotated[int, Query(ge=0, le=500)]
) -> dict[str, Any]:
    found = calendars.calendar().add(start, working_days)
    return {"on": found.on, "provisional": found.provisional}


@router.get("/codes/{name}", summary="一组代码 | A list of codes", response=answers(list[CodeOut]))
@operation()
def codes(request: HttpRequest, name: str) -> list[dict[str, Any]]:
    found = rulebook.codes(name)
    return [{"code": code, "name": found.label(code, language())} for code in found.entries]


@router.get(
    "/refusals",
    summary="全部不予办理的情形和代码 | Every refusal with its code",
    response=answers(list[KnownRefusalOut]),
)
@operation()
def refusals(request: HttpRequest) -> list[dict[str, Any]]:
    english = language().startswith("en")
    return [
        {
            "code": one.code,
            "message": one.en if english else one.zh,
            "next": one.next_en if english else one.next_zh,
            "law": one.law,
        }
        for one in known_refusals.every()
    ]
