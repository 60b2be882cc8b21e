"""Addresses: one line per door; each door keeps its own list in ``urls.py``."""

from __future__ import annotations

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

from jiuzhu.web import health, language, surroundings

# FOR NOW: doors arrive one by one today. Replaced by plain lines when the last one stands.
_DOORS = [("office/", "jiuzhu.web.office"), ("api/", "jiuzhu.web.exchange"), ("", "jiuzhu.web.portal")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("jiuzhu.web.account_urls")),
    path("language/", language.choose, name="choose-language"),
    path("print/", surroundings.choose_print, name="choose-print"),
    path("healthz", health.healthz, name="healthz"),
    *(
        path(prefix, include(f"{door}.urls"))
        for prefix, door in _DOORS
        if importlib.util.find_spec(door) and importlib.util.find_spec(f"{door}.urls")
    ),
]

handler400 = "jiuzhu.web.errors.bad_request"
handler403 = "jiuzhu.web.errors.forbidden"
handler404 = "jiuzhu.web.errors.not_found"
handler500 = "jiuzhu.web.errors.fault"
