"""What is typed to propose a change, to record a hearing, to decide a change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.entitlements.queries import GROUNDS
from jiuzhu.values import money, month
from jiuzhu.values.month import Month
from jiuzhu.web import signing

AREA = forms.Textarea(attrs={"rows": 3})


class ChangeForm(forms.Form):
    """The new amount is in yuan a month; from the first of a month."""

    kind = forms.ChoiceField(
        label=_("拟怎样变更"), widget=forms.RadioSelect,
        choices=[("raise", _("增发")), ("reduce", _("减发")), ("stop", _("停发")), ("grace", _("渐退（就业后收入超标）"))],
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("法定情形"), choices=())
    explanation = forms.CharField(label=_("事实和理由"), max_length=1000, widget=AREA)
    new_amount = forms.CharField(
        label=_("变更后每月金额（元；停发不填，渐退不填则按原额）"), max_length=20, required=False
    )
    effective = forms.CharField(label=_("从哪个月起（如 2026-12）"), max_length=10)
    until = forms.CharField(label=_("渐退到哪个月（不含）"), max_length=10, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, english: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(key, names[english]) for key, names in GROUNDS.items()]  # type: ignore[attr-defined]

    def amount(self) -> int | None:
        """Fen a month, None when nothing was typed. Raises NotMoney."""
        typed = self.cleaned_data["new_amount"]
        return money.parse(typed, field="new_amount") if typed else None

    def months(self) -> tuple[Month, Month | None]:
        """The first month, and the first month without for a grace period. Raises Unreadable."""
        until = self.cleaned_data["until"]
        return month.parse(self.cleaned_data["effective"], field="effective"), (
            month.parse(until, field="until") if until else None
        )


class HearingForm(forms.Form):
    """What was told, what was said, what was made of it (社会救助法 Art. 48)."""

    how = forms.ChoiceField(
        label=_("怎样听取"),
        choices=[
            ("visit", _("入户")),
            ("counter", _("当面")),
            ("phone", _("电话")),
            ("absent", _("通知后未到")),
        ],
    )
    who_spoke = forms.CharField(label=_("由谁陈述"), max_length=60)
    told = forms.CharField(label=_("告知了什么"), max_length=2000, widget=AREA)
    said = forms.CharField(label=_("家庭怎样说"), max_length=2000, widget=AREA)
    considered = forms.CharField(label=_("怎样采纳或者为什么没有采纳"), max_length=2000, widget=AREA)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeDecisionForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("决定"),
        widget=forms.RadioSelect,
        choices=[("yes", _("同意变更")), ("no", _("不同意，维持不变"))],
    )
    reasons = forms.CharField(label=_("决定的理由（写给该家庭看）"), max_length=2000, widget=AREA)
    password = signing.PasswordField()
    seen = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
