"""What is typed after a report: why it is printed, who was told, what the household says, what a department corrects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.forms import DayField

_ROWS = {"rows": 3}


class PrintForm(forms.Form):
    reason = forms.CharField(
        label=_("打印事由"), max_length=200, help_text=_("事由和打印次数印在纸上，并留下记录。")
    )


class TellForm(forms.Form):
    who = forms.CharField(label=_("告知了谁"), max_length=60)
    how = forms.ChoiceField(
        label=_("怎样告知的"), widget=forms.RadioSelect,
        choices=[("counter", _("窗口当面")), ("home", _("入户当面")), ("phone", _("电话")), ("paper", _("送达纸质报告"))],
    )  # fmt: skip
    told_on = DayField(label=_("告知日期"))


class ObjectForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("说明还是异议"), widget=forms.RadioSelect,
        choices=[("explanation", _("说明（对记录作解释）")), ("objection", _("异议（认为记录与事实不符）"))],
    )  # fmt: skip
    who = forms.CharField(label=_("谁提出的"), max_length=60)
    how = forms.ChoiceField(
        label=_("怎样提出的"), widget=forms.RadioSelect,
        choices=[("counter", _("窗口")), ("home", _("入户时")), ("phone", _("电话")), ("letter", _("书面"))],
    )  # fmt: skip
    grounds = forms.CharField(
        label=_("哪一项与事实不符，事实是什么"), max_length=2000, widget=forms.Textarea(attrs=_ROWS)
    )
    came_on = DayField(label=_("收到日期"))
    paper = forms.FileField(label=_("证据的照片或扫描件"), required=False)


class ObjectionAnswerForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("核实结果"), widget=forms.RadioSelect, coerce=lambda typed: typed == "yes",
        choices=[("yes", _("属实，报告有误，退回重新核对")), ("no", _("不成立，维持报告"))],
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("核实经过和理由"), max_length=2000, widget=forms.Textarea(attrs=_ROWS),
        help_text=_("看了什么证件、问了谁；不成立的，写明为什么。"),
    )  # fmt: skip


class CorrectForm(forms.Form):
    """`choices`: (person·source, its words) of every answer that the report rests on."""

    about = forms.ChoiceField(label=_("哪个部门关于谁的记录"))
    wrong = forms.CharField(
        label=_("错在哪里，有什么证明"), max_length=500, widget=forms.Textarea(attrs=_ROWS)
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class CorrectionAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("部门的答复"), widget=forms.RadioSelect,
        choices=[("corrected", _("已更正（退回重新核对）")), ("confirmed", _("核实无误")), ("refused", _("不予受理"))],
    )  # fmt: skip
    words = forms.CharField(label=_("答复内容"), max_length=500, widget=forms.Textarea(attrs=_ROWS))
    answered_on = DayField(label=_("答复日期"))


class AgainForm(forms.Form):
    """Why the case is verified again; needed only where nothing stands against its report."""

    note = forms.CharField(
        label=_("为什么重新核对"), max_length=300, required=False, widget=forms.Textarea(attrs=_ROWS)
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VisitWantedForm(forms.Form):
    who = forms.CharField(label=_("谁要求入户"), max_length=60)
