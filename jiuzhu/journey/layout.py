"""Where everything of a process stands when it is drawn: the road in one column, what leaves it beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jiuzhu.journey.labels import edge_label
from jiuzhu.journey.process import Process

TALL, PILL = 64, 28  # height of a station, of an end
LINE = 15  # one line of words
LANE = 20  # between two curves that run side by side


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths that depend on how long the words of a language are."""

    box: int  # a station
    aisle: int  # between the road and what lies beside it, and from there to an end


CHINESE, ENGLISH = Measure(190, 176), Measure(232, 244)


@dataclass(slots=True)
class Place:
    """Where a station or an end stands; x and y of its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """All outcomes that lead from one stage to another, drawn once with their words."""

    source: str
    target: str
    words: tuple[str, ...]


@dataclass(slots=True)
class Layout:
    """Rows of the road, what stands beside which row, and every place."""

    rows: list[str]
    beside: dict[str, str]
    edges: list[Edge]
    places: dict[str, Place] = field(default_factory=dict)
    ends: dict[str, Place] = field(default_factory=dict)
    width: float = 0
    height: float = 0

    def between(self, kind: str) -> Iterator[Edge]:
        return (edge for edge in self.edges if self.kind(edge) == kind)

    def kind(self, edge: Edge) -> str:
        """down, back (up the road), skip (down past a row), beside, rise (from beside), or end."""
        if edge.target not in self.rows and edge.target not in self.beside:
            return "end"
        if edge.source in self.beside:
            return "beside" if self.beside[edge.source] == edge.target else "rise"
        if edge.target in self.beside:
            return "beside"
        step = self.rows.index(edge.target) - self.rows.index(edge.source)
        return "down" if step == 1 else "skip" if step > 1 else "back"


def width_of(word: str) -> float:
    """About how wide a word of 12 px is; generous, because nobody knows the reader's font."""
    return sum(12.5 if ord(letter) > 0x2E7F else 6.9 for letter in word)


def layout(process: Process, language: str = "zh-hans") -> Layout:
    """Places every station. The road goes down one column; a stage off the road stands beside where it is entered."""
    later = [key for key in ("hearing", "deciding_change", "grace") if key in process.stages]
    rows = [*process.normal_path, *(key for key in later if key not in process.normal_path)]
    edges = list(_edges(process, language))
    beside: dict[str, str] = {}
    for edge in edges:
        off_road = edge.target not in rows and not process.stages[edge.target].ends
        if off_road and edge.source in rows:
            beside.setdefault(edge.target, edge.source)
    measure = ENGLISH if language.lower().startswith("en") else CHINESE
    plan = Layout(rows, beside, edges)
    words = [width_of(word) for edge in plan.between("back") for word in edge.words]
    left = max([24 + max(words, default=0), 64 + LANE * max(lanes_of(plan).values(), default=0)])
    y = 20.0
    for row in rows:
        y = _place_row(plan, row, left, y, measure)
        down = next((edge for edge in plan.between("down") if edge.source == row), None)
        y += max(38, LINE * len(down.words) + 18) if down else 30
    lanes = len(list(plan.between("rise")))
    words = [width_of(" / ".join(edge.words)) for edge in plan.between("rise")]
    risen = [plan.places[key].right + LANE * lanes + 40 + max(words, default=0) for key in beside]
    plan.width = max([place.right + 24 for place in (*plan.places.values(), *plan.ends.values())] + risen)
    said_once = {one.zh for stage in process.stages.values() for one in stage.outcomes if one.aside}
    plan.height = y + LINE * max(len(said_once) - 1, 0)  # what may happen anywhere stands below, line by line
    return plan


def _place_row(plan: Layout, row: str, left: float, y: float, measure: Measure) -> float:
    """Stands one station and what is beside it; answers the bottom of the row."""
    column = left + measure.box + measure.aisle
    slots: list[tuple[str, bool]] = [(side, False) for side, at in plan.beside.items() if at == row]
    slots += [(row, True) for edge in plan.between("end") if edge.source == row]
    needed = sum(PILL if is_end else TALL for _, is_end in slots) + 12 * max(0, len(slots) - 1)
    height = max(needed, TALL)
    plan.places[row] = Place(left, y + (height - TALL) / 2, measure.box, TALL)
    at = y + (height - needed) / 2
    for key, is_end in slots:
        if is_end:
            plan.ends[key] = Place(column, at, 64, PILL)
        else:
            side = plan.places[key] = Place(column, at, measure.box, TALL)
            if any(edge.source == key for edge in plan.between("end")):
                plan.ends[key] = Place(side.right + measure.aisle - 30, side.middle - PILL / 2, 64, PILL)
        at += (PILL if is_end else TALL) + 12
    return y + height


def _edges(process: Process, language: str) -> Iterator[Edge]:
    words: dict[tuple[str, str], list[str]] = {}
    for stage in process.stages.values():
        for outcome in stage.outcomes:
            if outcome.aside:
                continue
            for to in outcome.targets:
                said = edge_label(outcome, to, language)
                told = words.setdefault((stage.key, to), [])
                if said not in told:
                    told.append(said)
    for (source, target), told in words.items():
        yield Edge(source, target, tuple(told))


def lanes_of(plan: Layout) -> dict[Edge, int]:
    """Which lane on the left each return takes: the shortest nearest, and none shared by two that overlap."""
    taken: list[tuple[int, int, int]] = []
    chosen: dict[Edge, int] = {}
    spans = [
        (plan.rows.index(edge.target), plan.rows.index(edge.source), edge) for edge in plan.between("back")
    ]
    for first, last, edge in sorted(spans, key=lambda one: one[1] - one[0]):
        crossed = {lane for low, high, lane in taken if low <= last and first <= high}
        lane = next(free for free in range(len(spans)) if free not in crossed)
        taken.append((first, last, lane))
        chosen[edge] = lane
    return chosen
