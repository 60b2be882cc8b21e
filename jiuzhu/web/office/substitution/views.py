"""Townships have one to three people: whoever must stand back or is missing is replaced by a named officer of elsewhere, on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.cases.rules import NAMES
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

DUTIES = ("verify", "survey", "review", "appraise", "decide")


class SubstitutionForm(forms.Form):
    """`substitute` is a staff number from the list of lawful candidates."""

    substitute = forms.ChoiceField(label=_("由谁代替"), choices=())
    reason = forms.ChoiceField(
        label=_("为什么"),
        choices=[("conflict", _("回避")), ("absence", _("不在岗")), ("staff_gap", _("缺员"))],
    )
    explanation = forms.CharField(label=_("说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    duty = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, candidates: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].choices = [
            (one.staff_number, f"{one.name}（{one.office}）") for one in candidates
        ]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    reason = forms.CharField(label=_("为什么撤回"), max_length=300)


def _context(request: HttpRequest, number: str) -> dict[str, Any]:
    case, n = cases.get(number), 1 if pages.language().startswith("en") else 0
    asked = request.POST.get("duty") or request.GET.get("duty", "")
    duty = asked if asked in DUTIES else "review"
    form = SubstitutionForm(
        request.POST or None, initial={"duty": duty}, candidates=cases.candidates(case, duty, clock.today())
    )
    reasons = dict(SubstitutionForm.base_fields["reason"].choices)  # type: ignore[attr-defined]
    rows = [(one, NAMES[one.duty][n], reasons[one.reason]) for one in cases.substitutions(case)]
    return {
        "case": case, "duty": duty, "duties": [(key, NAMES[key][n]) for key in DUTIES], "form": form, "rows": rows, "end": EndForm()
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("cases.substitute")
def substitution(request: HttpRequest, number: str) -> HttpResponse:
    """Who may lawfully stand in for a duty; name one."""
    context = _context(request, number)
    form, case = context["form"], context["case"]
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/substitution/substitution.html", context)
    typed = form.cleaned_data

    def run() -> str:
        case_actions.name_substitute(
            case, typed["duty"], substitute=offices.officer(typed["substitute"]), reason=typed["reason"],
            explanation=typed["explanation"], actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"substitute {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/substitution/substitution.html", context, form=form)


@require_POST
@pages.power("cases.substitute")
def end(request: HttpRequest, number: str, substitution: int) -> HttpResponse:
    """Take a substitution back from today on."""
    case, named = cases.get(number), cases.substitution(substitution)
    form, context = EndForm(request.POST), _context(request, number)
    if named.case_id != case.pk:
        raise case_actions.NoSuchSubstitution
    if not form.is_valid():
        return pages.show(request, "office/substitution/substitution.html", context | {"end": form})

    def run() -> str:
        case_actions.take_back_substitute(
            named, reason=form.cleaned_data["reason"], actor=request.officer, on=clock.today(), at=clock.now()  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:case-substitution", args=[number])

    try:
        return pages.carry_out(request, f"end substitution {substitution}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(
            request, refusal, "office/substitution/substitution.html", context | {"end": form}, form=form
        )
