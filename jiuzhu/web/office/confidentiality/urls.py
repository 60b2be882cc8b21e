"""Confidentiality: agreements of county and townships, one's own acceptance, and what the county ended."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import agreements, mine

urlpatterns = [
    path("confidentiality/", agreements.listing, name="confidentiality"),
    path("confidentiality/new", agreements.new, name="confidentiality-new"),
    path("confidentiality/mine", mine.mine, name="confidentiality-mine"),
    path("confidentiality/accept/<str:under>", mine.accept, name="confidentiality-accept"),
    path("confidentiality/<int:agreement>/", agreements.agreement, name="confidentiality-agreement"),
    path("confidentiality/<int:agreement>/end", agreements.end, name="confidentiality-end"),
    path("confidentiality/accepted/<int:acceptance>/end", agreements.end_one, name="confidentiality-end-one"),
]
NAVIGATION = (
    Entry("work", _("我的保密承诺"), "office:confidentiality-mine", order=91),
    Entry("oversight", _("保密协议"), "office:confidentiality", power=agreements.SEES, order=62),
)
