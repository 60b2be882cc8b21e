"""The pages for what went wrong before or beyond a view: each says what happened and what to do now."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_log = logging.getLogger(__name__)
_MACHINES = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return _page(
        request,
        400,
        "web.bad-request",
        _("无法读取"),
        _("发送的内容无法读取，没有办理任何内容。"),
        _("请返回上一页重新填写；仍不行请联系系统管理员。"),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 without a refusal of our own behind it."""
    return _page(
        request,
        403,
        "web.forbidden",
        _("不能打开"),
        _("您不能打开这一页。"),
        _("需要办理的，请联系有此权限的人员或系统管理员。"),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    return _page(
        request,
        404,
        "web.no-such-page",
        _("没有这一页"),
        _("网址不存在，或者页面已经移走。"),
        _("请检查网址；找某一件申请，请用页面上方的查找框。"),
    )


def fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. Needs no database: that may be what is broken."""
    number = secrets.token_hex(4)
    _log.error("fault %s at %s %s", number, request.method, request.path)
    text = _("系统出了故障，这一步没有办成，已办的内容不受影响。")
    after = _("请稍后再试。报告故障时请说明故障编号 %(number)s。") % {"number": number}
    if request.path.startswith(_MACHINES):
        return _answer(500, "web.fault", text, after)
    page = render_to_string(
        "fault.html", {"LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", ""), "text": text, "next": after}
    )
    return HttpResponse(page, status=500)


def _page(request: HttpRequest, status: int, code: str, heading: str, text: str, after: str) -> HttpResponse:
    if request.path.startswith(_MACHINES):
        return _answer(status, code, text, after)
    return render(
        request,
        "turned_away.html",
        {"status": status, "heading": heading, "text": text, "next": after},
        status=status,
    )


def _answer(status: int, code: str, text: str, after: str) -> HttpResponse:
    body: dict[str, object] = {
        "code": code,
        "message": text,
        "next": after,
        "law": "",
        "field": None,
        "figures": {},
    }
    return JsonResponse({"refusals": [body]}, status=status)
