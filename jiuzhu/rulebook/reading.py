"""Reads the rulebook's files strictly: no key twice, nothing guessed, and every message with its file and
path."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

JSON = Any  # a file's content: mappings, lists, text, whole numbers, true, false, null

SCHEMA_OF = {
    "items": "item",
    "processes": "process",
    "parameters": "parameter",
    "codes": "codes",
    "catalogue": "catalogue",
    "measures": "measure",
}


class _Strict(yaml.CSafeLoader):
    """YAML without its surprises: ``on`` and ``no`` are words, dates and 1.50 stay the text that was
    written."""

    yaml_implicit_resolvers: dict[str, Any] = {}


_Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Strict.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Strict.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[str, JSON]:
    seen: dict[str, JSON] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands here twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> JSON:
    """One file's content; yaml.YAMLError with line and column when it is not YAML as this rulebook writes
    it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)  # noqa: S506 — a SafeLoader


def problems_of(body: JSON, schema: dict[str, Any]) -> Iterator[str]:
    """What the schema finds wrong, each as ``path: message``, in the file's order."""
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
    for error in sorted(
        validator.iter_errors(body), key=lambda one: [str(step) for step in one.absolute_path]
    ):
        where = ".".join(str(step) for step in error.absolute_path) or "(whole file)"
        # jsonschema prints the whole instance; its first words are enough beside the path.
        message = (
            error.message if len(error.message) < 240 else error.message[:120] + " … " + error.message[-110:]
        )
        yield f"{where}: {message}"


@cache
def schema(root: Path, name: str) -> dict[str, Any]:
    """One of ``rulebook/schema/*.json``."""
    loaded: dict[str, Any] = json.loads((root / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every data file with the kind of thing it holds (``items``, ``processes`` …), in a fixed order."""
    for kind in SCHEMA_OF:
        for path in sorted((root / kind).rglob("*.yaml")):
            yield path, kind


def canonical(body: JSON) -> bytes:
    """JSON in one spelling: keys sorted, no spaces, UTF-8. What digests are taken of."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def digest(body: JSON) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(body)).hexdigest()
