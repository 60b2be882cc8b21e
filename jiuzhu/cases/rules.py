"""Which power a duty needs and which duties one person may not hold together on one case.

Source: china.md §7.5 (大众日报 2019-12-20: 谁调查、谁签字、谁负责; 民发〔2021〕57号 Art. 4, 13, 19, 22).
"""

from __future__ import annotations

POWER_OF: dict[str, str] = {
    "accept": "intake.accept",
    "verify": "verification.inquire",
    "survey": "surveys.visit",
    "appraise": "publicity.appraise",
    "review": "approvals.review",
    "post": "publicity.post",
    "object": "publicity.object",
    "decide": "approvals.decide",
    "county_review": "approvals.decide_county",
    "decide_county": "approvals.decide_county",
    "propose_change": "entitlements.propose",
    "hear": "entitlements.propose",
    "extend": "approvals.review",
}

# Whoever establishes the facts does not judge them; whoever judges first does not decide; the counter decides nothing.
_PAIRS = (
    ("accept", "decide"),
    ("accept", "decide_county"),
    ("survey", "review"),
    ("survey", "decide"),
    ("survey", "county_review"),
    ("survey", "decide_county"),
    ("review", "decide"),
    ("review", "county_review"),
    ("review", "decide_county"),
    ("propose_change", "decide"),
    ("propose_change", "decide_county"),
)
NAMES: dict[str, tuple[str, str]] = {
    "accept": ("受理", "accepting"),
    "verify": ("核对", "verifying"),
    "survey": ("入户调查", "surveying"),
    "appraise": ("民主评议", "appraising"),
    "review": ("初审", "reviewing"),
    "post": ("公示公布", "posting"),
    "object": ("登记异议", "recording an objection"),
    "decide": ("决定", "deciding"),
    "county_review": ("县级审核", "the county review"),
    "decide_county": ("县级决定", "deciding for the county"),
    "propose_change": ("提出调整", "proposing a change"),
    "hear": ("听取意见", "hearing the household"),
    "extend": ("延长期限", "extending the time limit"),
}

#: Why somebody else does a duty (cases_substitution.reason).
SUBSTITUTE_REASONS: dict[str, tuple[str, str]] = {
    "conflict": ("回避", "standing back"),
    "absence": ("不在岗", "absence"),
    "staff_gap": ("缺员", "a vacant post"),
}
#: Duties of the county itself: its officers reach every township and need no substitute of elsewhere.
OF_THE_COUNTY = ("county_review", "decide_county")


def excluded_by(duty: str) -> frozenset[str]:
    """The duties that bar an officer from taking `duty` on the same case."""
    return frozenset(b if a == duty else a for a, b in _PAIRS if duty in (a, b))
