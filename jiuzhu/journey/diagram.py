"""A process draws itself: the usual road straight down, what returns as curves, ends where they happen. Pure text.

The drawing is SVG with real text (searchable, translatable, read aloud), a title and a description, and colours by
class with fallbacks, so that the office's tokens may restyle it: ``--diagram-ink``, ``--diagram-paper``,
``--diagram-line``, ``--diagram-road``, ``--diagram-wait``, ``--diagram-end``.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from jiuzhu.journey.labels import limits_in_words, owner_name
from jiuzhu.journey.layout import LANE, LINE, PILL, Edge, Layout, Place, lanes_of, layout
from jiuzhu.journey.process import Process

STYLE = """
.diagram{background:var(--diagram-paper,#fff)}
.diagram text{font:13px/1.2 "Noto Sans SC",system-ui,sans-serif;fill:var(--diagram-ink,#1b1f24)}
.diagram .name{font-weight:700;font-size:16px}
.diagram .small{font-size:12px;fill:var(--diagram-line,#57606a)}
.diagram .word{font-size:12px;paint-order:stroke;stroke:var(--diagram-paper,#fff);stroke-width:5px;stroke-linejoin:round}
.diagram rect{fill:var(--diagram-paper,#fff);stroke:var(--diagram-line,#57606a);stroke-width:1.5}
.diagram .usual rect{stroke:var(--diagram-road,#0b4f9c);stroke-width:2}
.diagram .waits rect{stroke-dasharray:5 3;stroke:var(--diagram-wait,#7a5b00)}
.diagram .end rect{fill:var(--diagram-line,#57606a);stroke:none}
.diagram .end text{fill:var(--diagram-paper,#fff)}
.diagram path{fill:none;stroke:var(--diagram-line,#57606a);stroke-width:1.5}
.diagram path.usual{stroke:var(--diagram-road,#0b4f9c);stroke-width:2.5}
.diagram .tip{fill:var(--diagram-line,#57606a);stroke:none}
.diagram .tip.usual{fill:var(--diagram-road,#0b4f9c)}
"""


def draw(process: Process, language: str = "zh-hans") -> str:
    """The whole drawing as an SVG document."""
    plan = layout(process, language)
    english = language.lower().startswith("en")
    name = process.en if english else process.zh
    summary = process.summary_en if english else process.summary_zh
    lines = list(_lines(process, plan))
    words = [line for line in lines if line.startswith("<text")]
    # words last: their halo keeps them readable where a line passes behind
    shapes = [line for line in lines if not line.startswith("<text")]
    shapes += [*_stations(process, plan, language), *_ends(process, plan, language), *words]
    shapes += _withdrawal(process, plan, language)
    size = f'width="{plan.width:.0f}" height="{plan.height:.0f}"'
    mark = f"{process.key}-{process.starts_on.isoformat()}"  # several drawings may stand on one page
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" {size} '
        f'viewBox="0 0 {plan.width:.0f} {plan.height:.0f}" role="img" '
        f'aria-labelledby="{mark}-title {mark}-text" lang="{"en" if english else "zh-Hans"}">'
    )
    title = f'<title id="{mark}-title">{escape(name)}</title>'
    text = f'<desc id="{mark}-text">{escape(summary)} {escape(_read_aloud(process, language))}</desc>'
    return "\n".join([head, title, text, f"<style>{STYLE}</style>", *shapes, "</svg>", ""])


def _read_aloud(process: Process, language: str) -> str:
    return " → ".join(process.stages[key].label(language) for key in process.normal_path)


def _stations(process: Process, plan: Layout, language: str) -> Iterator[str]:
    for key, place in plan.places.items():
        stage = process.stages[key]
        kind = "usual" if key in process.normal_path else "beside"
        waits = " waits" if stage.owner == "applicant" or stage.posting is not None else ""
        x = place.x + place.width / 2
        yield f'<g class="station {kind}{waits}" data-stage="{key}">'
        yield _rect(place, 6)
        said = [one for one in (owner_name(stage, language), limits_in_words(stage, language)) if one]
        first = place.middle + 6 - 9 * len(said)
        yield _text("name", stage.label(language), x, first)
        for index, one in enumerate(said):
            yield _text("small", one, x, first + 19 + 17 * index)
        yield "</g>"


def _ends(process: Process, plan: Layout, language: str) -> Iterator[str]:
    label = next(stage.label(language) for stage in process.stages.values() if stage.ends)
    for place in plan.ends.values():
        x, y = place.x + place.width / 2, place.middle + 5
        text = f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle">{escape(label)}</text>'
        yield f'<g class="end">{_rect(place, PILL / 2)}{text}</g>'


def _text(kind: str, said: str, x: float, y: float) -> str:
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}" text-anchor="middle">{escape(said)}</text>'


def _rect(place: Place, radius: float) -> str:
    return (
        f'<rect x="{place.x:.0f}" y="{place.y:.0f}" width="{place.width:.0f}" height="{place.height:.0f}" '
        f'rx="{radius:.0f}"/>'
    )


def _lines(process: Process, plan: Layout) -> Iterator[str]:
    usual = set(pairwise(process.normal_path))
    for edge in plan.between("down"):
        yield from _down(plan, edge, usual=(edge.source, edge.target) in usual)
    for edge in (*plan.between("beside"), *plan.between("end")):
        yield from _across(plan, edge)
    for edge, lane in lanes_of(plan).items():
        yield from _back(plan, edge, lane)
    for lane, edge in enumerate(plan.between("skip")):
        yield from _skip(plan, edge, lane)
    risen = list(plan.between("rise"))
    for lane, edge in enumerate(risen):
        yield from _rise(plan, edge, lane, len(risen))


def _down(plan: Layout, edge: Edge, *, usual: bool) -> Iterator[str]:
    start, stop = plan.places[edge.source], plan.places[edge.target]
    x = start.x + start.width / 2
    top, bottom = start.y + start.height, stop.y
    kind = "usual" if usual else "now-and-then"
    yield f'<path class="{kind}" d="M{x:.0f} {top:.0f}V{bottom - 7:.0f}"/>{_tip(x, bottom, "down", usual=usual)}'
    first = (top + bottom) / 2 - LINE * (len(edge.words) - 1) / 2 + 3
    for index, word in enumerate(edge.words):
        yield _word(word, x + 10, first + LINE * index)


def _across(plan: Layout, edge: Edge) -> Iterator[str]:
    """From a station to what stands in its row, and back again a little lower."""
    start = plan.places[edge.source]
    homeward = edge.target in plan.rows and edge.source in plan.beside
    stop = plan.ends[edge.source] if edge.target not in plan.places else plan.places[edge.target]
    if homeward:
        y = start.middle + 12
        yield f'<path d="M{start.x:.0f} {y:.0f}H{stop.right + 7:.0f}"/>{_tip(stop.right, y, "left")}'
        yield _word(" / ".join(edge.words), (start.x + stop.right) / 2, y + 16, anchor="middle")
        return
    end = stop.middle if edge.target not in plan.places else stop.middle - 8
    begin = min(max(end, start.y + 10), start.y + start.height - 10)
    bend = start.right + 24
    line = f"M{start.right:.0f} {begin:.0f}C{bend:.0f} {begin:.0f} {bend - 8:.0f} {end:.0f} {bend + 16:.0f} {end:.0f}"
    yield f'<path d="{line}H{stop.x - 7:.0f}"/>{_tip(stop.x, end, "right")}'
    yield _word(" / ".join(edge.words), (start.right + stop.x) / 2, end - 6, anchor="middle")


def _back(plan: Layout, edge: Edge, lane: int) -> Iterator[str]:
    """Up the road again, by a lane on the left; the words stand where it leaves."""
    start, stop = plan.places[edge.source], plan.places[edge.target]
    x = start.x - 34 - LANE * lane
    # Arriving high and leaving low keeps a row's words clear of what comes back to it.
    leaves, arrives = start.y + start.height - 12, stop.y + 28 - 9 * (lane % 3)
    yield (
        f'<path d="M{start.x:.0f} {leaves:.0f}H{x + 12:.0f}Q{x:.0f} {leaves:.0f} {x:.0f} {leaves - 12:.0f}'
        f'V{arrives + 12:.0f}Q{x:.0f} {arrives:.0f} {x + 12:.0f} {arrives:.0f}H{stop.x - 7:.0f}"/>'
        f"{_tip(stop.x, arrives, 'right')}"
    )
    first = leaves - 6 - LINE * (len(edge.words) - 1)
    for index, word in enumerate(edge.words):
        yield _word(word, start.x - 8, first + LINE * index, anchor="end")


def _skip(plan: Layout, edge: Edge, lane: int) -> Iterator[str]:
    """Down the road past a station, by a lane on the right."""
    start, stop = plan.places[edge.source], plan.places[edge.target]
    x = start.right + 26 + LANE * (lane % 2)
    leaves, arrives = start.y + start.height - 9, stop.y + 9
    yield (
        f'<path d="M{start.right:.0f} {leaves:.0f}H{x - 12:.0f}Q{x:.0f} {leaves:.0f} {x:.0f} {leaves + 12:.0f}'
        f'V{arrives - 12:.0f}Q{x:.0f} {arrives:.0f} {x - 12:.0f} {arrives:.0f}H{stop.right + 7:.0f}"/>'
        f"{_tip(stop.right, arrives, 'left')}"
    )
    for index, word in enumerate(edge.words):
        yield _word(word, x + 8, leaves + 16 + LINE * index)


def _rise(plan: Layout, edge: Edge, lane: int, lanes: int) -> Iterator[str]:
    """From beside the road back onto it at another row, by a lane on the far right."""
    start, stop = plan.places[edge.source], plan.places[edge.target]
    x = start.right + 26 + LANE * lane
    downward = stop.y > start.y
    turn = 12 if downward else -12
    leaves = start.middle - 10 + 20 * (lane % 2)
    skipped = any(
        one.source == edge.target for one in plan.between("skip")
    )  # its line leaves at the same corner
    arrives = stop.y + (8 if downward else stop.height - (24 if skipped else 8))
    yield (
        f'<path d="M{start.right:.0f} {leaves:.0f}H{x - 12:.0f}Q{x:.0f} {leaves:.0f} {x:.0f} {leaves + turn:.0f}'
        f'V{arrives - turn:.0f}Q{x:.0f} {arrives:.0f} {x - 12:.0f} {arrives:.0f}H{stop.right + 7:.0f}"/>'
        f"{_tip(stop.right, arrives, 'left')}"
    )
    yield _word(" / ".join(edge.words), start.right + 26 + LANE * (lanes - 1) + 8, leaves + 5)


def _tip(x: float, y: float, towards: str, *, usual: bool = False) -> str:
    points = {
        "down": ((x - 5, y - 8), (x + 5, y - 8), (x, y)),
        "right": ((x - 8, y - 5), (x - 8, y + 5), (x, y)),
        "left": ((x + 8, y - 5), (x + 8, y + 5), (x, y)),
    }[towards]
    spelled = " ".join(f"{px:.0f},{py:.0f}" for px, py in points)
    return f'<polygon class="tip{" usual" if usual else ""}" points="{spelled}"/>'


def _word(word: str, x: float, y: float, *, anchor: str = "start") -> str:
    return f'<text class="word" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(word)}</text>'


def _withdrawal(process: Process, plan: Layout, language: str) -> Iterator[str]:
    """What may happen anywhere is said once, in words, under the road."""
    said = {one.label(language) for stage in process.stages.values() for one in stage.outcomes if one.aside}
    for index, word in enumerate(sorted(said)):
        note = (
            f"* {word}: any time before the decision"
            if language.startswith("en")
            else f"＊决定之前可以随时：{word}"
        )
        yield _word(note, 24, plan.height - 8 - LINE * index)
