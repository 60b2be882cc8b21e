"""The imprint of a seal as a drawing: PDF for papers, SVG for screens. The same text gives the same bytes."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from jiuzhu.documents import typefaces

MILLIMETRES = 42  # diameter of a county bureau's seal, 国发〔1999〕25号 Art. 3
_SOURCE = Path(__file__).with_name("imprint.typ")


@lru_cache(maxsize=64)
def pdf(text: str, bottom: str = "") -> bytes:
    """One page of 42 × 42 mm without background: the name around the star, `bottom` below it."""
    return _drawn(text, bottom, "pdf")


@lru_cache(maxsize=64)
def svg(text: str, bottom: str = "") -> str:
    """The same for a page of the office."""
    return _drawn(text, bottom, "svg").decode()


def _drawn(text: str, bottom: str, kind: Literal["pdf", "svg"]) -> bytes:
    compiler = typst.Compiler(
        root=str(_SOURCE.parent), font_paths=typefaces.fonts(), ignore_system_fonts=True
    )
    told = json.dumps({"text": text, "bottom": bottom}, ensure_ascii=False)
    made = compiler.compile(input=str(_SOURCE), format=kind, timestamp=0, sys_inputs={"content": told})
    if isinstance(made, list):  # typst answers SVG page by page
        made = made[0]
    if not isinstance(made, bytes):
        raise TypeError("typst answered no bytes")
    return made
