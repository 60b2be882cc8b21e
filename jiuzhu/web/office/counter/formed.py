"""A Django form made from the rulebook's questions: it shows what was typed, and says at each field what the room said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from jiuzhu import rulebook
from jiuzhu.intake.form import Field
from jiuzhu.values.refusals import Refusal

from .outline import unit

_FREE = ("reason", "staff_relative_of")


class AnswersForm(forms.Form):
    """Questions by path. Nothing is judged here: `refusals` are what the room found, `typed` is what stands in the boxes."""

    use_required_attribute = False

    def __init__(
        self, questions: Iterable[tuple[str, Field]], typed: Mapping[str, str], *, refusals: Iterable[Refusal] = (),
        choices: Mapping[str, Sequence[tuple[str, str]]], language: str, notes: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._said: dict[str, list[str]] = {}
        for one in refusals:
            self._said.setdefault(one.field or "", []).append(one.text(language))
        questions = list(questions)
        shown = {
            path: typed.get(path, "").split() if field.kind == "codes" else typed.get(path, "")
            for path, field in questions
        }
        super().__init__(data=shown)
        for path, field in questions:
            self.fields[path] = box(field, choices, language)
            self.fields[path].help_text = (notes or {}).get(path) or self.fields[path].help_text

    def full_clean(self) -> None:
        """The room has read the answers already; its messages are the form's."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for path, messages in self._said.items():
            if path in self.fields:
                self._errors[path] = self.error_class(messages, renderer=self.renderer)


def box(field: Field, choices: Mapping[str, Sequence[tuple[str, str]]], language: str) -> forms.Field:
    """The control for a kind of answer."""
    label, needed = field.label(language), field.needed
    empty = [("", _("请选择"))]
    if field.kind == "signature":
        made: forms.Field = forms.CharField(
            widget=forms.CheckboxInput(attrs={"value": "yes"}, check_test=bool)
        )
    elif field.kind == "yes_no":
        made = forms.ChoiceField(choices=[("yes", _("是")), ("no", _("否"))], widget=forms.RadioSelect)
    elif field.kind == "sex":
        made = forms.ChoiceField(choices=[("female", _("女")), ("male", _("男"))], widget=forms.RadioSelect)
    elif field.kind == "codes":
        made = forms.MultipleChoiceField(choices=_codes(field, language), widget=forms.CheckboxSelectMultiple)
    elif field.kind in ("code", "area", "member"):
        known = _codes(field, language) if field.kind == "code" else choices[field.kind]
        made = forms.ChoiceField(choices=[*empty, *known], widget=forms.Select(attrs={"class": "short"}))
    else:
        made = forms.CharField(widget=_text(field), strip=False)
        made.unit = unit(field, language)  # type: ignore[attr-defined]
    made.label, made.required = label, needed
    made.help_text = hint(field)
    return made


def hint(field: Field) -> str:
    """What helps to answer, short."""
    if field.kind == "money_per_year":
        return ""
    if field.kind == "date":
        return _("例如 2026-09-01 或 2026年9月1日")
    if field.key == "citizen_id":
        return _("18 位；性别和出生日期由号码得出")
    if field.key == "alone":
        return _("重度残疾、重病等人员可以单独申请（民发〔2021〕57号 第八条）")
    return ""


def _text(field: Field) -> forms.Widget:
    attributes = {"autocomplete": "off"}
    if field.key in _FREE:
        return forms.Textarea(attrs={"rows": 3, **attributes})
    kinds = {"count": "numeric", "bank_account": "numeric", "telephone": "tel"}
    if field.kind.startswith("money"):
        attributes |= {"inputmode": "decimal", "class": "short"}
    elif field.kind in kinds:
        attributes |= {"inputmode": kinds[field.kind], "class": "short"}
    elif field.kind in ("citizen_id", "date", "name"):
        attributes["class"] = "short"
    return forms.TextInput(attrs=attributes)


def _codes(field: Field, language: str) -> list[tuple[str, str]]:
    codes = rulebook.codes(field.codes)
    return [(code, codes.label(code, language)) for code in codes.entries]


def sent(posted: QueryDict, questions: Iterable[tuple[str, Field]]) -> dict[str, str]:
    """What a page sent, as a draft keeps it: several choices in one text, an empty box as an empty text."""
    return {
        path: " ".join(posted.getlist(path)) if field.kind == "codes" else posted.get(path, "")
        for path, field in questions
    }
