"""What is asked of the measures: as of which day, counted in which year, which words; and which refusals are listed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.offices import queries as offices
from jiuzhu.values import refusals
from jiuzhu.web import clock
from jiuzhu.web.articles import heading
from jiuzhu.web.forms import DayField
from jiuzhu.web.office import pages

FIRST_YEAR = 2019


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


class AskForm(forms.Form):
    """Words, a day, a year; what is not understood counts as not asked."""

    q = forms.CharField(label=_("查找条文"), required=False, max_length=60)
    on = DayField(label=_("按哪一天的条文"), required=False)
    year = forms.ChoiceField(label=_("拒绝次数的年份"), required=False)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["year"].choices = _years()  # type: ignore[attr-defined]

    def answers(self) -> tuple[str, date, int]:
        """Words, day and year, with today in the place of what was not asked."""
        self.is_valid()
        given, today = self.cleaned_data, clock.today()
        return given.get("q", "").strip(), given.get("on") or today, int(given.get("year") or today.year)


class RefusedForm(forms.Form):
    """Which refusals: of which year, code or article, in which township."""

    year = forms.ChoiceField(label=_("年份"), required=False)
    area = forms.ChoiceField(label=_("乡镇（街道）"), required=False)
    article = forms.ChoiceField(label=_("办法条文"), required=False)
    code = forms.ChoiceField(label=_("拒绝的编码"), required=False)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        fields: Any = self.fields
        fields["year"].choices = _years()
        places = [(one.code, one.name) for one in offices.townships((settings.COUNTY,))]
        fields["area"].choices = [("", _("全县")), *places]
        fields["article"].choices = [("", _("全部")), *_articles()]
        fields["code"].choices = [("", _("全部")), *((one.code, one.code) for one in refusals.every())]

    def answers(self) -> tuple[int, str, tuple[str, ...] | None]:
        """Year, area, and the codes that are wanted (None: all)."""
        self.is_valid()
        given = self.cleaned_data
        codes = (given["code"],) if given.get("code") else None
        if given.get("article"):
            key, number = given["article"].split(":")
            article = rulebook.book().measure(key).article(int(number))
            version = article.on(clock.today()) or article.versions[-1]
            named = version.names("refusal")
            codes = named if codes is None else tuple(code for code in named if code in codes)
        return int(given.get("year") or clock.today().year), given.get("area", ""), codes


def _articles() -> list[tuple[str, str]]:
    language = pages.language()
    return [
        (f"{measure.key}:{article.number}", f"{measure.short(language)} {heading(article.number, language)}")
        for measure in rulebook.book().measures.values()
        for article, version in measure.on(clock.today())
        if version.names("refusal")
    ]
