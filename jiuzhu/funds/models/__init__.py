"""Tables of this room: ``runs`` (what is paid) and ``books`` (out of what, and where it stands)."""

from jiuzhu.funds.models.books import Appropriation, Budget, LedgerEntry, LedgerTransaction
from jiuzhu.funds.models.holds import Stay
from jiuzhu.funds.models.runs import (
    BankFile,
    BankReturn,
    BankReturnRow,
    FundAccount,
    HeldLine,
    Payment,
    PaymentRun,
)

__all__ = [
    "Appropriation",
    "BankFile",
    "BankReturn",
    "BankReturnRow",
    "Budget",
    "FundAccount",
    "HeldLine",
    "LedgerEntry",
    "LedgerTransaction",
    "Payment",
    "PaymentRun",
    "Stay",
]
