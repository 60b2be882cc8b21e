"""Pages of the documentation that are drawn from the code: `python -m tools.docs update|check`.

Each page is a function from the house to text. ``check`` names those that are not what the code says now.
"""

from __future__ import annotations

import ast
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tools import house

DOCS = house.ROOT / "docs"
MADE = "<!-- 由 `python -m tools.docs update` 生成，请勿手改。 Made by that command; do not edit. -->\n"


def map_of_the_house() -> str:
    """The floors from the top down, each room with what its README says first and what it offers to others."""
    lines = [
        "# 地图 Map of the house",
        "",
        "A room uses only rooms below it. The contracts stand in `.importlinter`.",
        "",
    ]
    for prose, rooms in floors():
        lines += [f"## {' · '.join(rooms)}", "", prose, ""]
        for room in rooms:
            lines += [*_room(room), ""]
    return "\n".join(lines)


def floors() -> Iterator[tuple[str, list[str]]]:
    """Each floor from the top down: the sentence that explains it, and its rooms."""
    text = (house.ROOT / ".importlinter").read_text(encoding="utf-8")
    body = text.split("layers =\n", 1)[1].split("\n\n", 1)[0]
    prose: list[str] = []
    for line in body.splitlines():
        if line.strip().startswith("#"):
            prose.append(line.strip(" #"))
        elif line.strip():
            yield " ".join(prose), [room.strip(" ()") for room in line.split("|")]
            prose = []


def _room(room: str) -> list[str]:
    folder = house.ROOT / "jiuzhu" / room
    if not (folder / "__init__.py").exists():
        return []
    lines = [f"**{room}** — {_says(folder)}"]
    for name in ("actions", "queries"):
        offered = [function for path in _modules(folder, name) for function in _public(path)]
        if offered:
            lines.append(f"- `{name}`: {', '.join(f'`{function}`' for function in offered)}")
    return lines


def _says(folder: Path) -> str:
    readme = folder / "README.md"
    if readme.exists():
        paragraphs = readme.read_text(encoding="utf-8").split("\n\n")
        return " ".join(paragraphs[1].split()) if len(paragraphs) > 1 else ""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    return " ".join((docstring or "").split("\n\n")[0].split())


def _modules(folder: Path, name: str) -> list[Path]:
    one = folder / f"{name}.py"
    return [one] if one.exists() else sorted((folder / name).glob("[!_]*.py"))


def _public(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]


def commands() -> str:
    """Every command of `jiuzhu` with its help."""
    from jiuzhu.__main__ import jiuzhu

    lines = ["# 命令 Commands", ""]

    def write(command: click.Command, name: str, parent: click.Context | None) -> None:
        context = click.Context(
            command, info_name=name, parent=parent, max_content_width=100, terminal_width=100
        )
        lines.extend([f"## `{context.command_path}`", "", "```text", command.get_help(context), "```", ""])
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                assert found is not None
                write(found, below, context)

    write(jiuzhu, "jiuzhu", None)
    return "\n".join(lines)


def refusals() -> str:
    """Every "no" of the system: code, what it says in both languages, its law."""
    _import_everything()
    from jiuzhu.values.refusals import every

    lines = [
        "# 不予办理的情形 Refusals",
        "",
        "The code is stable; pages, the API and the command line use the same words.",
        "",
    ]
    lines += ["| code | 说明 | what it says | law |", "|---|---|---|---|"]
    for one in every():
        zh, en = f"{one.zh}{one.next_zh}", f"{one.en} {one.next_en}".strip()
        lines.append(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in (f"`{one.code}`", zh, en, one.law)) + " |"
        )
    return "\n".join(lines)


def roles() -> str:
    """Roles with their sentence and powers."""
    from jiuzhu.offices.roles import ROLES

    lines = ["# 角色与权力 Roles and powers", ""]
    for key, role in ROLES.items():
        powers = ", ".join(f"`{power}`" for power in sorted(role.powers))
        lines += [
            f"## {role.zh} {role.en}",
            "",
            f"`{key}` · {role.sentence_zh} {role.sentence_en}",
            "",
            f"Powers: {powers}",
            "",
        ]
    return "\n".join(lines)


def facts() -> str:
    """The shape of facts.json."""
    from jiuzhu.eligibility.facts_schema import reference_markdown

    return reference_markdown()


def registers() -> str:
    """The registers that are asked, and the facts that they give."""
    from jiuzhu.verification.reference import markdown

    return markdown()


def minimum_living() -> str:
    """Every rule of minimum living with its articles."""
    from jiuzhu.eligibility.rules.minimum_living import RULES
    from jiuzhu.rules import reference

    return reference.markdown(RULES, "低保规则 Rules of minimum living")


def api() -> str:
    """Every operation of the JSON API."""
    from jiuzhu.web.exchange import docs

    return docs.markdown()


PAGES: dict[str, Callable[[], str]] = {
    "map.md": map_of_the_house,
    "reference/commands.md": commands,
    "reference/refusals.md": refusals,
    "reference/roles.md": roles,
    "reference/api.md": api,
    "reference/facts.md": facts,
    "reference/registers.md": registers,
    "reference/minimum-living.md": minimum_living,
}


def every_page() -> dict[str, Callable[[], str]]:
    """The pages above, and those drawn from the rulebook: processes, numbers, items."""
    from jiuzhu.journey import reference

    return {**PAGES, **reference.pages()}


def _import_everything() -> None:
    """Refusals are known once their module is imported, wherever it stands."""
    for path in sorted((house.ROOT / "jiuzhu").rglob("*.py")):
        if "\n    code = " in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(house.ROOT).with_suffix("").parts))


@click.group()
def main() -> None:
    """Pages drawn from the code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


@main.command()
def update() -> None:
    """Write the pages."""
    for name, page in every_page().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MADE + "\n" + page().strip() + "\n", encoding="utf-8")
        click.echo(f"docs/{name}")


@main.command()
def check() -> None:
    """Name the pages that are not what the code says now."""
    stale = [
        name
        for name, page in every_page().items()
        if not (DOCS / name).exists()
        or (DOCS / name).read_text(encoding="utf-8") != MADE + "\n" + page().strip() + "\n"
    ]
    for name in stale:
        click.echo(f"docs/{name}: not fresh; python -m tools.docs update")
    sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()
