"""A role for which the county asks a second factor works only after one is set up and was used (等保 2.0, level 3)."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal
from jiuzhu.web.refused import refusal_page

_PASSED = "second_factor_for"


class SecondFactorWanted(Refusal):
    code = "web.second-factor-wanted"
    zh = "您的岗位要求登录二次验证，您还没有设置。"
    en = "Your role asks for a second factor at login, and you have set up none."
    next_zh = "请先设置动态口令，再提交。"
    next_en = "Set up an authenticator app first, then submit."
    law = "GB/T 22239—2019 8.1.4.1"


class SecondFactorMiddleware:
    """Leads an officer who must have a second factor, and has none, to where it is set up.

    Allauth asks for the factor at login as soon as there is one; here only its absence is caught.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        officer = getattr(request, "officer", None)
        if (
            officer is None
            or request.path.startswith("/accounts/")
            or request.session.get(_PASSED) == officer.pk
        ):
            return self.get_response(request)
        wanted = offices.login_requirements()
        if not any(wanted.get(role.key) for role in request.officer_roles):  # type: ignore[attr-defined]
            return self.get_response(request)
        if is_mfa_enabled(request.user):
            request.session[_PASSED] = officer.pk
            return self.get_response(request)
        if request.method != "GET" or request.path.startswith("/api/"):
            return refusal_page(request, SecondFactorWanted(), status=403)
        messages.warning(
            request, _("您的岗位要求登录二次验证。请先设置，以后登录时除密码外还要输入动态口令。")
        )
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
