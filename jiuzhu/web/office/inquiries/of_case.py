"""What the case page offers of inquiries while the household is visited; the list stands in the part of the visits."""

from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.of_case import Act

ACTS = (
    Act("surveying", _("信函索证、邻里访问"), "office:case-inquiries", power="surveys.visit", main=False),
)
