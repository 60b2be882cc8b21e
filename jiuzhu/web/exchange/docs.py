"""The page of the API, served from this house alone, and the document behind it."""

from __future__ import annotations

import json
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from . import describing
from .doorkeeper import language

_LANGUAGES = ("zh-hans", "en")


def _chosen(request: HttpRequest, usual: str) -> str:
    asked = request.GET.get("language", usual)
    return asked if asked in _LANGUAGES else settings.LANGUAGE_CODE


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, in the language of the caller."""
    return JsonResponse(
        describing.document(_chosen(request, "en" if language().startswith("en") else "zh-hans")),
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every operation with its powers, fields, an example and what it answers; readable without scripts."""
    # A browser's own list of languages is not asked here, as on every page (web/language.py).
    chosen = _chosen(request, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE))
    english = chosen == "en"
    topics = [
        {
            "key": topic, "name": describing.TOPICS[topic][english],
            "operations": [
                {
                    "one": one, "who": describing.power_names(one.powers, chosen).replace("`", ""),
                    "example": json.dumps(one.example, ensure_ascii=False, indent=2) if one.example else "",
                }
                for one in many
            ],
        }
        for topic, many in groupby(describing.operations(chosen), key=lambda one: one.topic)
    ]  # fmt: skip
    with translation.override(chosen):
        context = {"topics": topics, "count": len(describing.operations(chosen)), "LANGUAGE_CODE": chosen}
        return render(request, "exchange/docs.html", context)


def markdown() -> str:
    """docs/reference/api.md: the same, in both languages side by side."""
    lines = [
        "# 接口 API", "",
        "`/api/docs` 是同一内容的网页，`/api/openapi.json` 是 OpenAPI 文档。步骤见 [call-the-api](../how-to/call-the-api.md)。",
        "The same as a page at `/api/docs`, as OpenAPI at `/api/openapi.json`. Step by step: [call-the-api](../how-to/call-the-api.md).", "",
    ]  # fmt: skip
    english = {(one.method, one.path): one for one in describing.operations("en")}
    for topic, many in groupby(describing.operations("zh-hans"), key=lambda one: one.topic):
        zh, en = describing.TOPICS[topic]
        lines += [f"## {zh} {en}", ""]
        for one in many:
            other = english[(one.method, one.path)]
            who = (
                "—"
                if one.powers is None
                else ", ".join(f"`{power}`" for power in one.powers) or "any officer"
            )
            lines += [
                f"### `{one.method} {one.path}`",
                "",
                f"{one.summary} {other.summary}",
                "",
                f"Powers: {who}",
                "",
            ]
            told = [*one.parameters, *one.fields]
            said = {field.name: field.said for field in (*other.parameters, *other.fields)}
            if told:
                lines += [
                    "| field | type | needed | |",
                    "|---|---|---|---|",
                    *(_row(field, said[field.name]) for field in told),
                    "",
                ]
            if one.example:
                lines += ["```json", json.dumps(one.example, ensure_ascii=False), "```", ""]
            if one.answer:
                lines += ["Answers: " + ", ".join(f"`{field.name}`" for field in one.answer), ""]
    return "\n".join(lines)


def _row(field: describing.Field, other: str) -> str:
    said = field.said if field.said == other else f"{field.said} {other}"
    return f"| `{field.name}` | {field.kind.replace('|', '/')} | {'yes' if field.needed else ''} | {said} |"
