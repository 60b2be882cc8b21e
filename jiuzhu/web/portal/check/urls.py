"""查真伪: is a paper ours, whole, and does it still stand? For anybody, by the code on it or by the file."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.portal.doors import Door

from . import views

urlpatterns = [
    path("check/", views.enter, name="check"),
    path("check/file", views.file, name="check-file"),
    path("check/root.crt", views.root, name="check-root"),
    path("check/<str:code>", views.code, name="check-code"),
]
DOOR = Door(
    _("查真伪"), _("扫文书上的二维码，或输入查验码，看是不是真的、有没有作废"), "portal:check", order=40
)
