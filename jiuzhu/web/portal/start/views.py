"""The first page of the portal."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiuzhu.offices import queries as offices
from jiuzhu.web.portal.doors import doors


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three doors."""
    return render(request, "portal/start/home.html", {"doors": doors()})


@require_safe
def help_of_a_person(request: HttpRequest) -> HttpResponse:
    """Whom to call, township by township."""
    townships = offices.townships((settings.COUNTY,))
    return render(request, "portal/start/help.html", {"townships": townships})
