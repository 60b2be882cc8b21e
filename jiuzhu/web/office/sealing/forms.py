"""What the custodian ticks, and what is typed of a delivery or a revocation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.documents.queries import HOW
from jiuzhu.seals import rules as seals
from jiuzhu.web import signing
from jiuzhu.web.forms import DayField


class CheckForm(forms.Form):
    """Point by point, by the custodian herself; nothing is ticked beforehand. `seen` is the digest of the paper on the page."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, english: bool, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for key, both in seals.CHECKLIST.items():
            self.fields[key] = forms.BooleanField(label=both[english], required=False)
        self.fields["password"] = signing.PasswordField(required=False)

    def ticks(self) -> dict[str, bool]:
        return {key: self.cleaned_data[key] for key in seals.CHECKLIST}


class DeliveryForm(forms.Form):
    how = forms.ChoiceField(
        label=_("送达方式"), choices=[(key, _(name)) for key, name in HOW.items()], widget=forms.RadioSelect
    )
    to_whom = forms.CharField(label=_("签收人"), max_length=60)
    relation = forms.CharField(label=_("与申请人关系"), max_length=30, initial="本人")
    delivered_on = DayField(label=_("送达日期"))
    note = forms.CharField(
        label=_("说明（留置送达的见证人、邮件号等）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proof = forms.FileField(label=_("送达回证（照片或 PDF，可以不传）"), required=False)


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("作废的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    law = forms.CharField(label=_("依据"), max_length=200, required=False)
    password = signing.PasswordField()
