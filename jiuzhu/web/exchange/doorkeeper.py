"""Who calls, with which powers and reach; and one answer per Idempotency-Key, however often a call is repeated."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja.security import HttpBasicAuth, SessionAuth

from jiuzhu.offices import actions as offices_actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock


class KeyWanted(Refusal):
    code = "api.idempotency-key-wanted"
    zh = "请求缺少 Idempotency-Key，没有办理任何内容。"
    en = "The call has no Idempotency-Key header; nothing was done."
    next_zh = "请为每一次办理生成一个新的编号（如 UUID），重试时用同一个。"
    next_en = "Make a new key (such as a UUID) for every act and use the same one when you retry."


class SecondFactorNotHere(Refusal):
    code = "api.second-factor-not-here"
    zh = "您的岗位要求登录二次验证，不能只用密码调用接口。"
    en = "Your role asks for a second factor; a password alone does not open the API."
    next_zh = "请在网页登录后使用会话调用。"
    next_en = "Log in on the pages and call with that session."


class BySession(SessionAuth):
    """The session of the pages, with its CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return getattr(request, "officer", None)


class ByPassword(HttpBasicAuth):
    """HTTP Basic over TLS for machines; counted and locked out like a login."""

    def authenticate(self, request: HttpRequest, username: str, password: str) -> Any:
        user = authenticate(request, username=username, password=password)
        if user is None:
            return None
        officer = offices.officer_of(user)
        if offices.second_factor_required(officer, clock.today()) or is_mfa_enabled(user):
            raise SecondFactorNotHere
        request.officer = officer  # type: ignore[attr-defined]
        return officer


def language() -> str:
    return get_language() or "zh-hans"


def operation(*powers: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The call is for officers with one of the powers; the database shows them their own area only."""

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
            with scope.within(request.reach), refusing():  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        # The shape of the call is read from here, where the names of the topic's schemas are not known.
        guarded.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        guarded.powers = powers  # type: ignore[attr-defined]  # read by the matrix of operations and roles in tests
        return guarded

    return decorate


def once(request: HttpRequest, what: str, run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out once per Idempotency-Key; the same key again gets the first answer. Raises KeyWanted, KeyOfAnother."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > 64:
        raise KeyWanted
    officer = request.officer  # type: ignore[attr-defined]
    answer = offices_actions.once(
        f"api:{key}", who=officer.audit_key, what=what[:120], at=clock.now(),
        run=lambda: json.dumps(run(), ensure_ascii=False, default=str),
    )  # fmt: skip
    told: dict[str, Any] = json.loads(answer)
    return told


def who_and_when(request: HttpRequest) -> dict[str, Any]:
    """The keywords that every action is told."""
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]
