"""The machine door: /api/ with its page at /api/docs and the OpenAPI document beside it."""

from django.urls import path

from . import docs
from .api import api

urlpatterns = [
    path("docs", docs.page, name="api-docs"),
    path("openapi.json", docs.document, name="api-document"),
    path("", api.urls),
]
