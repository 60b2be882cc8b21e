"""The register of seals: each seal with its life and its hands, every use, and what a person should look at."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import hands, register, signals, uses

urlpatterns = [
    path("seals/", register.listing, name="seals"),
    path("seals/apply", register.apply, name="seal-apply"),
    path("seals/register", uses.listing, name="seal-register"),
    path("seals/uses/<int:use>/", uses.use, name="seal-use"),
    path("seals/uses/<int:use>/void", uses.void, name="seal-use-void"),
    path("seals/handovers/<int:handover>/", hands.handover, name="seal-handover"),
    path("seals/handovers/<int:handover>/decline", hands.decline, name="seal-handover-decline"),
    path("seals/signals/", signals.listing, name="seal-signals"),
    path("seals/signals/<int:signal>/", signals.signal, name="seal-signal"),
    path("seals/<int:pk>/", register.seal, name="seal"),
    path("seals/<int:pk>/imprint.svg", register.imprint, name="seal-imprint"),
    path("seals/<int:pk>/steps/<slug:step>", register.step, name="seal-step"),
    path("seals/<int:pk>/hand-over", hands.hand_over, name="seal-hand-over"),
    path("seals/<int:pk>/uses", uses.of_seal, name="seal-uses"),
    path("seals/<int:pk>/uses.csv", uses.csv_file, name="seal-uses-csv"),
    path("seals/<int:pk>/print", uses.print_page, name="seal-uses-print"),
    path("seals/<int:pk>/printed/<int:stored>", uses.printed, name="seal-uses-printed"),
]
NAVIGATION = (
    Entry("rules", _("印章管理"), "office:seals", power=register.SEES, order=45),
    Entry("rules", _("用印登记"), "office:seal-register", power=register.SEES, order=46),
    Entry("oversight", _("用印提示"), "office:seal-signals", power=signals.SEES, order=40),
)
