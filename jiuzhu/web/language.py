"""The language of a page: Chinese, until the person chooses English; a machine says so in its header."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

_MACHINES = "/api/"


class LanguageMiddleware:
    """Activates the chosen language. A browser's own list is not asked: many in a Chinese office say English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        if request.path.startswith(_MACHINES) and "Accept-Language" in request.headers:
            chosen = translation.get_language_from_request(request)
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = chosen
        with translation.override(chosen):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page where it was chosen."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", httponly=True,
            secure=request.is_secure(),
        )  # fmt: skip
    return response
