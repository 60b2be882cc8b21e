"""Declared against found: the lines of a verification report and its outcome. Pure.

Declared facts are the members of an application (`intake`'s content: keys of the rulebook's form, a year's money in fen);
found ones come by the keys of `facts.FACTS`. Limits only from dated figures of the rulebook: a figure that is not in force
gives the line "cannot be judged", never a guess. Source of the outcomes: 民发〔2021〕57号 Art. 17–18; processes/minimum-living.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from jiuzhu.rulebook import Figure, NotInForce

from . import limits
from .facts import FACTS, Known
from .sources.layouts import SOURCES

Outcome = Literal["clean", "unanswered", "hits", "differs"]
#: What a report may come to, the worst first; the last where no line weighs.
OUTCOMES: tuple[Outcome, ...] = ("differs", "hits", "unanswered", "clean")
#: kind of line → what it makes of the report ("" nothing), Chinese, English
KINDS: dict[str, tuple[str, str, str]] = {
    "agrees": ("", "与申报一致", "Agrees with what was declared"),
    "in_favour": ("", "部门有记录，家庭未申报，可能对其有利", "Not declared, and in the household's favour"),
    "more_declared": ("", "申报多于部门记录", "More declared than on record"),
    "not_declared": ("differs", "部门有记录，家庭未申报", "On record, not declared"),
    "less_declared": ("differs", "申报少于部门记录", "Less declared than on record"),
    "contradicts": ("differs", "与申报不同", "Differs from what was declared"),
    "name_mismatch": (
        "differs",
        "部门登记的姓名不同，须人工核实",
        "Another name on record: a person must look",
    ),
    "ambiguous": (
        "hits",
        "部门有多条互不相同的记录，须人工核实",
        "Several differing records: a person must look",
    ),
    "alarm": ("hits", "须立即核实", "To be looked into at once"),
    "over_limit": ("hits", "超过规定的限额", "Over the limit"),
    "cannot_judge": ("hits", "限额尚未录入，不能判断", "The limit is not in force: cannot be judged"),
    "unclear": ("hits", "部门记录不足以得出数字，请核实", "The record gives no clear figure: ask"),
    "exemption_claimed": (
        "hits",
        "扣除家庭主张不计入的以后没有超限，请核实凭据",
        "Within the limit only by what the household claims does not count: see the proof",
    ),
    "not_counted": ("", "依规定不计入家庭收入", "Does not count as income"),
    "home": ("", "家庭居住的住房，不计入", "The home that the household lives in: does not count"),
    "late": ("unanswered", "尚未答复", "Not answered yet"),
    "expired": ("unanswered", "超过期限没有答复", "No answer within its time"),
    "not_covered": ("unanswered", "该来源没有覆盖", "Not covered by the source"),
    "source_error": ("unanswered", "该来源发生故障", "The source failed"),
    "not_authorised": ("unanswered", "没有授权，未查询", "Not authorised: not asked"),
}
#: fact of the household → the dated number that limits it. Houses: those beyond the home that it lives in.
LIMITS = {
    "vehicles": "vehicle-limit",
    "houses": "other-house-limit",
    "company_shares_fen": "company-share-limit",
}
FIGURES = (*LIMITS.values(), *limits.FIGURES)
#: Outcomes of an answer that tell nothing about the household; silence is told as "late".
MISSING = ("late", "not_authorised", "not_covered", "source_error", "expired")
_ALARMS = ("died_on", "register_ended", "deposits_over")
_WORK = ("housing_fund_fen", "insured_as_employee")
_DISABILITY = ("disability_type", "disability_grade")
_AT_WORK = ("employed", "flexible", "self_employed")  # rulebook/codes/employment.yaml
_TYPES = (
    "visual",
    "hearing",
    "speech",
    "physical",
    "intellectual",
    "mental",
    "multiple",
)  # GB/T 26341-2010, 1 to 7


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell of the grid: one member × one source, and what came of it. `outcome` is "" while nobody answered."""

    person: str  # key of the member; the same as in `declared`
    source: str
    outcome: str
    known: Known = field(default_factory=Known)
    as_of: date | None = None
    found_name: str = ""
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report. `declared` and `found` as values of the fact's unit; "" person is the household."""

    kind: str
    person: str
    source: str
    fact: str = ""
    declared: Any = None
    found: Any = None
    as_of: str = ""
    law: str = ""
    figure: str = ""  # name of the dated number that was applied, or is missing
    limit: Any = None
    claimed: int = 0  # of what was found, what the household claims does not count

    @property
    def effect(self) -> str:
        return KINDS[self.kind][0]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Assessment:
    outcome: Outcome
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[Line, ...]:
        """What the report had to do without."""
        return tuple(line for line in self.lines if line.kind in MISSING)


