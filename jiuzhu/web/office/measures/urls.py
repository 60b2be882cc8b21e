"""两个办法 at the desk: article, what carries it out, how often it refused; and the refusals themselves."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("measures/", views.overview, name="measures"),
    path("measures/<slug:key>/", views.measure, name="measure"),
    path("refusals/", views.refused, name="refusals-counted"),
]
NAVIGATION = (
    Entry("rules", _("两个办法"), "office:measures", order=5),
    Entry(
        "oversight",
        _("拒绝了多少次"),
        "office:refusals-counted",
        power=("supervision.see", "audit.read"),
        order=30,
    ),
)
