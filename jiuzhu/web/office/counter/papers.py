"""Files at the counter: scans that come in, papers that are printed, and looking at them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiuzhu.documents import queries as documents
from jiuzhu.intake import actions as intake_actions
from jiuzhu.intake import queries as intake
from jiuzhu.journey import asked
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock, handing_out, opening
from jiuzhu.web.office import pages
from jiuzhu.web.refused import refusal_page

from .drafts import told


@require_POST
@pages.power("intake.draft")
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A scan or photograph of one paper."""
    draft = intake.draft(pk)
    key, file = request.POST.get("key", ""), request.FILES.get("file")
    wanted = intake.papers_asked(draft, asked.reading(draft, clock.today()).content)
    if key not in {one.key for one in wanted}:
        raise Http404

    def run() -> str:
        body, name = (file.read(), file.name or "") if file else (b"", "")
        intake_actions.attach(draft.pk, key, body, name, **told(request))
        return reverse("office:counter-ask", args=[draft.pk, "papers"])

    try:
        return pages.carry_out(request, "intake.attach", run)
    except Refusal as no:
        return refusal_page(request, no)


@require_POST
@pages.power("intake.draft")
def print_forms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unified forms of this draft, for signature."""
    draft = intake.draft(pk)

    def run() -> str:
        return reverse("office:counter-paper", args=[asked.print_forms(draft, **told(request)).pk])

    return pages.carry_out(request, "intake.print-forms", run)


@require_safe
@never_cache
@pages.power("cases.see")
def show(request: HttpRequest, paper: int) -> HttpResponse:
    """One paper, proved against its hash; the look is recorded on its case."""
    stored = opening.open_paper(paper, **told(request))
    return handing_out.shown(documents.read(stored), stored.original_name, stored.media_type)
