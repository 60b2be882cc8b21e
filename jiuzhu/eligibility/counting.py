"""Which of several values of one fact counts, and why: said here and nowhere else. Pure.

A visit's correction, which gives its reason, first; then a department's value; then the declaration. Amounts that a
household declares above what departments know count as declared: departments do not see casual work. What a household was
not asked, and a register that was asked does not know, counts as none. Source: 民发〔2021〕57号 Art. 12–16; 社会救助法 Art. 41, 62.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

Why = Literal["visit", "department", "not_on_record", "declared_more", "declared", "unknown"]
#: why a value counts → Chinese, English, law
WHY: dict[Why, tuple[str, str, str]] = {
    "visit": ("入户调查更正，理由在案", "corrected at the home visit, with the reason on file", "民发〔2021〕57号 第十五条、第十六条"),
    "department": ("部门登记的数据", "what the department has on record", "社会救助法 第四十一条"),
    "not_on_record": ("没有向家庭询问，部门登记里没有，按没有计", "not asked of the household, and not on record: counts as none",
                      "社会救助法 第四十一条、第六十二条"),
    "declared_more": ("家庭申报的比部门登记的多，按申报计：打零工等收入部门看不到",
                      "more declared than on record, so the declaration counts: departments do not see casual work",
                      "民发〔2021〕57号 第十二条、第十三条"),
    "declared": ("家庭的申报，没有部门数据", "the household's declaration; no department gives it", "社会救助法 第四十条"),
    "unknown": ("还不知道：要等部门答复、向家庭询问或入户核实", "not known yet: the department, the household or the visit must tell",
                "社会救助法 第四十一条、第四十三条"),
}  # fmt: skip
_PIECES = ("vehicles",)
AT_WORK = ("employed", "flexible", "self_employed", "farming")  # rulebook/codes/employment.yaml


@dataclass(frozen=True)
class Told:
    """One value and who says so: `kind` is a word of the facts' sources (department, visit)."""

    value: Any
    kind: str
    source: str
    on: date | None


def before_the_declaration(
    key: str, declared: Any, told: Sequence[Told], *, not_asked: Collection[str] = ()
) -> Told | None:
    """The value that counts before the declaration, or None where the declaration counts."""
    for kind in ("visit", "department"):
        for one in told:
            if one.kind != kind:
                continue
            if one.value is not None:
                return None if kind == "department" and _declared_more(declared, one.value) else one
            if kind == "department" and declared is None and key in not_asked and _none_of(key) is not None:
                return replace(one, value=_none_of(key))
    return None


def silence_is_none(not_asked: Collection[str], answers: Mapping[str, Any]) -> frozenset[str]:
    """Of what she was not asked, that of which a register's silence means none. Whoever says that she has work earns something,
    whether or not the tax office knows: then her wages are unknown and must be asked."""
    earns = answers.get("employment") in AT_WORK
    return frozenset(key for key in not_asked if not (earns and key == "wage_fen"))


def why(key: str, declared: Any, told: Sequence[Told], *, not_asked: Collection[str] = ()) -> Why:
    """Why the value counts that counts."""
    counts = before_the_declaration(key, declared, told, not_asked=not_asked)
    if counts is None:
        answered = any(one.kind == "department" for one in told)
        if declared is None:
            return "not_on_record" if answered and key in not_asked else "unknown"
        more = isinstance(declared, int) and not isinstance(declared, bool) and declared > 0
        return "declared_more" if answered and more else "declared"
    if counts.kind == "visit":
        return "visit"
    return "department" if counts in told else "not_on_record"


def _none_of(key: str) -> int | str | None:
    """What a register that knows of nothing says of a fact; None where nothing can be said for it."""
    if key == "disability_type":
        return "none"
    return 0 if key.endswith("_fen") or key in _PIECES else None


def _declared_more(declared: Any, found: Any) -> bool:
    counted = isinstance(found, int) and not isinstance(found, bool)
    return counted and isinstance(declared, int) and declared > found
