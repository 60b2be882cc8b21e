"""How staff accounts differ from the library's: nobody signs up, an administrator makes the account."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made with a posting, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False
