"""A letter's paper: read as it will be, sealed by the custodian of each side's official seal, printed as it was issued."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiuzhu.documents import queries as documents
from jiuzhu.journey import delegating
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out, signing
from jiuzhu.web.office import pages

from . import letters
from .forms import LetterSealForm


@require_safe
@pages.power("cases.see")
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it was issued under both seals; before that, as it will be."""
    found = letters.get(request, pk)
    issued = delegating.letter_issued(found)
    if issued is not None:
        body = documents.read(issued.file)
    else:
        body = documents.preview("delegation-letter", delegating.letter_paper(found), word="", at=clock.now())
    return handing_out.shown(body, "delegation-letter.pdf", documents.PDF)


@require_POST
@pages.power("seals.use")
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """The seal signs outside the transaction (a time-stamp may be fetched); register and issue follow in one, once per form."""
    found = letters.get(request, pk)
    form = LetterSealForm(request.POST, english=pages.language().startswith("en"))
    context = letters.told(request, found) | {"seal_form": form}
    if not form.is_valid():
        return pages.show(request, "office/delegation/letter.html", context)
    side = form.cleaned_data["side"]
    try:
        told: dict[str, Any] = {"actor": signing.officer(request), "on": clock.today(), "at": clock.now()}
        done = delegating.next_side(found) != side and not found.taken_over
        ready = None if done else delegating.prepare_letter(found, side=side, checklist=form.ticks(), **told)

        def run() -> str:
            if (
                ready is None
            ):  # the same form again finds its first answer; another form finds the seal on the letter
                raise delegating.out_of_turn(found, side)
            delegating.finish_letter(ready, **told)
            return reverse("office:letter", args=[pk])

        return pages.carry_out(request, f"seal letter {pk} {side}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/letter.html", context, form=form)
