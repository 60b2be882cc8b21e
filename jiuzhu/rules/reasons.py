"""The tree of reasons: why an answer is what it is, down to the facts and the figures, each with its article.

What a decision letter, the clerk's "why" and ``--why`` show. A branch that was shown once is only named again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jiuzhu.rules.figures import FigureSpec, Record
from jiuzhu.rules.nodes import Node, argument_name
from jiuzhu.rules.one import Worked, answers_of
from jiuzhu.rules.units import YES_NO, named
from jiuzhu.rules.unknown import Unknown, Value
from jiuzhu.values import figures as written

#: Where a fact comes from, for the name of a fact and a row (-1 is the household); empty when not recorded.
SourceOf = Callable[[str, int], tuple[Mapping[str, object], ...]]


@dataclass(frozen=True)
class FigureUsed:
    """A figure as it stood on the day: value, dates, law, confidence; or, not in force, only its name and labels."""

    name: str
    zh: str
    en: str
    record: Record | None

    def as_dict(self, english: bool) -> dict[str, object]:
        told: dict[str, object] = {"name": self.name, "label": self.en if english else self.zh}
        if self.record is None:
            return told | {"in_force": False}
        one = self.record
        return told | {
            "value": written.plain(one.value),
            "unit": one.unit,
            "area": one.area,
            "starts_on": one.starts_on.isoformat(),
            "stops_on": one.stops_on.isoformat() if one.stops_on else None,
            "law": one.law,
            "source": one.source,
            "confidence": one.confidence,
            "demo": one.demo,
        }


@dataclass(frozen=True)
class Reason:
    """One branch. ``row`` counts the person it is about (-1: the household); ``value`` None is not known.

    ``shown_before``: the same branch with its children stands further up.
    """

    node: Node
    row: int
    value: int | bool | str | None
    law: str
    text_zh: str
    text_en: str
    figures: tuple[FigureUsed, ...]
    sources: tuple[Mapping[str, object], ...]
    children: tuple[Reason, ...]
    shown_before: bool = False

    @property
    def name(self) -> str:
        return self.node.name

    def label(self, language: str = "zh-hans") -> str:
        return self.node.label(written.is_english(language))

    def shown(self, language: str = "zh-hans") -> str:
        """The value in words: 630.00元/人·月, 是, 2020年8月1日, 未知."""
        return self.node.unit_shows(self.value, language)

    def walk(self) -> Iterator[Reason]:
        yield self
        for one in self.children:
            yield from one.walk()

    def as_dict(self, language: str = "zh-hans", person: Callable[[int], str] = str) -> dict[str, object]:
        """For JSON; ``person`` names the person of a row."""
        english = written.is_english(language)
        told: dict[str, object] = {
            "name": self.name,
            "label": self.label(language),
            "value": self.value,
            "shown": self.shown(language),
            "unit": self.node.unit.key,
        }
        if self.row >= 0:
            told["person"] = person(self.row)
        optional: dict[str, object] = {
            "law": self.law,
            "text": self.text_en if english else self.text_zh,
            "shown_before": self.shown_before,
            "figures": [one.as_dict(english) for one in self.figures],
            "sources": [dict(one) for one in self.sources],
            "because": [one.as_dict(language, person) for one in self.children],
        }
        return told | {key: one for key, one in optional.items() if one}


def no_sources(name: str, row: int) -> tuple[Mapping[str, object], ...]:
    return ()


def reasons(worked: Worked, name: str, on: date, sources: SourceOf = no_sources) -> Reason:
    """The tree below one answer of the household."""
    return _Teller(worked, on, sources).tell(name, -1)


def ground(worked: Worked, name: str, on: date) -> Reason:
    """The answer alone, without what it rests on."""
    return _Teller(worked, on, no_sources).tell(name, -1, deep=False)


_AMOUNTS = ("number", "money", "percent")


class _Reading(Mapping[str, Value]):
    """An environment that remembers what was asked of it: what an answer rests on is what the rule looked at."""

    def __init__(self, environment: Mapping[str, Value]) -> None:
        self.environment = environment
        self.read: dict[str, None] = {}

    def __getitem__(self, name: str) -> Value:
        self.read[name] = None
        return self.environment[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.environment)

    def __len__(self) -> int:
        return len(self.environment)


class _Teller:
    def __init__(self, worked: Worked, on: date, sources: SourceOf) -> None:
        self.worked, self.on, self.sources = worked, on, sources
        self.told: set[tuple[str, int]] = set()
        self.reads: dict[tuple[str, int], frozenset[str]] = {}
        self.touched: dict[tuple[str, int], bool] = {}
        self.answers = answers_of(worked.graph)

    def tell(self, name: str, row: int, *, deep: bool = True) -> Reason:
        node = self.worked.graph.node(name)
        row = row if node.entity == "person" else -1
        again = (name, row) in self.told
        self.told.add((name, row))
        read = self._read(node, row)
        value = _plain(self.worked.value(name, row))
        return Reason(
            node, row, value, node.law.on(self.on),
            self._text(node, row, value, read, "zh-hans"), self._text(node, row, value, read, "en"),
            tuple(figure_used(self.worked, one) for one in node.figures if argument_name(one) in read),
            self.sources(name, row) if node.how == "input" else (),
            tuple(self._children(node, row, read)) if deep and not again else (),
            shown_before=again and bool(node.deps),
        )  # fmt: skip

    def _read(self, node: Node, row: int) -> frozenset[str]:
        """The names, of those that a rule may read, that it did read for this answer."""
        found = self.reads.get((node.name, row))
        if found is None:
            answer = self.answers.get(node.name)
            environment = _Reading(self.worked.persons[row] if row >= 0 else self.worked.household)
            if answer is not None:
                answer(environment)
            found = self.reads[node.name, row] = frozenset(environment.read)
        return found

    def _children(self, node: Node, row: int, read: frozenset[str]) -> Iterator[Reason]:
        if node.of:
            everybody = range(len(self.worked.persons))
            yield from (self.tell(node.of, person) for person in everybody if self._matters(node.of, person))
        else:
            yield from (
                self.tell(name, row) for name in node.deps if name in read and self._matters(name, row)
            )

    def _matters(self, name: str, row: int) -> bool:
        """Nought that comes of nothing but noughts is not told: a household without cars hears nothing of cars."""
        node = self.worked.graph.node(name)
        row = row if node.entity == "person" else -1
        found = self.touched.get((name, row))
        if found is None:
            value = self.worked.value(name, row)
            if node.unit.kind not in _AMOUNTS or value != 0:
                found = True
            elif node.of:
                found = any(self._matters(node.of, person) for person in range(len(self.worked.persons)))
            else:
                read = self._read(node, row)
                found = any(
                    self._amount(one, row) and self._matters(one, row) for one in node.deps if one in read
                )
            self.touched[name, row] = found
        return found

    def _amount(self, name: str, row: int) -> bool:
        return self.worked.graph.node(name).unit.kind in _AMOUNTS

    def _text(
        self, node: Node, row: int, value: int | bool | str | None, read: frozenset[str], language: str
    ) -> str:
        """The rule's sentence; none where it speaks of a figure that took no part in this answer."""
        template = node.text_en if written.is_english(language) else node.text_zh
        if not template or any(
            f"{{{one}}}" in template and one not in read for one in map(argument_name, node.figures)
        ):
            return ""
        words = {"value": node.unit_shows(value, language)}
        for name in node.deps:
            dependency = self.worked.graph.node(name)
            words[name] = dependency.unit_shows(_plain(self.worked.value(name, row)), language)
        for name in node.figures:
            words[argument_name(name)] = _show_figure(self.worked, name, language)
        return template.format(**words)


def figure_used(worked: Worked, name: str) -> FigureUsed:
    spec, record = worked.graph.specs[name], worked.asked[name]
    return FigureUsed(name, spec.zh, spec.en, None if isinstance(record, Exception) else record)


def _show_figure(worked: Worked, name: str, language: str) -> str:
    record, spec = worked.asked[name], worked.graph.specs[name]
    if isinstance(record, Exception):
        return "not in force" if written.is_english(language) else "无有效数值"
    if not isinstance(record.value, Mapping):
        return _one_figure(spec, record.value, language)
    between = ", " if written.is_english(language) else "、"
    return between.join(
        f"{named(spec.key_names, key, language)} {_one_figure(spec, one, language)}"
        for key, one in record.value.items()
    )


def _one_figure(spec: FigureSpec, value: object, language: str) -> str:
    if isinstance(value, bool):
        return YES_NO.show(value, language)
    if isinstance(value, int) and spec.money:
        return str(written.shown("amount_fen", value, language))
    return named(spec.word_names, str(value), language)


def _plain(value: Value) -> int | bool | str | None:
    if isinstance(value, Unknown):
        return None
    assert not isinstance(value, dict)
    return value
