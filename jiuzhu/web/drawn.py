"""A signature drawn on a page: the field it arrives in (``js/pad.js`` shows a pad in its place) and its picture."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiuzhu.values.refusals import Refusal

_PNG = "data:image/png;base64,"


class NotASignature(Refusal):
    code = "web.not-a-signature"
    zh = "签名图像读不出来。"
    en = "The picture of the signature cannot be read."
    next_zh = "请清除后重新签名，或上传纸质签名的照片。"
    next_en = "Clear it and sign again, or add a photograph of the paper."


class DrawnField(forms.CharField):
    """Text of a data address; cleaned to the bytes of a PNG, empty for none."""

    def __init__(self, **keywords: Any) -> None:
        attributes = {
            "class": "vh", "tabindex": "-1", "aria-hidden": "true", "rows": 1, "data-drawn": "1",
            "data-clear": _("清除，重新签"),
        }  # fmt: skip
        keywords.setdefault("widget", forms.Textarea(attrs=attributes))
        super().__init__(**keywords)

    def clean(self, value: Any) -> Any:
        """The PNG."""
        text = super().clean(value)
        if not text:
            return b""
        try:
            return base64.b64decode(text.removeprefix(_PNG), validate=True)
        except (binascii.Error, ValueError):
            from jiuzhu.web.forms import said

            raise said(NotASignature()) from None
