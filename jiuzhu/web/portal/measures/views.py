"""The two measures for everybody: the text as of a day, and in plain words what the system does about each article."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.rulebook.refusals import UnknownMeasure
from jiuzhu.web import articles, clock
from jiuzhu.web.forms import DayField
from jiuzhu.web.refused import refusal_page


class DayForm(forms.Form):
    on = DayField(label=_("按哪一天的条文"), required=False)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Both, by name."""
    language = _language()
    rows = [(one, one.name(language), one.means(language)) for one in rulebook.book().measures.values()]
    return render(request, "portal/measures/listing.html", {"rows": rows})


@require_safe
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One measure with what carries it out and how often that refused this year in the whole county."""
    language, today = _language(), clock.today()
    try:
        found = rulebook.book().measure(key)
    except UnknownMeasure as no:
        return refusal_page(request, no, 404)
    form = DayForm(request.GET)
    on = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    read = articles.shown(found, on=on, language=language, counts=articles.counted(today.year), powers=None)
    context = {
        "measure": found, "name": found.name(language), "means": found.means(language), "form": form, "on": on,
        "year": today.year, "chapters": [(chapter.name(language), many) for chapter, many in read],
    }  # fmt: skip
    return render(request, "portal/measures/measure.html", context)


def _language() -> str:
    return get_language() or "zh-hans"
