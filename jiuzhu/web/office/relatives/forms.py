"""Eight lines of relatives; empty ones count for nothing, all empty declares that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.relatives.actions import Told
from jiuzhu.web import signing
from jiuzhu.web.forms import CitizenIdField, DayField, NameField

LINES = range(8)


class KinForm(forms.Form):
    """`number-N` and `relation-N` are the names that refusals point at."""

    def __init__(
        self, *args: Any, language: str, villages: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if villages:
            self.fields["home_village"] = forms.ChoiceField(
                label=_("家庭所在村（社区）"), required=False, choices=[("", _("不在本县")), *villages]
            )
        kinds = rulebook.codes("kinship")
        choices = [("", "—"), *((code, kinds.label(code, language)) for code in kinds.entries)]
        for line in LINES:
            self.fields[f"name-{line}"] = forms.CharField(label=_("姓名"), required=False, max_length=60)
            self.fields[f"number-{line}"] = forms.CharField(
                label=_("身份证号"), required=False, max_length=18
            )
            self.fields[f"relation-{line}"] = forms.ChoiceField(
                label=_("关系"), required=False, choices=choices
            )
        self.fields["password"] = signing.PasswordField()

    def lines(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"name-{line}"], self[f"number-{line}"], self[f"relation-{line}"]) for line in LINES]

    def kin(self) -> list[Told]:
        """What was typed, without the empty lines."""
        typed = self.cleaned_data
        rows = [(typed[f"name-{line}"], typed[f"number-{line}"], typed[f"relation-{line}"]) for line in LINES]
        return [Told(*row) for row in rows if any(row)]


class OfficialForm(forms.Form):
    village = forms.ChoiceField(label=_("村（社区）"), choices=())
    name = NameField(label=_("姓名"))
    post = forms.CharField(label=_("职务"), max_length=40)
    number = CitizenIdField(label=_("身份证号"))
    starts_on = DayField(label=_("任职日期"))

    def __init__(self, *args: Any, villages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = villages  # type: ignore[attr-defined]
