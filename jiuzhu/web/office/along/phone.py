"""The telephone's page: a shell that names nobody, kept by a service worker, and filled from what the telephone holds."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from jiuzhu.web import clock
from jiuzhu.web.office import pages
from jiuzhu.web.office.surveys.forms import VisitForm
from jiuzhu.web.office.surveys.sections import sections

WORKER = "jiuzhu/js/visits/worker.js"
#: Stands in the form where the telephone puts the number of a member.
ANYBODY = SimpleNamespace(pk="PERSONKEY", name="", born_on=None, age=0)


@require_safe
@never_cache
@ensure_csrf_cookie  # what is sent later carries it
@pages.power("surveys.visit")
def shell(request: HttpRequest) -> HttpResponse:
    """The page without a single case in it."""
    form = VisitForm(members=[ANYBODY], colleagues=(), earlier=(), language=pages.language())
    context = {
        "form": form, **sections(form, {}, pages.language(), clock.today()), "today": clock.today(),
        "worker": reverse("office:visits-along-worker"), "scope": reverse("office:visits-along"),
        "wanted": "visited_on place outcome household_signed finding second",
    }  # fmt: skip
    return pages.show(request, "office/along/phone.html", context)


@require_safe
@never_cache
@pages.power("surveys.visit")
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker's text, the same file that is served with the others."""
    where = finders.find(WORKER)  # with the sources; where they were gathered, among the gathered files
    if where is None and not staticfiles_storage.exists(WORKER):
        raise Http404
    body = Path(where).read_bytes() if where is not None else staticfiles_storage.open(WORKER).read()
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")
