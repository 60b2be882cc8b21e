"""What no schema can see: dates that overlap or leave a gap, names that point at nothing, sources nobody listed.

``check()`` answers every problem with its file; ``make check`` fails on any. Whether a process can be walked is asked
of ``journey.process.walkable``, which knows roads; here stands what concerns the rulebook alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from jiuzhu.rulebook import measures, places, reading
from jiuzhu.rulebook.book import Rulebook
from jiuzhu.rulebook.entries import ProcessVersion
from jiuzhu.rulebook.figures import UNITS, Figure
from jiuzhu.rulebook.refusals import Invalid

JSON = Any
_SOURCE = re.compile(r"[A-Za-z]+[0-9]*")


def check(root: Path) -> list[str]:
    """Every problem of the rulebook in a folder, as ``file: what is wrong``; empty when there is none."""
    try:
        book = Rulebook(root)
    except Invalid as broken:
        return list(broken.problems)
    found: list[str] = []
    for name, body in book.bodies.items():
        kind = name.split("/", 1)[0]
        found += [f"{name}: {one}" for one in (*_ABOUT[kind](book, name, body), *_sources(book, kind, body))]
    found += _twice(book)
    found += _gaps(book)
    found += _units(root)
    return found


def _about_item(book: Rulebook, name: str, body: JSON) -> Iterator[str]:
    if Path(name).stem != body["slug"]:
        yield f"the file is not named after its slug {body['slug']!r}"
    if body["process"] not in {version.key for version in book.versions}:
        yield f"process: {body['process']!r} is no process of this rulebook"
    for number in body["numbers"]:
        if number not in book.parameters:
            yield f"numbers: {number!r} is no number of this rulebook"
    for section in body["form"]:
        for field in section["fields"]:
            needs = field["kind"] in ("code", "codes")
            if needs != ("codes" in field):
                yield f"form.{section['key']}.{field['key']}: a field of codes names its list, others name none"
            elif needs and field["codes"] not in book.codes_by_name:
                yield f"form.{section['key']}.{field['key']}: {field['codes']!r} is no list of codes"


def _about_process(book: Rulebook, name: str, body: JSON) -> Iterator[str]:
    if name != f"processes/{body['key']}/{body['from']}.yaml":
        yield f"the file is not named after its key and first day ({body['key']}/{body['from']})"
    yield from _ordered(body["from"], body["to"], "to")
    yield from _known_areas(book, body["areas"], "areas")
    for key, stage in body["stages"].items():
        usual, outcomes = stage.get("usual"), stage["outcomes"]
        if outcomes and usual not in outcomes:
            yield f"stages.{key}.usual: {usual!r} is none of its outcomes ({', '.join(outcomes)})"


def _about_parameter(book: Rulebook, name: str, body: JSON) -> Iterator[str]:
    if Path(name).stem != body["name"]:
        yield f"the file is not named after its name {body['name']!r}"
    codes = {item.code for item in book.items()}
    for item in body.get("items", ()):
        if item not in codes:
            yield f"items: {item!r} is no item of this rulebook"
    yield from _known_areas(book, [row["area"] for row in body["values"]], "values")
    for index, row in enumerate(body["values"]):
        yield from _ordered(row["from"], row.get("to"), f"values.{index}.to")
        if row.get("checked_until", row["from"]) < row["from"]:
            yield f"values.{index}.checked_until: lies before its first day"
    for place, rows in _by_place(book.parameters[body["name"]].values):
        for earlier, later in pairwise(rows):
            written = _row(body, earlier)
            if earlier.starts_on == later.starts_on:
                yield f"values: two values for {place} from {later.starts_on}"
            elif written.get("to") is not None and written["to"] > later.starts_on.isoformat():
                yield f"values: {place} from {earlier.starts_on} runs into the value from {later.starts_on}"


def _about_codes(book: Rulebook, name: str, body: JSON) -> Iterator[str]:
    if Path(name).stem != body["name"]:
        yield f"the file is not named after its name {body['name']!r}"
    codes = [entry["code"] for entry in body["entries"]]
    for code in sorted({one for one in codes if codes.count(one) > 1}):
        yield f"entries: the code {code!r} stands here twice"
    for entry in body["entries"]:
        if "of" in entry and entry["of"] not in codes:
            yield f"entries.{entry['code']}: lies in {entry['of']!r}, which is not listed"


def _about_catalogue(book: Rulebook, name: str, body: JSON) -> Iterator[str]:
    if Path(name).stem != f"{body['name']}-{body['from']}":
        yield f"the file is not named after its name and first day ({body['name']}-{body['from']})"
    yield from _known_areas(book, body["areas"], "areas")
    codes = [item["code"] for one in body["categories"] for item in one["items"]]
    yield from (
        f"categories: the item {code} stands here twice"
        for code in sorted({one for one in codes if codes.count(one) > 1})
    )
    for one in body["categories"]:
        yield from (
            f"{item['code']} does not belong to {one['code']}"
            for item in one["items"]
            if not item["code"].startswith(one["code"])
        )
    if missing := {item.code for item in book.items()} - set(codes):
        yield f"categories: items with rules of this rulebook are missing: {', '.join(sorted(missing))}"


_ABOUT = {
    "items": _about_item,
    "processes": _about_process,
    "parameters": _about_parameter,
    "codes": _about_codes,
    "catalogue": _about_catalogue,
    "measures": measures.problems,
}


def _ordered(first: str, stop: str | None, where: str) -> Iterator[str]:
    if stop is not None and stop <= first:
        yield f"{where}: {stop} does not lie after {first}"


def _known_areas(book: Rulebook, codes: Iterable[str], where: str) -> Iterator[str]:
    for code in codes:
        if places.stem(code) not in book.areas:
            yield f"{where}: the area {code} is not in codes/areas.yaml"


def _by_place(figures: Iterable[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    ordered = sorted(figures, key=lambda one: (places.stem(one.area), one.starts_on))
    for _, rows in groupby(ordered, key=lambda one: places.stem(one.area)):
        group = list(rows)
        yield group[0].area, group


def _row(body: JSON, figure: Figure) -> Mapping[str, JSON]:
    for row in body["values"]:
        if row["area"] == figure.area and row["from"] == figure.starts_on.isoformat():
            return dict(row)
    raise LookupError(f"{figure.name} has no row for {figure.area} from {figure.starts_on}")


def _sources(book: Rulebook, kind: str, body: JSON) -> Iterator[str]:
    """Every ``source`` begins with a key of codes/sources.yaml; several are separated by ；."""
    known = book.codes_by_name["sources"].entries if "sources" in book.codes_by_name else {}
    if kind == "codes" and body["name"] == "sources" and not known:
        yield "entries: no sources are listed"
    for where, text in _each(body, "source"):
        for part in text.split("；"):
            key = _SOURCE.match(part.strip())
            if key is None or key.group() not in known:
                yield f"{where}: {part.strip()!r} does not begin with a source of codes/sources.yaml"


def _each(body: JSON, wanted: str, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(body, dict):
        for key, value in body.items():
            if key == wanted and isinstance(value, str):
                yield f"{path}{key}", value
            else:
                yield from _each(value, wanted, f"{path}{key}.")
    elif isinstance(body, list):
        for index, value in enumerate(body):
            yield from _each(value, wanted, f"{path}{index}.")


def _twice(book: Rulebook) -> Iterator[str]:
    """Two items with one code or slug, two versions in force in the same area on the same day."""
    for field in ("code", "slug"):
        words = [body[field] for name, body in book.bodies.items() if name.startswith("items/")]
        for word in sorted({one for one in words if words.count(one) > 1}):
            yield f"items: the {field} {word!r} belongs to two items"
    for _, versions in _by_road(book):
        for earlier, later in pairwise(versions):
            if earlier.stops_on is None or earlier.stops_on > later.starts_on:
                yield f"{earlier.label} and {later.label} are both in force in {later.area} from {later.starts_on}"


def _gaps(book: Rulebook) -> Iterator[str]:
    """A day on which a version ends and nothing follows, neither there nor in an area around it."""
    for _, versions in _by_road(book):
        for version in versions:
            stop = version.stops_on
            if stop is not None and not any(
                other.in_force(stop) and places.covers(other.area, version.area)
                for other in book.process_versions(version.key)
            ):
                yield f"{version.label} ends on {stop} in {version.area} and no version follows"


def _by_road(book: Rulebook) -> Iterator[tuple[tuple[str, str], list[ProcessVersion]]]:
    ordered = sorted(book.versions, key=lambda one: (one.key, places.stem(one.area), one.starts_on))
    for road, versions in groupby(ordered, key=lambda one: (one.key, places.stem(one.area))):
        yield road, list(versions)


def _units(root: Path) -> Iterator[str]:
    """The schema and the reader must know the same units."""
    named = set(reading.schema(root, "parameter")["properties"]["unit"]["enum"])
    for unit in sorted(named ^ set(UNITS)):
        yield f"schema/parameter.json: the unit {unit!r} is known to only one of schema and reader"
