"""The rulebook at the desk: numbers and their checks, processes, items, calendars."""

from typing import Any

from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import ways
from jiuzhu.web.office.navigation import Entry

from . import checking, entering, numbers, reading


@ways.mends("rulebook.number-not-in-force", "rulebook.number-not-checked-since")
def to_the_number(refusal: Refusal, powers: frozenset[str]) -> tuple[Any, str]:
    """A policy officer comes to the form with name, county and day filled in; everyone else to the number's page."""
    name, area, on = (str(refusal.figures[key]) for key in ("name", "area", "on"))
    county = area[:6]  # a county enters for all its townships
    if "standards.enter" in powers and rulebook.figures().parameter(name).set_by != "nation":
        asked = urlencode({"name": name, "area": county, "from": on})
        return _("现在录入"), f"{reverse('office:number-enter')}?{asked}"
    return _(
        "查看这个数字"
    ), f"{reverse('office:number', args=[name])}?{urlencode({'area': county, 'on': on})}"


urlpatterns = [
    path("standards/", numbers.listing, name="numbers"),
    path("standards/checking", checking.waiting, name="numbers-checking"),
    path("standards/enter", entering.enter, name="number-enter"),
    path("standards/numbers/<slug:name>", numbers.number, name="number"),
    path("standards/entries/<int:pk>", checking.entry, name="number-entry"),
    path("standards/entries/<int:pk>/verdict", checking.verdict, name="number-verdict"),
    path("standards/entries/<int:pk>/correct", entering.correct, name="number-correct"),
    path("standards/entries/<int:pk>/withdraw", entering.withdraw, name="number-withdraw"),
    path("standards/entries/<int:pk>/notice", checking.notice, name="number-notice"),
    path("processes/", reading.processes, name="processes"),
    path("processes/<slug:key>/<str:starts_on>/<str:area>", reading.process, name="process"),
    path("items/", reading.items, name="items"),
    path("items/<slug:slug>", reading.item, name="item"),
    path("calendars/", reading.calendars, name="calendars"),
]
NAVIGATION = (
    Entry("rules", _("政策数字"), "office:numbers", order=10),
    Entry(
        "rules",
        _("录入与复核"),
        "office:numbers-checking",
        power=("standards.enter", "standards.check"),
        order=11,
    ),
    Entry("rules", _("办理流程"), "office:processes", order=20),
    Entry("rules", _("救助事项"), "office:items", order=21),
    Entry("rules", _("工作日历"), "office:calendars", order=22),
)
