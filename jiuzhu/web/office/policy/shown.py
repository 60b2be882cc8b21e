"""Numbers as a page shows them: words for values, states and sources, and the drawing of a number through time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiuzhu import rulebook
from jiuzhu.rulebook import Figure, NotInForce, Parameter
from jiuzhu.standards import queries as standards
from jiuzhu.standards import rules
from jiuzhu.standards.queries import Span
from jiuzhu.values import money
from jiuzhu.web.office import pages

STATES = {
    "agreed": gettext_lazy("已复核"),
    "waiting": gettext_lazy("待复核，未生效"),
    "sent-back": gettext_lazy("已退回，未生效"),
    "corrected": gettext_lazy("已被更正"),
    "withdrawn": gettext_lazy("已被撤销"),
    "withdrawal": gettext_lazy("撤销记录"),
}
SET_BY = {
    "nation": gettext_lazy("国家规定"),
    "province": gettext_lazy("省级规定"),
    "city": gettext_lazy("市级规定"),
    "county": gettext_lazy("县级规定"),
}


def value(unit: str, raw: Any) -> str:
    """A value in words of this page's language."""
    if raw is None:
        return _("撤销")
    language = pages.language()
    return rules.shown(unit, raw, language, standards.words(language))


def cells(unit: str, raw: Any) -> list[tuple[str, str]]:
    """A table's entries, each by its name; nothing for a plain value."""
    if not isinstance(raw, dict):
        return []
    words = standards.words(pages.language())
    return [(words.get(str(key), str(key)), value(unit, cell)) for key, cell in raw.items()]


def item_name(code: str) -> str:
    return rulebook.item(code).name(pages.language())


@dataclass(frozen=True)
class Row:
    """One number on the list: the figure in force, or the refusal that says what is missing."""

    parameter: Parameter
    figure: Figure | None
    refusal: NotInForce | None
    needed_by: tuple[str, ...]  # items that cannot be determined without it
    waiting: int

    @property
    def label(self) -> str:
        return self.parameter.label(pages.language())

    @property
    def value(self) -> str:
        return "" if self.figure is None else value(self.figure.unit, self.figure.value)

    @property
    def set_by(self) -> Any:
        return SET_BY[self.parameter.set_by]

    @property
    def enterable(self) -> bool:
        return self.parameter.set_by != "nation"

    def fits(self, words: str, show: str) -> bool:
        """Whether the filter of the list keeps it."""
        text = f"{self.parameter.name} {self.parameter.label_zh} {self.parameter.label_en}".lower()
        if words.lower() not in text:
            return False
        found = self.figure
        return {
            "missing": found is None,
            "county": found is not None and found.entered_by_county,
            "demo": found is not None and found.demo,
            "unsure": found is not None and found.confidence in ("C", "D"),
        }.get(show, True)


@dataclass(frozen=True)
class Bar:
    """One stretch of the drawing, in its own units (0–1000 wide, 0–100 high)."""

    x: int
    width: int
    y: int
    height: int
    label: str
    gap: bool
    demo: bool


@dataclass(frozen=True)
class Drawing:
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, str], ...]  # x, year
    today: int | None


WIDE, HIGH = 1000, 100


def drawing(spans: Sequence[Span], today: date) -> Drawing | None:
    """Height is the value where it is one figure; a gap is a gap and never a line between its neighbours."""
    if not spans:
        return None
    first = spans[0].starts_on
    last = max(today + timedelta(days=180), (spans[-1].stops_on or spans[-1].starts_on) + timedelta(days=180))
    days = max((last - first).days, 1)

    def across(on: date) -> int:
        return round(WIDE * min(max((on - first).days, 0), days) / days)

    plain = [one.figure.value for one in spans if one.figure and _plain(one.figure.value)]
    most = max((float(one) for one in plain), default=0.0)  # type: ignore[arg-type]
    bars = []
    for one in spans:
        start, stop = across(one.starts_on), across(one.stops_on or last)
        tall = HIGH // 2
        if one.figure is not None and _plain(one.figure.value) and most:
            tall = max(round(HIGH * float(one.figure.value) / most), 4)  # type: ignore[arg-type]
        label = "" if one.figure is None else _short(one.figure)
        bars.append(
            Bar(start, max(stop - start, 2), HIGH - tall, tall, label, one.figure is None,
                one.figure is not None and one.figure.demo)
        )  # fmt: skip
    years = range(first.year + 1, last.year + 1)
    every = max(len(years) // 8, 1)
    ticks = tuple((across(date(year, 1, 1)), str(year)) for year in years if (year - first.year) % every == 0)
    return Drawing(tuple(bars), ticks, across(today) if first <= today <= last else None)


def _plain(raw: Any) -> bool:
    return not isinstance(raw, bool | str | tuple | dict) and raw is not None


def _short(figure: Figure) -> str:
    raw = figure.value
    if rules.is_money(figure.unit) and isinstance(raw, int) and not isinstance(raw, bool):
        return money.plain(raw).removesuffix(".00")
    return value(figure.unit, raw) if _plain(raw) or isinstance(raw, bool | str) else ""
