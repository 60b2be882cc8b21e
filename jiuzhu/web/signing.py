"""Signing on a page: the officer types her own password again, and only then holds her key (电子签名法 Art. 13)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jiuzhu.signatures import actions as signatures
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock

FIELD = "password"  # never kept: neither in the tab (keep.js), nor in a draft, nor when the login ran out (typed.py)


class SigningLocked(Refusal):
    code = "web.signing-locked"
    zh = "密码连续输错，签名暂时锁定。"
    en = "The password was wrong too often; signing is locked for a while."
    next_zh = "请稍后再试，或请系统管理员解除锁定。"
    next_en = "Try again later, or ask the administrator to unlock it."
    law = "GB/T 22239—2019 8.1.4.1"


class PasswordField(forms.CharField):
    """The signer's own login password. Add it to a form as `password`."""

    def __init__(self, **keywords: Any) -> None:
        told: dict[str, Any] = {
            "label": _("您的登录密码（用于签名）"), "max_length": 200, "strip": False,
            "help_text": _("签名只能由您本人作出：系统用您的密码打开您的签名密钥，密码不会保存。"),
            "widget": forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        }  # fmt: skip
        super().__init__(**(told | keywords))


class PasswordForm(forms.Form):
    """Nothing but the password, for acts whose content stands on the page."""

    password = PasswordField()


def officer(request: HttpRequest) -> Any:
    """The officer of this request with her pen in hand. Wrong passwords are counted and locked out like logins.

    Raises WrongPassword (at the field), SigningLocked.
    """
    return with_password(request, request.POST.get(FIELD, ""))


def with_password(request: HttpRequest, password: str) -> Any:
    """The same for a password that came another way (the API's header)."""
    signer = request.officer  # type: ignore[attr-defined]
    user = authenticate(request, username=signer.user.get_username(), password=password)
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False  # type: ignore[attr-defined]  # told here at the form, not by the page of the library
        raise SigningLocked
    if user is None or user.pk != signer.user_id:
        raise signatures.WrongPassword(FIELD)
    signatures.open_key(signer, password, at=clock.now())
    return signer
