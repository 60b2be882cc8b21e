"""What is typed to extend a time limit or to record a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.forms import DayField


class ExtensionForm(forms.Form):
    """The ground, its explanation, and the day the applicant was told."""

    reason = forms.ChoiceField(label=_("法定情形"), choices=())
    explanation = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    notified_on = DayField(label=_("告知申请人的日期"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, grounds: Sequence[tuple[str, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].choices = grounds  # type: ignore[attr-defined]


class WithdrawalForm(forms.Form):
    """Why, in the applicant's words."""

    note = forms.CharField(label=_("申请人说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)
