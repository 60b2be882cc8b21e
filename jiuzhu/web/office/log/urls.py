"""The log at the desk of the auditor."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("log/", views.listing, name="log"),
    path("log/person", views.person, name="log-person"),
    path("log/rows", views.rows, name="log-rows"),
]
NAVIGATION = (
    Entry("oversight", _("操作记录"), "office:log", power="audit.read", order=10),
    Entry("oversight", _("谁看过某人的信息"), "office:log-person", power="audit.read", order=11),
)
