"""What a file is, told from its bytes alone. Extensions and what browsers say are not believed."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable

from PIL import Image

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
HEIC, TIFF = "image/heic", "image/tiff"
XLSX, CSV = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"

PAPERS = frozenset({PDF, JPEG, PNG, HEIC})
"""What may be handed in as a paper: a scan or a photograph."""
TABLES = frozenset({XLSX, CSV})
"""What may be handed in as a table: a department's extract, a bank's return."""

WORDS: dict[str, str] = {
    PDF: "PDF",
    JPEG: "JPEG",
    PNG: "PNG",
    HEIC: "HEIC",
    TIFF: "TIFF",
    XLSX: "Excel (.xlsx)",
    CSV: "CSV",
}
EXTENSIONS: dict[str, str] = {
    PDF: "pdf",
    JPEG: "jpg",
    PNG: "png",
    HEIC: "heic",
    TIFF: "tif",
    XLSX: "xlsx",
    CSV: "csv",
}

_MOST_PIXELS = (
    120_000_000  # a phone takes 50 million; a few kilobytes that unfold to gigapixels are an attack
)
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")


def media_type(body: bytes) -> str:
    """The kind of a file, or "" for anything that this room does not know."""
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if body.startswith(b"\xff\xd8\xff"):
        return JPEG
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if body[4:8] == b"ftyp" and body[8:12] in _HEIC_BRANDS:
        return HEIC
    if body.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    if body.startswith(b"PK\x03\x04"):
        return XLSX if _is_workbook(body) else ""
    return CSV if _is_text(body) else ""


def is_whole(body: bytes, kind: str) -> bool:
    """Whether the file can be opened to its end. HEIC is taken as it is: no decoder of ours reads it."""
    if kind == PDF:
        return b"%%EOF" in body[-2048:]
    if kind in (JPEG, PNG):
        try:
            with Image.open(io.BytesIO(body)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return False
                picture.load()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return False
    return True


def plain_name(name: str, kind: str) -> str:
    """A sender's file name as it may be shown and saved: no path, no control characters, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    extension = EXTENSIONS.get(kind, "")
    if len(shown) > 200:
        shown = shown[: 199 - len(extension)] + (f".{extension}" if extension else "")
    return shown or f"paper.{extension}"


_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud and typed by hand
_LOOK_ALIKE = str.maketrans("ILO", "110")


def check_code(random_bits: int) -> str:
    """130 bits as the 26 letters of a check code (at least 128 are random: it cannot be guessed)."""
    return "".join(_CODE_LETTERS[random_bits >> shift & 31] for shift in range(125, -1, -5))


def read_code(typed: str) -> str:
    """A code as somebody typed it: hyphens, blanks, small letters and look-alikes do not matter; "" when it is none."""
    plain = "".join(c for c in typed.upper() if c.isalnum()).translate(_LOOK_ALIKE)
    return plain if len(plain) == 26 and set(plain) <= set(_CODE_LETTERS) else ""


def accepted_words(kinds: Iterable[str]) -> list[str]:
    return sorted(WORDS[kind] for kind in kinds)


def _is_workbook(body: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            return "xl/workbook.xml" in box.namelist()
    except zipfile.BadZipFile:
        return False


def _is_text(body: bytes) -> bool:
    if not body or b"\x00" in body:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(c) == "Cc" and c not in "\r\n\t" for c in text[:4096])
    return False
