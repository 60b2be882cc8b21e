"""The form of a home visit: filled in standing, on a telephone. What is not typed is "as declared"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.surveys import queries as surveys
from jiuzhu.web import signing
from jiuzhu.web.drawn import DrawnField
from jiuzhu.web.forms import DayField, MoneyField

YES_NO = [("yes", _("是")), ("no", _("否"))]
NEIGHBOURS = (1, 2, 3)


def _choices(words: Mapping[str, tuple[str, str]], language: str) -> list[tuple[str, str]]:
    return [(key, both[1 if language.startswith("en") else 0]) for key, both in words.items()]


def _codes(name: str, language: str) -> list[tuple[str, str]]:
    codes = rulebook.codes(name)
    return [(code, codes.label(code, language)) for code in codes.entries]


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=more.pop("max_length", 120), **more)


def _money(label: Any) -> MoneyField:
    return MoneyField(label=label, required=False)


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Any number of photographs."""

    widget = MultipleFileInput(attrs={"accept": "image/*", "data-shrink": "1", "capture": "environment"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list, empty for none."""
        single = super().clean
        many = data if isinstance(data, list | tuple) else [data] if data else []
        return [single(one, initial) for one in many]


class VisitForm(forms.Form):
    """Everything of one visit; member fields are named ``m<person>_<key>``."""

    visited_on = DayField(label=_("调查日期"))
    visited_at = forms.TimeField(
        label=_("时间"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
    )
    place = forms.CharField(label=_("调查地点"), max_length=200)
    mode = forms.ChoiceField(label=_("调查方式"), widget=forms.RadioSelect, initial="home", required=False)
    mode_reason = _text(
        _("不能入户的紧急情况"),
        max_length=300,
        help_text=_("电话、视频只在紧急情况下使用，事后须补做入户调查。"),
    )
    outcome = forms.ChoiceField(label=_("调查情况"), widget=forms.RadioSelect, initial="surveyed")
    respondent_name = _text(_("受访人"), max_length=60)
    respondent_relation = forms.ChoiceField(label=_("与申请人关系"), required=False)
    tenure = forms.ChoiceField(label=_("住房性质"), required=False)
    square_metres = forms.DecimalField(
        label=_("面积（平方米）"), required=False, min_value=0, max_digits=7, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )  # fmt: skip
    condition = forms.ChoiceField(label=_("房屋状况"), required=False)
    vehicles = _text(_("见到的车辆"))
    machines = _text(_("农机、经营设备"))
    livestock = _text(_("牲畜、家禽"), help_text=_("种类和数量，如：羊 6 只。"))
    own_mu = _text(_("承包地（亩）"), max_length=20)
    let_mu = _text(_("流转出（亩）"), max_length=20)
    rented_mu = _text(_("租种（亩）"), max_length=20)
    utilities = _money(_("水电气通信（一年）"))
    school = _money(_("上学（一年）"))
    medical = _money(_("看病自付（一年）"))
    cause = forms.ChoiceField(label=_("致困原因"), required=False)
    staff_relative = forms.ChoiceField(
        label=_("是否村（居）干部或经办人员的近亲属"), widget=forms.RadioSelect, choices=YES_NO, initial="no"
    )
    staff_relative_of = _text(_("近亲属姓名、单位和关系"))
    finding = forms.CharField(label=_("调查结论"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    differs = forms.ChoiceField(
        label=_("总体上与申报是否一致"), widget=forms.RadioSelect, initial="no",
        choices=[("no", _("一致")), ("yes", _("有不一致"))],
    )  # fmt: skip
    differs_how = forms.CharField(
        label=_("哪里不一致"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    household_signed = forms.ChoiceField(label=_("家庭签字"), widget=forms.RadioSelect)
    refused_reason = _text(_("拒签理由"), max_length=300)
    refused_witness = _text(_("在场见证人"), max_length=60, help_text=_("如村干部、邻居；另一名调查员不算。"))
    signature = DrawnField(label=_("受访人签名"), required=False)
    signature_paper = forms.FileField(
        label=_("或上传纸质签名、指印的照片"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,.pdf", "data-shrink": "1"}),
    )  # fmt: skip
    photos = PhotosField(label=_("现场照片"), required=False)
    second = forms.TypedChoiceField(
        label=_("另一名调查员"), coerce=int, help_text=_("她用自己的账号核对同一内容后签名，记录才提交。")
    )
    password = signing.PasswordField()
    corrects = forms.TypedChoiceField(label=_("更正哪次调查"), coerce=int, required=False, empty_value=None)
    version = forms.IntegerField(widget=forms.HiddenInput)
    turn = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        members: Sequence[Any],
        colleagues: Iterable[Any],
        earlier: Iterable[Any],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        blank = [("", "—")]
        for name, choices in (
            ("mode", _choices(surveys.MODES, language)),
            ("outcome", _choices(surveys.OUTCOMES, language)),
            ("respondent_relation", blank + _codes("relations", language)),
            ("tenure", blank + _choices(surveys.TENURES, language)),
            ("condition", blank + _choices(surveys.CONDITIONS, language)),
            ("cause", blank + _codes("hardship-causes", language)),
            ("household_signed", _choices(surveys.SIGNED, language)),
            ("second", [*blank, *((one.pk, f"{one.name}（{one.staff_number}）") for one in colleagues)]),
            (
                "corrects",
                [("", _("不是更正")), *((one.number, f"{one.number} · {one.visited_on}") for one in earlier)],
            ),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for number in NEIGHBOURS:
            self.fields[f"n{number}_name"] = _text(_("邻居姓名"), max_length=60)
            self.fields[f"n{number}_relation"] = _text(_("与该户关系"), max_length=40)
            self.fields[f"n{number}_opinion"] = _text(_("反映的情况"), max_length=300)
        for person in members:
            self._add_member(person, language)

    def _add_member(self, person: Any, language: str) -> None:
        prefix, english = f"m{person.pk}_", language.startswith("en")
        self.fields[f"{prefix}seen"] = forms.ChoiceField(
            label=_("是否见到本人"), required=False, widget=forms.RadioSelect, choices=YES_NO
        )
        self.fields[f"{prefix}self_care"] = forms.ChoiceField(
            label=_("生活自理"), required=False, choices=[("", "—"), *_choices(surveys.SELF_CARE, language)]
        )
        self.fields[f"{prefix}illness"] = _text(
            _("疾病"), max_length=200, help_text=_("看到的病历、药品或本人所说。")
        )
        for item, words in surveys.CARE.items():
            self.fields[f"{prefix}care_{item}"] = forms.ChoiceField(
                label=words[english], required=False, choices=[("", "—"), ("yes", _("能")), ("no", _("不能"))]
            )
        for key, (kind, zh, en) in surveys.ACTUAL.items():
            label = en if english else zh
            if kind == "money":
                field: forms.Field = _money(label)
            elif kind == "count":
                field = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=100,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
                )  # fmt: skip
            else:
                choices = YES_NO if kind == "yes_no" else _codes(kind, language)
                field = forms.ChoiceField(
                    label=label, required=False, choices=[("", _("与申报相同")), *choices]
                )
            self.fields[f"{prefix}{key}"] = field
        self.fields[f"{prefix}reason"] = _text(
            _("依据"), max_length=300, help_text=_("填了与申报不同的内容就必须写：看到了什么、问了谁。")
        )
        self.fields[f"{prefix}note"] = _text(_("健康、就业等其他情况"), max_length=300)
