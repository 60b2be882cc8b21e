"""我的办理: one's own case, by the number and code of the receipt."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.portal.doors import Door

from . import views, withdrawing

urlpatterns = [
    path("mine/", views.enter, name="follow"),
    path("mine/case", views.case, name="own-case"),
    path("mine/papers/<int:pk>", views.paper, name="own-paper"),
    path("mine/authorisations/<int:authorisation>/withdraw", withdrawing.withdraw, name="own-withdraw"),
    path("mine/leave", views.leave, name="own-leave"),
]
DOOR = Door(_("我的办理"), _("办到哪一步了，谁在办，什么时候办完，钱发了没有"), "portal:follow", order=20)
