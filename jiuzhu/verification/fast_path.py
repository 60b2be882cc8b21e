"""May a case go on without a home visit? Pure.

社会救助法 Art. 43 names the visit as one way to survey, beside asking the departments; 57号 Art. 15–16 and 220号 Art. 18 ask for it of
every household, so that no version before 2026-07-01 has the way without. Whether a county goes it is the county's number.
"""

from __future__ import annotations

from jiuzhu.rulebook import Figure, NotInForce

#: Why a household is visited all the same: Chinese, English. What the law has visited in any case is told in one word, so
#: that the township does not learn from it that somebody complained.
REASONS: dict[str, tuple[str, str]] = {
    "not_clean": ("核对报告不是无异常", "the report is not clean"),
    "process": ("适用的流程版本要求入户调查", "the process version asks for a visit"),
    "number": (
        "县里没有规定核对无异常的不再入户",
        "the county has not set that clean cases go without a visit",
    ),
    "wanted": ("家庭要求入户调查", "the household asks to be visited"),
    "always": (
        "属于依规定必须入户调查的情形（民发〔2021〕57号 第二十条）",
        "the law has this case visited in any event (57号 Art. 20)",
    ),
}


def why_visit(
    outcome: str, *, way: bool, number: Figure | NotInForce, wanted: bool, always: bool
) -> str | None:
    """The first reason, a key of REASONS; None when the case may go on without a visit.

    `way`: the process version leads past the visit. `always`: registered relatives, or a complaint about the household.
    """
    if outcome != "clean":
        return "not_clean"
    if not way:
        return "process"
    if not isinstance(number, Figure) or number.value is not True:
        return "number"
    if wanted:
        return "wanted"
    return "always" if always else None
