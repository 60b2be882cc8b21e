"""Odd queries and refused attempts: an inbox for the county's supervisor, and how much each officer asks and looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import actions, queries
from jiuzhu.web import clock
from jiuzhu.web.office import pages

SEES = ("verification.watch", "audit.read")
DAYS = 30  # of the table of counts


class QueryFindingForm(forms.Form):
    """What was found of a signal."""

    outcome = forms.ChoiceField(label=_("处理结论"), choices=())
    text = forms.CharField(label=_("核查情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = _choices(queries.FINDINGS)  # type: ignore[attr-defined]


def _choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, names[_english()]) for key, names in words.items()]


def _english() -> bool:
    return pages.language().startswith("en")


def _told(signal: Any) -> Any:
    """A signal with its words in the language of the page."""
    signal.kind_name = queries.SIGNALS[signal.kind][_english()]
    signal.closed = getattr(signal, "finding", None)
    signal.outcome_name = queries.FINDINGS[signal.closed.outcome][_english()] if signal.closed else ""
    signal.lines = [
        (queries.EVIDENCE[key][_english()], value)
        for key, value in signal.evidence.items()
        if value not in ("", None)
    ]
    return signal


@require_safe
@pages.power(*SEES)
def listing(request: HttpRequest) -> HttpResponse:
    """Signals, the open ones unless asked otherwise; beside them the last thirty days by officer."""
    reach, today = request.reach, clock.today()  # type: ignore[attr-defined]
    kind, closed = request.GET.get("kind", ""), request.GET.get("closed") == "1"
    page = pages.page_of(request, queries.query_signals(reach, kind=kind, open_only=not closed))
    for one in page.object_list:
        _told(one)
    counted = queries.asking(reach, today - timedelta(days=DAYS), today)
    most = max((one.cases for one in counted), default=0) or 1
    context = {
        "page": page, "kinds": _choices(queries.SIGNALS), "kind": kind, "closed": closed, "days": DAYS,
        "counted": [(one, round(one.cases * 100 / most)) for one in counted[:20]],
    }  # fmt: skip
    return pages.show(request, "office/watching/listing.html", context)


@require_http_methods(["GET", "POST"])
@pages.power(*SEES)
def one(request: HttpRequest, query_signal: int) -> HttpResponse:
    """One signal with what it rests on; the supervisor closes it with what she found."""
    found = _told(queries.query_signal(query_signal, request.reach))  # type: ignore[attr-defined]
    form = QueryFindingForm(request.POST or None)
    may = "verification.watch" in request.powers and not found.closed  # type: ignore[attr-defined]
    context = {"signal": found, "form": form, "may_close": may}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/watching/signal.html", context)

    def run() -> str:
        actions.close_signal(
            found, **form.cleaned_data, actor=request.officer, on=clock.today(), at=clock.now()  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:query-signals")

    try:
        return pages.carry_out(request, f"close query signal {query_signal}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/watching/signal.html", context, form=form)
