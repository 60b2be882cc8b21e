"""Existing recipients taken over from a sheet."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("import/", views.listing, name="imports"),
    path("import/template", views.template, name="import-template"),
    path("import/<int:pk>", views.sheet, name="import"),
    path("import/<int:pk>/progress", views.progress, name="import-progress"),
    path("import/<int:pk>/result", views.result, name="import-result"),
]
NAVIGATION = (Entry("cases", _("导入在享家庭"), "office:imports", power="households.import", order=90),)
