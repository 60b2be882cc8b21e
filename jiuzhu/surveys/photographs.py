"""Photographs made small on the server, whatever came: nothing of what the camera wrote into the file is kept."""

from __future__ import annotations

import io
from pathlib import PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from .refusals import NotAPhotograph

LONGEST = 1600  # px: a page of a passbook is still read
_QUALITY = 80
_MOST_PIXELS = 80_000_000  # a telephone's largest; beyond that it is a bomb and no photograph


def shrunk(body: bytes, *, name: str, field: str | None = None) -> tuple[bytes, str]:
    """The picture as a JPEG of at most LONGEST pixels, upright, and its name. Raises NotAPhotograph."""
    try:
        with Image.open(io.BytesIO(body)) as came:
            if came.width * came.height > _MOST_PIXELS:
                raise NotAPhotograph(field, name=name)
            upright = ImageOps.exif_transpose(came).convert("RGB")
            upright.thumbnail((LONGEST, LONGEST))
            clean = Image.new("RGB", upright.size)
            clean.paste(upright)  # pixels only: no Exif, no profile, no comment
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotAPhotograph(field, name=name) from None
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), f"{PurePath(name).stem[:150] or 'photograph'}.jpg"
