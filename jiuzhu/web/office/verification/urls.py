"""Verification: cases that wait, the page of a case, authorisations, reports, and the inbox of departments' files."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import after, authorisations, correcting, deliveries, views

urlpatterns = [
    path("verification/", views.listing, name="verification"),
    path("verification/reports/<str:report_number>", views.filed, name="verification-report"),
    path("verification/reports/<str:report_number>/print", after.print_one, name="report-print"),
    path("verification/reports/<str:report_number>/prints/<int:print_number>", after.paper, name="report-paper"),
    path("verification/reports/<str:report_number>/tell", after.tell, name="report-tell"),
    path("verification/reports/<str:report_number>/object", after.object_to, name="report-object"),
    path("verification/reports/<str:report_number>/recheck", after.recheck, name="report-recheck"),
    path("verification/reports/<str:report_number>/correct", correcting.correct, name="report-correct"),
    path("verification/objections/<int:objection>", after.objection, name="report-objection"),
    path("verification/corrections/", correcting.listing, name="corrections"),
    path("verification/corrections/<int:correction>", correcting.one, name="correction"),
    path("cases/<str:number>/verify-again", after.verify_again, name="case-verify-again"),
    path("cases/<str:number>/visit-wanted", after.visit_wanted, name="case-visit-wanted"),
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
    Entry("cases", _("数据校核"), "office:corrections", power="verification.inquire", order=21),
    Entry("cases", _("部门数据"), "office:extracts", power="verification.inquire", order=22),
)
