"""One household's determination: facts, an item, an area and a day go in; the outcome with its reasons comes out.

    found = determine(facts, item="MZ01-01", area="370982", on=date(2020, 8, 1), figures=book.figures())
    found.outcome      "eligible" | "not_eligible" | "cannot_decide"
    found.amount_fen   the monthly grant, None while it cannot be decided
    found.refusals()   what stands in the way, ready to be shown: missing facts, numbers not in force

Pure: no clock, no database. An eligible household whose amount is not known yet cannot be decided on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from jiuzhu.eligibility.facts import Facts, checked
from jiuzhu.eligibility.refusals import FactMissing, TooMuchTogether, UnknownItem
from jiuzhu.eligibility.rows import Rows, rows_of
from jiuzhu.eligibility.rules.minimum_living import CODES, FLAGS, GROUNDS, RULES
from jiuzhu.rulebook.refusals import NotInForce
from jiuzhu.rules import graph, one
from jiuzhu.rules.figures import Ask, Record
from jiuzhu.rules.one import Worked
from jiuzhu.rules.reasons import FigureUsed, Reason, figure_used, ground, reasons
from jiuzhu.rules.unknown import Cause, Unknown
from jiuzhu.values.figures import is_english
from jiuzhu.values.refusals import Refusal, refuse_if_any

Outcome = Literal["eligible", "not_eligible", "cannot_decide"]


class Numbers(Protocol):
    """Where dated figures come from: ``jiuzhu.rulebook.figures.Figures`` and whatever lies over it."""

    def number(self, name: str, area: str, on: date) -> Record: ...


@dataclass(frozen=True)
class MissingFact:
    """A fact on which the outcome depends. ``path`` is where it belongs in the file of facts."""

    path: str
    zh: str
    en: str
    person: str

    def label(self, language: str = "zh-hans") -> str:
        named = self.en if is_english(language) else self.zh
        return (
            f"{self.person}：{named}"
            if self.person and not is_english(language)
            else f"{self.person} {named}".strip()
        )


@dataclass(frozen=True)
class Determination:
    """The outcome. ``failed`` has a reason per ground that does not hold; ``flags`` what a reviewer should look at.

    ``reasons`` is the tree below the grant. ``grace_fen``: what is paid on during a grace exit, else 0.
    """

    item: str
    area: str
    on: date
    eligible: bool | None
    amount_fen: int | None
    grace_fen: int | None
    members: int | None
    income_per_head_fen: int | None
    standard_fen: int | None
    failed: tuple[Reason, ...]
    flags: tuple[Reason, ...]
    missing: tuple[MissingFact, ...]
    missing_figures: tuple[NotInForce, ...]
    figures: tuple[FigureUsed, ...]
    grounds: tuple[Reason, ...]
    reasons: Reason
    references: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        if self.eligible is False:
            return "not_eligible"
        return "cannot_decide" if self.eligible is None or self.amount_fen is None else "eligible"

    @property
    def demo(self) -> bool:
        """Whether an invented number of the demo county (演示数据) took part."""
        return any(one.record is not None and one.record.demo for one in self.figures)

    def refusals(self) -> tuple[Refusal, ...]:
        """Why it cannot be decided yet; empty when it can."""
        if self.outcome != "cannot_decide":
            return ()
        facts = (
            FactMissing(one.path, path=one.path, label_zh=one.label(), label_en=one.label("en"))
            for one in self.missing
        )
        return (*facts, *self.missing_figures)

    def as_dict(self, language: str = "zh-hans", *, why: bool = True) -> dict[str, object]:
        """For JSON, in a stable order. ``why`` adds the tree of reasons and the figures."""
        told: dict[str, object] = {
            "item": self.item,
            "area": self.area,
            "on": self.on.isoformat(),
            "outcome": self.outcome,
            "eligible": self.eligible,
            "amount_fen": self.amount_fen,
            "grace_fen": self.grace_fen,
            "members": self.members,
            "income_per_head_fen": self.income_per_head_fen,
            "standard_fen": self.standard_fen,
            "demo": self.demo,
            "failed": [_told(one, language) for one in self.failed],
            "flags": [_told(one, language) for one in self.flags],
            "missing": [
                {"path": one.path, "label": one.label(language), "person": one.person} for one in self.missing
            ],
            "missing_figures": [one.as_dict(language) for one in self.missing_figures],
        }
        if why:
            told["figures"] = [one.as_dict(is_english(language)) for one in self.figures]
            told["grounds"] = [_told(one, language) for one in self.grounds]
            told["reasons"] = self.reasons.as_dict(language, lambda row: self.references[row])
        return told


def determine(facts: Facts, *, item: str, area: str, on: date, figures: Numbers) -> Determination:
    """Facts as ``facts`` checks them (checked here again). Raises refusals for facts that are wrong; an outcome otherwise."""
    slug = item_word(item)
    rows = rows_of(checked(facts, on=on), item=slug, on=on)
    refuse_if_any(_too_much(rows))
    worked = one.run(graph.on(RULES, on), rows.household, rows.persons, ask(figures), area, on)
    return _told_of(worked, rows, slug, area, on)


def item_word(item: str) -> str:
    """The rules' word for an item given by code (MZ01-01) or word (urban-minimum-living)."""
    slug = CODES.get(item, item)
    if slug not in CODES.values():
        raise UnknownItem("item", item=item, known=[*CODES, *CODES.values()])
    return slug


