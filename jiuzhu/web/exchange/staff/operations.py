"""Officers, their posts, their login: what the administrator keeps."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.offices import actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices.roles import ROLES
from jiuzhu.values import citizen_id, names, phones
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import area, language, once, operation, who_and_when
from jiuzhu.web.exchange.refusals import NoSuchOffice, WeakPassword
from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Line, PageQuery, Row, answers

router = Router()
PER_PAGE = 100


class OfficerPostOut(Schema):
    id: int
    role: str = Field(examples=["counter_clerk"])
    role_name: str
    area: str
    area_name: str
    starts_on: date
    stops_on: date | None = Field(description="当天起不再任职 | First day out of the post")


class OfficerOut(Schema):
    """一名工作人员 | An officer."""

    staff_number: str
    name: str
    office: str
    username: str
    phone: str
    posts: list[OfficerPostOut]


class OfficersOut(Schema):
    total: int
    officers: list[OfficerOut]


class OfficeOut(Schema):
    number: int = Field(description="单位编号 | Number of the office")
    name: str
    area: str


Password = Annotated[
    str,
    Field(
        max_length=128,
        description="初始密码；首次登录必须改 | First password; to be changed at the first login",
    ),
]


class OfficerIn(Schema):
    """新的工作人员；岗位另行任命 | A new officer; posts come after."""

    name: Line = Field(examples=["林知夏"])
    staff_number: str = Field(pattern=r"^[A-Za-z0-9-]{2,20}$", examples=["XW-0031"])
    office: Row = Field(description="单位编号 | Number of the office")
    citizen_id: Annotated[str, Field(max_length=18)] = Field(
        "", description="用来挡住本人办理自己家庭的申请 | Keeps her off her own family's case"
    )
    phone: Code = ""
    username: str = Field(pattern=r"^[\w.@+-]{2,60}$", examples=["linzhixia"])
    password: Password


class PasswordIn(Schema):
    password: Password


class PostIn(Schema):
    role: Code = Field(examples=["counter_clerk"])
    area: AreaCode
    starts_on: Day
    stops_on: Day | None = None


class EndIn(Schema):
    stops_on: Day = Field(description="当天起不再任职 | First day out of the post")


class RequirementOut(Schema):
    role: str
    name: str
    second_factor: bool


class RequirementIn(Schema):
    role: Code = Field(examples=["chief_representative"])
    second_factor: bool = Field(description="要求登录二次验证 | Ask a second factor at login")


def _posting(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "role": one.role, "role_name": ROLES[one.role].name(language()), "area": one.area_id,
        "area_name": one.area.name, "starts_on": one.starts_on, "stops_on": one.stops_on,
    }  # fmt: skip


def _told(one: Any, posts: Any) -> dict[str, Any]:
    return {
        "staff_number": one.staff_number, "name": one.name, "office": one.office.name, "phone": one.phone,
        "username": one.user.get_username(), "posts": [_posting(post) for post in posts],
    }  # fmt: skip


def _fresh(staff_number: str) -> dict[str, Any]:
    found = offices.officer(staff_number)
    return _told(found, offices.posts_ever(found))


def _by(request: HttpRequest) -> dict[str, Any]:
    when = who_and_when(request)
    return {"actor": when["actor"], "at": when["at"]}


def _strong(password: str) -> str:
    try:
        password_validation.validate_password(password)
    except ValidationError as weak:
        raise WeakPassword("password", said=" ".join(weak.messages)) from None
    return password


@router.get(
    "/staff/officers",
    summary="工作人员和今天的岗位 | Officers with the posts of today",
    response=answers(OfficersOut),
)
@operation("accounts.keep")
def officers(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=60)] = "",
    area: Annotated[str, Query(max_length=12)] = "",
    role: Annotated[str, Query(max_length=40)] = "",
    page: PageQuery = 1,
) -> dict[str, Any]:
    found = offices.officers(words=words.strip(), area=area, role=role, on=clock.today())
    start = (page - 1) * PER_PAGE
    shown = list(found[start : start + PER_PAGE])
    posts = offices.posts_of(shown, clock.today())
    return {"total": found.count(), "officers": [_told(one, posts[one.pk]) for one in shown]}


@router.get("/staff/offices", summary="单位 | Offices", response=answers(list[OfficeOut]))
@operation("accounts.keep")
def desks(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"number": one.pk, "name": one.name, "area": one.area_id} for one in offices.desks((settings.COUNTY,))
    ]


@router.get(
    "/staff/officers/{staff_number}",
    summary="一名工作人员，历任岗位 | One officer, posts over time",
    response=answers(OfficerOut),
)
@operation("accounts.keep")
def officer(request: HttpRequest, staff_number: str) -> dict[str, Any]:
    return _fresh(staff_number)


@router.post("/staff/officers", summary="登记工作人员 | Enrol an officer", response=answers(OfficerOut))
@operation("accounts.keep")
def enroll(request: HttpRequest, body: OfficerIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        desk = next((one for one in offices.desks((settings.COUNTY,)) if one.pk == body.office), None)
        if desk is None:
            raise NoSuchOffice("office", number=body.office)
        typed = body.dict() | {
            "name": names.parse(body.name, field="name"), "password": _strong(body.password), "office": desk,
            "phone": phones.parse(body.phone, field="phone") if body.phone else "",
        }  # fmt: skip
        if body.citizen_id:
            typed["citizen_id"] = citizen_id.parse(
                body.citizen_id, on=clock.today(), field="citizen_id"
            ).number
        found = actions.enroll(own_password=False, **typed, **_by(request))
        return _fresh(found.staff_number)

    return dict(once(request, f"enroll {body.staff_number}", run))


@router.post(
    "/staff/officers/{staff_number}/posts", summary="任命 | Give a post", response=answers(OfficerOut)
)
@operation("accounts.keep")
def post(request: HttpRequest, staff_number: str, body: PostIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        place = area(body.area)
        actions.post(
            offices.officer(staff_number),
            body.role,
            place,
            starts_on=body.starts_on,
            stops_on=body.stops_on,
            **_by(request),
        )
        return _fresh(staff_number)

    return dict(once(request, f"post {staff_number}", run))


@router.post("/staff/posts/{posting}/relieve", summary="免去岗位 | End a post", response=answers(OfficerOut))
@operation("accounts.keep")
def relieve(request: HttpRequest, posting: Row, body: EndIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = offices.posting(posting)
        actions.relieve(found, stops_on=body.stops_on, **_by(request))
        return _fresh(found.officer.staff_number)

    return dict(once(request, f"relieve {posting}", run))


@router.post(
    "/staff/officers/{staff_number}/password",
    summary="重设初始密码 | Set a first password anew",
    response=answers(OfficerOut),
)
@operation("accounts.keep")
def password(request: HttpRequest, staff_number: str, body: PasswordIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        actions.give_password(offices.officer(staff_number), _strong(body.password), **_by(request))
        return _fresh(staff_number)

    return dict(once(request, f"password {staff_number}", run))


@router.post(
    "/staff/officers/{staff_number}/unlock",
    summary="解除登录锁定 | Unlock a login",
    response=answers(OfficerOut),
)
@operation("accounts.keep")
def unlock(request: HttpRequest, staff_number: str) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        actions.unlock(offices.officer(staff_number), **_by(request))
        return _fresh(staff_number)

    return dict(once(request, f"unlock {staff_number}", run))


def _requirements() -> list[dict[str, Any]]:
    wanted = offices.login_requirements()
    return [
        {"role": key, "name": role.name(language()), "second_factor": wanted.get(key, False)}
        for key, role in ROLES.items()
    ]


@router.get(
    "/staff/login-requirements",
    summary="各岗位的登录要求 | Login requirements by role",
    response=answers(list[RequirementOut]),
)
@operation()
def requirements(request: HttpRequest) -> list[dict[str, Any]]:
    return _requirements()


@router.post(
    "/staff/login-requirements",
    summary="设定登录二次验证 | Ask a second factor of a role",
    response=answers(list[RequirementOut]),
)
@operation("accounts.keep")
def require(request: HttpRequest, body: RequirementIn) -> list[dict[str, Any]]:
    def run() -> list[dict[str, Any]]:
        actions.require_second_factor(body.role, required=body.second_factor, **who_and_when(request))
        return _requirements()

    return list(once(request, f"login {body.role}", run))
