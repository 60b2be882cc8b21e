"""From a signed decision to a sealed paper in the household's hands: the custodian reads, checks, seals; somebody delivers.

The seal and its register decide whether it may be used (seals.actions); this file only brings paper, seal and case together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries as decisions
from jiuzhu.audit import actions as audit
from jiuzhu.audit import queries as log
from jiuzhu.documents import actions as documents
from jiuzhu.documents import queries as papers
from jiuzhu.documents.refusals import AlreadyIssued
from jiuzhu.entitlements import queries as changes
from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions as seals
from jiuzhu.seals import queries as register
from jiuzhu.seals import rules as seal_rules
from jiuzhu.values import canonical
from jiuzhu.values.refusals import Refusal, refuse_if_any

from .papers_of_decision import TEMPLATES, PaperToBe, about_of, paper_of
from .sealing_refusals import MixedStack, NoSeal, NoSuchAct, NotChecked, NothingChosen

__all__ = [
    "MixedStack", "NoSeal", "NoSuchAct", "NotChecked", "NothingChosen", "Ready", "Waiting", "check",
    "checked", "digest_of", "find", "finish", "paper_issued", "prepare", "read",
    "refuse_mixed", "revoke_paper", "seal_decision", "seal_for", "waiting", "why_not",
]  # fmt: skip

READ = audit.act("sealing.read", zh="阅读待用印文书《{title}》", en="read the paper to be sealed: {title}")
CHECKED = audit.act(
    "sealing.checked",
    zh="逐项核对待用印文书《{title}》",
    en="checked the paper to be sealed point by point: {title}",
)
SEALED = audit.act(
    "sealing.sealed",
    zh="在《{title}》（{number}）上加盖“{seal}”，用印编号{use}，查验码{code}",
    en="sealed {title} ({number}) with “{seal}”, use no. {use}, check code {code}",
)
REVOKED = audit.act(
    "sealing.revoked",
    zh="宣布文书《{title}》（{number}）作废：{reason}",
    en="declared {title} ({number}) void: {reason}",
)


@dataclass(frozen=True)
class Waiting:
    """A signed decision without its sealed paper."""

    decision: Any
    case: Any
    paper: PaperToBe
    digest: str
    checked: bool  # by the officer who asks, over this very content


@dataclass(frozen=True)
class Ready:
    """A numbered paper with the seal's signature on it, not yet entered in the register."""

    case: Any
    decision: Any
    paper: PaperToBe
    number: str
    draft: documents.Draft
    unsealed: Any
    seal: Any
    stamped: Any
    checklist: Mapping[str, bool]
    void: Any  # the paper declared void that this one replaces, or None


def waiting(
    reach: Sequence[str], *, officer: Any = None, start: int = 0, limit: int = 50
) -> tuple[list[Waiting], int]:
    """Signed decisions within reach that wait for their seal, oldest first, and how many there are in all."""
    signed, changed = decisions.without_paper(reach), changes.without_paper(reach)
    total = signed.count() + changed.count()
    # Two short lists, each in order: what the page shows lies in the first start + limit of both.
    both: list[Any] = [*signed[: start + limit], *changed[: start + limit]]
    both.sort(key=lambda one: (one.on, one.at))
    return [_waiting(one, officer) for one in both[start : start + limit]], total


def _waiting(decision: Any, officer: Any) -> Waiting:
    paper = paper_of(decision.case, decision)
    digest = digest_of(paper)
    ticks = checked(decision.case, paper, officer) if officer is not None else None
    return Waiting(decision, decision.case, paper, digest, ticks is not None)


def find(about: str) -> Any:
    """The decision that an act's name stands for. Raises NoSuchAct, also out of reach."""
    kind, _, key = about.partition(":")
    found: Any = None
    if key.isascii() and key.isdecimal() and len(key) < 16:
        if kind == "approvals.decision":
            found = decisions.decision(int(key))
        elif kind == "entitlements.changedecision":
            found = changes.change_decision(int(key))
    if found is None or found.kind == "kept":
        raise NoSuchAct
    return found


