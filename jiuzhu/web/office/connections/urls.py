"""Connections to departments: how each stands, what it answered, what answered nobody, and a try out of turn."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("connections/", views.listing, name="connections"),
    path("connections/<slug:connection>/", views.one, name="connection"),
    path("connections/<slug:connection>/again", views.try_again, name="connection-try-again"),
]
NAVIGATION = (Entry("oversight", _("部门连接"), "office:connections", power=views.POWERS, order=60),)
