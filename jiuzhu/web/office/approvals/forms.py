"""What may be typed when signing: remarks and grounds. Amounts never are."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.web import signing


class SigningForm(forms.Form):
    """`seen` is the digest of the content on the page: what has changed since is not signed."""

    remark = forms.CharField(
        label=_("补充说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    password = signing.PasswordField()
    seen = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RefusingForm(SigningForm):
    """A refusal states its reasons in writing (社会救助法 Art. 45)."""

    grounds = forms.CharField(
        label=_("不予救助的理由"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写给申请人看：哪一条不符合，依据是什么，数字是多少。"),
    )  # fmt: skip
    field_order = ("grounds", "remark", "password")


class NoteForm(forms.Form):
    """Why a case goes back."""

    note = forms.CharField(
        label=_("要查清或改正什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
