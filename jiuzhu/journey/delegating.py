"""Where delegation meets the cases and the seals: what a letter says on paper, both sides' seals on it, where running cases go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.approvals import queries as approvals
from jiuzhu.audit import actions as audit
from jiuzhu.cases import queries as cases
from jiuzhu.delegation import queries as delegation
from jiuzhu.documents import actions as documents
from jiuzhu.documents import queries as papers
from jiuzhu.documents.refusals import AlreadyIssued
from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions as seals
from jiuzhu.seals import queries as register
from jiuzhu.values import figures, money
from jiuzhu.values.refusals import Refusal

from .sealing_refusals import CountySealsFirst, LetterOnPaper, NoSeal

__all__ = [
    "SIDES", "LetterReady", "Running", "finish_letter", "letter_issued", "letter_paper", "next_side", "out_of_turn", "prepare_letter",
    "running_cases", "seal_letter", "why_not_seal_letter",
]  # fmt: skip

SIDES = ("county", "township")  # in this order: who entrusts seals first
TEMPLATE, TITLE = "delegation-letter", "放权委托书"
LETTER_SEALED = audit.act(
    "delegating.letter-sealed",
    zh="在放权委托书{number}上加盖“{seal}”，用印编号{use}",
    en="sealed delegation letter {number} with “{seal}”, use no. {use}",
)


@dataclass(frozen=True)
class Running:
    """An open case not yet decided: who decides it on a day, and why not the township where it is the county."""

    case: Any
    decider: str  # township, county
    why_not_township: Refusal | None


def running_cases(letter: Any, on: date) -> list[Running]:
    """Open, undecided cases of the letter's items in its township, each with where the law sends it on that day.

    A decision needs a letter in force on its own day (社会救助法 Art. 44): when none covers the item any more, the county decides.
    What was decided before stays. The amount is that of the latest opinion, if there is one.
    """
    codes = {item.item_code for item in letter.items.all()}
    wanted = cases.Wanted(area=letter.township_id, closed=False, order="due")
    found = []
    for case in cases.listing(wanted, reach=(letter.township_id,)):
        if case.item_code not in codes or case.decided_on is not None:
            continue
        opinion = approvals.latest_opinion(case)
        who = approvals.authority(case, opinion.amount_fen if opinion else 0, on)
        found.append(Running(case, who.level, who.why_not_township))
    return found


def letter_paper(letter: Any) -> dict[str, Any]:
    """What rulebook/documents/delegation-letter.typ prints."""
    county, township = offices.office_of(letter.county_id), offices.office_of(letter.township_id)
    form = delegation.LEGAL_FORMS[letter.legal_form][0]
    catalogue = {one.code: one for one in rulebook.catalogue(letter.county_id, letter.starts_on).items}
    return {
        "number": letter.number, "issuer": county.name if county else letter.county.name,
        "county": county.name if county else letter.county.name, "township": township.name if township else letter.township.name,
        "legal_form": form, "basis": letter.basis, "provincial_rule": letter.provincial_rule,
        "starts_on": figures.day(letter.starts_on), "stops_on": figures.day(letter.stops_on), "day": figures.day(letter.issued_on),
        "amends": letter.amends.number if letter.amends else "",
        "items": [
            {
                "code": one.item_code, "name": catalogue[one.item_code].zh if one.item_code in catalogue else one.item_code,
                "limit": f"每户每月不超过{money.format(one.limit_fen)}" if one.limit_fen else "以认定结果为准，不设限额",
            }
            for one in letter.items.all()
        ],
        "terms": [{"name": zh, "text": letter.terms[key]} for key, (zh, _en) in delegation.TERMS.items() if letter.terms.get(key)],
        "signed_for_county": letter.signed_for_county.name, "signed_for_township": letter.signed_for_township,
    }  # fmt: skip


@dataclass(frozen=True)
class LetterReady:
    """A letter with one side's seal on it, not yet in the register; `draft` carries its code from the first side to the second."""

    letter: Any
    side: str
    draft: documents.Draft
    paper: Any
    seal: Any
    stamped: Any
    checklist: Mapping[str, bool]
    first: Any  # the county's use, when the township seals


def letter_issued(letter: Any) -> Any:
    """The letter's paper under both seals; None before the second one."""
    return papers.issued_about(_about(letter))


def next_side(letter: Any) -> str | None:
    """Which side's seal the letter waits for; None when it bears both, or was signed and sealed on paper."""
    if letter.taken_over or letter_issued(letter) is not None:
        return None
    return "township" if _county_use(letter) else "county"


def out_of_turn(letter: Any, side: str) -> Refusal:
    """Why a side cannot seal now although nobody is barred: it has sealed already, or the county has not yet."""
    if side == "township" and next_side(letter) == "county":
        return CountySealsFirst(number=letter.number)
    return AlreadyIssued(number=letter.number)


