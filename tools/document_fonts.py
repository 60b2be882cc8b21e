"""Make the fonts of the printed papers from Noto Serif SC and Noto Sans SC (SIL OFL 1.1).

    npm pack @expo-google-fonts/noto-serif-sc @expo-google-fonts/noto-sans-sc      # unpack both
    python -m tools.document_fonts NotoSerifSC_400Regular.ttf NotoSansSC_700Bold.ttf

Papers are set in a Song face with headings in Hei (after GB/T 9704-2012, whose own faces are not free). The Song face
comes in two files: what nearly every paper needs, and the rarer characters of names. All are kept
compressed with xz, which unpacks in well under a second (woff2 took half a minute).
"""

from __future__ import annotations

import io
import lzma
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "jiuzhu" / "documents" / "fonts"


def _gb2312() -> set[int]:
    """Symbols and the 6,763 characters of GB 2312, with what Latin text and punctuation need."""
    found = set(range(0x20, 0x180)) | set(range(0x2000, 0x2070)) | set(range(0xFF00, 0xFFF0))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # an empty cell of the table
    return found | {0x2610, 0x2611, 0x2713, 0x25A1, 0x2190, 0x2192}


def _write(source: Path, name: str, family: str, characters: set[int]) -> None:
    options = subset.Options()
    options.hinting, options.notdef_outline = False, True
    options.layout_features = ["ccmp", "locl"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):  # a family of its own, so that the two Song files stand side by side
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "")
    plain = io.BytesIO()
    font.save(plain)
    (FONTS / name).write_bytes(lzma.compress(plain.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def main(serif: str, sans_bold: str) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    common = _gb2312()
    every = set(TTFont(serif).getBestCmap())
    _write(Path(serif), "song.ttf.xz", "Jiuzhu Song", common)
    _write(Path(serif), "song-rare.ttf.xz", "Jiuzhu Song Rare", every - common)
    _write(Path(sans_bold), "hei.ttf.xz", "Jiuzhu Hei", common)


if __name__ == "__main__":
    main(*sys.argv[1:3])
