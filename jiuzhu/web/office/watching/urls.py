"""Signals on odd queries, for the county."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("query-signals/", views.listing, name="query-signals"),
    path("query-signals/<int:query_signal>/", views.one, name="query-signal"),
]
NAVIGATION = (Entry("oversight", _("查询提示"), "office:query-signals", power=views.SEES, order=41),)
