"""待用印: decisions that wait for their seal; 送达: sealed papers that wait to be handed over; papers declared void."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import delivering, views

urlpatterns = [
    path("sealing/", views.listing, name="sealing"),
    path("sealing/stack", views.stack, name="sealing-stack"),
    path("sealing/<str:about>", views.paper, name="sealing-paper"),
    path("sealing/<str:about>/preview.pdf", views.preview, name="sealing-preview"),
    path("sealing/<str:about>/<int:page>.png", views.picture, name="sealing-page"),
    path("delivering/", delivering.listing, name="delivering"),
    path("issued/<str:code>/delivery", delivering.deliver, name="issued-delivery"),
    path("issued/<str:code>/revoke", delivering.revoke, name="issued-revoke"),
]
NAVIGATION = (
    Entry("work", _("待用印"), "office:sealing", power="seals.use", order=6),
    Entry("work", _("待送达"), "office:delivering", power="publicity.post", order=7),
)
