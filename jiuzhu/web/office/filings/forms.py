"""What is typed about filings, complaints, samples and proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.values import money
from jiuzhu.web import signing
from jiuzhu.web.forms import DayField

AREA = forms.Textarea(attrs={"rows": 4})
Choices = Sequence[tuple[str, str]]


class AcceptForm(forms.Form):
    text = forms.CharField(label=_("备注（可以不填）"), max_length=500, required=False, widget=AREA)


class AskForm(forms.Form):
    text = forms.CharField(label=_("需要乡镇说明什么"), max_length=2000, widget=AREA)
    due_on = DayField(label=_("请在哪天前答复"), required=False, help_text=_("不填按规定的工作日计算。"))


class OrderForm(forms.Form):
    text = forms.CharField(label=_("更正什么、为什么"), max_length=2000, widget=AREA)
    law = forms.CharField(label=_("依据的条文"), max_length=200)
    working_days = forms.IntegerField(label=_("几个工作日内更正"), min_value=1, max_value=60, initial=5)
    freezes = forms.BooleanField(label=_("更正办结前暂缓发放"), required=False)
    password = signing.PasswordField()


class PressForm(forms.Form):
    text = forms.CharField(label=_("为什么坚持更正"), max_length=2000, widget=AREA)
    law = forms.CharField(label=_("依据的条文"), max_length=200)
    working_days = forms.IntegerField(label=_("几个工作日内更正"), min_value=1, max_value=60, initial=5)
    password = signing.PasswordField()


class HearForm(forms.Form):
    """What one side was told and said before a revocation (社会救助法 Art. 48)."""

    side = forms.ChoiceField(
        label=_("听取谁的意见"), choices=[("household", _("家庭")), ("township", _("乡镇"))]
    )
    how = forms.ChoiceField(label=_("怎样听取"), choices=())
    who_spoke = forms.CharField(label=_("由谁陈述"), max_length=60)
    told = forms.CharField(label=_("告知了什么"), max_length=2000, widget=AREA)
    said = forms.CharField(label=_("对方怎样说"), max_length=2000, widget=AREA)
    considered = forms.CharField(label=_("怎样采纳或者为什么没有采纳"), max_length=2000, widget=AREA)

    def __init__(self, *args: Any, ways: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = ways  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    text = forms.CharField(label=_("撤销的理由（写给家庭和乡镇看）"), max_length=2000, widget=AREA)
    law = forms.CharField(label=_("依据的条文"), max_length=200)
    password = signing.PasswordField()


class MonthForm(forms.Form):
    note = forms.CharField(label=_("与发放台账核对的情况"), max_length=2000, widget=AREA, required=False)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    password = signing.PasswordField()


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("答复"), max_length=2000, widget=AREA)
    paper = forms.ChoiceField(label=_("附本案卷中的文书"), choices=(), required=False)

    def __init__(self, *args: Any, papers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [("", _("不附")), *papers]  # type: ignore[attr-defined]


class CorrectForm(AnswerForm):
    """Corrected, naming what carries the correction, or an objection with its reasons."""

    act = forms.ChoiceField(
        label=_("怎样答复"), widget=forms.RadioSelect,
        choices=[("corrected", _("已经更正")), ("objected", _("认为不需要更正，说明理由"))],
    )  # fmt: skip
    names = forms.CharField(
        label=_("更正体现在哪里"), max_length=200, required=False,
        help_text=_("写明新签署的版本，或者提出的变更及日期；提出异议的不填。"),
    )  # fmt: skip
    field_order = ("act", "text", "names", "paper")


class ComplaintForm(forms.Form):
    case = forms.CharField(label=_("办理编号"), max_length=40)
    channel = forms.ChoiceField(label=_("来源"), choices=())
    by_name = forms.CharField(
        label=_("投诉人姓名"), max_length=60, required=False, help_text=_("匿名的不填；留了姓名的必须答复。")
    )
    by_phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)
    text = forms.CharField(label=_("投诉内容"), max_length=4000, widget=AREA)

    def __init__(self, *args: Any, channels: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]


class ComplaintAnswerForm(forms.Form):
    finding = forms.ChoiceField(label=_("核查结论"), choices=(), widget=forms.RadioSelect)
    text = forms.CharField(label=_("核查情况"), max_length=4000, widget=AREA)
    told = forms.CharField(label=_("怎样答复投诉人"), max_length=2000, required=False, widget=AREA)

    def __init__(self, *args: Any, findings: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = findings  # type: ignore[attr-defined]


class FreezeForm(forms.Form):
    township = forms.ChoiceField(label=_("乡镇（街道）"), choices=())
    quarter = forms.CharField(label=_("季度（如 2026Q3）"), max_length=6)
    entropy_named = forms.CharField(
        label=_("约定用哪一个公开数字"), max_length=200, help_text=_("任何人都能查到、现在还不知道的数字，例如某日的福利彩票开奖号码。")
    )  # fmt: skip
    entropy_on = DayField(label=_("这个数字在哪一天产生"))

    def __init__(self, *args: Any, townships: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = townships  # type: ignore[attr-defined]


class NumberForm(forms.Form):
    value = forms.CharField(label=_("公开数字（照原样写）"), max_length=200)


class AbortForm(forms.Form):
    reason = forms.CharField(label=_("为什么放弃这份名单"), max_length=500, widget=AREA)


class VisitForm(forms.Form):
    """The money effect is in yuan a month, above zero where too much was granted."""

    visited_on = DayField(label=_("入户日期"))
    finding = forms.ChoiceField(label=_("核查结果"), choices=(), widget=forms.RadioSelect)
    error_kind = forms.ChoiceField(label=_("差错种类（有差错时）"), choices=(), required=False)
    effect = forms.CharField(label=_("每月多发（少发写负数）多少元"), max_length=20, required=False)
    text = forms.CharField(label=_("看到的情况"), max_length=4000, widget=AREA)
    password = signing.PasswordField()

    def __init__(self, *args: Any, findings: Choices = (), errors: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = findings  # type: ignore[attr-defined]
        self.fields["error_kind"].choices = [("", "—"), *errors]  # type: ignore[attr-defined]

    def effect_fen(self) -> int:
        """Raises NotMoney at its field."""
        typed = self.cleaned_data["effect"].strip()
        sign = -1 if typed.startswith(("-", "−")) else 1
        return sign * money.parse(typed.lstrip("-−"), field="effect") if typed else 0


class ConfirmForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    password = signing.PasswordField()


class VerdictForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("决定"), widget=forms.RadioSelect,
        choices=[("yes", _("同意中止")), ("no", _("不中止"))],
    )  # fmt: skip
    effective_on = DayField(label=_("从哪一天起中止（不填为今天）"), required=False)
    item_code = forms.ChoiceField(label=_("中止哪些事项"), choices=(), required=False)
    reasons = forms.CharField(label=_("理由"), max_length=2000, widget=AREA)
    password = signing.PasswordField()

    def __init__(self, *args: Any, items: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"].choices = [("", _("整份委托书")), *items]  # type: ignore[attr-defined]
