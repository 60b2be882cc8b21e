"""One's own declaration of relatives; who owes it; village officials; near relatives recorded with cases."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import views

urlpatterns = [
    path("relatives/mine", views.mine, name="relatives-mine"),
    path("relatives/", views.standing, name="relatives"),
    path("relatives/filings", views.filings, name="relatives-filings"),
    path("relatives/officials", views.officials, name="village-officials"),
    path("relatives/officials/<int:pk>/", views.official, name="village-official"),
]
NAVIGATION = (
    Entry("office", _("我的近亲属申报"), "office:relatives-mine", order=20),
    Entry("oversight", _("近亲属申报和备案"), "office:relatives", power="relatives.see", order=60),
    Entry("office", _("村（居）委会成员"), "office:village-officials", power="relatives.record", order=30),
)
