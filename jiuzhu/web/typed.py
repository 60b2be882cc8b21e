"""What a person typed before her login ran out is given back to her, and to nobody else.

Every form carries ``whose``: the account it was shown to, signed. When such a form arrives without a login, or
with a stale protection token, its fields are encrypted into the (new, anonymous) session; after she has logged in
she sees what she typed, goes on with one button, or returns to the form with everything in it. Without a valid
``whose`` nothing is kept: a form forged by another site has none. Files are not kept; the page says so.
"""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest

_SALT = "jiuzhu.web.typed"
_FORM_HOURS = 24
_KEEP_SECONDS = 30 * 60
_MOST_BYTES = 256 * 1024
_OURS = frozenset({"csrfmiddlewaretoken", "whose", "password"})  # a password is kept nowhere
_SESSION = "typed"


@dataclass(frozen=True)
class Typed:
    """One form as it was sent: where to, and its fields in order."""

    key: str
    path: str
    fields: list[tuple[str, str]]
    files: list[str]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person recognises: no keys of the machine, nothing empty."""
        return [(name, value) for name, value in self.fields if value and name not in {"once", "next"}]


def whose(request: HttpRequest) -> str:
    """The signed mark of the account a form is shown to; empty when nobody is logged in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return signing.dumps(user.pk, salt=_SALT)


def _owner(request: HttpRequest) -> int | None:
    try:
        owner = signing.loads(request.POST.get("whose", ""), salt=_SALT, max_age=_FORM_HOURS * 3600)
    except signing.BadSignature:
        return None
    return owner if isinstance(owner, int) else None


def _cipher() -> Fernet:
    key = hashlib.sha256(f"{_SALT}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def keep(request: HttpRequest) -> str | None:
    """Keep the form that was sent; its key, or None when it is not provably one of ours or too large.

    What a page saves by itself still stands on the page: kept as well, it would begin a session beside that of the form
    which its author sends in the same moment, and one of the two would be lost.
    """
    owner = _owner(request)
    if owner is None or request.headers.get("X-Autosave"):
        return None
    fields = [(name, value) for name, many in request.POST.lists() if name not in _OURS for value in many]
    files = [upload.name or "" for _, many in request.FILES.lists() for upload in many]
    form = json.dumps({"owner": owner, "path": request.get_full_path(), "fields": fields, "files": files})
    if len(form) > _MOST_BYTES:
        return None
    key = uuid.uuid4().hex
    # Only the last one: whoever comes back from lunch has one form in hand, and a session is no archive.
    request.session[_SESSION] = {key: _cipher().encrypt(form.encode()).decode()}
    return key


def kept(request: HttpRequest, key: str) -> Typed | None:
    """The form with this key, when it belongs to the person now logged in and is not too old."""
    sealed = request.session.get(_SESSION, {}).get(key)
    if sealed is None:
        return None
    try:
        form = json.loads(_cipher().decrypt(sealed.encode(), ttl=_KEEP_SECONDS))
    except InvalidToken:
        forget(request)
        return None
    if form["owner"] != request.user.pk:
        forget(request)
        return None
    return Typed(key, form["path"], [(name, value) for name, value in form["fields"]], form["files"])


def forget(request: HttpRequest) -> None:
    """Drop what was kept."""
    request.session.pop(_SESSION, None)
