"""What is handed down: the matrix, plans, checklists, drafts of letters, letters and what happens to them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import drafts, letter_sealing, letters, matrix, plans

urlpatterns = [
    path("delegation/", matrix.matrix, name="delegation"),
    path("delegation/<str:item>/<str:township>/", matrix.cell, name="delegation-cell"),
    path("delegation/<str:item>/<str:township>/<str:act>", matrix.act, name="delegation-act"),
    path("plans/", plans.listing, name="plans"),
    path("plans/new", plans.draw_up, name="plan-new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/sign-off", plans.sign_off, name="plan-sign-off"),
    path("plans/<int:pk>/adopt", plans.adopt, name="plan-adopt"),
    path("letters/", letters.listing, name="letters"),
    path("letters/new", letters.issue, name="letter-issue"),
    path("letters/drafts/", drafts.listing, name="letter-drafts"),
    path("letters/drafts/new", drafts.new, name="letter-draft-new"),
    path("letters/drafts/<int:pk>/", drafts.draft, name="letter-draft"),
    path("letters/drafts/<int:pk>/edit", drafts.edit, name="letter-draft-edit"),
    path("letters/drafts/<int:pk>/<str:act>", drafts.act, name="letter-draft-act"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/running", letters.running, name="letter-running"),
    path("letters/<int:pk>/paper", letter_sealing.paper, name="letter-paper"),
    path("letters/<int:pk>/seal", letter_sealing.seal, name="letter-seal"),
    path("letters/<int:pk>/<str:kind>", letters.event, name="letter-event"),
]
NAVIGATION = (
    Entry("rules", _("放权一览"), "office:delegation", power="cases.see", order=38),
    Entry("rules", _("放权委托书"), "office:letters", power="cases.see", order=40),
    Entry("rules", _("起草和签署委托书"), "office:letter-drafts", order=41,
          power=("delegation.issue", "delegation.review", "delegation.sign_county", "delegation.sign_township")),
    Entry("rules", _("放权方案"), "office:plans", power=("delegation.plan", "delegation.review", "supervision.see"), order=42),
)  # fmt: skip
