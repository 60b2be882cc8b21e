"""What the documents name is there: links, files, functions, tables, refusal codes and tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from jiuzhu.offices.roles import ROLES
from tools import house

ROOT = house.ROOT
ROOMS = {path.parent.name for path in (ROOT / "jiuzhu").glob("*/__init__.py")}
# Folders a name may begin with; `var/` and `.venv/` are made on the machine and are not in the repository.
FOLDERS = ("jiuzhu", "tests", "docs", "config", "tools", "rulebook", "bench", ".ci")
LINK = re.compile(r"""(?:\]\(|src=")([^)\s"]+)""")
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
DOTTED = re.compile(r"[a-z_]+(?:\.[A-Za-z_]+)+")
CODE = re.compile(r"[a-z-]+\.[a-z]+(?:-[a-z]+)+")


def pages() -> list[Path]:
    """Every page written by hand or drawn from the code."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "jiuzhu").glob("*/README.md")]
    return sorted(found)


def said(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def spans(page: Path) -> Iterator[str]:
    for found in SPAN.finditer(said(page)):
        if not set("<>*…{}") & set(found[1]):
            yield found[1]


def drawn(page: Path) -> bool:
    """Pages made by `tools.docs` are held to the code by `make check`; of them only links are asked here."""
    return "tools.docs update" in page.read_text(encoding="utf-8")[:200]


@cache
def names_in(path: Path) -> frozenset[str]:
    """What a module defines or passes on; methods as `Class.method`."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
            found |= {
                f"{node.name}.{part.name}" for part in ast.walk(node) if isinstance(part, ast.FunctionDef)
            }
        elif isinstance(node, ast.ImportFrom):
            found |= {one.asname or one.name for one in node.names}
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return frozenset(found)


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as code hosts make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", head).lower()) for head in heads)
    return {head.strip().replace(" ", "-") for head in plain}


def trouble_of_link(page: Path, target: str) -> str | None:
    if "://" in target or target.startswith(("mailto:", "/")):
        return None
    name, _, anchor = target.partition("#")
    there = (page.parent / name).resolve() if name else page
    if not there.exists():
        return f"{target}: no such file"
    if anchor and there.suffix == ".md" and anchor not in anchors(there):
        return f"{target}: no such heading"
    return None


def module_of(room: str, parts: list[str]) -> tuple[Path | None, list[str]]:
    """The module that the first parts name, and what is left of them."""
    here, left = ROOT / "jiuzhu" / room, list(parts)
    while left and (here / left[0]).is_dir():
        here /= left.pop(0)
    if left and (here / f"{left[0]}.py").exists():
        return here / f"{left[0]}.py", left[1:]
    return (here / "__init__.py" if (here / "__init__.py").exists() else None), left


def offered(room: str) -> set[str]:
    """What other rooms may call of a room: its actions and queries, one file or a folder of them."""
    found: set[str] = set()
    for kind in ("actions", "queries", "models", "refusals"):
        one, many = ROOT / "jiuzhu" / room / f"{kind}.py", ROOT / "jiuzhu" / room / kind
        for path in [one] if one.exists() else many.glob("*.py"):
            found |= names_in(path)
    return found


@cache
def powers() -> frozenset[str]:
    return frozenset(power for role in ROLES.values() for power in role.powers)


@cache
def refusal_codes() -> frozenset[str]:
    text = (ROOT / "docs" / "reference" / "refusals.md").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^\| `([^`]+)`", text, re.M))


@cache
def in_the_database(room: str) -> str:
    """Tables of the models, and every name in the SQL of the room."""
    tables = " ".join(model._meta.db_table for model in apps.get_models(include_auto_created=True))
    files = (ROOT / "jiuzhu" / room).rglob("*.py")
    return tables + "".join(path.read_text(encoding="utf-8") for path in files)


def trouble_of_span(page: Path, text: str) -> str | None:
    """Why a code span is not what it says; None for what stands, and for what names nothing of ours."""
    path, _, name = text.partition("::" if "::" in text else ":")
    if PATH.fullmatch(path) and path.split("/")[0] in FOLDERS and "/" in path:
        there = ROOT / path
        if not there.exists():
            return f"{text}: no such file"
        if name and there.suffix == ".py" and name.split("[")[0].replace("::", ".") not in names_in(there):
            return f"{text}: {path} has no {name}"
    elif CODE.fullmatch(text) and text.split(".", maxsplit=1)[0] in ROOMS:
        if text not in refusal_codes():
            return f"{text}: no such refusal"
    elif (
        DOTTED.fullmatch(text)
        and text.split(".", maxsplit=1)[0] in ROOMS
        and not text.endswith((".md", ".yaml", ".py"))
    ):
        return trouble_of_name(text)
    elif re.fullmatch(r"[a-z]+_[a-z_]+", text) and text.split("_", maxsplit=1)[0] in ROOMS:
        room = text.split("_", maxsplit=1)[0]
        if text not in in_the_database(room) and text not in offered(room):
            return f"{text}: nothing of that name in the database"
    return None


def trouble_of_name(text: str) -> str | None:
    room, *parts = text.split(".")
    module, left = module_of(room, parts)
    if text in powers() | refusal_codes() or not left or (len(left) == 1 and left[0] in offered(room)):
        return None
    if module is not None and ".".join(left) in names_in(module):
        return None
    return f"{text}: not found"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_names_is_there(page: Path) -> None:
    troubles = [trouble_of_link(page, target) for target in LINK.findall(said(page))]
    if not drawn(page):
        troubles += [trouble_of_span(page, text) for text in spans(page)]
    assert [one for one in troubles if one] == []


def test_a_name_that_is_not_there_is_told() -> None:
    page = ROOT / "docs" / "map.md"
    assert trouble_of_link(page, "nowhere.md") == "nowhere.md: no such file"
    assert trouble_of_link(page, "glossary.md#nothing-here") == "glossary.md#nothing-here: no such heading"
    for wrong in (
        "jiuzhu/journey/nothing.py", "jiuzhu/journey/advancing.py:fly", "tests/house/test_documents.py::test_nothing",
        "journey.advancing.fly", "approvals.fly", "approvals.no-such-code", "approvals_nothing",
    ):  # fmt: skip
        assert trouble_of_span(page, wrong), wrong
    for right in (
        "jiuzhu/journey/advancing.py:advance", "tests/house/test_documents.py::test_a_name_that_is_not_there_is_told",
        "journey.advancing.advance", "approvals.sign", "approvals.decide", "approvals.not-determined",
        "approvals_decision", "delegation_refusal", "docs/map.md",
    ):  # fmt: skip
        assert trouble_of_span(page, right) is None, right


def test_every_refusal_stands_on_its_page() -> None:
    written = {
        code
        for path in (ROOT / "jiuzhu").rglob("*.py")
        for code in re.findall(r'^    code = "([a-z-]+\.[a-z-]+)"', path.read_text(encoding="utf-8"), re.M)
    }
    assert written - refusal_codes() == set()
