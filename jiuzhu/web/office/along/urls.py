"""Visits without a network: the work list by village, the day's route, and the telephone's own page."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import phone, views

urlpatterns = [
    path("visits/along/", views.listing, name="visits-along"),
    path("visits/along/plan", views.plan, name="visits-along-plan"),
    path("visits/along/take", views.take, name="visits-along-take"),
    path("visits/along/stops/<str:number>", views.stop, name="visits-along-stop"),
    # The service worker must stand in the folder that it serves.
    path("visits/along/phone", phone.shell, name="visits-along-phone"),
    path("visits/along/worker.js", phone.worker, name="visits-along-worker"),
]
NAVIGATION = (Entry("cases", _("带下去入户"), "office:visits-along", power="surveys.visit", order=26),)
