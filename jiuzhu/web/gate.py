"""What is turned away at the gate: requests too large, text the database cannot hold, forms gone stale."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jiuzhu.web import typed

_NUL = ("\x00", "%00")


class GateMiddleware:
    """Answers 413 before the body is read, and 400 to a NUL, which PostgreSQL cannot store."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.META.get("QUERY_STRING", "") + request.path
        if any(nul in address for nul in _NUL):
            return turned_away(
                request, 400, "gate.nul-in-address", _("网址里有不能使用的字符，请检查后重新输入。")
            )
        if _length(request) > settings.UPLOAD_LIMIT_BYTES:
            megabytes = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
            text = _(
                "发送的内容太大：一次最多 %(limit)d MB。请把文件拆开或压缩图片后再传，已保存的内容没有丢失。"
            )
            response = turned_away(request, 413, "gate.too-large", text % {"limit": megabytes})
            response.headers["Connection"] = "close"  # the rest of the body is not wanted
            return response
        return self.get_response(request)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose protection token no longer fits (logged out and in again, cookie lost)."""
    if key := typed.keep(request):
        # Ours by its signature: the person gets back what she typed, and only she can send it on.
        response = HttpResponseRedirect(reverse("office:typed", args=[key]))
        response.status_code = 303
        return response
    text = _("这张表单已经过期，没有提交。请返回上一页，刷新后再提交一次；您填写的内容还在那一页上。")
    return turned_away(request, 403, "gate.stale-form", text)


def turned_away(request: HttpRequest, status: int, code: str, text: str) -> HttpResponse:
    """A refusal before any room was asked: a page for people, JSON for machines."""
    if request.path.startswith("/api/"):
        told = {"code": code, "message": text, "next": "", "law": "", "field": None, "figures": {}}
        return JsonResponse({"refusals": [told]}, status=status)
    return render(request, "turned_away.html", {"status": status, "text": text}, status=status)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
