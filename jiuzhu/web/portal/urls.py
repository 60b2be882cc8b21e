"""Addresses of the public door: each topic lists its own in ``<topic>/urls.py``; all share the name space ``portal``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from jiuzhu.web import portal, topics

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(module.urlpatterns)) for module in topics.url_modules(portal)
]
