"""From a template of the rulebook and its content to the bytes of a PDF. Same content and instant, same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst

from . import typefaces
from .refusals import NotPrintable, UnknownTemplate

TEMPLATES = (
    Path(os.environ.get("JIUZHU_RULEBOOK") or Path(__file__).resolve().parents[2] / "rulebook") / "documents"
)
_NAME = re.compile(r"[a-z][a-z-]*")
_MUST = re.compile(r'must\("([a-z_]+)"\)')


def pdf(template: str, content: dict[str, Any], at: datetime) -> bytes:
    """Typeset `rulebook/documents/<template>.typ`. Texts are shown as they are, never read as markup.

    A text under the key `qr` at the top of the content comes out as a QR code beside it. Raises UnknownTemplate, NotPrintable.
    """
    source = _source(template)
    shown = _spelled(content)
    if isinstance(content.get("qr"), str):
        drawn = io.BytesIO()
        segno.make(content["qr"], error="m").save(drawn, kind="svg", border=0)
        shown["qr_svg"] = drawn.getvalue().decode()
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=typefaces.fonts(), ignore_system_fonts=True)
    try:
        made = compiler.compile(
            input=str(source), format="pdf", timestamp=int(at.timestamp()),
            sys_inputs={"content": json.dumps(shown, ensure_ascii=False)},
        )  # fmt: skip
    except typst.TypstError as error:
        raise NotPrintable(template=template, trouble=str(error.message).splitlines()[0]) from error
    if not isinstance(made, bytes):
        raise NotPrintable(template=template, trouble="typst answered no bytes")
    return made


def wanted(template: str) -> tuple[str, ...]:
    """The fields that no sealed paper of this template may leave blank, as it names them with `must("…")`."""
    return tuple(dict.fromkeys(_MUST.findall(_source(template).read_text(encoding="utf-8"))))


def digest(template: str) -> str:
    """SHA-256 over the template and the shared sheet, so that a paper names exactly what it was made with."""
    both = _source(template).read_bytes() + (TEMPLATES / "sheet.typ").read_bytes()
    return hashlib.sha256(both).hexdigest()


def names() -> list[str]:
    return sorted(path.stem for path in TEMPLATES.glob("*.typ") if path.stem != "sheet")


def _source(template: str) -> Path:
    source = TEMPLATES / f"{template}.typ"
    if not _NAME.fullmatch(template) or template == "sheet" or not source.is_file():
        raise UnknownTemplate(template=template)
    return source


def _spelled(value: Any) -> Any:
    if isinstance(value, str):
        return typefaces.spelled(value)
    if isinstance(value, dict):
        return {key: _spelled(one) for key, one in value.items()}
    return [_spelled(one) for one in value] if isinstance(value, list | tuple) else value
