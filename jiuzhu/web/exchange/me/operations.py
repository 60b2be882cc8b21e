"""Who the caller is: posts, powers with their sentences, reach."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.offices import queries as offices
from jiuzhu.offices.roles import POWERS, ROLES
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, operation
from jiuzhu.web.exchange.shapes import TextOut, answers

router = Router()


class RoleOut(Schema):
    """岗位：一句话和权限 | A role: its sentence and its powers."""

    key: str = Field(examples=["counter_clerk"])
    name: str
    sentence: str = Field(description="这个岗位做什么、不做什么 | What the role does and does not do")
    level: str = Field(description="village、township 或 county | village, township or county")
    powers: list[str]


class PostOut(Schema):
    role: RoleOut
    area: str = Field(description="辖区代码 | Area code", examples=["370982002"])
    area_name: str


class MeOut(Schema):
    """本人 | The caller."""

    staff_number: str
    name: str
    office: str
    posts: list[PostOut]
    powers: list[TextOut] = Field(description="今天的权限 | Powers of today")
    reach: list[str] = Field(
        description="看得到的地区代码（含下级） | Area codes one sees, each with everything below it"
    )


def told(key: str) -> dict[str, Any]:
    """A role in the caller's language."""
    role = ROLES[key]
    return {
        "key": key, "name": role.name(language()), "sentence": role.sentence(language()), "level": role.level,
        "powers": sorted(role.powers),
    }  # fmt: skip


@router.get(
    "/me", summary="本人、岗位、权限和辖区 | Who I am, my posts, powers and reach", response=answers(MeOut)
)
@operation()
def me(request: HttpRequest) -> dict[str, Any]:
    officer: Any = request.officer  # type: ignore[attr-defined]
    english = language().startswith("en")
    return {
        "staff_number": officer.staff_number, "name": officer.name, "office": officer.office.name,
        "posts": [
            {"role": told(post.role), "area": post.area_id, "area_name": post.area.name}
            for post in offices.postings(officer, clock.today())
        ],
        "powers": [{"code": one, "name": POWERS[one][english]} for one in POWERS if one in request.powers],  # type: ignore[attr-defined]
        "reach": list(request.reach),  # type: ignore[attr-defined]
    }  # fmt: skip


@router.get("/roles", summary="全部岗位和权限 | Every role with its powers", response=answers(list[RoleOut]))
@operation()
def roles(request: HttpRequest) -> list[dict[str, Any]]:
    return [told(key) for key in ROLES]