def why_not_seal_letter(letter: Any, *, side: str, actor: Any, on: date, at: datetime) -> Refusal | None:
    """Why this officer may not put this side's seal on the letter now; the register's trigger asks the same again."""
    if letter.taken_over:
        return LetterOnPaper(number=letter.number)
    if side == "township" and letter_issued(letter) is None and _county_use(letter) is None:
        return CountySealsFirst(number=letter.number)
    try:
        seal = _seal(letter, side)
    except NoSeal as none:
        return none
    refusal: Refusal | None = register.why_not_use(seal, letter, actor=actor, on=on, at=at)
    return refusal


def prepare_letter(
    letter: Any, *, side: str, checklist: Mapping[str, bool], actor: Any, on: date, at: datetime
) -> LetterReady:
    """Print the letter with its code and let one side's seal sign it: outside any transaction, for the time-stamp may be far away.

    The township's seal goes on the very file that bears the county's. Raises LetterOnPaper, CountySealsFirst, AlreadyIssued, NoSeal,
    BlankFields, and what seals.stamp refuses.
    """
    if (issued := letter_issued(letter)) is not None:
        raise AlreadyIssued(number=issued.number)
    if letter.taken_over:
        raise LetterOnPaper(number=letter.number)
    first = _county_use(letter)
    if side == "township" and first is None:
        raise CountySealsFirst(number=letter.number)
    seal = _seal(letter, side)
    if side == "township":
        draft, paper = documents.draft_again(first.paper, at=at), first.sealed
    else:
        draft, paper = _printed(letter, actor, at)
    spots = {one.name: one for one in draft.spots}
    stamped = seals.stamp(
        seal, paper=paper, subject=letter, checklist=checklist, spot=spots[side],
        further=[spots["township"]] if side == "county" else [], actor=actor, on=on, at=at,
    )  # fmt: skip
    return LetterReady(letter, side, draft, paper, seal, stamped, checklist, first)


def finish_letter(ready: LetterReady, *, actor: Any, on: date, at: datetime) -> Any:
    """Enter the use in the register; with the second seal the letter is issued. Answers the issued paper, or None after the first."""
    letter, draft = ready.letter, ready.draft
    with transaction.atomic():
        use = seals.use(
            ready.seal, paper=ready.paper, subject=letter, checklist=ready.checklist, purpose="签发放权委托书", copies=2,
            pages=draft.pages, applicant=draft.content["township"], handler=actor.name, title=TITLE,
            document_number=letter.number, stamped=ready.stamped, actor=actor, on=on, at=at,
        )  # fmt: skip
        audit.record(
            LETTER_SEALED, actor=actor, at=at, number=letter.number, seal=ready.seal.text, use=use.number,
            sha256=ready.stamped.sha256,
        )  # fmt: skip
        if ready.first is None:
            return None
        both = (ready.first, use)
        return documents.issue(
            draft, body=ready.stamped.body, kind=TEMPLATE, title=TITLE, number=letter.number,
            name=f"{TITLE}{letter.number}.pdf", about=_about(letter), issuer=draft.content["issuer"],
            keeper=draft.content["issuer"], letter=letter.number, legal_form=letter.legal_form, area_code=letter.township_id,
            dated_on=letter.issued_on, seals=[one.seal.text for one in both],
            seal_use="；".join(f"{one.seal.number} 第{one.number}号" for one in both), actor=actor, at=at,
        )  # fmt: skip


def seal_letter(
    letter: Any, *, side: str, checklist: Mapping[str, bool], actor: Any, on: date, at: datetime
) -> Any:
    """One side's official seal on the letter, by its custodian: the county's first, then the township's. Raises as `prepare_letter`.

    Answers the issued paper when it bears both, else None. Source: china.md §7.4 (双方签字盖章); 国发〔1999〕25号 Art. 25.
    """
    told: dict[str, Any] = {"actor": actor, "on": on, "at": at}
    return finish_letter(prepare_letter(letter, side=side, checklist=checklist, **told), **told)


def _printed(letter: Any, actor: Any, at: datetime) -> tuple[documents.Draft, Any]:
    """The letter as it goes under the seals. Its code is kept with what it says: the second side seals another day."""
    draft = documents.draft(TEMPLATE, letter_paper(letter), at=at)
    documents.refuse_blanks(draft, title=TITLE)
    draft = replace(draft, content=draft.content | papers.check_mark(draft.code))
    kept = documents.keep_draft(
        draft, name=f"{TITLE}{letter.number}.pdf", area_code=letter.township_id, actor=actor, at=at
    )
    return draft, kept


def _county_use(letter: Any) -> Any:
    return next((one for one in register.uses_of_letter(letter) if one.seal.kind == "county"), None)


def _seal(letter: Any, side: str) -> Any:
    area = letter.county if side == "county" else letter.township
    found = register.in_use(area.code, side)
    if found is None:
        raise NoSeal(place=area.name)
    return found


def _about(letter: Any) -> str:
    return f"delegation.letter:{letter.pk}"
