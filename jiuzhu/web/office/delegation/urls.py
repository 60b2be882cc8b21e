"""Delegation letters: list, one letter, issue, suspend, resume, withdraw."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("letters/", views.listing, name="letters"),
    path("letters/new", views.issue, name="letter-issue"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/<str:kind>", views.event, name="letter-event"),
]
NAVIGATION = (Entry("rules", _("放权委托书"), "office:letters", power="cases.see", order=40),)