def digest_of(paper: PaperToBe) -> str:
    """The fingerprint of what the custodian reads; number and code come with the seal."""
    return canonical.digest({"template": paper.template, "content": paper.content})


def seal_for(case: Any, paper: PaperToBe) -> Any:
    """The seal that belongs on the paper by its legal form. Raises NoSeal."""
    kind = "change_decision" if paper.about.startswith("entitlements.") else "decision"
    found = register.fitting(case.area_id, kind, paper.legal_form)
    if found is None:
        raise NoSeal(place=case.area.name)
    return found


def why_not(case: Any, decision: Any, officer: Any, *, on: date, at: datetime) -> Refusal | None:
    """Why this officer may not seal this decision now; the register's trigger asks the same again."""
    try:
        seal = seal_for(case, paper_of(case, decision))
    except NoSeal as none:
        return none
    refusal: Refusal | None = register.why_not_use(seal, decision, actor=officer, on=on, at=at)
    return refusal


def read(case: Any, paper: PaperToBe, *, actor: Any, at: datetime) -> None:
    """That the custodian opened the paper leaves its trace."""
    told = {"about": paper.about, "title": paper.title, "digest": digest_of(paper)}
    with transaction.atomic():
        audit.record(READ, actor=actor, at=at, case=case.number, **told)


def check(
    case: Any, decision: Any, *, checklist: Mapping[str, bool], seen: str, actor: Any, on: date, at: datetime
) -> None:
    """Keep the custodian's own ticks over what she read (`seen`); the seal follows at once or with the whole stack.

    Raises ChangedSinceSeen, NotChecked (a point is missing), and whatever stands against her using the seal.
    """
    paper = paper_of(case, decision)
    _refuse_if_out(decision)
    if seen != digest_of(paper):
        raise approvals.ChangedSinceSeen
    refuse_if_any([why_not(case, decision, actor, on=on, at=at)])
    if seal_rules.unchecked(checklist):
        raise NotChecked(title=paper.title, case=case.number)
    with transaction.atomic():
        audit.record(
            CHECKED, actor=actor, at=at, case=case.number, about=paper.about, title=paper.title, digest=seen,
            checklist=dict(checklist),
        )  # fmt: skip


def checked(case: Any, paper: PaperToBe, officer: Any) -> dict[str, bool] | None:
    """The officer's ticks over exactly this content, or None."""
    digest = digest_of(paper)
    for entry in log.search(actors=[officer.audit_key], acts=CHECKED.code, case=case.number)[:20]:
        if entry.facts.get("about") == paper.about and entry.facts.get("digest") == digest:
            return dict(entry.facts["checklist"])
    return None


def prepare(decision: Any, *, actor: Any, on: date, at: datetime) -> Ready:
    """Number the paper, print it with its code and let the seal sign it: outside any transaction, for the time-stamp may be far away.

    Only what this officer has checked (`check`). Raises AlreadyIssued, NotChecked, NoSeal, BlankFields, and what seals.stamp refuses.
    """
    case = decision.case
    paper = paper_of(case, decision)
    _refuse_if_out(decision)
    ticks = checked(case, paper, actor)
    if ticks is None:
        raise NotChecked(title=paper.title, case=case.number)
    seal = seal_for(case, paper)
    with transaction.atomic():
        void = papers.issued_about(paper.about)
        number = documents.number(
            paper.numbered_by, paper.series, kind=paper.kind, case=case.number, actor=actor, on=paper.dated_on, at=at,
            about=f"{paper.about}/{void.pk}" if void else paper.about,
        )  # fmt: skip
        draft = documents.draft(paper.template, paper.content | {"number": number}, at=at)
        documents.refuse_blanks(draft, title=paper.title)
        unsealed = documents.keep_draft(
            draft, name=f"{paper.title}{number}.pdf", area_code=case.area_id, case=case.number, actor=actor, at=at
        )  # fmt: skip
    stamped = seals.stamp(
        seal, paper=unsealed, subject=decision, checklist=ticks, spot=draft.spots[0], actor=actor, on=on, at=at
    )  # fmt: skip
    return Ready(case, decision, paper, number, draft, unsealed, seal, stamped, ticks, void)


