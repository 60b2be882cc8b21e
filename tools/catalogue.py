"""The English catalogues: `python -m tools.catalogue update|check|compile`.

A message is its Chinese text. Each package with words of its own keeps ``locale/en/LC_MESSAGES/django.po``;
``check`` names every string that is missing, doubtful, left over, or translated in two ways. Babel does the
reading and writing, so the gettext programs are not needed.
"""

from __future__ import annotations

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "jiuzhu"
PO = Path("locale/en/LC_MESSAGES/django.po")
DOORS = {"office", "portal", "exchange"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'  # noqa: E501
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")

Key = tuple[str | None, str]  # context, the Chinese text


@dataclass
class Found:
    """One string in the source: its plural, if any, and where it stands (file, line)."""

    plural: str | None = None
    places: list[tuple[str, int]] = field(default_factory=list)


def package_of(path: Path) -> Path:
    """The folder that keeps the catalogue of a file: the room, the door, or ``web`` for what doors share."""
    parts = path.relative_to(HOUSE).parts
    if parts[0] == "web" and len(parts) > 1 and parts[1] in DOORS:
        return HOUSE / "web" / parts[1]
    return HOUSE / parts[0] if len(parts) > 1 else HOUSE


def sources() -> Iterator[Path]:
    """Python files and templates of the house."""
    for path in sorted(HOUSE.rglob("*")):
        if "migrations" in path.parts:
            continue
        if path.suffix == ".py" or (path.suffix in {".html", ".txt"} and "templates" in path.parts):
            yield path


def strings(path: Path) -> Iterator[tuple[Key, str | None, int]]:
    """The translatable strings of one file with their line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation of HTML means nothing, to Python's tokenizer it does.
        text = "\n".join(line.lstrip() for line in templatize(text).split("\n"))
    for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        singular, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        if singular:
            yield (context, singular), plural, line


def wanted() -> dict[Path, dict[Key, Found]]:
    """For each package, what its catalogue must contain."""
    result: dict[Path, dict[Key, Found]] = defaultdict(dict)
    for path in sources():
        for key, plural, line in strings(path):
            found = result[package_of(path)].setdefault(key, Found())
            found.plural = found.plural or plural
            found.places.append((path.relative_to(ROOT).as_posix(), line))
    return result


def stored(package: Path) -> Catalog:
    """The catalogue of a package as it is on disk; empty when there is none yet."""
    path = package / PO
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale="en", charset="utf-8", abort_invalid=True)


def catalogues() -> list[Path]:
    """Packages that keep a catalogue."""
    suffix = len(PO.parts)
    return sorted(path.parents[suffix - 1] for path in HOUSE.rglob(PO.as_posix()))


@click.group()
def main() -> None:
    """The English catalogues of the house."""


@main.command()
def update() -> None:
    """Take new strings in, drop those that are gone; translations stay."""
    found = wanted()
    for package in sorted({*found, *catalogues()}):
        old, new = stored(package), Catalog(locale="en", charset="utf-8")
        for (context, text), one in found.get(package, {}).items():
            known = old.get(text, context)
            files = sorted({(file, 0) for file, _ in one.places})
            identity = (text, one.plural) if one.plural else text
            flags = set(known.flags) if known else set()
            new.add(identity, _string(known, plural=bool(one.plural)), files, flags, context=context)
        path = package / PO
        if not found.get(package):
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(new, path)
        missing = sum(1 for message in new if message.id and not _translated(message))
        click.echo(f"{path.relative_to(ROOT)}: {len(new)} strings, {missing} to translate")


@main.command()
def check() -> None:
    """Refuse catalogues that do not fit the source, naming each string with its file and line."""
    problems = list(troubles())
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"{len(problems)} strings: python -m tools.catalogue update, then translate", err=True)
        sys.exit(1)


@main.command(name="compile")
def compile_() -> None:
    """Write the binary files that the pages read; only where the text is newer."""
    for package in catalogues():
        source = package / PO
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(".half")
        with half.open("wb") as stream:
            write_mo(stream, stored(package))
        half.replace(target)


def troubles() -> Iterator[str]:
    """Every string that is missing, empty, fuzzy, badly filled, left over, or translated in two ways."""
    found = wanted()
    said: dict[Key, dict[str, str]] = defaultdict(dict)
    for package in sorted({*found, *catalogues()}):
        catalogue = stored(package)
        for (context, text), one in found.get(package, {}).items():
            file, line = one.places[0]
            message = catalogue.get(text, context)
            wrong = _wrong(message, text)
            if wrong:
                yield f"{file}:{line}: {wrong}: {text!r}"
            elif message is not None:
                said[(context, text)].setdefault(str(message.string), f"{file}:{line}")
        for message in catalogue:
            text = message.id if isinstance(message.id, str) else message.id[0]
            if text and (message.context, text) not in found.get(package, {}):
                yield f"{(package / PO).relative_to(ROOT)}:{message.lineno}: left over: {text!r}"
    for (_, text), answers in said.items():
        if len(answers) > 1:
            yield f"{' and '.join(answers.values())}: translated in two ways: {text!r} as {list(answers)}"


def _wrong(message: Message | None, text: str) -> str | None:
    if message is None:
        return "not in the catalogue"
    if not _translated(message):
        return "untranslated"
    if message.fuzzy:
        return "fuzzy"
    forms = _forms(message)
    if any(_placeholders(form) - _placeholders(text) for form in forms):
        return "a placeholder that the text does not have"
    if _placeholders(text) - _placeholders(" ".join(forms)):
        return "a placeholder is lost"
    return None


def _translated(message: Message) -> bool:
    return all(_forms(message))


def _forms(message: Message) -> list[str]:
    """What stands in the catalogue: one text, or one per grammatical number."""
    string = message.string
    return [form or "" for form in string] if isinstance(string, tuple | list) else [string or ""]


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def _string(known: Message | None, *, plural: bool) -> str | tuple[str, ...]:
    forms = _forms(known) if known is not None else []
    if plural:
        return (forms[0], forms[1]) if len(forms) == 2 else ("", "")
    return forms[0] if len(forms) == 1 else ""


def _write(catalogue: Catalog, path: Path) -> None:
    body = io.BytesIO()
    # No dates and no line numbers: a catalogue changes when its words do.
    write_po(body, catalogue, width=110, omit_header=True, include_lineno=False, sort_output=True)
    path.write_text(HEADER + body.getvalue().decode(), encoding="utf-8")


if __name__ == "__main__":
    main()
