"""The counter: drafts, question pages, check-your-answers, receipts and notices."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import checking, drafts, papers, questions, supplying

urlpatterns = [
    path("counter/", drafts.listing, name="counter"),
    path("counter/new", drafts.begin, name="counter-new"),
    path("counter/<uuid:pk>/", drafts.overview, name="counter-draft"),
    path("counter/<uuid:pk>/add", drafts.add, name="counter-add"),
    path("counter/<uuid:pk>/add-supporter", drafts.add_supporter, name="counter-add-supporter"),
    path("counter/<uuid:pk>/remove", drafts.remove, name="counter-remove"),
    path("counter/<uuid:pk>/choose", drafts.choose, name="counter-choose"),
    path("counter/<uuid:pk>/discard", drafts.discard, name="counter-discard"),
    path("counter/<uuid:pk>/ask/<slug:page>", questions.ask, name="counter-ask"),
    path("counter/<uuid:pk>/papers/upload", papers.upload, name="counter-upload"),
    path("counter/<uuid:pk>/papers/forms", papers.print_forms, name="counter-forms"),
    path("counter/<uuid:pk>/check", checking.check, name="counter-check"),
    path("counter/paper/<int:paper>", papers.show, name="counter-paper"),
    path("counter/cases/<str:number>/taken", checking.taken, name="counter-taken"),
    path("counter/cases/<str:number>/accept", supplying.accept, name="counter-accept"),
    path("counter/cases/<str:number>/supply", supplying.supply, name="counter-supply"),
    path("counter/cases/<str:number>/refuse", supplying.refuse, name="counter-refuse"),
]
NAVIGATION = (Entry("cases", _("受理登记"), "office:counter", power="intake.draft", order=1),)
