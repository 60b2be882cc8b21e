"""Home visits: the day's list, the form, the second signature, the record."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("surveys/", views.listing, name="surveys"),
    path("cases/<str:number>/visit", views.visit, name="case-visit"),
    path("cases/<str:number>/visit/draft", views.draft, name="case-visit-draft"),
    path("cases/<str:number>/visit/confirm", views.confirm, name="case-visit-confirm"),
    path("visits/<int:pk>", views.record, name="visit"),
    path("visits/<int:pk>/papers/<int:stored>", views.paper, name="visit-paper"),
]
NAVIGATION = (Entry("cases", _("入户调查"), "office:surveys", power="surveys.visit", order=25),)
