"""What stands behind a paper that is to be sealed: a decision, a decision on a change, a letter, a case, or nothing of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiuzhu.seals.refusals import RegisterDiffers

_KINDS = {
    "Decision": "decision",
    "ChangeDecision": "change_decision",
    "Letter": "letter",
    "Case": "notice",
}


@dataclass(frozen=True)
class Subject:
    """The rows that a use names, and what the register prints of them. Everything here is checked again by the trigger."""

    kind: str
    decision: Any = None
    change_decision: Any = None
    letter: Any = None
    case: Any = None
    legal_form: str = ""
    letter_number: str = ""
    approver: str = ""

    def rows(self) -> dict[str, Any]:
        return {
            "paper_kind": self.kind, "decision": self.decision, "change_decision": self.change_decision,
            "letter": self.letter, "case": self.case,
            "case_number": self.case.number if self.case else "", "item_code": self.case.item_code if self.case else "",
            "legal_form": self.legal_form, "letter_number": self.letter_number,
        }  # fmt: skip


def of(thing: Any) -> Subject:
    """The subject of a thing; None is a notice without a case. Raises RegisterDiffers for anything that no seal is put on."""
    if thing is None:
        return Subject("notice")
    kind = _KINDS.get(type(thing).__name__)
    if kind in ("decision", "change_decision"):
        letter = thing.letter.number if thing.letter_id else ""
        told = {"case": thing.case, "legal_form": thing.legal_form, "letter_number": letter}
        return Subject(kind, **{kind: thing}, **told, approver=thing.duty.officer.name)
    if kind == "letter":
        return Subject(kind, letter=thing, letter_number=thing.number, approver=thing.signed_for_county.name)
    if kind == "notice":
        return Subject(kind, case=thing)
    raise RegisterDiffers(what=type(thing).__name__)
