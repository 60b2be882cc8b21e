"""A password that somebody else has set opens one door only: the page where it is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jiuzhu.offices import actions, queries
from jiuzhu.offices.refusals import NotAnOfficer
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.refused import refusal_page


class OwnPasswordWanted(Refusal):
    code = "web.own-password-wanted"
    zh = "您的密码由管理员设置，尚未改为您自己的密码。"
    en = "Your password was set by the administrator and is not yet your own."
    next_zh = "请先修改密码，再提交。"
    next_en = "Change it first, then submit."
    law = "GB/T 22239—2019 8.1.4.1"


class OwnPasswordMiddleware:
    """Leads an officer whose password is not her own to its change, and lets her do nothing before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        officer = getattr(request, "officer", None)
        if officer is None or officer.own_password or request.path.startswith("/accounts/"):
            return self.get_response(request)
        if request.method != "GET" or request.path.startswith("/api/"):
            return refusal_page(request, OwnPasswordWanted(), status=403)
        messages.warning(request, _("这是管理员为您设置的密码。请改成只有您自己知道的密码，再开始工作。"))
        return HttpResponseRedirect(reverse("account_change_password"))


def chosen(user: Any, **_: Any) -> None:
    """Receives the library's word that a password was changed by its owner."""
    try:
        officer = queries.officer_of(user)
    except NotAnOfficer:
        return  # an account without a post, a superuser of the machine: no officer's record to keep
    actions.password_chosen(officer, at=clock.now())
