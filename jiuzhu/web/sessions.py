"""Sessions as Django keeps them, but for one answer: a login that ran out is no reason to take a newer one away."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class KeepNewerSession(SessionMiddleware):
    """Of two requests with the same cookie that has run out, one may have begun a new session with what was typed in it.

    Django answers the other by deleting the cookie, which by then is the new one's. Only logging out deletes it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answered = super().process_response(request, response)  # type: ignore[arg-type]  # any response has cookies
        if (
            request.session.is_empty() and not request.session.modified
        ):  # logging out empties, and so modifies
            answered.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return answered
