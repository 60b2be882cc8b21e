"""The two things on the receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    number = forms.CharField(
        label=_("办理编号"), max_length=40, help_text=_("在受理通知书上，像 370982002-2026-000123"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )  # fmt: skip
    code = forms.CharField(
        label=_("查询码"), max_length=20, help_text=_("受理通知书上的八个字，像 7KQ2-MF4X，大小写都可以"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class OwnWithdrawalForm(forms.Form):
    """Who takes it back: the person herself, or the guardian who signed for her."""

    name = forms.CharField(label=_("签署人姓名"), max_length=60)
    citizen_id = forms.CharField(
        label=_("签署人公民身份号码"), max_length=18, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("未成年人的授权由代签的监护人撤回。"),
    )  # fmt: skip
