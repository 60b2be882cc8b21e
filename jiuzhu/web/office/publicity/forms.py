"""What is typed to put a notice up, to take an objection, to hold an appraisal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.publicity.queries import CAPACITIES
from jiuzhu.web.forms import DayField

AREA = forms.Textarea(attrs={"rows": 3})


class PostingForm(forms.Form):
    place = forms.CharField(label=_("张贴地点"), max_length=120)
    photograph = forms.FileField(label=_("张贴照片（可稍后补传）"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ObjectionForm(forms.Form):
    """A name is welcome and not needed."""

    text = forms.CharField(label=_("意见内容"), max_length=2000, widget=AREA)
    channel = forms.ChoiceField(
        label=_("怎样提出的"),
        choices=[("counter", _("当面")), ("phone", _("电话")), ("letter", _("书信")), ("online", _("网上"))],
    )
    by_name = forms.CharField(label=_("姓名（可以不留）"), max_length=60, required=False)
    by_phone = forms.CharField(label=_("电话（可以不留）"), max_length=20, required=False)


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("怎样处理"), choices=(), widget=forms.RadioSelect)
    note = forms.CharField(label=_("说明"), max_length=500, widget=AREA)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, outcomes: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


class AppraisalForm(forms.Form):
    """One member a line: name, capacity, and 缺席 or 回避 where that is so."""

    held_on = DayField(label=_("评议日期"))
    place = forms.CharField(label=_("地点"), max_length=120)
    panel = forms.CharField(
        label=_("评议人员"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("每行一人：姓名 身份。身份写“乡镇”“村委”“党员”“村民”之一；缺席或回避的在行末写明。"),
    )  # fmt: skip
    votes_for = forms.IntegerField(label=_("认可票"), min_value=0)
    votes_against = forms.IntegerField(label=_("不认可票"), min_value=0)
    abstained = forms.IntegerField(label=_("弃权票"), min_value=0, initial=0)
    conclusion = forms.ChoiceField(
        label=_("评议结论"),
        choices=[("confirmed", _("认可")), ("doubted", _("不认可，需要再查"))],
        widget=forms.RadioSelect,
    )
    minutes = forms.CharField(label=_("评议记录"), max_length=4000, widget=AREA)
    version = forms.IntegerField(widget=forms.HiddenInput)

    WORDS = {"乡镇": "township", "村委": "village", "党员": "party", "村民": "villager"}

    def clean_panel(self) -> list[dict[str, Any]]:
        """Lines → members. A line that names no known capacity is refused with its number."""
        panel = []
        for number, line in enumerate(self.cleaned_data["panel"].splitlines(), start=1):
            words = line.split()
            if not words:
                continue
            capacity = self.WORDS.get(words[1]) if len(words) > 1 else None
            if capacity not in CAPACITIES:
                raise forms.ValidationError(
                    _("第%(number)d行写的是“%(line)s”：请写姓名，空一格，再写乡镇、村委、党员或村民。"),
                    params={"number": number, "line": line[:40]},
                )
            panel.append(
                {
                    "name": words[0],
                    "capacity": capacity,
                    "present": "缺席" not in words,
                    "recused": "回避" in words,
                }
            )
        return panel
