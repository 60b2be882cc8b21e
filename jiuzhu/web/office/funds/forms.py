"""What is typed about money: a month, a reason, a file, an appropriation, an account. Never an amount of a payment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.funds import rules
from jiuzhu.values import month
from jiuzhu.values.month import Month
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.forms import AccountField, DayField, MoneyField, said
from jiuzhu.web.office.funds import shown


class MonthField(forms.CharField):
    """A month, as typed or as the browser's own field gives it."""

    widget = forms.TextInput(attrs={"type": "month", "class": "short"})

    def clean(self, value: Any) -> Month:
        """Raises the mistake that the value names."""
        typed = super().clean(value)
        try:
            return month.parse(typed)
        except Refusal as no:
            raise said(no) from no


class DraftForm(forms.Form):
    """Which month, and whether it is for those who came too late."""

    month = MonthField(label=_("月份"), max_length=10)
    kind = forms.ChoiceField(label=_("批次类型"), choices=())

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        kinds = {key: rules.RUN_KINDS[key] for key in ("monthly", "supplementary")}
        self.fields["kind"].choices = shown.choices(kinds)  # type: ignore[attr-defined]
        self.fields["month"].initial = str(Month.of(clock.today()))


class ReturnForm(forms.Form):
    """The bank's file; which run it answers stands in it."""

    file = forms.FileField(
        label=_("银行回盘文件"), help_text=_("pain.002 报文或代发回盘文本；同一文件重复上传只入账一次。")
    )


class ReleaseForm(forms.Form):
    """The totals that stood on the page, sent back with the signature."""

    seen_lines = forms.IntegerField(widget=forms.HiddenInput)
    seen_fen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(forms.Form):
    """What the bank wrote about one payment."""

    outcome = forms.ChoiceField(label=_("银行答复的结果"), choices=(), widget=forms.RadioSelect)
    evidence = forms.CharField(label=_("银行书面答复的文号或日期"), max_length=120)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        outcomes = {key: rules.STATES[key] for key in ("paid", "returned")}
        self.fields["outcome"].choices = shown.choices(outcomes)  # type: ignore[attr-defined]


class AppropriationForm(forms.Form):
    """Money granted by a document; a cut is typed as such, not as a negative number."""

    year = forms.IntegerField(label=_("预算年度"), min_value=2012, max_value=2099)
    source = forms.ChoiceField(label=_("资金来源"), choices=())
    document = forms.CharField(label=_("文件号"), max_length=80)
    amount = MoneyField(label=_("金额（元）"), most_fen=10**13)
    cut = forms.BooleanField(label=_("这是核减"), required=False)
    on = DayField(label=_("收文日期"))

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["source"].choices = shown.choices(rules.SOURCES)  # type: ignore[attr-defined]
        self.fields["year"].initial = clock.today().year
        self.fields["on"].initial = clock.today()

    def fen(self) -> int:
        """Below zero for a cut."""
        typed: int = self.cleaned_data["amount"]
        return -typed if self.cleaned_data["cut"] else typed


class FundAccountForm(forms.Form):
    """The account that pays from today on."""

    holder = forms.CharField(label=_("账户名称"), max_length=70)
    bank = forms.CharField(label=_("开户银行"), max_length=70)
    number = AccountField(label=_("账号"))
    file_format = forms.ChoiceField(label=_("银行文件格式"), choices=())

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.fields["file_format"].choices = shown.formats()  # type: ignore[attr-defined]
