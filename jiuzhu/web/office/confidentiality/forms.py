"""What is typed to sign an agreement for the county, and to end one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.web import signing
from jiuzhu.web.forms import DayField


class AgreementForm(forms.Form):
    """With which township, from when until when; the words are the rulebook's."""

    township = forms.ChoiceField(label=_("乡镇（街道）"), choices=())
    starts_on = DayField(label=_("自"), help_text=_("不能早于今天。"))
    stops_on = DayField(label=_("至（不含当日）"))
    password = signing.PasswordField()

    def __init__(self, *args: Any, townships: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = townships  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """From when, and why."""

    stops_on = DayField(label=_("自何日起收回"), help_text=_("不能早于今天；此前的查询仍按当时有效的协议。"))
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