def ask(figures: Numbers) -> Ask:
    """The kernel's question to the rulebook: a number that is not in force is an answer, too."""

    def asked(name: str, area: str, on: date) -> Record | Exception:
        try:
            return figures.number(name, area, on)
        except NotInForce as missing:
            return missing

    return asked


def _too_much(rows: Rows) -> Iterator[Refusal]:
    for node in graph.on(RULES, date.max).inputs("person"):
        for row, person in enumerate(rows.persons):
            value = person.get(node.name)
            if node.unit.kind == "money" and isinstance(value, int) and value > node.high:
                path = _path(rows, node.name, row)
                yield TooMuchTogether(
                    path, path=path, label_zh=node.zh, label_en=node.en, value=value, high=node.high
                )


def _told_of(worked: Worked, rows: Rows, item: str, area: str, on: date) -> Determination:
    def tree(name: str) -> Reason:
        return reasons(worked, name, on, rows.origins)

    root = tree("grant_fen")
    eligible, amount = _yes_no(worked, "eligible"), _number(worked, "grant_fen")
    # What the amount will need is told together with what eligibility needs: people are asked once.
    needed = ("eligible", "grant_fen", "uplift_rates", "uplift_sums_fen")
    causes = _causes(worked, needed if eligible is not False else ())
    grounds = tuple(ground(worked, name, on) for name in GROUNDS)
    return Determination(
        item=item, area=area, on=on, eligible=eligible, amount_fen=amount, grace_fen=_number(worked, "grace_fen"),
        members=_number(worked, "members"), income_per_head_fen=_number(worked, "income_per_head_fen"),
        standard_fen=_number(worked, "standard"),
        failed=tuple(tree(one.name) for one in grounds if one.value is False),
        flags=tuple(
            tree(name) for name, passes in FLAGS.items()
            if _yes_no(worked, name) is False and _yes_no(worked, passes) is True
        ),
        missing=tuple(_missing_facts(worked, rows, causes)),
        missing_figures=tuple(_missing_figures(worked, causes)),
        figures=tuple(_figures(worked, root)), grounds=grounds, reasons=root,
        references=tuple(rows.references), names=tuple(rows.names),
    )  # fmt: skip


def _causes(worked: Worked, names: Iterable[str]) -> list[Cause]:
    causes: set[Cause] = set()
    for name in names:
        value = worked.value(name)
        if isinstance(value, Unknown):
            causes |= value.causes
    return sorted(causes)


def _missing_facts(worked: Worked, rows: Rows, causes: Iterable[Cause]) -> Iterator[MissingFact]:
    """One entry per place in the file: a list that nobody gave is missing once, not once per kind."""
    seen: set[str] = set()
    for cause in causes:
        if cause.what != "fact":
            continue
        node = worked.graph.node(cause.name)
        person = rows.names[cause.row] if cause.row >= 0 else ""
        for place in rows.places.get((cause.name, cause.row), [{"path": cause.name}]):
            path = str(place["path"])
            if path not in seen:
                seen.add(path)
                zh, en = _WHOLE_LISTS.get(path.rsplit(".", 1)[-1], (node.zh, node.en))
                yield MissingFact(path, zh, en, person)


_WHOLE_LISTS: Mapping[str, tuple[str, str]] = {
    "income": ("全部收入", "all income"),
    "assets": ("全部财产", "all assets"),
    "disability": ("有无残疾", "disability"),
    "supporters": ("户外赡养、抚养、扶养人", "supporters outside the household"),
}


def _missing_figures(worked: Worked, causes: Iterable[Cause]) -> Iterator[NotInForce]:
    for name in dict.fromkeys(cause.name for cause in causes if cause.what == "figure"):
        why = worked.asked[name]
        if not isinstance(why, NotInForce):
            raise TypeError(f"the figure {name} is in force and yet unknown: {why!r}")
        yield why


def _figures(worked: Worked, root: Reason) -> Iterator[FigureUsed]:
    """The figures in force that the tree speaks of, once each."""
    seen: set[str] = set()
    for reason in root.walk():
        for name in reason.node.figures:
            if name not in seen and not isinstance(worked.asked[name], Exception):
                seen.add(name)
                yield figure_used(worked, name)


def _path(rows: Rows, name: str, row: int) -> str:
    places = rows.places.get((name, row)) or [{"path": name}]
    return str(places[0]["path"])


def _number(worked: Worked, name: str) -> int | None:
    value = worked.value(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _yes_no(worked: Worked, name: str) -> bool | None:
    value = worked.value(name)
    return value if isinstance(value, bool) else None


def _told(reason: Reason, language: str) -> dict[str, object]:
    """A reason without its branches: the ground, what it says, its article."""
    told = reason.as_dict(language)
    told.pop("because", None)
    return told
