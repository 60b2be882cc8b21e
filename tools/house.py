"""The standing rules of the house that the import linter cannot see, read from the source itself.

Each rule is a function from a tree to findings, so that a test can run it on a copy that was broken on purpose.
`python -m tools.house` prints what it finds, and the longest files and functions.
"""

from __future__ import annotations

import ast
import configparser
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
DOORS = {"web", "scheduled", "commands"}
WRITERS = {"actions", "models", "migrations"}  # modules or packages of a room that may write
FILE_LINES = 300
FUNCTION_LINES = 50

WRITING_CALLS = {
    "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete", "save",
    "acreate", "aupdate", "adelete", "asave", "add", "remove", "set", "clear",
}  # fmt: skip
ON_RELATIONS_ONLY = {
    "add",
    "remove",
    "set",
    "clear",
}  # too common elsewhere; relations are not used to write here
QUERYSET_STEPS = {"objects", "filter", "exclude", "all", "select_for_update", "order_by", "get", "using"}
CLOCKS = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "timezone.now", "timezone.localdate",
    "timezone.localtime", "time.time",
}  # fmt: skip
CONVERSIONS = {"timezone.localdate", "timezone.localtime"}  # with an instant they only convert it
WRITING_SQL = re.compile(
    r"\s*(insert\s+into|update\s+\w+\s+set|delete\s+from|truncate|alter|drop)\b", re.IGNORECASE
)
FOREIGN = {"ForeignKey", "OneToOneField", "ManyToManyField"}


@dataclass(frozen=True, order=True)
class Finding:
    """A broken rule and its place."""

    rule: str
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.text}"


@dataclass(frozen=True)
class Source:
    """One module of the house: its file, its room (or door), its name inside the room, its syntax tree."""

    path: Path
    name: str
    room: str
    inside: str
    tree: ast.Module

    def found(self, rule: str, node: ast.AST | int, text: str) -> Finding:
        """A finding at a node, or at a line."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return Finding(rule, self.name, line, text)


def sources(root: Path) -> list[Source]:
    """Every module of ``jiuzhu`` in a tree, read once per tree."""
    return list(_sources(root))


@cache
def _sources(root: Path) -> tuple[Source, ...]:
    result = []
    for path in sorted((root / "jiuzhu").rglob("*.py")):
        parts = path.relative_to(root / "jiuzhu").with_suffix("").parts
        if len(parts) > 1:
            tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
            result.append(Source(path, path.relative_to(root).as_posix(), parts[0], parts[1], tree))
    return tuple(result)


def floors(root: Path) -> dict[str, int]:
    """Room → floor, from the contract file: a larger number is higher."""
    contracts = configparser.ConfigParser(allow_no_value=True)
    contracts.read(root / ".importlinter")
    lines = contracts["importlinter:contract:floors"]["layers"].split("\n")
    layers = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    return {
        room.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }


def keys_point_down(root: Path) -> Iterator[Finding]:
    """A foreign key points into its own room or to a lower floor, never up and never to a neighbour."""
    height = floors(root)
    for source in sources(root):
        for call in (node for node in ast.walk(source.tree) if isinstance(node, ast.Call)):
            if _last(call.func) not in FOREIGN or source.inside == "migrations":
                continue
            target = _target(call)
            if target is None or target not in height or target == source.room:
                continue
            if height[target] >= height[source.room]:
                yield source.found("keys-point-down", call, f"a key of {source.room} points up to {target}")


def only_actions_write(root: Path) -> Iterator[Finding]:
    """Rows are written by a room's ``actions`` and ``models`` and by nothing else; a screen never writes."""
    for source in sources(root):
        if source.room not in DOORS and source.inside in WRITERS:
            continue
        for call in (node for node in ast.walk(source.tree) if isinstance(node, ast.Call)):
            if _writes(call):
                yield source.found("only-actions-write", call, f"{ast.unparse(call)[:80]} writes")


def models_stay_home(root: Path) -> Iterator[Finding]:
    """A room's models are imported by that room only: by no neighbour, no floor above, no screen."""
    for source in sources(root):
        for node, module in _imports(source.tree):
            parts = module.split(".")
            if len(parts) > 2 and parts[0] == "jiuzhu" and parts[2] == "models" and parts[1] != source.room:
                yield source.found(
                    "models-stay-home", node, f"{source.room} imports the models of {parts[1]}"
                )


def no_clock_below_the_doors(root: Path) -> Iterator[Finding]:
    """Today and now are told from outside (``on=``, ``at=``); only the doors look at a clock."""
    for source in sources(root):
        if source.room in DOORS:
            continue
        for call in (node for node in ast.walk(source.tree) if isinstance(node, ast.Call)):
            name = ".".join(ast.unparse(call.func).split(".")[-2:])
            if name in CLOCKS and not (name in CONVERSIONS and call.args):
                yield source.found("no-clock-below-the-doors", call, f"{name}()")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and (
                node.arg in {"auto_now", "auto_now_add"}
                or (node.arg == "default" and ast.unparse(node.value) in CLOCKS)
            ):
                yield source.found("no-clock-below-the-doors", node.value, f"{node.arg}=")


def files_and_functions_are_short(root: Path) -> Iterator[Finding]:
    """A file has fewer than 300 lines, a function fewer than 50."""
    for source in sources(root):
        if source.inside == "migrations":
            continue
        lines = len(source.path.read_text(encoding="utf-8").splitlines())
        if lines >= FILE_LINES:
            yield source.found("short", 1, f"{lines} lines in the file")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) >= FUNCTION_LINES:
                yield source.found("short", node, f"{_length(node)} lines in {node.name}")


RULES: list[Callable[[Path], Iterator[Finding]]] = [
    keys_point_down, only_actions_write, models_stay_home, no_clock_below_the_doors, files_and_functions_are_short,
]  # fmt: skip


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    method, receiver = call.func.attr, call.func.value
    if method in {"execute", "executemany"} and call.args:
        text = call.args[0]
        return (
            isinstance(text, ast.Constant)
            and isinstance(text.value, str)
            and bool(WRITING_SQL.match(text.value))
        )
    if method not in WRITING_CALLS:
        return False
    steps = {node.attr for node in ast.walk(receiver) if isinstance(node, ast.Attribute)}
    if steps & QUERYSET_STEPS and method not in ON_RELATIONS_ONLY:
        return True
    # A model's save() and delete() take no positional arguments; a picture's or a workbook's save() takes a name.
    return method in {"save", "delete", "asave", "adelete"} and not call.args


def _target(call: ast.Call) -> str | None:
    argument = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "to"), None)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "." in argument.value:
        return argument.value.split(".")[0]
    return None


def _imports(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def _last(node: ast.expr) -> str:
    return ast.unparse(node).split(".")[-1]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@click.command()
def main() -> None:
    """Print what breaks a standing rule, then the ten longest functions."""
    findings = sorted({finding for rule in RULES for finding in rule(ROOT)})
    for finding in findings:
        click.echo(str(finding))
    functions = [
        (_length(node), f"{source.name}:{node.lineno} {node.name}")
        for source in sources(ROOT)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and source.inside != "migrations"
    ]
    click.echo("longest functions: " + ", ".join(f"{n} {place}" for n, place in sorted(functions)[-10:]))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
