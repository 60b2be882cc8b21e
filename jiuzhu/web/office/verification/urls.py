"""Verification: cases that wait, the page of a case, authorisations, reports, and the inbox of departments' files."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import authorisations, deliveries, views

urlpatterns = [
    path("verification/", views.listing, name="verification"),
    path("verification/reports/<str:report_number>", views.filed, name="verification-report"),
    path("cases/<str:number>/verification", views.case, name="case-verification"),
    path("cases/<str:number>/verification/ask", views.ask, name="case-verification-ask"),
    path("cases/<str:number>/verification/report", views.report, name="case-verification-file"),
    path("cases/<str:number>/verification/<int:inquiry>", views.answer, name="case-verification-answer"),
    path("cases/<str:number>/authorisations", authorisations.authorisations, name="case-authorisations"),
    path(
        "cases/<str:number>/authorisations/<int:authorisation>/withdraw", authorisations.withdraw,
        name="case-authorisation-withdraw",
    ),
    path("extracts/", deliveries.inbox, name="extracts"),
    path("extracts/<int:pk>", deliveries.extract, name="extract"),
    path("extracts/templates/<str:source>", deliveries.template, name="extract-template"),
]  # fmt: skip
NAVIGATION = (
    Entry(
        "cases",
        _("信息核对"),
        "office:verification",
        power=("verification.inquire", "verification.read"),
        order=20,
    ),
    Entry("cases", _("部门数据"), "office:extracts", power="verification.inquire", order=22),
)
