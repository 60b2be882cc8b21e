"""The small forms of the counter: begin, add a member, add a supporter, tell until when, refuse."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jiuzhu import rulebook
from jiuzhu.web.forms import DayField


def _codes(name: str, *, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    codes = rulebook.codes(name)
    return [
        (code, codes.label(code, get_language() or "zh-hans"))
        for code in codes.entries
        if code not in without
    ]


class BeginForm(forms.Form):
    """What is applied for, where, and how it came."""

    item = forms.ChoiceField(label=gettext_lazy("申请事项"), widget=forms.RadioSelect)
    area = forms.ChoiceField(label=gettext_lazy("受理乡镇（街道）"))
    channel = forms.ChoiceField(label=gettext_lazy("申请渠道"))

    def __init__(
        self, *args: Any, items: list[tuple[str, str]], areas: list[tuple[str, str]], **keywords: Any
    ) -> None:
        super().__init__(*args, **keywords)
        self.fields["item"].choices = items  # type: ignore[attr-defined]
        self.fields["item"].initial = items[0][0]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.fields["channel"].choices = _codes("channels", without=("legacy", "online"))  # type: ignore[attr-defined]


class Asked(forms.CharField):
    """A box that belongs to the question, though it may stay empty: which one is needed depends on the others."""

    def validate(self, value: Any) -> None:
        """The form decides (AddForm.clean)."""


class AddForm(forms.Form):
    """One line of the household. A child without a number opens the fold below."""

    use_required_attribute = False
    citizen_id = Asked(
        label=gettext_lazy("身份证号"), max_length=40,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "data-citizen-id": ""}),
    )  # fmt: skip
    name = Asked(
        label=gettext_lazy("姓名"),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(label=gettext_lazy("与申请人关系"))
    sex = forms.ChoiceField(label=gettext_lazy("性别"), required=False)
    birth_on = forms.CharField(
        label=gettext_lazy("出生日期"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, first: bool, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        relations = _codes("relations", without=("02",))
        # The first line is the applicant; 01 stays a choice after it, so that a second click is the same form again.
        after = [("", _("请选择")), *relations[1:], relations[0]]
        self.fields["relation"].choices = relations if first else after  # type: ignore[attr-defined]
        self.fields["sex"].choices = [("", _("由身份证号得出")), ("female", _("女")), ("male", _("男"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something must identify the person; whether it is right is told on the line, where it is kept."""
        found = super().clean() or {}
        if not any(found.get(key, "").strip() for key in ("citizen_id", "name")):
            self.add_error("citizen_id", _("请填写身份证号；儿童没有身份证号的，填写姓名、性别和出生日期。"))
        return found


class SupporterForm(forms.Form):
    """Somebody who owes the household support and lives elsewhere."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=2000, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    relation = forms.ChoiceField(label=gettext_lazy("与申请人关系"))

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["relation"].choices = [("", _("请选择")), *_codes("relations", without=("01", "02"))]  # type: ignore[attr-defined]


class MissingForm(forms.Form):
    """Until when what is missing is to be supplied."""

    deadline_on = DayField(label=gettext_lazy("请在这一天以前补齐"))


class RefuseForm(forms.Form):
    """Why an application is not accepted, and by which article."""

    reason = forms.CharField(
        label=gettext_lazy("不予受理的理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    law = forms.CharField(label=gettext_lazy("依据（条文）"), max_length=200)
