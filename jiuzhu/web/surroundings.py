"""What every page knows without its view saying so: the county, the size of print, who is logged in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jiuzhu.offices import queries as offices

_PRINT_COOKIE = "print"
_YEAR_SECONDS = 31_536_000


_county: dict[str, str] = {}


def county_name() -> str:
    """The county's name; empty before its areas are loaded. Asked of the database once per process."""
    code = settings.COUNTY
    if code not in _county:
        try:
            _county[code] = offices.area(code).name
        except ObjectDoesNotExist:
            return ""
    return _county[code]


def help_phone() -> str:
    """The telephone of the county's office, for whoever cannot go on alone; empty while none is entered."""
    office = offices.office_of(settings.COUNTY)
    return office.phone if office is not None else ""


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {
        "print_size": request.COOKIES.get(_PRINT_COOKIE, "usual"),
        "county_name": _Lazy(county_name),
        "help_phone": _Lazy(help_phone),
        "demo": settings.DEMO,
        "upload_limit_mb": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024),
        "officer": getattr(request, "officer", None),
        "officer_roles": getattr(request, "officer_roles", ()),
        "powers": getattr(request, "powers", frozenset()),
    }


class _Lazy:
    """A text that is asked for only when a template shows it."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask, self._answer = ask, ""

    def __str__(self) -> str:
        self._answer = self._answer or self._ask()
        return self._answer

    def __bool__(self) -> bool:
        return bool(str(self))


@require_POST
def choose_print(request: HttpRequest) -> HttpResponse:
    """Remember the size of print and go back to the page where it was chosen."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    size = "large" if request.POST.get("print") == "large" else "usual"
    response.set_cookie(
        _PRINT_COOKIE, size, max_age=_YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
