"""Addresses: one line per door; each door keeps its own list in ``urls.py``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from jiuzhu.web import health, language, surroundings

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("jiuzhu.web.account_urls")),
    path("language/", language.choose, name="choose-language"),
    path("print/", surroundings.choose_print, name="choose-print"),
    path("healthz", health.healthz, name="healthz"),
    path("office/", include("jiuzhu.web.office.urls")),
    path("api/", include("jiuzhu.web.exchange.urls")),
    path("", include("jiuzhu.web.portal.urls")),
]

handler400 = "jiuzhu.web.errors.bad_request"
handler403 = "jiuzhu.web.errors.forbidden"
handler404 = "jiuzhu.web.errors.not_found"
handler500 = "jiuzhu.web.errors.fault"
