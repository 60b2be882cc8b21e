"""Check a paper on a telephone: the code or the file; what is told is lawful for everybody to know, and not indexed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from jiuzhu.documents.rules import PDF, media_type
from jiuzhu.journey import checking
from jiuzhu.offices import scope
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import pace
from jiuzhu.web.refused import show_refusals

from .forms import CodeForm, FileForm

CODES_A_MINUTE, FILES_A_MINUTE = 60, 20
FILE_IDS = "file_%s"  # two forms with a code stand on one page


class NotAPdf(Refusal):
    code = "checking.not-a-pdf"
    zh = "这不是 PDF 文件，不能核对。"
    en = "This is no PDF; it cannot be checked."
    next_zh = "请选择收到的 PDF 原件；手里只有纸质文书或照片的，请输入查验码。"
    next_en = "Choose the PDF as you received it; with a print or a photograph, enter the check code."


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Two ways: the code, or the file."""
    if typed := request.GET.get("code", "").strip():
        return HttpResponseRedirect(reverse("portal:check-code", args=[typed[:40].replace("/", "-")]))
    return _quiet(render(request, "portal/check/enter.html", _forms()))


@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for now."""
    try:
        pace.keep(request, "check", most=CODES_A_MINUTE)
    except Refusal as refusal:
        return _quiet(
            show_refusals(request, [refusal], "portal/check/enter.html", _forms(), form=None, status=429)
        )
    with scope.whole_county():
        verdict = checking.by_code(code)
    return _told(request, verdict, code=code, of_file=False)


@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """What a file is. It is read, answered and forgotten."""
    form = FileForm(request.POST, request.FILES, auto_id=FILE_IDS)
    context = _forms() | {"file_form": form}
    if not form.is_valid():
        return _quiet(render(request, "portal/check/enter.html", context, status=422))
    try:
        pace.keep(request, "check-file", most=FILES_A_MINUTE)
        body = form.cleaned_data["paper"].read()
        if media_type(body) != PDF:
            raise NotAPdf("paper")
    except Refusal as refusal:
        return _quiet(
            show_refusals(request, [refusal], "portal/check/enter.html", context, form=form, status=422)
        )
    with scope.whole_county():
        verdict = checking.by_file(body, code=form.cleaned_data["code"])
    return _told(request, verdict, code="", of_file=True)


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The county's root certificate, for whoever checks with an ordinary reader."""
    found = checking.roots()
    if not found:
        raise Http404
    response = HttpResponse(found[0], content_type="application/x-x509-ca-cert")
    response["Content-Disposition"] = 'attachment; filename="root.crt"'
    return _quiet(response)


def _forms() -> dict[str, Any]:
    return {"code_form": CodeForm(), "file_form": FileForm(auto_id=FILE_IDS), "root": bool(checking.roots())}


def _told(request: HttpRequest, verdict: checking.Verdict, *, code: str, of_file: bool) -> HttpResponse:
    context = {
        "verdict": verdict, "words": verdict.text(get_language() or "zh-hans"), "paper": verdict.paper, "code": code,
        "of_file": of_file,
        "signature_words": verdict.signature.words(get_language() or "zh-hans") if verdict.signature else "",
    }  # fmt: skip
    return _quiet(render(request, "portal/check/told.html", context))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Open to all, but nothing for search engines to keep (社会救助法 Art. 11)."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response
