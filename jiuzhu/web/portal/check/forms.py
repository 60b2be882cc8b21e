"""What somebody has in hand: the code on a paper, or the paper's file."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("查验码"), max_length=40, help_text=_("在文书左下角二维码旁边，26 个字母和数字；横线和大小写都不要紧"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class FileForm(forms.Form):
    paper = forms.FileField(
        label=_("PDF 文件"),
        help_text=_("只用来核对，不保存"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    code = forms.CharField(
        label=_("文书上的查验码（可以不填）"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
