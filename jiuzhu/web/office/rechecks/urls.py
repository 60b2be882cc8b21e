"""Re-checks of everybody: start one, watch it, read what changed."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import findings, runs

urlpatterns = [
    path("rechecks/", runs.listing, name="rechecks"),
    path("rechecks/<int:recheck>/", runs.one, name="recheck"),
    path("rechecks/<int:recheck>/progress", runs.progress, name="recheck-progress"),
    path("rechecks/<int:recheck>/changes", findings.changes, name="recheck-changes"),
    path("rechecks/<int:recheck>/doubts", findings.doubts, name="recheck-doubts"),
    path("rechecks/<int:recheck>/left-out", findings.left_out, name="recheck-left-out"),
    path("rechecks/<int:recheck>/changes/<str:recheck_as>", findings.export, name="recheck-export"),
]
NAVIGATION = (Entry("oversight", _("全员复核"), "office:rechecks", power=runs.READERS, order=37),)
