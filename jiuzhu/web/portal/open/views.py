"""What anybody may read: standards and notices, with the lawful fields and nothing else; and an objection to a notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu import rulebook
from jiuzhu.journey import posting
from jiuzhu.offices import actions as offices_actions
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.publicity import queries as publicity
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.refused import NoOnceKey, show_refusals

NAMES = {
    "applicant_name": _("申请人"), "household_size": _("人口数"), "member_names": _("家庭成员"), "amount": _("每月金额"),
    "proposed_amount": _("拟给予每月"), "opinion": _("初审意见"), "survey_result": _("调查结果"),
    "appraisal_result": _("评议结果"), "item": _("事项"), "hotline": _("监督电话"),
}  # fmt: skip


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label=_("您有什么意见"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    by_name = forms.CharField(label=_("姓名（可以不留）"), max_length=60, required=False)
    by_phone = forms.CharField(label=_("电话（可以不留；留了会告诉您结果）"), max_length=20, required=False)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Townships with their villages."""
    townships = [(area, offices.villages((area.code,))) for area in offices.townships((settings.COUNTY,))]
    return render(request, "portal/open/home.html", {"townships": townships})


@require_safe
def standards_in_force(request: HttpRequest) -> HttpResponse:
    """The standard of every item today, or that none is in force."""
    language, today = get_language() or "zh-hans", clock.today()
    rows: list[tuple[str, Any, str]] = []
    for item in rulebook.items():
        try:
            rows.append(
                (item.name(language), standards.number(f"{item.slug}-standard", settings.COUNTY, today), "")
            )
        except rulebook.NotInForce as missing:
            rows.append((item.name(language), None, missing.wrong(language)))
    return _quiet(render(request, "portal/open/standards.html", {"rows": rows}))


@require_safe
def village(request: HttpRequest, code: str) -> HttpResponse:
    """What hangs on the board of a village today."""
    area = _village(code)
    with scope.whole_county():
        postings = [
            (one, [(NAMES[key], one.fields[key]) for key in NAMES if key in one.fields])
            for one in publicity.public_board(clock.today(), village=code)
        ]
    return _quiet(render(request, "portal/open/village.html", {"area": area, "postings": postings}))


def _village(code: str) -> Any:
    area = offices.villages((settings.COUNTY,)).filter(code=code).first()
    if area is None:
        raise Http404
    return area


@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Object to a notice; a name is welcome and not needed (民发〔2021〕57号 Art. 20)."""
    area = _village(code)
    with scope.whole_county():
        hung = publicity.public_board(clock.today(), village=code).filter(pk=pk, ended_on=None).first()
        if hung is None:
            raise Http404
        form = ObjectionForm(request.POST or None)
        context = {"area": area, "posting": hung, "form": form}
        if request.method != "POST" or not form.is_valid():
            return _quiet(render(request, "portal/open/object.html", context))
        key = request.POST.get("once", "")
        if not key:
            raise NoOnceKey

        def run() -> str:
            posting.object_to(
                hung.case, channel="online", actor=None, on=clock.today(), at=clock.now(), **form.cleaned_data
            )
            return reverse("portal:open-village", args=[code]) + "?thanks=1"

        try:
            told = offices_actions.once(
                f"portal:{key}", who="public", what=f"object {pk}", at=clock.now(), run=run
            )
        except Refusal as refusal:
            return show_refusals(
                request, [refusal], "portal/open/object.html", context, form=form, status=422
            )
        return HttpResponseRedirect(told)


def _quiet(response: HttpResponse) -> HttpResponse:
    """Public, but nothing for search engines to keep (社会救助法 Art. 11; china.md §6.1)."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
