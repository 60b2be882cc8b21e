"""The JSON API: everything the screens do, with the same refusals in the same words and stable codes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from jiuzhu.cases.refusals import Stale
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import counting, topics
from jiuzhu.web.own_password import OwnPasswordWanted
from jiuzhu.web.pace import TooFast
from jiuzhu.web.refused import flat, status_of

from .doorkeeper import ByPassword, BySession, language
from .refusals import LockedOut, SecondFactorNotHere, StaleToken

api = NinjaAPI(
    title="Jiuzhu 救助",
    version="1",
    description=(
        "所有界面能做的都能在这里做，拒绝的理由和代码也相同。金额是整数分，日期是 ISO 8601。"
        "每个 POST 都要带 Idempotency-Key；重试用同一个编号，只办理一次。 | "
        "Everything the screens do. Money is integer fen, dates are ISO 8601. Every POST carries an Idempotency-Key; "
        "a retry with the same key acts once. Refusals: {code, message, next, law, field, figures}."
    ),
    auth=[BySession(), ByPassword()],
    urls_namespace="exchange",
    docs_url=None,
    openapi_url=None,
)
_STATUS: dict[type[Refusal], int] = {
    Stale: 409, LockedOut: 429, SecondFactorNotHere: 403, StaleToken: 403, OwnPasswordWanted: 403,
    TooFast: 429,
}  # fmt: skip


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(request, refusal)


@api.exception_handler(Refusals)
def refused_for_many(request: HttpRequest, refusals: Refusals) -> HttpResponse:
    return _answer(request, refusals)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _plain(request, 401, "api.not-logged-in", "请先登录。", "Log in first.")


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return _plain(request, 404, "api.no-such-thing", "没有这一项。", "There is no such thing.")


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON at all."""
    return _plain(
        request,
        error.status_code,
        "api.unreadable",
        "请求内容无法读取。",
        "The body of the call cannot be read.",
    )


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A body of the wrong shape: one entry per field, in the form of a refusal."""
    english = language().startswith("en")
    told: list[dict[str, Any]] = [
        {
            "code": "api.wrong-shape",
            "message": (f"{one['msg']}" if english else f"内容的格式不对：{one['msg']}"),
            "next": "See /api/docs." if english else "请对照 /api/docs。",
            "law": "",
            "field": ".".join(str(part) for part in one["loc"][2:] or one["loc"]),
            "figures": {},
        }
        for one in error.errors
    ]
    return api.create_response(request, {"refusals": told}, status=422)


def _plain(request: HttpRequest, status: int, code: str, zh: str, en: str) -> HttpResponse:
    """What is said before any room was asked, in the form of a refusal."""
    told = en if language().startswith("en") else zh
    body: dict[str, Any] = {
        "refusals": [{"code": code, "message": told, "next": "", "law": "", "field": None, "figures": {}}]
    }
    return api.create_response(request, body, status=status)


def _answer(request: HttpRequest, refusal: Refusal | Refusals) -> HttpResponse:
    many = flat(refusal)
    counting.count(request, many)
    status = _STATUS.get(type(many[0])) or status_of(refusal)
    body: dict[str, Any] = {"refusals": [one.as_dict(language()) for one in many]}
    return api.create_response(request, body, status=status)


def _add_topics() -> None:
    from jiuzhu.web import exchange

    for module in topics.modules(exchange, "operations"):
        api.add_router("", module.router, tags=[module.__name__.rsplit(".", 2)[-2]])


_add_topics()
