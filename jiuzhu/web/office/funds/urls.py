"""Addresses of the money's pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from jiuzhu.web.office.funds import books, clearing, runs, steps
from jiuzhu.web.office.navigation import Entry

SEES = ("funds.prepare", "funds.release", "supervision.see", "audit.read")

urlpatterns = [
    path("runs/", runs.listing, name="runs"),
    path("runs/draft", steps.draft, name="run-draft"),
    path("runs/return", steps.record_return, name="run-return"),
    path("runs/<str:number>/", runs.run, name="run"),
    path("runs/<str:number>/lines", runs.lines, name="run-lines"),
    path("runs/<str:number>/held", runs.held, name="run-held"),
    path("runs/<str:number>/answers", runs.answers, name="run-answers"),
    path("runs/<str:number>/sign", steps.sign, name="run-sign"),
    path("runs/<str:number>/lines/<str:reference>/withdraw", steps.withdraw, name="run-withdraw"),
    path("runs/<str:number>/withdraw-stale", steps.withdraw_stale, name="run-withdraw-stale"),
    path("runs/<str:number>/release", steps.release, name="run-release"),
    path("runs/<str:number>/write", steps.write, name="run-write"),
    path("runs/<str:number>/bank-file", steps.bank_file, name="run-bank-file"),
    path("runs/<str:number>/settle", steps.settle, name="run-settle"),
    path("payments/to-clear/", clearing.to_clear, name="payments-to-clear"),
    path("payments/<str:reference>/cancel", clearing.cancel, name="payment-cancel"),
    path("payments/<str:reference>/confirm", clearing.confirm, name="payment-confirm"),
    path("budget/", books.budget, name="budget"),
    path("budget/account", books.fund_account, name="fund-account"),
    path("ledger/", books.ledger, name="ledger"),
]
NAVIGATION = (
    Entry("money", _("发放批次"), "office:runs", power=SEES, order=10),
    Entry("money", _("退回和未明款项"), "office:payments-to-clear", power=SEES, order=20),
    Entry("money", _("拨款和专户"), "office:budget", power=SEES, order=30),
    Entry("money", _("资金台账"), "office:ledger", power=SEES, order=40),
)
