"""Filings: inbox, one filing and its acts, what the township answers; complaints, samples, proposals to suspend."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.navigation import Entry

from . import answering, complaints, inbox, months, one, sampling, suspending

urlpatterns = [
    path("filings/", inbox.listing, name="filings"),
    path("filings/accept", inbox.accept, name="filings-accept"),
    path("filings/<int:filing>/", one.page, name="filing"),
    path("filings/<int:filing>/papers/<int:filing_paper>", one.paper, name="filing-paper"),
    path("filings/<int:filing>/<str:filing_act>", one.act, name="filing-act"),
    path("asked/", answering.listing, name="filings-asked"),
    path("asked/<int:filing>/", answering.answer, name="filing-answer"),
    path("cases/<str:number>/file-now", answering.file_now, name="case-file-now"),
    path("complaints/", complaints.listing, name="complaints"),
    path("complaints/new", complaints.record, name="complaint-new"),
    path("complaints/<int:complaint>/", complaints.one, name="complaint"),
    path("samples/", sampling.listing, name="samples"),
    path("samples/freeze", sampling.freeze, name="sample-freeze"),
    path("samples/<str:draw>/", sampling.one, name="sample"),
    path("samples/<str:draw>/export", sampling.export, name="sample-export"),
    path("samples/<str:draw>/<str:draw_act>", sampling.act, name="sample-act"),
    path("sample-entries/<int:sample_entry>/", sampling.visit, name="sample-visit"),
    path("sample-visits/<int:sample_visit>/", sampling.confirm, name="sample-confirm"),
    path("months/", months.listing, name="months"),
    path("months/<str:month>/", months.one, name="month"),
    path("months/<str:month>/paper", months.paper, name="month-paper"),
    path("suspensions/", suspending.listing, name="suspensions"),
    path("suspensions/<int:proposal>/", suspending.one, name="suspension"),
]
NAVIGATION = (
    Entry("oversight", _("备案审查"), "office:filings", power=inbox.READERS, order=10),
    Entry("oversight", _("县级询问与更正"), "office:filings-asked", power="filings.answer", order=10),
    Entry("oversight", _("投诉登记"), "office:complaints", power=complaints.POWERS, order=20),
    Entry("oversight", _("入户抽查"), "office:samples", power=sampling.READERS, order=30),
    Entry("oversight", _("月度汇总"), "office:months", power=months.READERS, order=35),
    Entry("oversight", _("中止建议"), "office:suspensions", power=suspending.READERS, order=40),
)
