"""Forms of the numbers: the list's filter, a value by its unit, its notice, and a verdict."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jiuzhu.offices import queries as offices
from jiuzhu.rulebook import UNITS, Parameter
from jiuzhu.standards import queries as standards
from jiuzhu.standards import rules
from jiuzhu.standards.actions import Notice
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.forms import DayField
from jiuzhu.web.office import pages
from jiuzhu.web.refused import flat
from jiuzhu.web.surroundings import county_name

SHOWN = [
    ("", _("全部")),
    ("missing", _("尚未录入的")),
    ("county", _("本县录入的")),
    ("demo", _("演示数据")),
    ("unsure", _("可信度 C、D 的")),
]


def areas() -> list[tuple[str, str]]:
    """The county and its townships, as choices."""
    county = settings.COUNTY
    return [(county, county_name()), *((one.code, one.name) for one in offices.townships((county,)))]


class AskForm(forms.Form):
    """For which place and day, and which of the numbers."""

    q = forms.CharField(label=_("名称"), required=False, max_length=60)
    area = forms.ChoiceField(label=_("地区"), required=False)
    on = DayField(label=_("在哪一天"), required=False)
    show = forms.ChoiceField(label=_("只看"), required=False, choices=SHOWN)

    def __init__(self, asked: Any) -> None:
        super().__init__(asked or None, initial={"area": settings.COUNTY, "on": clock.today()})
        self.fields["area"].choices = areas()  # type: ignore[attr-defined]

    def answers(self) -> tuple[str, date, str, str]:
        """Area, day, words, kind; what was not asked or makes no sense is the county, today, everything."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return (
            given.get("area") or settings.COUNTY,
            given.get("on") or clock.today(),
            given.get("q", "").strip(),
            given.get("show", ""),
        )


class NumberForm(forms.Form):
    """A value in the unit of its number, from when, by which notice."""

    starts_on = DayField(label=_("自哪天起执行"), help_text=_("按发文写明的执行日期，可以早于今天。"))
    stops_on = DayField(
        label=_("到哪天失效"),
        required=False,
        help_text=_("发文没有写明的不填；以后的新标准会自动接续。失效当天不再有效。"),
    )
    notice_title = forms.CharField(label=_("文件名称"), max_length=200)
    notice_number = forms.CharField(label=_("文号"), max_length=80)
    issuing_body = forms.CharField(label=_("发文机关"), max_length=100)
    notice_on = DayField(label=_("发文日期"))
    notice_file = forms.FileField(
        label=_("发文原件"), required=False, help_text=_("PDF 或照片，复核人对照原件复核。")
    )

    def __init__(self, parameter: Parameter, *args: Any, correcting: bool = False, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.parameter = parameter
        own = self.fields
        self.fields = {
            **{field: _value_field(parameter, field) for field in rules.fields(parameter)},
            **own,
        }
        if correcting:
            self.fields["reason"] = forms.CharField(
                label=_("更正理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
            )

    def value_fields(self) -> list[Any]:
        """The bound fields of the value."""
        return [self[name] for name in rules.fields(self.parameter)]

    def clean(self) -> dict[str, Any]:
        """The value by its unit; a wrong entry of a table is marked at its own field."""
        cleaned = super().clean() or {}
        typed = {field: cleaned.get(field) for field in rules.fields(self.parameter)}
        try:
            cleaned["value"] = rules.read(self.parameter, typed)
        except (Refusal, Refusals) as no:
            for one in flat(no):
                if one.field not in self.errors:
                    self.add_error(one.field, one.text(pages.language()))
        return cleaned

    def notice(self) -> Notice:
        """The paper that the form names."""
        said = self.cleaned_data
        return Notice(said["notice_title"], said["notice_number"], said["issuing_body"], said["notice_on"])


def _value_field(parameter: Parameter, field: str) -> forms.Field:
    language = pages.language()
    words = standards.words(language)
    key = field.partition(".")[2]
    label = words.get(key, key) if key else parameter.label(language)
    kind = UNITS[parameter.unit]
    choices: list[tuple[str, Any]]
    if kind == "boolean":
        choices = [(rules.YES, _("是")), (rules.NO, _("否"))]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    if kind == "word":
        choices = [(one, words.get(one, one)) for one in parameter.words]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    if kind == "words":
        choices = [(one, words.get(one, one)) for one in parameter.words]
        return forms.MultipleChoiceField(
            label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
    found = forms.CharField(label=label, max_length=40, widget=box)
    found.unit = rules.UNIT_WORDS[parameter.unit][1 if language.startswith("en") else 0]  # type: ignore[attr-defined]
    return found


class PickForm(forms.Form):
    """Which number is to be entered."""

    name = forms.ChoiceField(label=_("政策数字"))
    area = forms.ChoiceField(label=_("适用地区"))

    def __init__(self, parameters: list[Parameter], *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        language = pages.language()
        self.fields["name"].choices = [(one.name, one.label(language)) for one in parameters]  # type: ignore[attr-defined]
        self.fields["area"].choices = areas()  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    """The second officer's word."""

    verdict = forms.ChoiceField(
        label=_("复核结论"),
        choices=[("agree", _("与发文一致，同意执行")), ("send_back", _("不一致，退回"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("复核意见"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("退回时必须写明理由。"),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a value is to be taken out."""

    reason = forms.CharField(label=_("撤销理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
