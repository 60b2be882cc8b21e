"""Is this paper ours, whole, and does it still stand? Asked by anybody, with the code on the paper or with the file itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.documents import queries as papers
from jiuzhu.documents.refusals import NoSuchIssued
from jiuzhu.seals import authority, proof, trust
from jiuzhu.seals import queries as register

WORDS: dict[str, tuple[str, str]] = {
    "standing": ("有效：本系统出具，没有作废，没有被替换", "valid: issued here, not revoked, not replaced"),
    "whole": ("完整：与出具时逐字节相同", "whole: byte for byte as issued"),
    "changed": ("已被改动：不是出具时的内容", "changed: not what was issued"),
    "unregistered": (
        "印章签名有效，但登记里没有这份文件：请向出具机关核实",
        "the seal's signature holds, but the file is not on record: ask the office",
    ),
    "unknown": ("查无此件：不是本系统出具的文书", "unknown: not a paper of ours"),
    "superseded": ("已被新文书替换", "replaced by a later paper"),
    "revoked": ("已作废", "revoked"),
}


NAMES: dict[str, tuple[str, str]] = {
    "verdict": ("结论", "verdict"),
    "text": ("说明", "in words"),
    "title": ("文书", "paper"),
    "number": ("文号", "number"),
    "issuer": ("出具机关", "issued by"),
    "dated_on": ("日期", "day"),
    "addressee": ("写给", "addressed to"),
    "sealed_with": ("印章", "seal"),
    "seal_use": ("用印登记", "no. of use"),
    "keeper": ("印章保管单位", "kept by"),
    "letter": ("放权委托书", "delegation letter"),
    "void_on": ("作废日期", "void since"),
    "replaced_by": ("替换它的文书", "replaced by"),
    "signature": ("印章签名", "signature of the seal"),
}
"""What may be told to anybody, and how it is called."""


@dataclass(frozen=True)
class Verdict:
    """What is told of a paper. `word` is one of WORDS; `signature` what the seal's signature itself says, of a file."""

    word: str
    paper: Any | None = None
    void_on: date | None = None
    successor: Any | None = None
    sealed: Any | None = None
    signature: Any | None = None

    @property
    def good(self) -> bool:
        return self.word in ("standing", "whole")

    def text(self, language: str = "zh-hans") -> str:
        return WORDS[self.word][language.startswith("en")]


def by_code(code: str) -> Verdict:
    """The paper of a check code as it stands now; the file itself is not asked. Unknown codes are told so, not refused."""
    try:
        return _standing(papers.issued(code), "standing")
    except NoSuchIssued:
        return Verdict("unknown")


def by_file(body: bytes, *, code: str = "") -> Verdict:
    """What a PDF is: whole and standing, changed, revoked, replaced, or not ours.

    First the hash of the whole file as it was kept at sealing; only then what the signatures inside say, for they cover a part
    (design/trust.md 10). With a code, a file of another content than the code's paper is told as changed.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    paper, signature = papers.by_sha256(sha256), proof.check(body, **trust.trusted())
    sealed = register.sealed(sha256)
    if paper is not None:
        told = _standing(paper, "whole")
        return Verdict(told.word, paper, told.void_on, told.successor, sealed, signature)
    if sealed is not None and sealed.void:
        return Verdict("revoked", None, sealed=sealed, signature=signature)
    if sealed is not None:
        return Verdict("whole", None, sealed=sealed, signature=signature)
    claimed = by_code(code).paper if code else None
    if claimed is not None or signature.verdict == "changed":
        return Verdict("changed", claimed, signature=signature)
    return Verdict("unregistered" if signature.verdict == "whole" else "unknown", signature=signature)


def told(verdict: Verdict, language: str = "zh-hans") -> dict[str, Any]:
    """Everything that anybody may know of a verdict, by the keys of NAMES."""
    paper, sealed = verdict.paper, verdict.sealed
    found: dict[str, Any] = {
        "verdict": verdict.word,
        "text": verdict.text(language),
        "void_on": verdict.void_on,
    }
    if paper is not None:
        of_paper = (
            "title",
            "number",
            "issuer",
            "dated_on",
            "addressee",
            "sealed_with",
            "seal_use",
            "keeper",
            "letter",
        )
        found |= {name: getattr(paper, name) for name in of_paper}
    elif sealed is not None:
        found |= {
            "title": sealed.title, "number": sealed.document_number, "dated_on": sealed.on, "sealed_with": sealed.text,
            "seal_use": f"{sealed.seal.number} 第{sealed.use.number}号", "keeper": sealed.area, "letter": sealed.letter_number,
        }  # fmt: skip
    if verdict.successor is not None:
        found["replaced_by"] = verdict.successor.number
    if verdict.signature is not None:
        found["signature"] = verdict.signature.words(language)
    return found


def roots() -> list[bytes]:
    """The county's root certificate (PEM); none before the county has an authority of its own."""
    return [authority.root_pem()] if authority.exists() else []


def _standing(paper: Any, good: str) -> Verdict:
    revoked = papers.revocation(paper)
    if revoked is not None:
        return Verdict("revoked", paper, void_on=revoked.on)
    later = papers.successor(paper)
    return Verdict("superseded", paper, successor=later) if later is not None else Verdict(good, paper)
