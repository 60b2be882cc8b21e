"""From a template of the rulebook and its content to the bytes of a PDF/A-2b. Same content and instant, same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from . import typefaces
from .refusals import NotPrintable, UnknownTemplate

TEMPLATES = (
    Path(os.environ.get("JIUZHU_RULEBOOK") or Path(__file__).resolve().parents[2] / "rulebook") / "documents"
)
STANDARD: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2): what archives take; a seal may still be added to it."""
_NAME = re.compile(r"[a-z][a-z-]*")
_MUST = re.compile(r'must\("([a-z_]+)"\)')
_SQUARES = {"qr": "qr_svg", "check": "check_svg"}


@dataclass(frozen=True)
class Spot:
    """Where a seal belongs: its middle, in millimetres from the left top of the page (pages from 1)."""

    name: str
    page: int
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class Typeset:
    body: bytes
    spots: tuple[Spot, ...]
    pages: int


def pdf(template: str, content: dict[str, Any], at: datetime) -> bytes:
    """The bytes alone; see `typeset`."""
    return typeset(template, content, at).body


def typeset(template: str, content: dict[str, Any], at: datetime) -> Typeset:
    """Typeset `rulebook/documents/<template>.typ`. Texts are shown as they are, never read as markup.

    The texts under `qr` and `check` at the top of the content come out as QR codes beside them.
    Raises UnknownTemplate, NotPrintable.
    """
    compiler = _compiler(template, content)
    try:
        made = compiler.compile(format="pdf", timestamp=int(at.timestamp()), pdf_standards=STANDARD)
        told = json.loads(compiler.query("<seal>", field="value"))
        pages = json.loads(compiler.query("<pages>", field="value"))
    except typst.TypstError as error:
        raise NotPrintable(template=template, trouble=str(error.message).splitlines()[0]) from error
    if not isinstance(made, bytes):
        raise NotPrintable(template=template, trouble="typst answered no bytes")
    return Typeset(made, tuple(Spot(**one) for one in told), int(pages[0]) if pages else 1)


def pictures(template: str, content: dict[str, Any]) -> list[bytes]:
    """The pages as PNG at 96 dots an inch, to be read on a screen. Raises as `typeset`."""
    try:
        drawn = _compiler(template, content).compile(format="png", ppi=96)
    except typst.TypstError as error:
        raise NotPrintable(template=template, trouble=str(error.message).splitlines()[0]) from error
    return drawn if isinstance(drawn, list) else [drawn or b""]


def _compiler(template: str, content: dict[str, Any]) -> typst.Compiler:
    source = _source(template)
    shown = _spelled(content)
    for key, drawn in _SQUARES.items():
        if isinstance(content.get(key), str) and content[key]:
            shown[drawn] = _square(content[key])
    return typst.Compiler(
        input=str(source), root=str(TEMPLATES), font_paths=typefaces.fonts(), ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(shown, ensure_ascii=False)},
    )  # fmt: skip


def _square(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0)
    return drawn.getvalue().decode()


def wanted(template: str) -> tuple[str, ...]:
    """The fields that no sealed paper of this template may leave blank, as it names them with `must("…")`."""
    both = _text(_source(template)) + _text(TEMPLATES / "sheet.typ").partition("// --- forms")[0]
    own = _MUST.findall(_text(_source(template)))
    # What the shared red head and signature ask for counts only where the template uses them.
    shared = _MUST.findall(both) if "official.with" in _text(_source(template)) else own
    return tuple(dict.fromkeys(name for name in [*own, *shared] if name != "key"))


def blanks(template: str, content: dict[str, Any]) -> tuple[str, ...]:
    """The fields of `wanted` that the content leaves empty."""
    return tuple(name for name in wanted(template) if content.get(name) in (None, "", [], ()))


def digest(template: str) -> str:
    """SHA-256 over the template and the shared sheet, so that a paper names exactly what it was made with."""
    return hashlib.sha256("".join(sources(template)).encode()).hexdigest()


def sources(template: str) -> tuple[str, str]:
    """The template and the shared sheet as they are now, to be kept beside the digest."""
    return _text(_source(template)), _text(TEMPLATES / "sheet.typ")


def names() -> list[str]:
    return sorted(path.stem for path in TEMPLATES.glob("*.typ") if path.stem != "sheet")


def _source(template: str) -> Path:
    source = TEMPLATES / f"{template}.typ"
    if not _NAME.fullmatch(template) or template == "sheet" or not source.is_file():
        raise UnknownTemplate(template=template)
    return source


def _text(path: Path) -> str:
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, changed: int) -> str:
    return path.read_text(encoding="utf-8")


def _spelled(value: Any) -> Any:
    if isinstance(value, str):
        return typefaces.spelled(value)
    if isinstance(value, dict):
        return {key: _spelled(one) for key, one in value.items()}
    return [_spelled(one) for one in value] if isinstance(value, list | tuple) else value
