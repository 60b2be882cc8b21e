"""What is typed about seals. Field names and labels of a step come from the register's own rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.seals import queries
from jiuzhu.web import signing
from jiuzhu.web.forms import DayField

Choices = Sequence[tuple[str, str]]


def _words(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": rows}), **more)


class ApplyForm(forms.Form):
    """An application to engrave a seal."""

    kind = forms.ChoiceField(label=_("印章种类"), choices=())
    area = forms.ChoiceField(label=_("使用单位所在地"), choices=())
    text = forms.CharField(label=_("印文"), max_length=60)
    applying_office = forms.CharField(label=_("申请单位"), max_length=80)
    purpose = _words(_("用途"))
    basis = _words(_("刻制依据"))

    def __init__(self, *args: Any, kinds: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """The fields that one step states; the password where the step is signed."""

    def __init__(self, *args: Any, step: str, english: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in queries.fields_of(step):
            label = field.label[english]
            self.fields[field.name] = DayField(label=label) if field.day else _words(label)
        if queries.is_signed(step):
            self.fields[signing.FIELD] = signing.PasswordField()


class HandOverForm(forms.Form):
    """Whom the seal goes to, and in which condition; a last day and a reason for a temporary custodian."""

    receiver = forms.ChoiceField(label=_("接收人"), choices=())
    condition = _words(_("印章状况（印面、附件是否完好）"))
    until = DayField(label=_("临时保管到哪一天（正式移交不填）"), required=False)
    reason = _words(_("临时保管的原因"), required=False)
    password = signing.PasswordField()

    def __init__(self, *args: Any, receivers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = receivers  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = _words(_("理由"))


class FindingForm(forms.Form):
    outcome = forms.ChoiceField(label=_("处理结论"), choices=())
    text = _words(_("核查情况"), rows=4)

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    """Which part of the register."""

    since = DayField(label=_("从"), required=False)
    until = DayField(label=_("到"), required=False)
    words = forms.CharField(label=_("文书、文号、申请人、办理编号"), max_length=80, required=False)
