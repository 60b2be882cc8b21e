"""Roles that nobody holds at the same time; the database holds the same pairs (offices_roleexclusion)."""

from __future__ import annotations

_TOWNSHIP_HANDLING = ("counter_clerk", "investigator", "verifier", "reviewer", "chief_representative")
_COUNTY_HANDLING = (
    "filing_officer",
    "supervisor",
    "county_decider",
    "cashier",
    "treasurer",
    "policy_officer",
    "exchange_lead",
    "legal_reviewer",
    "bureau_head",
)
_SUPERVISING = ("supervisor", "filing_officer", "county_decider", "cashier", "treasurer")
_WATCHING = ("auditor", "administrator")
#: Pairs of roles that nobody holds at the same time: deciding, supervising and paying are separate (M4; 审批与监督分离), and
#: whoever audits or keeps accounts handles nothing. Within a township the separation is per case (cases/rules.py): it has one to three people.
EXCLUDES: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        *(("county_decider", other) for other in ("filing_officer", "supervisor", "cashier", "treasurer")),
        ("cashier", "treasurer"),
        ("filing_officer", "cashier"),
        ("filing_officer", "treasurer"),
        ("legal_reviewer", "supervisor"),
        ("legal_reviewer", "bureau_head"),
        *((county, township) for county in _SUPERVISING for township in _TOWNSHIP_HANDLING),
        *(
            (watcher, handler)
            for watcher in _WATCHING
            for handler in (*_TOWNSHIP_HANDLING, *_COUNTY_HANDLING)
        ),
        _WATCHING,
    )
)
