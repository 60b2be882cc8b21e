"""A county's numbers out of a file, laid over the rulebook: for trying things out and for the command line.

The file is a list under ``figures``, each entry the ``name`` of a number and one of its values as in
``rulebook/parameters``: area, from, to, value, law, source, confidence, checked_until, note, demo. YAML or JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.rulebook import entries, reading
from jiuzhu.rulebook.book import Rulebook
from jiuzhu.rulebook.figures import Figure
from jiuzhu.values.refusals import Refusal


class FiguresFileWrong(Refusal):
    """Something in a file of county numbers does not fit the number it gives a value to."""

    code = "rulebook.figures-file-wrong"
    zh = "县级数字文件 {file} 有误：{problems}"
    en = "The file of county numbers {file} is wrong: {problems}"
    next_zh = "请按 rulebook/parameters 中同名数字的写法更正。"
    next_en = "Write it as the number of that name in rulebook/parameters."


class FromFile:
    """An overlay of values read from a file."""

    def __init__(self, by_name: Mapping[str, Sequence[Figure]]) -> None:
        self._by_name = by_name

    def values(self, name: str) -> Iterable[Figure]:
        return self._by_name.get(name, ())


def from_file(path: Path, book: Rulebook) -> FromFile:
    """Read and check a file. FiguresFileWrong names every problem."""
    try:
        body = reading.read(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FiguresFileWrong(file=path.name, problems=[str(error)]) from None
    rows = body.get("figures") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FiguresFileWrong(file=path.name, problems=["figures: […]"])
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(str(row.get("name")), []).append({key: row[key] for key in row if key != "name"})
    problems: list[str] = []
    found: dict[str, Sequence[Figure]] = {}
    for name, values in grouped.items():
        read = _values(name, values, book, problems)
        found[name] = tuple(replace(one, entered_by_county=True) for one in read)
    if problems:
        raise FiguresFileWrong(file=path.name, problems=problems)
    return FromFile(found)


def _values(name: str, values: list[dict[str, Any]], book: Rulebook, problems: list[str]) -> Sequence[Figure]:
    known = book.bodies.get(f"parameters/{name}.yaml")
    if known is None:
        problems.append(f"{name}: ?")
        return ()
    body = {**known, "values": values}
    wrong = [*reading.problems_of(body, reading.schema(book.root, reading.SCHEMA_OF["parameters"]))]
    wrong = wrong or [*entries.value_problems("parameters", body)]
    problems += [f"{name}: {one}" for one in wrong]
    return () if wrong else entries.parameter(body).values
