"""The real addresses, and one office page with a form, so that the tests of the door need no room's page."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from config import urls
from jiuzhu.offices.refusals import NotYourArea
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web.forms import CitizenIdField, MoneyField, NameField
from jiuzhu.web.office import pages

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

carried_out: list[str] = []


class ProbeForm(forms.Form):
    """A name, an amount, an identity number."""

    name = NameField(label="姓名", help_text="按身份证")
    income = MoneyField(label="收入")
    number = CitizenIdField(label="身份证号", required=False)


@pages.power("intake.draft")
def probe(request: HttpRequest) -> HttpResponse:
    """Takes a form, once; refuses the name 拒绝 as a room would."""
    form = ProbeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        page = engines["django"].get_template("office/probe.html")
        return HttpResponse(
            page.render({"form": form, "citizen_id": "370982199001010011"}, request),
            status=422 if form.is_bound else 200,
        )

    def run() -> str:
        if form.cleaned_data["name"] == "拒绝":
            raise Refusals([NotYourArea("name", area="东都镇"), NotYourArea(area="东都镇")])
        carried_out.append(form.cleaned_data["name"])
        return "/office/"

    try:
        return pages.carry_out(request, "probe", run)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, "office/probe.html", form=form)


looked: list[str] = []


@pages.power("cases.see")
def reveal(request: HttpRequest) -> HttpResponse:
    """The whole number, once it was recorded that somebody looked."""
    looked.append(request.officer.audit_key)  # type: ignore[attr-defined]
    return HttpResponse('<span id="id-7">370982199001010011</span>')


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    raise RuntimeError("on purpose")


def uncaught(request: HttpRequest) -> HttpResponse:
    """A refusal that no view caught."""
    raise NotYourArea(area="东都镇")


urlpatterns = [
    path("office/probe", probe),
    path("office/reveal", reveal),
    path("office/uncaught", uncaught),
    path("broken", broken),
    path("", include(urls)),
]
