"""What is typed to issue a letter, or to suspend, resume or withdraw one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.values import money

DAY = forms.DateInput(attrs={"type": "date"})


class LetterForm(forms.Form):
    """One township, the items it may decide, each with its limit in yuan a month (empty: no limit)."""

    number = forms.CharField(label=_("委托书编号"), max_length=40)
    township = forms.ChoiceField(label=_("受托乡镇（街道）"), choices=())
    legal_form = forms.ChoiceField(label=_("法律形式"), choices=())
    basis = forms.CharField(label=_("法律依据和县政府批复"), widget=forms.Textarea(attrs={"rows": 2}))
    starts_on = forms.DateField(label=_("生效日期"), widget=DAY)
    stops_on = forms.DateField(label=_("终止日期（当日起失效）"), widget=DAY)
    signed_for_township = forms.CharField(label=_("受托方签字人"), max_length=60)

    def __init__(
        self, *args: Any, townships: Sequence[tuple[str, str]], forms_: Sequence[tuple[str, str]],
        items: Sequence[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = townships  # type: ignore[attr-defined]
        self.fields["legal_form"].choices = forms_  # type: ignore[attr-defined]
        self.items = items
        for code, name in items:
            self.fields[f"item-{code}"] = forms.BooleanField(label=name, required=False, initial=True)
            self.fields[f"limit-{code}"] = forms.CharField(
                label=_("每户每月决定限额（元，不填为不设限额）"), required=False, max_length=20
            )

    def limits(self) -> dict[str, int | None]:
        """Item code → limit in fen, None for no limit. Raises NotMoney at its field."""
        return {
            code: money.parse(typed, field=f"limit-{code}")
            if (typed := self.cleaned_data[f"limit-{code}"])
            else None
            for code, _name in self.items
            if self.cleaned_data[f"item-{code}"]
        }


class EventForm(forms.Form):
    """From which day, and why."""

    effective_on = forms.DateField(label=_("从哪一天起"), widget=DAY)
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
