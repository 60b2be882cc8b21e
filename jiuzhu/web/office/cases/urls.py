"""Lists of cases, the case page, extension and withdrawal."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("cases/", views.listing, name="cases"),
    path("cases/<str:number>/", views.case, name="case"),
    path("cases/<str:number>/timeline", views.timeline, name="case-timeline"),
    path("cases/<str:number>/members/<int:person>/reveal", views.reveal, name="case-reveal"),
    path("cases/<str:number>/extend", views.extend, name="case-extend"),
    path("cases/<str:number>/withdraw", views.withdraw, name="case-withdraw"),
]
NAVIGATION = (Entry("cases", _("全部申请"), "office:cases", power="cases.see", order=10),)
