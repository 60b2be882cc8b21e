"""A refusal becomes a page: what, why by which article, what next; never a bare error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import counting


class NoOnceKey(Refusal):
    code = "web.no-once-key"
    zh = "这次提交缺少表单编号，没有办理任何内容。"
    en = "This submission carries no form key; nothing was done."
    next_zh = "请刷新页面后重新提交。"
    next_en = "Reload the page and submit again."


def flat(refusal: Refusal | Refusals) -> tuple[Refusal, ...]:
    """One or several refusals as a tuple."""
    return refusal.many if isinstance(refusal, Refusals) else (refusal,)


def status_of(refusal: Refusal | Refusals) -> int:
    """403 for what is beyond one's powers, 404 for what is not there (``….no-such-…``), else 422."""
    first = flat(refusal)[0]
    if isinstance(first, counting.FORBIDDEN):
        return 403
    return 404 if first.code.partition(".")[2].startswith("no-such") else 422


def refusal_page(
    request: HttpRequest, refusal: Refusal | Refusals, status: int = 422, *, template: str = "refused.html"
) -> HttpResponse:
    """A page that holds nothing but refusals; for a machine the same as JSON."""
    counting.count(request, flat(refusal))
    if request.path.startswith("/api/"):
        told = [one.as_dict(get_language() or "zh-hans") for one in flat(refusal)]
        return JsonResponse({"refusals": told}, status=status, json_dumps_params={"ensure_ascii": False})
    return render(request, template, {"refusals": flat(refusal), "alone": True}, status=status)


def show_refusals(
    request: HttpRequest,
    refusals: Iterable[Refusal],
    template: str,
    context: dict[str, Any],
    *,
    form: BaseForm | None,
    status: int,
) -> HttpResponse:
    """A page again, with refusals at the fields they name and the others on top."""
    language, on_top, told = get_language() or "zh-hans", [], tuple(refusals)
    counting.count(request, told)
    for one in told:
        if form is not None and one.field in form.fields:
            form.add_error(one.field, one.text(language))
        else:
            on_top.append(one)
    if form is not None:
        context.setdefault("form", form)
    return render(request, template, {**context, "refusals": on_top}, status=status)


class RefusalMiddleware:
    """A refusal that no view caught is still a refusal and not a fault: its page instead of a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; everything else goes on to Django."""
        if not isinstance(error, Refusal | Refusals) or request.path.startswith("/api/"):
            return None
        return refusal_page(request, error, status_of(error))
