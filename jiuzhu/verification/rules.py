"""Declared against found: the lines of a verification report and its outcome. Pure.

Declared facts come in the shape of facts.json (`jiuzhu.eligibility.shape`: members with income, assets, disability);
found ones by the keys of `facts.FACTS`. Limits only from dated figures of the rulebook: a figure that is not in force
gives the line "cannot be judged", never a guess. Source of the outcomes: 民发〔2021〕57号 Art. 17–18; processes/minimum-living.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from jiuzhu.rulebook import Figure, NotInForce

from .facts import FACTS, Known
from .sources.layouts import SOURCES

Outcome = Literal["clean", "hits", "differs"]

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
    "late": ("hits", "尚未答复", "Not answered yet"),
    "not_covered": ("hits", "该来源没有覆盖或出现故障", "Not covered, or the source failed"),
    "not_authorised": ("hits", "没有授权，未查询", "Not authorised: not asked"),
}
#: fact → (figure of the rulebook, how many units the household may have without it)
LIMITS = {"vehicles": "vehicle-limit", "houses": "other-house-limit", "company_shares": "company-share-limit"}
FIGURES = tuple(LIMITS.values())
_ALARMS = ("died_on", "register_ended", "deposits_over")
_IN_FAVOUR = ("disability",)


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell of the grid: one member × one source, and what came of it. `outcome` is "" while nobody answered."""

    person: str  # key of the member; the same as in `declared`
    source: str
    outcome: str
    known: Known = field(default_factory=Known)
    as_of: date | None = None
    found_name: str = ""


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
        return tuple(line for line in self.lines if line.kind in ("late", "not_covered", "not_authorised"))


def assess(
    declared: Mapping[str, Mapping[str, Any]],
    asked: Sequence[Asked],
    figures: Mapping[str, Figure | NotInForce],
) -> Assessment:
    """Compare what a household declared (member key → its facts.json member) with what was found, and judge."""
    lines = [line for one in asked for line in _of_answer(declared.get(one.person, {}), one)]
    lines += _over_limits(declared, asked, figures)
    effects = {line.effect for line in lines}
    outcome: Outcome = "differs" if "differs" in effects else "hits" if "hits" in effects else "clean"
    return Assessment(outcome, tuple(sorted(lines, key=_weight)))


def _weight(line: Line) -> tuple[int, str, str]:
    return ("differs", "hits", "").index(line.effect), line.person, line.fact


def _of_answer(declared: Mapping[str, Any], one: Asked) -> Iterator[Line]:
    law = SOURCES[one.source].law
    told = {
        "person": one.person,
        "source": one.source,
        "as_of": one.as_of.isoformat() if one.as_of else "",
        "law": law,
    }
    if one.outcome in ("", "not_authorised"):
        yield Line("late" if not one.outcome else "not_authorised", **told)
    elif one.outcome in ("not_covered", "source_error"):
        yield Line("not_covered", **told)
    elif one.outcome in ("name_mismatch", "ambiguous"):
        yield Line(one.outcome, **told, found=one.found_name)
    else:
        for fact in one.known.unclear:
            yield Line("unclear", **told, fact=fact)
        for key in (kind.key for kind in FACTS.values() if kind.source == one.source):
            if key not in one.known.unclear:
                yield from _side_by_side(key, stated(key, declared), one.known.facts.get(key), told)


def _side_by_side(key: str, declared: Any, found: Any, told: dict[str, Any]) -> Iterator[Line]:
    told = {**told, "law": FACTS[key].law, "fact": key, "declared": declared, "found": found}
    if key in _ALARMS:
        if found:
            yield Line("alarm", **told)
    elif key in ("housing_fund", "insured_as_employee") or key == "businesses":
        if found:
            yield Line("agrees" if declared else "not_declared", **told)
    elif FACTS[key].unit in ("word", "day", "disability"):
        if found is not None and declared is None:
            yield Line("in_favour" if key in _IN_FAVOUR else "agrees", **told)
        elif found is not None:
            yield Line("agrees" if found == declared else "contradicts", **told)
        elif declared is not None and key in _IN_FAVOUR:
            yield Line("contradicts", **told)  # a disability was declared, no certificate is on record
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


def _over_limits(
    declared: Mapping[str, Mapping[str, Any]],
    asked: Sequence[Asked],
    figures: Mapping[str, Figure | NotInForce],
) -> Iterator[Line]:
    """The household's total of a kind against its dated limit. None of a kind needs no limit."""
    for fact, name in LIMITS.items():
        total = sum(one.known.facts.get(fact, 0) for one in asked if one.outcome == "found")
        if fact == "houses" and any(map(_lives_in_own_home, declared.values())):
            total -= 1  # the home that the household lives in is a necessity (57号 Art. 15)
        if total <= 0:
            continue
        figure = figures[name]
        told = {"person": "", "source": FACTS[fact].source, "fact": fact, "found": total, "figure": name}
        if isinstance(figure, NotInForce):
            yield Line("cannot_judge", **told, law=FACTS[fact].law)
        elif total > int(figure.value):  # type: ignore[arg-type]  # its unit is whole pieces or fen
            yield Line("over_limit", **told, law=figure.law, limit=int(figure.value))  # type: ignore[arg-type]


def _lives_in_own_home(member: Mapping[str, Any]) -> bool:
    return any(one["kind"] == "house" and one.get("lived_in") for one in member.get("assets") or ())


def stated(key: str, member: Mapping[str, Any]) -> Any:
    """What a member declared of a fact, in the fact's unit; None where nothing was said."""
    if key in ("birth_on", "sex", "disability", "died_on"):
        value = member.get(key)
        return None if key == "disability" and value and value.get("type") == "none" else value
    if key in ("wage", "pension", "basic_pension", "other_taxed"):
        kinds = {"wage": ("wage",), "pension": ("transfer",), "basic_pension": ("basic_pension",),
                 "other_taxed": ("business", "property", "other")}[key]  # fmt: skip
        return _a_year(member.get("income"), kinds)
    if key in ("insured_as_employee", "housing_fund"):
        return member.get("employed") or bool(_a_year(member.get("income"), ("wage",)))
    if key == "businesses":
        return bool(_a_year(member.get("income"), ("business",))) or bool(_pieces(member, "company_share"))
    if key == "company_shares":
        return sum(
            one.get("value_fen") or 0 for one in member.get("assets") or () if one["kind"] == "company_share"
        )
    return (
        _pieces(member, {"vehicles": "vehicle", "houses": "house"}[key])
        if key in ("vehicles", "houses")
        else None
    )


def _a_year(income: Iterable[Mapping[str, Any]] | None, kinds: tuple[str, ...]) -> int | None:
    if income is None:
        return None
    chosen = [one for one in income if one["kind"] in kinds]
    return sum((one.get("amount_fen") or 0) * (12 if one["per"] == "month" else 1) for one in chosen)


def _pieces(member: Mapping[str, Any], kind: str) -> int | None:
    assets = member.get("assets")
    return None if assets is None else sum(one["kind"] == kind for one in assets)
