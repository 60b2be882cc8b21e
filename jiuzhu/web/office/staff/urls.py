"""People and posts at the desk of the administrator; roles and powers for everybody to read."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import roles, views

urlpatterns = [
    path("staff/", views.listing, name="staff"),
    path("staff/new", views.enroll, name="staff-enroll"),
    path("staff/officers/<str:staff_number>", views.officer, name="officer"),
    path("staff/officers/<str:staff_number>/post", views.post, name="officer-post"),
    path("staff/officers/<str:staff_number>/password", views.password, name="officer-password"),
    path("staff/officers/<str:staff_number>/unlock", views.unlock, name="officer-unlock"),
    path("staff/posts/<int:pk>/relieve", views.relieve, name="post-relieve"),
    path("roles/", roles.listing, name="roles"),
    path("roles/<slug:role>/login", roles.require, name="role-login"),
]
NAVIGATION = (
    Entry("office", _("工作人员"), "office:staff", power="accounts.keep", order=10),
    Entry("office", _("岗位与权限"), "office:roles", order=20),
)
