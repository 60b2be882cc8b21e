"""Addresses of the staff door: each topic lists its own in ``<topic>/urls.py``; all share the name space ``office``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from jiuzhu.web import office, topics

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(module.urlpatterns)) for module in topics.url_modules(office)
]
