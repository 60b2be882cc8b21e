"""A long list to tick, under headings: choices given in groups. `js/ticks.js` adds a tick for a whole group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class GroupedTicks(forms.CheckboxSelectMultiple):
    """Check boxes under the headings of their groups."""

    template_name = "web/grouped_ticks.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["all"] = _("全部")
        return context
