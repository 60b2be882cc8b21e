"""The password rule that 等保 (GB/T 22239—2019 §8.1.4.1) asks for, when the county chose it by setting."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_KINDS_WANTED = 3


class ThreeKindsValidator:
    """At least three of: small letters, capital letters, digits, other signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password of fewer kinds."""
        kinds: list[Callable[[str], bool]] = [
            str.islower,
            str.isupper,
            str.isdigit,
            lambda sign: not sign.isalnum(),
        ]
        if sum(any(kind(sign) for sign in password) for kind in kinds) < _KINDS_WANTED:
            raise ValidationError(self.get_help_text(), code="password_too_few_kinds")

    def get_help_text(self) -> str:
        """What the person is asked for."""
        return _("密码须含小写字母、大写字母、数字、其他符号四类中的至少三类。")
