"""Who calls, with which powers and reach; and one answer per Idempotency-Key, however often a call is repeated."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Schema
from ninja.errors import HttpError
from ninja.security import HttpBasicAuth, SessionAuth

from jiuzhu.offices import actions as offices_actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.web import clock, lending
from jiuzhu.web import signing as pens
from jiuzhu.web.own_password import OwnPasswordWanted

from .refusals import KeyWanted, LockedOut, NoSuchArea, SecondFactorNotHere, StaleToken, Unstorable

_KEY = re.compile(r"[\x21-\x7e]{1,64}")


class BySession(SessionAuth):
    """The session of the pages, with its CSRF token."""

    def __call__(self, request: HttpRequest) -> Any:
        if getattr(request, "officer", None) is None:
            return None  # no session of an officer: nothing that a forged form could use
        try:
            return super().__call__(request)
        except HttpError:
            raise StaleToken from None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return getattr(request, "officer", None)


class ByPassword(HttpBasicAuth):
    """HTTP Basic over TLS for machines; counted and locked out like a login."""

    def authenticate(self, request: HttpRequest, username: str, password: str) -> Any:
        if not storable(username) or not storable(password):
            return None
        user = authenticate(request, username=username, password=password)
        if getattr(request, "axes_locked_out", False):
            request.axes_locked_out = False  # type: ignore[attr-defined]  # told here as JSON, not by the page of the library
            raise LockedOut
        if user is None:
            return None
        officer = offices.officer_of(user)
        if not officer.own_password:
            raise OwnPasswordWanted
        if offices.second_factor_required(officer, clock.today()) or is_mfa_enabled(user):
            raise SecondFactorNotHere
        request.officer = officer  # type: ignore[attr-defined]
        request.password_shown = password  # type: ignore[attr-defined]  # with this very call: whoever signs has shown it
        return officer


def language() -> str:
    return get_language() or "zh-hans"


def operation(*powers: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The call is for officers with one of the powers (none named: any officer); the database shows them their own area only."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            officer, today = request.officer, clock.today()  # type: ignore[attr-defined]
            held = offices.powers(officer, today)
            if powers and not held & set(powers):
                refusal = offices.why_not(officer, powers[0], None, today)
                if refusal is not None:
                    raise refusal
            request.powers = held  # type: ignore[attr-defined]
            request.reach = offices.reach(officer, today)  # type: ignore[attr-defined]
            _refuse_unstorable(kwargs)
            lent = lending.lent(request, officer)
            with scope.within((*request.reach, *lent), officer.staff_number), refusing():  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        return _described(guarded, view, powers)

    return decorate


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """The call is for anybody, without a login. It opens its own scope, and only after its own proof."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        _refuse_unstorable(kwargs)
        with refusing():
            return view(request, *args, **kwargs)

    return _described(guarded, view, None)


def _described(guarded: Callable[..., Any], view: Callable[..., Any], powers: Any) -> Callable[..., Any]:
    # The shape of the call is read from here, where the names of the topic's schemas are not known.
    guarded.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    guarded.powers = powers  # type: ignore[attr-defined]  # None: open to all; read by the docs and the matrix in tests
    return guarded


def storable(text: str) -> bool:
    """Whether the database can keep a text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def _refuse_unstorable(given: dict[str, Any]) -> None:
    for name, value in given.items():
        for path, text in _texts(value, ()):
            if not storable(text):
                raise Unstorable(".".join(path) or name)


def _texts(value: Any, path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], str]]:
    if isinstance(value, Schema):
        value = value.dict()
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(key, str):
                yield path, key
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, list | tuple | set):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, str(number)))


def once(request: HttpRequest, what: str, run: Callable[[], Any]) -> Any:
    """Carry out once per Idempotency-Key; the same key again gets the first answer. Raises KeyWanted, KeyOfAnother."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not _KEY.fullmatch(key):
        raise KeyWanted
    officer = request.officer  # type: ignore[attr-defined]
    answer = offices_actions.once(
        f"api:{key}", who=officer.audit_key, what=what[:120], at=clock.now(),
        run=lambda: json.dumps(run(), ensure_ascii=False, default=str),
    )  # fmt: skip
    return json.loads(answer)


def who_and_when(request: HttpRequest) -> dict[str, Any]:
    """The keywords that every action is told."""
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


def signing(request: HttpRequest) -> dict[str, Any]:
    """Like `who_and_when` for an act that is signed: the caller holds her pen (HTTP Basic password, or X-Signing-Password).

    Raises WrongPassword, SigningLocked.
    """
    shown = getattr(request, "password_shown", None)
    if shown is not None:
        signatures.open_key(request.officer, shown, at=clock.now())  # type: ignore[attr-defined]
    else:
        pens.with_password(request, request.headers.get("X-Signing-Password", ""))
    return who_and_when(request)


def area(code: str) -> Any:
    """An area by its code. Raises NoSuchArea."""
    if not offices.area_exists(code):
        raise NoSuchArea("area", code=code)
    return offices.area(code)
