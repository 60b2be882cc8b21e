"""The start page, the search box, and forms that come back after a new login."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("", views.start, name="start"),
    path("search", views.search, name="search"),
    path("typed/<str:key>", views.typed_again, name="typed"),
    path("typed/<str:key>/fields", views.typed_fields, name="typed-fields"),
]
NAVIGATION = (Entry("work", _("我的工作"), "office:start", order=0),)
