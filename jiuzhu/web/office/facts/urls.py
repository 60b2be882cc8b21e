"""Facts of a case with their sources, gone through with the household; and which sources are connected in the county."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import connected, views

urlpatterns = [
    path("cases/<str:number>/facts", views.facts, name="case-facts"),
    path("cases/<str:number>/facts/<str:member>/<str:fact>", views.say, name="case-fact"),
    path("sources/", connected.sources, name="sources-connected"),
]
NAVIGATION = (Entry("rules", _("已接通的来源和表单问题"), "office:sources-connected", order=60),)
