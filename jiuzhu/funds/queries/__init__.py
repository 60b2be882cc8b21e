"""Everything others may read of payments. Row-level security narrows payments and runs to the reader's reach."""

from jiuzhu.funds.queries.answers import (
    findings,
    held_of_case,
    of_case,
    paid_to_case_fen,
    returns,
    to_clear,
)
from jiuzhu.funds.queries.books import (
    appropriations,
    balances,
    budget,
    fund_account,
    transactions,
)
from jiuzhu.funds.queries.owed import (
    PaidTo,
    account_of_case,
    accounts_today,
    held_entitlements,
    missing,
    months_held,
    payables,
)
from jiuzhu.funds.queries.releasing import (
    batch,
    stale,
    why_not_release,
)
from jiuzhu.funds.queries.runs import (
    Wanted,
    by_area,
    check_sum,
    held,
    held_counts,
    lines,
    payment,
    reconciliation,
    run,
    run_before,
    runs,
)

__all__ = [
    "PaidTo",
    "Wanted",
    "account_of_case",
    "accounts_today",
    "appropriations",
    "balances",
    "batch",
    "budget",
    "by_area",
    "check_sum",
    "findings",
    "fund_account",
    "held",
    "held_counts",
    "held_entitlements",
    "held_of_case",
    "lines",
    "missing",
    "months_held",
    "of_case",
    "paid_to_case_fen",
    "payables",
    "payment",
    "reconciliation",
    "returns",
    "run",
    "run_before",
    "runs",
    "stale",
    "to_clear",
    "transactions",
    "why_not_release",
]
