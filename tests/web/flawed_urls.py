"""Three flaws planted on purpose beside the real addresses; the matrix must find each by its name (test_matrix.py)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from ninja import NinjaAPI, Router

from config import urls
from jiuzhu.cases import queries as cases
from jiuzhu.offices import scope
from jiuzhu.web.exchange.doorkeeper import BySession
from jiuzhu.web.office import pages


def unguarded(request: HttpRequest) -> HttpResponse:
    """Somebody forgot @pages.power."""
    return HttpResponse("everything")


@pages.power("cases.see")
def without_reach(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody lifted the area, and with it the policy of the database."""
    with scope.whole_county():
        return HttpResponse(cases.get(number).applicant_name)


router = Router()


@router.get("/flawed/cases/{number}")
def without_operation(request: HttpRequest, number: str) -> dict[str, Any]:
    """Somebody forgot @operation: any login will do."""
    return {"applicant": cases.get(number).applicant_name}


api = NinjaAPI(urls_namespace="flawed", auth=[BySession()], docs_url=None, openapi_url=None)
api.add_router("", router)

urlpatterns = [
    path(
        "office/",
        include(
            [
                path("flawed/unguarded", unguarded, name="flawed-unguarded"),
                path("cases/<str:number>/flawed", without_reach, name="flawed-without-reach"),
            ]
        ),
    ),
    path("flawed-api/", api.urls),
    *urls.urlpatterns,
]
