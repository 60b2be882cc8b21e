"""What is done to a sealed paper behind the county's back, and what programs of other makers say of it."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from jiuzhu.seals import authority, imprint
from jiuzhu.seals.providers.base import Credential, Place, Sealed
from jiuzhu.seals.providers.pades import Pades
from tests import people

COUNTY = "新泰市"
OFFICE, NAME = "新泰市民政局", "新泰市民政局委托事项专用章"


def decision_paper(where: people.County) -> tuple[bytes, Place]:
    """A decision to grant, drafted from a real signed decision, and where its seal belongs."""
    from jiuzhu.approvals import queries as approvals
    from jiuzhu.documents import actions as documents
    from jiuzhu.journey import papers_of_decision
    from tests.rooms.test_entitlements import TODAY, granted

    case = granted(where)
    paper = papers_of_decision.paper_of(case, approvals.latest_decision(case))
    number = {"number": "新泰民救新汶决〔2026〕1号"}
    draft = documents.draft(paper.template, paper.content | number, at=people.at(TODAY))
    assert not draft.blanks, draft.blanks
    spot = draft.spots[0]
    return draft.body, Place(spot.page, spot.x_mm, spot.y_mm)


def seal(body: bytes, place: Place, credential: Credential, **more: Any) -> Sealed:
    return Pades().seal(
        body, imprint=imprint.pdf(NAME), credential=credential, place=place, reason="用印编号 1", name=NAME, **more
    )  # fmt: skip


def changed(body: bytes, times: int, chance: random.Random) -> Iterator[bytes]:
    """The file with one byte changed to another value, anywhere in it."""
    for _ in range(times):
        place = chance.randrange(len(body))
        yield body[:place] + bytes([body[place] ^ chance.randrange(1, 256)]) + body[place + 1 :]


def one_byte(body: bytes) -> bytes:
    """The file with one byte changed in the middle of what was sealed: inside a compressed stream, so that it still opens."""
    place = body.index(b"/Contents <") // 2
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def appended(body: bytes) -> bytes:
    """A further revision with an object that nothing shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(body))
    writer.add_object(generic.DictionaryObject({generic.NameObject("/Hidden"): generic.NumberObject(1)}))
    return _written(writer)


def noted(body: bytes) -> bytes:
    """A further revision with a note drawn over the amount, as an ordinary PDF program puts it on."""
    writer = IncrementalPdfFileWriter(io.BytesIO(body))
    page, _resources = writer.find_page_for_modification(0)
    name, number = generic.NameObject, generic.NumberObject
    drawn = generic.StreamObject(
        {
            name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"),
            name("/BBox"): generic.ArrayObject(map(number, (0, 0, 200, 40))),
        },
        stream_data=b"1 1 1 rg 0 0 200 40 re f 0 0 0 RG 2 w 10 5 m 190 35 l S",
    )  # fmt: skip
    note = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"), name("/Subtype"): name("/Stamp"), name("/F"): number(4),
            name("/Rect"): generic.ArrayObject(map(number, (150, 500, 350, 540))),
            name("/AP"): generic.DictionaryObject({name("/N"): writer.add_object(drawn)}),
        }
    )  # fmt: skip
    held = page.get_object()
    notes = held.get("/Annots", None)
    held[name("/Annots")] = generic.ArrayObject([*(notes or ()), writer.add_object(note)])
    writer.update_container(held)
    return _written(writer)


def painted(body: bytes) -> bytes:
    """A further revision that paints a white bar and another figure into the page itself."""
    writer = IncrementalPdfFileWriter(io.BytesIO(body))
    bar = generic.StreamObject(stream_data=b"q 1 1 1 rg 150 500 200 40 re f Q")
    writer.add_stream_to_page(0, writer.add_object(bar))
    return _written(writer)


def cut(body: bytes) -> bytes:
    """The file as it was before its last revision (without the time-stamp of the whole): B-LTA fallen back to B-LT."""
    ends = [found.end() for found in re.finditer(rb"%%EOF\s*", body)]
    return body[: ends[-2]]


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# Programs of other makers: each answers its own words, cut to the point.


def run(*words: str, surroundings: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        words, capture_output=True, check=False, timeout=60, env=os.environ | (surroundings or {})
    )
    return (done.stdout + b"\n" + done.stderr).decode(errors="replace") + f"\nexit {done.returncode}"


def certificate_store(folder: Path, root: bytes) -> Path | None:
    """A store of NSS that trusts the county's root; None where certutil is not installed."""
    if shutil.which("certutil") is None:
        return None
    place, pem = folder / "nss", folder / "root.pem"
    place.mkdir(exist_ok=True)
    pem.write_bytes(root)
    for words in (("-N", "--empty-password"), ("-A", "-n", "county", "-t", "C,C,C", "-i", str(pem))):
        subprocess.run(("certutil", "-d", f"sql:{place}", *words), check=True, capture_output=True)
    return place


def pdfsig(file: Path, store: Path | None) -> str:
    """poppler with NSS: what it says of each seal and time-stamp."""
    trusted = ("-nssdir", f"sql:{store}") if store else ("-nocert",)
    said = run("pdfsig", *trusted, str(file))
    wanted = re.findall(
        r"Signature #(\d+)|Signature Type: (.+)|(?:Signature|Certificate) Validation: (.+)|((?:Not t|T)otal document signed)",
        said,
    )
    told = [
        next(f"#{one}" if place == 0 else one for place, one in enumerate(line) if one) for line in wanted
    ]
    return "; ".join(told).strip() or said.strip().replace("\n", " ")[:200]


def mutool(file: Path) -> str:
    """MuPDF."""
    return re.sub(r"\s+", " ", run("mutool", "sign", "-v", str(file)).replace(str(file), "")).strip()


def openssl_cms(body: bytes, root: bytes, folder: Path) -> str:
    """openssl over the bytes that the first seal names, with the county's root as the only one trusted."""
    found = re.search(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", body)
    if found is None:
        return "no byte range"
    start, length, after, rest = map(int, found.groups())
    try:
        # The place of the signature is filled up with zeros: what counts ends where the DER ends.
        held = cms.ContentInfo.load(
            bytes.fromhex(body[start + length + 1 : after - 1].decode("ascii"))
        ).dump()
    except ValueError as error:
        return f"no DER: {error}"[:60]
    (folder / "content").write_bytes(body[start : start + length] + body[after : after + rest])
    (folder / "seal.der").write_bytes(held)
    (folder / "county.pem").write_bytes(root)
    said = run(
        "openssl", "cms", "-verify", "-inform", "DER", "-in", str(folder / "seal.der"), "-binary", "-content", str(folder / "content"),
        "-CAfile", str(folder / "county.pem"), "-purpose", "any", "-out", os.devnull,
    )  # fmt: skip
    lines = [line for line in said.splitlines() if line.strip()]
    why = next((re.sub(r"^.*?CMS routines:", "", line) for line in lines if "CMS routines" in line), "")
    return f"{lines[0]}{' (' + why + ')' if why else ''}; {lines[-1]}"


def seals_of(body: bytes) -> int:
    return len(list(PdfFileReader(io.BytesIO(body)).embedded_regular_signatures))


def new_authority(*, at: Any) -> Credential:
    """The county's authority in settings.VAR and one seal under it."""
    authority.load.cache_clear()
    authority.create(COUNTY, at=at)
    return Credential(authority.issue(OFFICE, NAME, at=at).fingerprint)
