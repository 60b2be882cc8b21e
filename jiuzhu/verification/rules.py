"""Declared against found: the lines of a verification report and its outcome. Pure.

Declared facts are the members of an application (`intake`'s content: keys of the rulebook's form, a year's money in fen);
found ones come by the keys of `facts.FACTS`. Limits only from dated figures of the rulebook: a figure that is not in force
gives the line "cannot be judged", never a guess. Source of the outcomes: 民发〔2021〕57号 Art. 17–18; processes/minimum-living.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from jiuzhu.rulebook import Figure, NotInForce
from jiuzhu.values import masking

from .facts import FACTS, SUMS, Judged, Kind, Known, of_source
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
    "to_ask": ("hits", "部门有记录，须向家庭核实", "On record: ask the household"),
    "unclear": ("hits", "部门记录不足以得出数字，请核实", "The record gives no clear figure: ask"),
    "late": ("hits", "尚未答复", "Not answered yet"),
    "not_covered": ("hits", "该来源没有覆盖或出现故障", "Not covered, or the source failed"),
    "not_authorised": ("hits", "没有授权，未查询", "Not authorised: not asked"),
}
#: fact of the household → the dated number that limits it. Houses: those beyond the home that it lives in.
LIMITS = {
    "vehicles": "vehicle-limit",
    "houses": "other-house-limit",
    "company_shares_fen": "company-share-limit",
}
FIGURES = tuple(LIMITS.values())
#: how amounts are judged → the kind of line when more was found than declared, and when less was
_OF_AMOUNTS = {
    "amount": ("less_declared", "more_declared"),
    "exempt": ("in_favour", "to_ask"),
}


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
    """Compare what a household declared (member key → its answers) with what was found, and judge."""
    members = {str(one["citizen_id"]) for one in declared.values() if one.get("citizen_id")}
    lines = [line for one in asked for line in _of_answer(declared.get(one.person, {}), one, members)]
    lines += _of_sums(declared, asked)
    lines += _of_household(declared, asked, figures)
    effects = {line.effect for line in lines}
    outcome: Outcome = "differs" if "differs" in effects else "hits" if "hits" in effects else "clean"
    return Assessment(outcome, tuple(sorted(lines, key=_weight)))


def _weight(line: Line) -> tuple[int, str, str]:
    return ("differs", "hits", "").index(line.effect), line.person, line.fact


def _of_answer(declared: Mapping[str, Any], one: Asked, members: Collection[str]) -> Iterator[Line]:
    law = SOURCES[one.source].law
    told = {
        "person": one.person,
        "source": one.source,
        "as_of": one.as_of.isoformat() if one.as_of else "",
    }
    if one.outcome in ("", "not_authorised"):
        yield Line("late" if not one.outcome else "not_authorised", **told, law=law)
    elif one.outcome in ("not_covered", "source_error"):
        yield Line("not_covered", **told, law=law)
    elif one.outcome in ("name_mismatch", "ambiguous"):
        yield Line(one.outcome, **told, law=law, found=one.found_name)
    else:
        for fact in one.known.unclear:
            yield Line("unclear", **told, law=law, fact=fact)
        for kind in of_source(one.source):
            if kind.key not in one.known.unclear:
                yield from _side_by_side(
                    kind, kind.declared(declared), one.known.facts.get(kind.key), members, told
                )


def _side_by_side(
    kind: Kind, declared: Any, found: Any, members: Collection[str], told: dict[str, Any]
) -> Iterator[Line]:
    """One fact of one member, by the way its kind is judged; houses and sums are compared for all together."""
    judged = _judged(kind.judged, declared, found, members)
    if judged:
        shown = masking.citizen_id(found) if kind.unit == "citizen_id" else found
        yield Line(judged, **told, law=kind.law, fact=kind.key, declared=declared, found=shown)


def _judged(how: Judged, declared: Any, found: Any, members: Collection[str]) -> str:
    """The kind of line that comes of a fact, "" for none."""
    if how in ("alarm", "declared", "to_ask", "member"):
        if not found:
            return ""
        fine = found in members if how == "member" else declared and how != "alarm"
        return "agrees" if fine else {"declared": "not_declared", "member": "to_ask"}.get(how, how)
    if how == "same":
        return "" if found is None or declared is None else "agrees" if found == declared else "contradicts"
    if how == "favour":
        if found is None and declared is None:
            return ""
        return "agrees" if found == declared else "in_favour" if declared is None else "contradicts"
    return _of_amounts(declared, found, how) if how in _OF_AMOUNTS and (found or declared) else ""


def _of_amounts(declared: int | None, found: int | None, judged: str = "amount") -> str:
    """An amount that was not declared counts as none declared; one that a register does not know, as none found."""
    said, seen = declared or 0, found or 0
    if said == seen:
        return "agrees"
    more, less = _OF_AMOUNTS[judged]
    if seen < said:
        return less
    return "not_declared" if more == "less_declared" and not said else more


def _of_sums(declared: Mapping[str, Mapping[str, Any]], asked: Sequence[Asked]) -> Iterator[Line]:
    """What several registers pay a person, together, against what she declared under one line of the form."""
    answered = [one for one in asked if one.outcome in ("found", "not_found")]
    for whole, parts in SUMS.items():
        sources = {FACTS[key].source for key in parts}
        for person in dict.fromkeys(one.person for one in answered if one.source in sources):
            hers = [one for one in answered if one.person == person and one.source in sources]
            found = {key: one.known.facts[key] for one in hers for key in parts if one.known.facts.get(key)}
            unclear = any(key in one.known.unclear for one in hers for key in parts)
            said, seen = FACTS[whole].declared(declared.get(person, {})), sum(found.values())
            # Beside a part that nobody can tell, less found than declared says nothing.
            if not (said or seen) or (unclear and seen <= (said or 0)):
                continue
            most = max(found, key=lambda key: found[key], default=whole)
            source = FACTS[most].source if found else hers[0].source
            days = [one.as_of for one in hers if one.as_of and any(one.known.facts.get(key) for key in parts)]
            yield Line(
                _of_amounts(said, seen), person, source, whole, said, seen,
                min(days).isoformat() if days else "", FACTS[most].law,
            )  # fmt: skip


def _of_household(
    declared: Mapping[str, Mapping[str, Any]],
    asked: Sequence[Asked],
    figures: Mapping[str, Figure | NotInForce],
) -> Iterator[Line]:
    """The household's total of a kind against its dated limit. None of a kind needs no limit."""
    for fact, name in LIMITS.items():
        total = sum(one.known.facts.get(fact, 0) for one in asked if one.outcome == "found")
        told = {"person": "", "source": FACTS[fact].source, "fact": fact, "law": FACTS[fact].law}
        if fact == "houses":
            total = max(total - 1, 0)  # the home that the household lives in is a necessity (57号 Art. 15)
            said = sum(one.get("other_houses") or 0 for one in declared.values())
            if total or said:
                yield Line(_of_amounts(said, total), **told, declared=said, found=total)
        if not total:
            continue
        figure = figures[name]
        if isinstance(figure, NotInForce):
            yield Line("cannot_judge", **told, found=total, figure=name)
        elif total > _whole(figure):
            yield Line(
                "over_limit", **{**told, "law": figure.law}, found=total, figure=name, limit=_whole(figure)
            )


def _whole(figure: Figure) -> int:
    if isinstance(figure.value, bool) or not isinstance(figure.value, int):
        raise TypeError(f"{figure.name} must be a whole number, not {figure.value!r}")
    return figure.value


def stated(key: str, member: Mapping[str, Any]) -> Any:
    """What a member declared of a fact, in the fact's unit; None where nothing was said."""
    return FACTS[key].declared(member)
