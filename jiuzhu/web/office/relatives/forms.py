"""What is typed to declare relatives, and to record a member of a village committee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu import rulebook
from jiuzhu.relatives import actions
from jiuzhu.web import clock, signing
from jiuzhu.web.forms import DayField

ROWS = 8


class KinForm(forms.Form):
    """Eight lines of name, identity number and relation; all left empty declares that there are none.

    The numbers are parsed by the room, which refuses at the line (`number-<n>`); a line is whole or empty.
    """

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinship = rulebook.codes("kinship")
        relations = [("", "—"), *((code, kinship.label(code, language)) for code in kinship.entries)]
        for place in range(ROWS):
            told = {"place": place + 1}
            self.fields[f"name-{place}"] = forms.CharField(
                label=_("第%(place)s人 姓名") % told, required=False, max_length=60
            )
            self.fields[f"number-{place}"] = forms.CharField(
                label=_("第%(place)s人 身份证号") % told, required=False, max_length=18,
                widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
            )  # fmt: skip
            self.fields[f"relation-{place}"] = forms.ChoiceField(
                label=_("第%(place)s人 与本人关系") % told, required=False, choices=relations
            )
        self.fields["password"] = signing.PasswordField()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        # The room numbers the lines it is told from 0: lines are filled from the top, so that a refusal stands at its line.
        ended = False
        for place in range(ROWS):
            parts = {
                part: str(typed.get(f"{part}-{place}", "")).strip() for part in ("name", "number", "relation")
            }
            if not any(parts.values()):
                ended = True
                continue
            if ended:
                self.add_error(f"name-{place}", _("请从第一行起依次填写，中间不要空行。"))
            for part, text in parts.items():
                if not text and f"{part}-{place}" not in self.errors:
                    self.add_error(f"{part}-{place}", _("姓名、身份证号和关系都要填写。"))
        return typed

    def kin(self) -> list[actions.Told]:
        """The lines that were filled in, from the top."""
        typed = self.cleaned_data
        return [
            actions.Told(typed[f"name-{place}"], typed[f"number-{place}"], typed[f"relation-{place}"])
            for place in range(ROWS)
            if typed[f"name-{place}"]
        ]

    @property
    def lines(self) -> list[list[Any]]:
        """The fields of each line, for the table of the page."""
        return [[self[f"{part}-{place}"] for part in ("name", "number", "relation")] for place in range(ROWS)]


class DeclarationForm(KinForm):
    """An officer's own declaration."""

    def __init__(self, *args: Any, villages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home_village"] = forms.ChoiceField(
            label=_("家在哪个村（社区）"), required=False, choices=[("", _("不在本县")), *villages],
            help_text=_("本村（社区）的申请，您不能调查、评议、审核或决定。"),
        )  # fmt: skip
        self.order_fields(["home_village"])


class OfficialForm(forms.Form):
    """A member of a village (residents') committee."""

    village = forms.ChoiceField(label=_("村（社区）"), choices=())
    name = forms.CharField(label=_("姓名"), max_length=60)
    post = forms.CharField(label=_("职务"), max_length=40)
    number = forms.CharField(
        label=_("身份证号"),
        max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
    )
    starts_on = DayField(label=_("任职日期"))
    stops_on = DayField(
        label=_("到期日期"), required=False, help_text=_("没有期限的不填；到期当天不再任职。")
    )

    def __init__(self, *args: Any, villages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"starts_on": clock.today()}} | kwargs)
        self.fields["village"].choices = villages  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts_on, stops_on = typed.get("starts_on"), typed.get("stops_on")
        if starts_on and stops_on and stops_on <= starts_on:
            self.add_error("stops_on", _("到期日期必须晚于任职日期。"))
        return typed
