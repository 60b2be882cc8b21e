"""Taking back one's own authorisation: what follows is said first, then name and number of who signed it are asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiuzhu.journey import own_checks, verifying
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.refused import flat, show_refusals

from .forms import OwnWithdrawalForm
from .views import own


@require_http_methods(["GET", "POST"])
@own
def withdraw(request: HttpRequest, authorisation: int) -> HttpResponse:
    """From today on nobody is asked about this person in this case."""
    case: Any = request.own_case  # type: ignore[attr-defined]
    today = clock.today()
    found = own_checks.own_authorisation(case, authorisation, today)
    form = OwnWithdrawalForm(request.POST or None)
    context = {"case": case, "authorisation": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            verifying.withdraw_own(found, **form.cleaned_data, on=today, at=clock.now())
        except (Refusal, Refusals) as refusal:
            told = flat(refusal)
            return show_refusals(request, told, "portal/follow/withdraw.html", context, form=form, status=422)
        return HttpResponseRedirect(reverse("portal:own-case"))
    return render(request, "portal/follow/withdraw.html", context)
