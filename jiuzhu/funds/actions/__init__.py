"""Everything that changes payments, files and books; one file per step of the month.

draft_run → (withdraw) → release_run → write_bank_file → record_return → (reissue | cancel_returned) → settle.
Each may be called twice and acts once.
"""

from jiuzhu.funds.actions.accounts import appropriate, open_fund_account
from jiuzhu.funds.actions.answering import confirm_unknown, record_return, settle
from jiuzhu.funds.actions.correcting import cancel_returned, reissue
from jiuzhu.funds.actions.drafting import draft_run, sign_preparation
from jiuzhu.funds.actions.releasing import release_run, withdraw, withdraw_stale
from jiuzhu.funds.actions.sending import hand_out, look, write_bank_file
from jiuzhu.funds.actions.staying import lift, stay

__all__ = [
    "appropriate",
    "cancel_returned",
    "confirm_unknown",
    "draft_run",
    "hand_out",
    "lift",
    "look",
    "open_fund_account",
    "record_return",
    "reissue",
    "release_run",
    "settle",
    "sign_preparation",
    "stay",
    "withdraw",
    "withdraw_stale",
    "write_bank_file",
]
