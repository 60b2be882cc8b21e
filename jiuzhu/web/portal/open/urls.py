"""看公开: standards in force, and what hangs on the board of a village."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.portal.doors import Door

from . import views

urlpatterns = [
    path("open/", views.home, name="open"),
    path("open/standards", views.standards_in_force, name="open-standards"),
    path("open/villages/<str:code>", views.village, name="open-village"),
    path("open/villages/<str:code>/object/<int:pk>", views.object_to, name="open-object"),
]
DOOR = Door(_("看公开"), _("本村公示、救助标准；有意见可以提，不用留姓名"), "portal:open", order=30)
