"""两个办法: the text as of a day, what carries each article out, how often it refused; and the list of refusals."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.offices import queries as offices
from jiuzhu.values import refusals
from jiuzhu.web import articles, clock
from jiuzhu.web.office import pages

from .forms import AskForm, RefusedForm

PER_PAGE = 50
WATCHING = ("supervision.see", "audit.read")


@require_safe
@pages.power()
def overview(request: HttpRequest) -> HttpResponse:
    """Both measures with their figures; with words, the articles that hold them."""
    form = AskForm(request.GET)
    words, on, year = form.answers()
    language, counts = pages.language(), articles.counted(year)
    rows = []
    for measure in rulebook.book().measures.values():
        read = measure.on(on)
        codes = {code for _article, version in read for code in version.names("refusal")}
        rows.append(
            {
                "measure": measure, "name": measure.name(language), "means": measure.means(language),
                "articles": len(read), "carried": sum(1 for _article, one in read if one.carried_out_by),
                "refused": sum(counts.get(code, 0) for code in codes),
            }
        )  # fmt: skip
    found = [
        {"name": one.name(language), "url": f"{one.key}/", "heading": articles.heading(article.number, language),
         "anchor": article.anchor, "text": version.text(language)}
        for one, article, version in (articles.search(words, on=on, language=language) if words else ())
    ]  # fmt: skip
    watching = _watches(request)
    context = {
        "form": form, "words": words, "on": on, "year": year, "rows": rows, "found": found, "watching": watching,
        "total": sum(counts.values()),
    }  # fmt: skip
    return pages.show(request, "office/measures/overview.html", context)


@require_safe
@pages.power()
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One measure as it reads on a day."""
    form = AskForm(request.GET)
    _words, on, year = form.answers()
    language, found = pages.language(), rulebook.book().measure(key)
    counts = articles.counted(year)
    powers = request.powers  # type: ignore[attr-defined]
    context = {
        "measure": found, "name": found.name(language), "means": found.means(language), "form": form, "on": on,
        "year": year, "watching": _watches(request),
        "chapters": [
            (chapter.name(language), many)
            for chapter, many in articles.shown(found, on=on, language=language, counts=counts, powers=powers)
        ],
    }  # fmt: skip
    return pages.show(request, "office/measures/measure.html", context)


@require_safe
@pages.power(*WATCHING)
def refused(request: HttpRequest) -> HttpResponse:
    """How often which rule refused in which township, and each refusal with its day and door; within one's reach."""
    form = RefusedForm(request.GET)
    year, area, codes = form.answers()
    by_code = audit.refusals_counted(year, area)
    by_area = audit.refusals_by_area(year, codes)
    rows = list(audit.refusals_listed(year, codes=codes, area=area, before=_before(request))[: PER_PAGE + 1])
    listed = rows[:PER_PAGE]
    names = {one.code: one.name for one in offices.townships((settings.COUNTY,))}
    context = {
        "form": form, "year": year, "codes": codes,
        "by_code": [_code(code, count) for code, count in _most_first(by_code) if codes is None or code in codes],
        "by_area": [(code, names.get(code, ""), count) for code, count in _most_first(by_area)],
        "lines": [{"row": one, "township": names.get(one.area_code[:9], ""), **_code(one.code, 0)} for one in listed],
        "older": listed[-1].pk if len(rows) > PER_PAGE else None,
    }  # fmt: skip
    return pages.show(request, "office/measures/refused.html", context)


def _watches(request: HttpRequest) -> bool:
    return bool(set(WATCHING) & request.powers)  # type: ignore[attr-defined]


def _before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _code(code: str, count: int) -> dict[str, Any]:
    """A code with its sentence; one that the program no longer knows stays readable as what it was."""
    language = pages.language()
    known = {one.code: one for one in refusals.every()}.get(code)
    words = "" if known is None else articles.sentence(known, language)
    return {"code": code, "words": words, "count": count,
            "articles": articles.links(code, on=clock.today(), language=language, officer=True)}  # fmt: skip
