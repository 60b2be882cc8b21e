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
