"""What can be applied for, told before anybody sets out."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.journey import process as processes
from jiuzhu.offices import queries as offices
from jiuzhu.standards import queries as standards
from jiuzhu.web import clock


def _language() -> str:
    return get_language() or "zh-hans"


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    language = _language()
    told = "en" if language.startswith("en") else "zh"
    found = [(item.slug, item.name(language), item.body["what"][told]) for item in rulebook.items()]
    return render(request, "portal/apply/items.html", {"items": found})


@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """Who, what to bring, what nobody has to bring, how long, how much is the standard, where."""
    try:
        found = rulebook.item(slug)
    except rulebook.UnknownItem:
        raise Http404 from None
    language, today = _language(), clock.today()
    told = "en" if language.startswith("en") else "zh"
    road = processes.from_body(rulebook.process(found.process, settings.COUNTY, today).body)
    standard = None
    try:
        standard = standards.number(f"{found.slug}-standard", settings.COUNTY, today)
    except rulebook.NotInForce as missing:
        no_standard = missing.text(language)
    else:
        no_standard = ""
    context = {
        "name": found.name(language),
        "what": found.body["what"][told],
        "who": [(one[told], one["law"]) for one in found.body["who"]],
        "bring": [doc for doc in found.documents if doc.asked],
        "not_asked": [doc for doc in found.documents if not doc.asked],
        "english": told == "en",
        "limit": road.total(delegated=True) or road.total(delegated=False),
        "stages": [road.stage(key) for key in road.normal_path],
        "standard": standard,
        "no_standard": no_standard,
        "townships": offices.townships((settings.COUNTY,)),
    }
    return render(request, "portal/apply/item.html", context)
