"""看公开: the letters of delegation; both sides publish what was handed down (行政处罚法 Art. 20, by analogy)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.portal.doors import Door

from . import views

urlpatterns = [
    path("open/letters/", views.listing, name="open-letters"),
    path("open/letters/<int:pk>/", views.one, name="open-letter"),
    path("open/letters/<int:pk>.pdf", views.paper, name="open-letter-paper"),
]
DOOR = Door(
    _("谁来决定"),
    _("哪些事项由乡镇、街道决定，凭哪份委托书；没有委托的由县级决定"),
    "portal:open-letters",
    order=40,
)