def assess(
    declared: Mapping[str, Mapping[str, Any]],
    asked: Sequence[Asked],
    figures: Mapping[str, Figure | NotInForce],
) -> Assessment:
    """Compare what a household declared (member key → its answers) with what was found, and judge."""
    lines = [line for one in asked for line in _of_answer(declared.get(one.person, {}), one, figures)]
    lines += _of_household(declared, asked, figures)
    effects = {line.effect for line in lines}
    outcome = next((one for one in OUTCOMES if one in effects), OUTCOMES[-1])
    return Assessment(outcome, tuple(sorted(lines, key=_weight)))


def _weight(line: Line) -> tuple[int, str, str]:
    return (*OUTCOMES[:-1], "").index(line.effect), line.person, line.fact


def _of_answer(
    declared: Mapping[str, Any], one: Asked, figures: Mapping[str, Figure | NotInForce]
) -> Iterator[Line]:
    law = SOURCES[one.source].law
    told: dict[str, Any] = {
        "person": one.person,
        "source": one.source,
        "as_of": one.as_of.isoformat() if one.as_of else "",
        "law": law,
    }
    if not one.outcome or one.outcome in MISSING:
        yield Line(one.outcome or "late", **told)
    elif one.outcome in ("name_mismatch", "ambiguous"):
        yield Line(one.outcome, **told, found=one.found_name)
    else:
        for fact in one.known.unclear:
            yield Line("unclear", **told, fact=fact)
        for key in (kind.key for kind in FACTS.values() if kind.source == one.source):
            if key not in one.known.unclear:
                said, seen = stated(key, declared), one.known.facts.get(key)
                left_out = limits.left_out(key, figures) if said or seen else None
                if left_out is not None:
                    yield Line(
                        "not_counted",
                        **{**told, "law": left_out.law},
                        fact=key, declared=said, found=seen, figure=left_out.name,
                    )  # fmt: skip
                else:
                    yield from _side_by_side(key, said, seen, told)


def _side_by_side(key: str, declared: Any, found: Any, told: dict[str, Any]) -> Iterator[Line]:
    told = {**told, "law": FACTS[key].law, "fact": key, "declared": declared, "found": found}
    if key == "houses":
        return  # owned by one, lived in by all: compared for the household
    if key in _ALARMS:
        if found:
            yield Line("alarm", **told)
    elif key in _WORK or key == "businesses":
        if found:
            yield Line("agrees" if declared else "not_declared", **told)
    elif key in _DISABILITY:
        if found is not None or declared is not None:
            yield Line(
                "agrees" if found == declared else "in_favour" if declared is None else "contradicts", **told
            )
    elif key in ("sex", "birth_on"):
        if found is not None and declared is not None:
            yield Line("agrees" if found == declared else "contradicts", **told)
    elif found or declared:
        yield Line(_of_amounts(declared, found), **told)


def _of_amounts(declared: int | None, found: int | None) -> str:
    """An amount that was not declared counts as none declared; one that a register does not know, as none found."""
    said, seen = declared or 0, found or 0
    if said == seen:
        return "agrees"
    if seen > said:
        return "less_declared" if said else "not_declared"
    return "more_declared"


def _of_household(
    declared: Mapping[str, Mapping[str, Any]],
    asked: Sequence[Asked],
    figures: Mapping[str, Figure | NotInForce],
) -> Iterator[Line]:
    """The household's total of a kind against its dated limit. None of a kind needs no limit."""
    for fact, name in LIMITS.items():
        total = sum(one.known.facts.get(fact, 0) for one in asked if one.outcome == "found")
        told: dict[str, Any] = {
            "person": "",
            "source": FACTS[fact].source,
            "fact": fact,
            "law": FACTS[fact].law,
        }
        if fact == "houses":
            if total:
                yield Line("home", **told, found=1)
            total = max(total - 1, 0)  # the home that the household lives in is a necessity (57号 Art. 15)
            said = sum(one.get("other_houses") or 0 for one in declared.values())
            if total or said:
                yield Line(_of_amounts(said, total), **told, declared=said, found=total)
        weighed = limits.against(name, total, limits.claimed(fact, declared.values()), figures)
        if weighed is not None:
            yield Line(
                weighed.kind, **{**told, "law": weighed.law or told["law"]}, found=total, figure=weighed.figure,
                limit=weighed.limit, claimed=weighed.claimed,
            )  # fmt: skip


def stated(key: str, member: Mapping[str, Any]) -> Any:
    """What a member declared of a fact, in the fact's unit; None where nothing was said."""
    if key == "disability_type":
        said = str(member.get(key) or "")
        return _TYPES[int(said) - 1] if said.isdecimal() and 1 <= int(said) <= len(_TYPES) else None
    if key == "disability_grade":
        said = str(member.get(key) or "")
        return int(said) if said.isdecimal() else None
    if key in _WORK:
        return member.get("employment") in _AT_WORK or bool(member.get("wage_fen"))
    if key == "businesses":
        own = member.get("employment") == "self_employed"
        return own or bool(member.get("business_fen")) or bool(member.get("company_shares_fen"))
    if key == "other_taxed_fen":
        kinds = ("business_fen", "property_fen", "other_fen")
        return sum(member.get(kind) or 0 for kind in kinds) if any(kind in member for kind in kinds) else None
    return member.get(key)
