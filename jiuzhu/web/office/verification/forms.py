"""What is typed to record an authorisation, to settle an answer, to file a report, to hand in a delivery."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.verification import queries as verification
from jiuzhu.web import signing
from jiuzhu.web.drawn import DrawnField
from jiuzhu.web.forms import DayField
from jiuzhu.web.ticks import GroupedTicks

from . import shown

SUPPORTER = 0  # in the place of a member's number
UNSTATED = "—"  # no relation chosen: no relation owes support by that name


def _relations(language: str) -> list[tuple[str, str]]:
    """The relations that owe support by law."""
    known = rulebook.codes("relations")
    return [
        (code, known.label(code, language))
        for code, one in known.entries.items()
        if one["means"] in verification.OBLIGED
    ]


class AuthorisationForm(forms.Form):
    """Who signs for whom, for which sources, for which time, and how it was signed."""

    person = forms.TypedChoiceField(label=_("被核对的人"), coerce=int)
    supporter_name = forms.CharField(label=_("义务人姓名"), max_length=60, required=False)
    supporter_number = forms.CharField(label=_("义务人公民身份号码"), max_length=18, required=False)
    obligation = forms.ChoiceField(
        label=_("义务人与申请人的关系"), required=False,
        help_text=_("只核对成年的法定赡养、抚养、扶养义务人，须其本人同意并签署，他人不能代签。"),
    )  # fmt: skip
    guardian = forms.TypedChoiceField(
        label=_("由谁代签（监护人）"), coerce=int, required=False, empty_value=None,
        help_text=_("未满 18 周岁或无民事行为能力的，由监护人签署。"),
    )  # fmt: skip
    guardian_ground = forms.ChoiceField(
        label=_("代签原因"), required=False,
        choices=[("", "—"), ("minor", _("未成年")), ("no_capacity", _("无民事行为能力"))],
    )  # fmt: skip
    sources = forms.MultipleChoiceField(
        label=_("授权核对的来源（逐项）"), widget=GroupedTicks,
        help_text=_("没有勾选的来源，系统不会查询。"),
    )  # fmt: skip
    period_from = DayField(label=_("核对收入的期间：起"))
    period_to = DayField(label=_("核对收入的期间：止"), help_text=_("财产按查询当日的状况核对。"))
    starts_on = DayField(label=_("授权自"))
    stops_on = DayField(label=_("授权至（不含当日）"), required=False, help_text=_("不填即到本次救助终止。"))
    signed_on = DayField(label=_("签署日期"))
    signed_how = forms.ChoiceField(
        label=_("签署方式"), widget=forms.RadioSelect,
        choices=[("paper", _("纸质签名（上传照片或扫描件）")), ("fingerprint", _("按指印（上传照片或扫描件）")), ("screen", _("在屏幕上签名"))],
    )  # fmt: skip
    paper = forms.FileField(label=_("授权书照片或扫描件"), required=False)
    signature = DrawnField(label=_("屏幕签名"), required=False)

    def __init__(self, *args: Any, members: Iterable[Any], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(one.pk, one.name) for one in members]
        self.fields["person"].choices = [*people, (SUPPORTER, _("家庭以外的义务人（下面填写）"))]  # type: ignore[attr-defined]
        self.fields["obligation"].choices = [("", "—"), *_relations(language)]  # type: ignore[attr-defined]
        self.fields["guardian"].choices = [("", _("本人签署")), *people]  # type: ignore[attr-defined]
        self.fields["sources"].choices = shown.grouped_sources(language)  # type: ignore[attr-defined]


class WithdrawalForm(forms.Form):
    """From when, and what the person said."""

    withdrawn_on = DayField(label=_("自何日起撤回"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class AnswerForm(forms.Form):
    """What a person settles about one inquiry. Which choices there are depends on the answer so far."""

    SETTLE = (("same", _("是本人的记录")), ("other", _("不是本人的记录")))
    SILENCE = (("not_covered", _("该部门未覆盖此人或此项")), ("source_error", _("该部门系统故障，无法答复")))
    verdict = forms.ChoiceField(label=_("认定"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("看了什么证件、问了谁、来函或电话的时间。"),
    )  # fmt: skip

    def __init__(self, *args: Any, settles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = self.SETTLE if settles else self.SILENCE  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """The outcome is not chosen; only the reason is typed why a report cannot wait for the last answers."""

    incomplete_because = forms.CharField(
        label=_("为什么不等全部答复"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    password = signing.PasswordField()
    version = forms.IntegerField(widget=forms.HiddenInput)


class DeliveryForm(forms.Form):
    """A department's file."""

    source = forms.ChoiceField(label=_("来源"))
    as_of = DayField(label=_("数据截止日"))
    file = forms.FileField(label=_("部门数据文件（CSV 或 Excel）"))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", "—"), *((key, f"{one.name(language)}（{one.department(language)}）") for key, one in verification.SOURCES.items())
        ]  # fmt: skip
