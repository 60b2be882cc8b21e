"""What is typed to ask somebody by letter, to enter the answer, and to enter what a neighbour said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.forms import DayField

_ROWS = {"rows": 3}


class LetterForm(forms.Form):
    """`members`: whom the letter may be about; it names nobody else of the household."""

    person = forms.TypedChoiceField(label=_("所涉家庭成员"), coerce=int)
    addressee = forms.CharField(label=_("收函单位或个人"), max_length=120)
    address = forms.CharField(label=_("收函地址"), max_length=200, required=False)
    question = forms.CharField(
        label=_("请证明的事项"), max_length=1000, widget=forms.Textarea(attrs=_ROWS),
        help_text=_("只写要对方证明的一件事，不写家庭的其他情况。"),
    )  # fmt: skip
    answer_by = DayField(label=_("请于此日前答复"))

    def __init__(self, *args: Any, members: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(one.pk, one.name) for one in members]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answered_on = DayField(label=_("答复日期"))
    said = forms.CharField(label=_("答复内容"), max_length=1000, widget=forms.Textarea(attrs=_ROWS))
    scan = forms.FileField(label=_("答复的照片或扫描件"))


class NeighbourForm(forms.Form):
    asked_on = DayField(label=_("访问日期"))
    name = forms.CharField(
        label=_("被访问人姓名"), max_length=60, help_text=_("只供经办人员查看，不告诉家庭。")
    )
    relation = forms.CharField(
        label=_("与该户关系"), max_length=40, help_text=_("如：东邻、同组村民、楼长。")
    )
    said = forms.CharField(label=_("反映的情况"), max_length=1000, widget=forms.Textarea(attrs=_ROWS))
    neutral = forms.TypedChoiceField(
        label=_("与该户有没有亲属、利害关系"), widget=forms.RadioSelect, coerce=lambda typed: typed == "yes",
        choices=[("yes", _("没有")), ("no", _("有"))],
    )  # fmt: skip
    why_asked = forms.CharField(
        label=_("有关系仍然访问的原因"), max_length=200, required=False, help_text=_("没有关系的不填。")
    )
