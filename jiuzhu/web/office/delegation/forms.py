"""What is typed to issue a letter, or to suspend, resume or withdraw one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.delegation import queries
from jiuzhu.journey import delegating
from jiuzhu.seals import rules as seals
from jiuzhu.values import money
from jiuzhu.web import signing
from jiuzhu.web.forms import DayField


class LetterForm(forms.Form):
    """One township, the items it may decide, each with its limit in yuan a month (empty: no limit)."""

    number = forms.CharField(label=_("委托书编号"), max_length=40)
    township = forms.ChoiceField(label=_("受托乡镇（街道）"), choices=())
    legal_form = forms.ChoiceField(label=_("法律形式"), choices=())
    basis = forms.CharField(label=_("法律依据和县政府批复"), widget=forms.Textarea(attrs={"rows": 2}))
    starts_on = DayField(label=_("生效日期"))
    stops_on = DayField(label=_("终止日期（当日起失效）"))
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
    """From which day, for the whole letter or one item, and why."""

    item_code = forms.ChoiceField(label=_("范围"), required=False, choices=())
    effective_on = DayField(label=_("从哪一天起"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    password = signing.PasswordField()

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            self.fields["item_code"].choices = [("", _("整份委托书")), *items]  # type: ignore[attr-defined]
        else:
            del self.fields["item_code"]

    def item(self, kind: str) -> dict[str, str]:
        """A letter is withdrawn as a whole; suspended and resumed also item by item."""
        return {} if kind == "withdraw" else {"item_code": self.cleaned_data.get("item_code", "")}


class PlanForm(forms.Form):
    """Items of the catalogue; pilots from the plan's first day, the others from theirs."""

    number = forms.CharField(label=_("方案文号"), max_length=60)
    title = forms.CharField(label=_("标题"), max_length=120)
    basis = forms.CharField(label=_("依据"), widget=forms.Textarea(attrs={"rows": 2}))
    approval = forms.CharField(label=_("县政府批复文号"), max_length=120)
    starts_on = DayField(label=_("试点乡镇起始日期"))
    others_from = DayField(label=_("其他乡镇起始日期"))
    items = forms.MultipleChoiceField(label=_("下放事项"), widget=forms.CheckboxSelectMultiple, choices=())
    pilots = forms.MultipleChoiceField(
        label=_("试点乡镇（街道）"), widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(
        self,
        *args: Any,
        items: Sequence[tuple[str, str]],
        townships: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.townships = townships
        self.fields["items"].choices = items  # type: ignore[attr-defined]
        self.fields["pilots"].choices = townships  # type: ignore[attr-defined]

    def days(self) -> dict[str, date]:
        """Township → the day from which it may take items over."""
        typed = self.cleaned_data
        return {
            code: typed["starts_on"] if code in typed["pilots"] else typed["others_from"]
            for code, _name in self.townships
        }


class SignOffForm(forms.Form):
    body = forms.ChoiceField(
        label=_("哪一方"),
        choices=[("civil_affairs", _("民政")), ("establishment", _("编办")), ("justice", _("司法")), ("legal_affairs", _("法制"))],
        help_text=_("司法、法制的意见由合法性审查员登记，民政、编办的由监管员登记。"),
    )  # fmt: skip
    agrees = forms.ChoiceField(
        label=_("意见"), widget=forms.RadioSelect, choices=[("yes", _("同意")), ("no", _("不同意"))]
    )
    signer = forms.CharField(label=_("签字人"), max_length=60)
    opinion = forms.CharField(label=_("意见内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    signed_on = DayField(label=_("签字日期"))
    password = signing.PasswordField()


class ReadinessForm(forms.Form):
    """What was found of one criterion, on which evidence."""

    criterion = forms.ChoiceField(label=_("条件"), choices=())
    met = forms.ChoiceField(
        label=_("检查结果"), widget=forms.RadioSelect, choices=[("yes", _("具备")), ("no", _("不具备"))]
    )
    evidence = forms.CharField(
        label=_("依据（文件、名册、日期）"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [  # type: ignore[attr-defined]
            (key, names[language.startswith("en")])
            for key, names in queries.CRITERIA.items()
            if names[2] == "checked"
        ]


class HandDownForm(forms.Form):
    starts_on = DayField(label=_("从哪一天起下放"))


class TakeBackForm(forms.Form):
    starts_on = DayField(label=_("从哪一天起收回"))
    reason = forms.CharField(label=_("收回的理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class SeenForm(forms.Form):
    """A signature over exactly what the page shows."""

    password = signing.PasswordField()
    seen = forms.CharField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("审查意见"), widget=forms.RadioSelect, choices=[("yes", _("同意")), ("no", _("退回修改"))]
    )
    note = forms.CharField(
        label=_("说明（退回须写明理由）"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    password = signing.PasswordField(required=False, help_text=_("同意时签名；退回不需要密码。"))
    seen = forms.CharField(widget=forms.HiddenInput)


class PublishForm(forms.Form):
    published_in = forms.CharField(
        label=_("在哪里公布"), max_length=200, help_text=_("编号在公布时生成；公布后在公开网站上可查。")
    )


class DropForm(forms.Form):
    reason = forms.CharField(label=_("作废的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class DraftForm(LetterForm):
    """Everything a letter says (china.md §7.4); usual words stand in the fields to be changed."""

    USUAL_TERMS = {
        "powers": "在委托事项、期限和限额内受理、审核并作出决定，加盖委托事项专用章。",
        "exclusions": "超过限额的、县级民政部门书面收回的和法律规定由县级办理的，不在委托权限内。",
        "responsibility": "谁调查、谁签字、谁负责；县级民政部门承担监管责任，乡镇承担办理责任。",
        "confidentiality": "经办人员逐级签订保密协议，查询和使用个人信息只限本事项办理。",
        "supervision": "决定自动备案，县级按不低于百分之三十抽查，公开抽查结果。",
        "no_redelegation": "不得再委托其他组织或者个人。",
        "changes": "变更须另签委托书；违反监管办法的，县级可以中止、收回。",
        "resources": "县级负责培训和资金发放，乡镇配备首席代表和经办人员。",
        "publication": "双方在政府网站和公开栏公布。",
        "attachments": "事项目录、首席代表任命、印模。",
    }

    def __init__(self, *args: Any, terms: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "signed_for_township"):
            del self.fields[name]
        self.fields["provincial_rule"] = forms.CharField(
            label=_("省级规定文号（乡镇以自己名义决定时）"), required=False, max_length=120
        )
        self.terms = terms
        for key, name in terms.items():
            self.fields[f"term-{key}"] = forms.CharField(
                label=name[:1].upper() + name[1:], max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )

    def told(self) -> dict[str, Any]:
        """What the draft says, for the action."""
        typed = self.cleaned_data
        return {
            "items": self.limits(), "legal_form": typed["legal_form"], "provincial_rule": typed["provincial_rule"],
            "basis": typed["basis"], "starts_on": typed["starts_on"], "stops_on": typed["stops_on"],
            "terms": {key: typed[f"term-{key}"] for key in self.terms},
        }  # fmt: skip


class LetterSealForm(forms.Form):
    """The custodian's own ticks over the letter, and her password; `side` is whose seal the page offered."""

    side = forms.ChoiceField(choices=[(side, side) for side in delegating.SIDES], widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, english: bool, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for key, both in seals.CHECKLIST.items():
            self.fields[key] = forms.BooleanField(label=both[english], required=False)
        self.fields["password"] = signing.PasswordField()

    def ticks(self) -> dict[str, bool]:
        return {key: self.cleaned_data[key] for key in seals.CHECKLIST}
