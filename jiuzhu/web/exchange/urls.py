"""The machine door: /api/ with its OpenAPI page at /api/docs."""

from django.urls import path

from .api import api

urlpatterns = [path("", api.urls)]
