"""A signed act as its room keeps it, and whether it still is what its author signed. Rooms answer their acts; journey lines them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jiuzhu.values import canonical

from . import queries
from .models import Signature

TROUBLES: dict[str, tuple[str, str]] = {
    "unsigned": ("没有签名（启用签名密钥以前，或者绕过了系统）", "not signed (from before officers had keys, or past the system)"),
    "content": ("所存内容与指纹不符", "the content kept does not have this fingerprint"),
    "other_content": ("签名签的是别的内容", "the signature is over another content"),
    "author": ("签名人不是经办人", "the signer is not the officer whose duty it is"),
    "figures": ("登记的金额或结论与所签内容不一致", "the amount or outcome on record differs from what was signed"),
    **queries.TROUBLES,
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One act: whose duty, what content its room keeps, which figures stand beside it, under which signature."""

    kind: str  # survey, report, preliminary, county_review, decision, change_decision …
    row: int
    officer: Any  # whose duty it is
    duty: int | None
    at: datetime
    content: Any
    digest: str
    signature: Signature | None
    authority: str = ""
    figures: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)  # name → (as kept, as signed)


def trouble_with(act: Act) -> str | None:
    """What is wrong with an act (a word of TROUBLES); None when row, content, figures and signature agree."""
    if canonical.digest(act.content) != act.digest:
        return "content"
    if any(kept != signed for kept, signed in act.figures.values()):
        return "figures"
    if act.signature is None:
        return "unsigned"
    if act.signature.digest != act.digest:
        return "other_content"
    if act.signature.officer_id != act.officer.pk:
        return "author"
    return queries.trouble_with(act.signature)
