"""What the auditor looks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.audit.actions import ACTS
from jiuzhu.web.forms import CitizenIdField, DayField
from jiuzhu.web.office import pages

MATTERS = {
    "approvals": _("审核与决定"),
    "audit": _("操作记录"),
    "cases": _("申请与环节"),
    "delegation": _("放权委托书"),
    "documents": _("材料"),
    "eligibility": _("认定"),
    "entitlements": _("待遇"),
    "funds": _("资金"),
    "households": _("家庭与人员"),
    "intake": _("受理"),
    "offices": _("人员与岗位"),
    "publicity": _("公示"),
    "standards": _("政策数字"),
    "surveys": _("入户调查"),
    "verification": _("核对"),
}


class LogForm(forms.Form):
    """By whom, what, which case, when."""

    who = forms.CharField(label=_("姓名、工号或“系统”"), required=False, max_length=60)
    acts = forms.ChoiceField(label=_("事项"), required=False)
    case = forms.CharField(label=_("办理编号"), required=False, max_length=40)
    since = DayField(label=_("自"), required=False)
    until = DayField(label=_("至"), required=False)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        english = pages.language().startswith("en")
        rooms = sorted({code.partition(".")[0] for code in ACTS})
        choices: list[tuple[str, Any]] = [("", _("全部"))]
        for room in rooms:
            acts = [
                (code, (one.en if english else one.zh))
                for code, one in sorted(ACTS.items())
                if code.startswith(f"{room}.")
            ]
            choices.append((room, MATTERS.get(room, room)))
            choices += [(code, f"　{_without_figures(said)}") for code, said in acts]
        self.fields["acts"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked and makes sense."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {
            "who": given.get("who", "").strip(), "acts": given.get("acts", ""), "case": given.get("case", "").strip(),
            "since": given.get("since"), "until": given.get("until"),
        }  # fmt: skip


def _without_figures(said: str) -> str:
    """``录入政策数字“{label_zh}”`` → ``录入政策数字“…”``."""
    while "{" in said:
        said = said[: said.index("{")] + "…" + said[said.index("}") + 1 :]
    return said[:40]


class PersonForm(forms.Form):
    """Whose records."""

    citizen_id = CitizenIdField(label=_("身份证号"), help_text=_("查询本身也会留下记录。"))
