"""The fonts of printed papers: unpacked once into the folder of the installation, and what they can show."""

from __future__ import annotations

import hashlib
import lzma
import os
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

_PACKED = Path(__file__).resolve().parent / "fonts"
_FACES = ("song", "song-rare", "hei")


@cache
def fonts() -> typst.Fonts:
    """Our own faces, never the machine's: a paper looks the same everywhere, also where no Chinese font is installed.

    A county that owns a face with all of GB 18030 puts it into the folder `fonts/own`; it is used where ours end.
    """
    folders = [str(_folder()), *(str(folder) for folder in [_own()] if folder.is_dir())]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def characters() -> frozenset[int]:
    """Every code point that a paper can show."""
    own = (
        [path for path in _own().glob("*") if path.suffix.lower() in (".ttf", ".otf")]
        if _own().is_dir()
        else []
    )
    files = [*(_folder() / f"{face}.ttf" for face in _FACES), *own]
    return frozenset().union(*(TTFont(path, lazy=True).getBestCmap() for path in files))


def spelled(text: str) -> str:
    """The text with characters that no font of ours has written as their code, so that none is lost in print.

    The 30,900 characters of Noto Serif SC hold all of 通用规范汉字表; of GB 18030-2022's 88,000 the rarest are left.
    """
    known = characters()
    return "".join(c if ord(c) in known or c in "\n\t" else f"〔U+{ord(c):04X}〕" for c in text)


def _own() -> Path:
    return Path(settings.VAR) / "fonts" / "own"


def _folder() -> Path:
    digest = hashlib.sha256()
    for face in _FACES:
        digest.update((_PACKED / f"{face}.ttf.xz").read_bytes())
    folder = Path(settings.VAR) / "fonts" / digest.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for face in _FACES:
        unpacked = folder / f"{face}.ttf"
        if unpacked.exists():
            continue
        half = folder / f".{face}.{os.getpid()}"
        half.write_bytes(lzma.decompress((_PACKED / f"{face}.ttf.xz").read_bytes()))
        half.replace(unpacked)  # another worker may have been quicker: same content either way
    return folder
