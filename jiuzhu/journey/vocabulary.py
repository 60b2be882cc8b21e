"""The closed lists of words that a process may use; the rulebook's schema repeats them and a test holds
both equal."""

from __future__ import annotations

STAGES = (
    "accepting", "supplementing", "verifying", "surveying", "appraising", "reviewing",
    "posting_opinion", "county_reviewing", "posting_approval", "deciding", "posting_result",
    "publishing", "receiving", "hearing", "deciding_change", "grace", "closed",
)  # fmt: skip
OUTCOMES = (
    "complete", "incomplete", "refused_acceptance", "supplied", "lapsed", "clean", "hits",
    "differs", "unanswered", "visit_waived", "surveyed", "not_cooperating", "confirmed", "doubted", "proposed_grant",
    "proposed_refusal", "resurvey", "verify_again", "undisputed", "disputed", "granted", "refused", "sent_back",
    "published", "cut_proposed", "raise_proposed", "gave_up", "household_ended", "heard", "reduced",
    "raised", "stopped", "kept", "grace_given", "grace_over", "eligible_again", "withdrawn",
    "completed", "revoked", "refusal_revoked", "change_revoked",
)  # fmt: skip
OWNERS = (
    "applicant", "nobody", "counter_clerk", "investigator", "verifier", "reviewer",
    "chief_representative", "county_decider",
)  # fmt: skip
STEPS = (
    "accept", "supplement", "verify", "survey", "appraise", "review", "post", "county_review",
    "decide", "publish", "receive", "hear", "change", "grace", "end",
)  # fmt: skip
