"""Who does which duty in whose place, why, until when; and why that ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.cases.rules import SUBSTITUTE_REASONS
from jiuzhu.web import clock
from jiuzhu.web.forms import DayField


class SubstituteForm(forms.Form):
    """The duty is chosen first: it says who can stand in."""

    duty = forms.CharField(widget=forms.HiddenInput)
    substitute = forms.ChoiceField(label=_("由谁代替"), choices=())
    stands_back = forms.ChoiceField(label=_("代替谁"), required=False, choices=())
    reason = forms.ChoiceField(label=_("原因"), widget=forms.RadioSelect, choices=())
    explanation = forms.CharField(
        label=_("书面说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    stops_on = DayField(
        label=_("截止日期（当日起不再代替）"), required=False, help_text=_("不填为办完或撤回为止。")
    )

    def __init__(
        self, *args: Any, candidates: Sequence[Any], usual: Sequence[Any], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.officers = {one.staff_number: one for one in (*candidates, *usual)}
        told = [(one.staff_number, f"{one.office} {one.name}") for one in candidates]
        self.fields["substitute"].choices = told  # type: ignore[attr-defined]
        absent = [("", _("缺员，没有应当办理的人")), *((one.staff_number, one.name) for one in usual)]
        self.fields["stands_back"].choices = absent  # type: ignore[attr-defined]
        english = language.startswith("en")
        reasons = [(key, both[english]) for key, both in SUBSTITUTE_REASONS.items()]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]

    def clean_stops_on(self) -> Any:
        stops_on = self.cleaned_data["stops_on"]
        if stops_on and stops_on <= clock.today():
            raise forms.ValidationError(_("截止日期必须在今天以后。"))
        return stops_on

    def told(self) -> dict[str, Any]:
        """What the action is told."""
        typed = self.cleaned_data
        return {
            "substitute": self.officers[typed["substitute"]], "stands_back": self.officers.get(typed["stands_back"]),
            "reason": typed["reason"], "explanation": typed["explanation"], "stops_on": typed["stops_on"],
        }  # fmt: skip


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("撤回的理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
