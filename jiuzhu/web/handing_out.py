"""A file as a response: to be looked at or to be kept, under its own name, and never run as a page of ours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# What a browser shows by itself; anything else is kept by whoever asked for it.
_SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/svg+xml"})
# A file that somebody handed in may be a page in disguise: it runs nothing and reaches nothing.
_HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def shown(body: bytes | str, name: str, media_type: str) -> HttpResponse:
    """Opened in the browser where it can be, kept where not."""
    return _handed_out(body, name, media_type, keep=media_type not in _SHOWN)


def kept(body: bytes | str, name: str, media_type: str) -> HttpResponse:
    """Saved under its name."""
    return _handed_out(body, name, media_type, keep=True)


def _handed_out(body: bytes | str, name: str, media_type: str, *, keep: bool) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(keep, name)
    response["Content-Security-Policy"] = _HARMLESS
    response["X-Content-Type-Options"] = "nosniff"
    return response
