"""我要申请: what there is, what it takes, where to go or whom to call."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.portal.doors import Door

from . import views

urlpatterns = [
    path("apply/", views.items, name="apply"),
    path("apply/<slug:slug>", views.item, name="apply-item"),
]
DOOR = Door(_("我要申请"), _("看看能申请什么，要带什么，到哪里办，怎样请人上门"), "portal:apply", order=10)
