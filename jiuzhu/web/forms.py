"""Forms in our look, and the kinds of field that clerks fill in all day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jiuzhu.values import bank_accounts, citizen_id, money, names, phones
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock


class Renderer(TemplatesSetting):
    """Every ``{{ form }}`` and ``{{ field.as_field_group }}`` in our own markup."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


def said(refusal: Refusal) -> ValidationError:
    """A refusal by a value as a mistake in a form, in the language of the page."""
    return ValidationError(refusal.text(get_language() or "zh-hans"), code=refusal.code)


class MoneyField(forms.CharField):
    """An amount typed in yuan; cleaned to fen. Empty and optional: None."""

    unit = _("元")

    def __init__(self, *, most_fen: int = money.MOST_FEN, **keywords: Any) -> None:
        keywords.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        )
        super().__init__(**keywords)
        self.most_fen = most_fen

    def to_python(self, value: Any) -> Any:
        """Fen, or None."""
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return money.parse(typed, most_fen=self.most_fen)
        except Refusal as no:
            raise said(no) from no

    def validate(self, value: Any) -> None:
        """Zero is an answer; nothing is not."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length of the text is checked by reading it."""

    def prepare_value(self, value: Any) -> Any:
        """Fen as figures; what was typed stays as typed."""
        return money.plain(value) if isinstance(value, int) else value


class ValueField(forms.CharField):
    """Text that a value of ours reads: what is wrong is said by the value, in its own words."""

    inputmode, autocomplete, css = "text", "off", ""

    def __init__(self, **keywords: Any) -> None:
        attributes = {"inputmode": self.inputmode, "autocomplete": self.autocomplete, "class": self.css}
        keywords.setdefault("widget", forms.TextInput(attrs={k: v for k, v in attributes.items() if v}))
        super().__init__(**keywords)

    def read(self, typed: str) -> str:
        """The stored form of what was typed. Raises a Refusal."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        """What ``read`` answers; an empty optional field is an empty text."""
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return self.read(typed)
        except Refusal as no:
            raise said(no) from no


class NameField(ValueField):
    """A person's name, rare characters kept."""

    def read(self, typed: str) -> str:
        """See ``values.names``."""
        return names.parse(typed)


class CitizenIdField(ValueField):
    """An identity number: 18 characters, check digit and birth date right."""

    css = "short"

    def read(self, typed: str) -> str:
        """See ``values.citizen_id``."""
        return citizen_id.parse(typed, on=clock.today()).number


class PhoneField(ValueField):
    """A telephone number."""

    inputmode, autocomplete, css = "tel", "off", "short"

    def read(self, typed: str) -> str:
        """See ``values.phones``."""
        return phones.parse(typed)


class AccountField(ValueField):
    """A bank account or card number."""

    inputmode = "numeric"

    def read(self, typed: str) -> str:
        """See ``values.bank_accounts``."""
        return bank_accounts.parse(typed)


class DayField(forms.DateField):
    """A day."""

    widget = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
