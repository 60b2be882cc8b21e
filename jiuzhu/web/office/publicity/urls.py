"""Notices: what hangs where, putting up, objections and their answer, appraisals."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("postings/", views.listing, name="postings"),
    path("cases/<str:number>/posting", views.put_up, name="case-posting"),
    path("cases/<str:number>/posting/sheet", views.sheet, name="case-posting-sheet"),
    path("cases/<str:number>/objection", views.objection, name="case-objection"),
    path("cases/<str:number>/objection/answer", views.answer, name="case-objection-answer"),
    path("cases/<str:number>/appraisal", views.appraisal, name="case-appraisal"),
]
NAVIGATION = (
    Entry(
        "cases", _("公示和异议"), "office:postings", power=("publicity.post", "publicity.object"), order=40
    ),
)
