"""Relatives: one's own declaration, who still owes hers, village officials, and what was recorded with cases."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import county, mine, officials

urlpatterns = [
    path("relatives/mine", mine.mine, name="relatives-mine"),
    path("relatives/standing", county.standing, name="relatives-standing"),
    path("relatives/filings", county.filings, name="relatives-filings"),
    path("relatives/officials/", officials.listing, name="village-officials"),
    path("relatives/officials/new", officials.add, name="village-official-new"),
    path("relatives/officials/<int:official>/", officials.declare, name="village-official"),
]
NAVIGATION = (
    Entry("work", _("我的近亲属申报"), "office:relatives-mine", order=90),
    Entry("cases", _("村（居）委会成员"), "office:village-officials", power="relatives.record", order=80),
    Entry("oversight", _("近亲属申报情况"), "office:relatives-standing", power="relatives.see", order=60),
    Entry("oversight", _("近亲属备案"), "office:relatives-filings", power="relatives.see", order=61),
)