def _refuse_if_out(decision: Any) -> None:
    """Raises AlreadyIssued. A paper declared void may be followed by another, under a number of its own."""
    standing = paper_issued(decision)
    if standing is not None:
        raise AlreadyIssued(number=standing.number or standing.title)


def refuse_mixed(chosen: Sequence[Any]) -> None:
    """A stack is of one kind: nobody overlooks a refusal among grants. Raises NothingChosen, MixedStack."""
    if not chosen:
        raise NothingChosen
    kinds = sorted({TEMPLATES[one.kind][1] for one in chosen})
    if len(kinds) > 1:
        raise MixedStack(kinds=kinds)


def finish(ready: Ready, *, actor: Any, on: date, at: datetime) -> Any:
    """Enter the use in the register and issue the sealed paper, in one transaction. Answers the issued paper."""
    paper, case = ready.paper, ready.case
    with transaction.atomic():
        use = seals.use(
            ready.seal, paper=ready.unsealed, subject=ready.decision, checklist=ready.checklist,
            purpose=f"发出{paper.title}", copies=2, pages=ready.draft.pages, applicant=case.applicant_name,
            handler=ready.decision.duty.officer.name, title=paper.title, document_number=ready.number,
            spot=ready.draft.spots[0], stamped=ready.stamped, actor=actor, on=on, at=at,
        )  # fmt: skip
        issued = documents.issue(
            ready.draft, body=ready.stamped.body, kind=paper.kind, title=paper.title, number=ready.number,
            name=f"{paper.title}{ready.number}.pdf", about=paper.about, issuer=paper.issuer, keeper=paper.keeper,
            letter=paper.letter, legal_form=paper.legal_form, addressee=case.applicant_name, area_code=case.area_id,
            case=case.number, dated_on=paper.dated_on, seals=[ready.seal.text], seal_use=f"{ready.seal.number} 第{use.number}号",
            replaces=ready.void, because=f"原文书{ready.void.number}作废" if ready.void else "", actor=actor, at=at,
        )  # fmt: skip
        audit.record(
            SEALED, actor=actor, at=at, case=case.number, about=paper.about, title=paper.title, number=ready.number,
            seal=ready.seal.text, use=use.number, code=issued.shown_code, sha256=issued.file.sha256,
        )  # fmt: skip
        return issued


def seal_decision(
    case: Any,
    decision: Any,
    *,
    checklist: Mapping[str, bool],
    seen: str,
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    """Check, number, print, seal, register and issue the paper of a decision. Answers the issued paper.

    Raises ChangedSinceSeen, NotChecked, NoSeal, BlankFields, AlreadyIssued, and what the register of seals refuses.
    Source: 国发〔1999〕25号 Art. 25; china.md §7.6.
    """
    check(case, decision, checklist=checklist, seen=seen, actor=actor, on=on, at=at)
    return finish(prepare(decision, actor=actor, on=on, at=at), actor=actor, on=on, at=at)


def paper_issued(decision: Any) -> Any:
    """The sealed paper of a decision that stands; None while it is signed and not yet sealed, or after it was declared void."""
    last = papers.issued_about(about_of(decision))
    return last if last is not None and last.state == "standing" else None


def revoke_paper(issued: Any, *, reason: str, law: str = "", actor: Any, on: date, at: datetime) -> Any:
    """Declare an issued paper void; the check page says so from this moment. The act itself is not touched.

    Raises NotYourPower (the custodian, or the county's supervisor), NotYourArea, ReasonNeeded, AlreadyRevoked.
    """
    if not offices.may(actor, "filings.supervise", issued.area_code, on):
        refuse_if_any([offices.why_not(actor, "seals.use", issued.area_code, on)])
    with transaction.atomic():
        revocation = documents.revoke(issued, reason=reason, law=law, actor=actor, on=on, at=at)
        audit.record(
            REVOKED, actor=actor, at=at, case=issued.case_number, title=issued.title, number=issued.number, reason=reason,
            code=issued.shown_code,
        )  # fmt: skip
        return revocation
