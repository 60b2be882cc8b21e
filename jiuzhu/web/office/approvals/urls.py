"""Determination, preliminary opinion, decision, and the stack of what waits for a signature."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("signing/", views.stack, name="signing"),
    path("cases/<str:number>/determine", views.determine, name="case-determine"),
    path("cases/<str:number>/opinion", views.opinion, name="case-opinion"),
    path("cases/<str:number>/decision", views.decision, name="case-decision"),
    path("cases/<str:number>/resurvey", views.resurvey, name="case-resurvey"),
    path("cases/<str:number>/send-back", views.send_back, name="case-send-back"),
]
NAVIGATION = (
    Entry("work", _("待签"), "office:signing", power=("approvals.review", "approvals.decide", "approvals.decide_county"),
          order=5),
)  # fmt: skip
