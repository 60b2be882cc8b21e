"""One column of questions at a time. Every field is saved when it is left; without JavaScript when the page is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiuzhu.intake import actions as intake_actions
from jiuzhu.intake import queries as intake
from jiuzhu.journey import asked as asking
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import formed, outline, shown
from .drafts import told

TEMPLATE = "office/counter/ask.html"
SHOWN_ONLY = frozenset({"identity-card"})  # looked at, never copied: the item itself says so


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pages.power("intake.draft")
def ask(request: HttpRequest, pk: UUID, page: str) -> HttpResponse:
    """A page of questions; `X-Autosave` is the script that saves field by field."""
    draft = intake.draft(pk)
    before = asking.reading(draft, clock.today(), register_too=request.method != "POST")
    here = next((one for one in outline.pages(draft, pages.language(), before) if one.slug == page), None)
    if here is None:
        raise Http404
    if request.method != "POST":
        intake_actions.look(draft, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
        return _page(request, draft, here, before, status=200, asked=False)
    saved = intake_actions.save(
        draft.pk, formed.sent(request.POST, here.fields), seen=_seen(request, draft), **told(request)
    )
    if here.slug == "papers":
        _save_papers(request, saved.draft)
    if request.headers.get("X-Autosave"):
        return _saved(saved, here)
    reading = asking.reading(saved.draft, clock.today())
    wrong = [one for one in reading.against if one.field in here.paths]
    if wrong or saved.conflicts:
        return _page(request, saved.draft, here, reading, status=422, asked=True)
    return HttpResponseRedirect(_next(saved.draft, here, reading, request.POST.get("go", "")), status=303)


def _seen(request: HttpRequest, draft: Any) -> int:
    typed = request.POST.get("seen", "")
    # A page without its mark is treated as the oldest one: a colleague's value is never overwritten unseen.
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _save_papers(request: HttpRequest, draft: Any) -> None:
    asked = intake.papers_asked(draft, asking.reading(draft, clock.today(), register_too=False).content)
    seen = {f"papers.{one.key}": "seen" if request.POST.get(f"papers.{one.key}") else "" for one in asked}
    intake_actions.save(draft.pk, seen, seen=_seen(request, draft), **told(request))


def _next(draft: Any, here: outline.Page, reading: Any, go: str) -> str:
    if go == "household":
        return reverse("office:counter-draft", args=[draft.pk])
    for slug in outline.around(outline.pages(draft, pages.language(), reading), here.slug):
        return reverse("office:counter-ask", args=[draft.pk, slug])
    return reverse("office:counter-check", args=[draft.pk])


def _saved(saved: Any, here: outline.Page) -> HttpResponse:
    """What the script shows: messages at fields that hold something, and values a colleague has set meanwhile."""
    language = pages.language()
    reading = asking.reading(saved.draft, clock.today())
    wrong = [
        one for one in reading.against if one.field in here.paths and saved.draft.typed.get(one.field or "")
    ]
    return JsonResponse(
        {
            "wrong": {one.field: one.text(language) for one in wrong},
            "conflicts": {one.field: one.text(language) for one in saved.conflicts},
        }
    )


def _page(
    request: HttpRequest, draft: Any, here: outline.Page, reading: Any, *, status: int, asked: bool
) -> HttpResponse:
    """`asked`: the page was sent, so that empty fields are told too and not only wrong ones."""
    said: list[Refusal] = [
        one
        for one in reading.against
        if one.field in here.paths and (asked or draft.typed.get(one.field or ""))
    ]
    form = formed.AnswersForm(
        here.fields,
        draft.typed,
        refusals=said,
        choices=shown.choices(request, draft),
        language=pages.language(),
        notes=shown.notes(reading, draft, pages.language()),
    )
    context = shown.around(request, draft, reading=reading, here=here.slug, follows=False)
    sections = [
        (
            one.title,
            [form[path] for path, _f in one.fields],
            [form[path] for path, _f in one.folded],
            one.fold,
            shown.spared(one, pages.language()),
        )
        for one in here.sections
    ]
    papers = _papers(draft, reading) if here.slug == "papers" else []
    first = "" if said else _first_empty(here, draft)
    response = pages.show(
        request, TEMPLATE,
        context
        | {"here": here, "form": form, "sections": sections, "papers": papers, "first_empty": first}
        | {"uploads": any(one["kept"] for one in papers)},
    )  # fmt: skip
    response.status_code = status
    return response


def _first_empty(here: outline.Page, draft: Any) -> str:
    return next(
        (f"id_{path}" for path, field in here.fields if field.needed and not draft.typed.get(path)), ""
    )


def _papers(draft: Any, reading: Any) -> list[dict[str, Any]]:
    language = pages.language()
    return [
        {
            "key": one.key, "name": one.en if language.startswith("en") else one.zh, "law": one.law,
            "note": one.note_en if language.startswith("en") else one.note_zh,
            "seen": draft.typed.get(f"papers.{one.key}") == "seen",
            "files": draft.typed.get(f"papers.{one.key}.files", "").split(), "kept": one.key not in SHOWN_ONLY,
        }
        for one in intake.papers_asked(draft, reading.content)
    ]  # fmt: skip
