"""Put a seal on a paper: check, stamp, enter the use under the next number. The file first, the row second."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.documents import queries as papers
from jiuzhu.documents.rules import PDF
from jiuzhu.offices.database import refusing
from jiuzhu.seals import queries, rules, subjects
from jiuzhu.seals.models import Seal, Use, Void
from jiuzhu.seals.refusals import (
    AlreadyVoid,
    BlankFields,
    ChecklistIncomplete,
    NoCustodian,
    NotKept,
    NotSealable,
    ReasonNeeded,
    RegisterDiffers,
)  # fmt: skip

from . import imprinting, watching

USED = audit.act(
    "seals.used",
    zh="加盖印章{number}，用印编号{use}：{title}（{document}）",
    en="put seal {number} on “{title}” ({document}), use no. {use}",
)
VOIDED = audit.act(
    "seals.use-void",
    zh="印章{number}的用印编号{use}作废：{reason}",
    en="use no. {use} of seal {number} is void: {reason}",
)


@dataclass(frozen=True)
class Stamped:
    """A paper that bears the seal, not yet in the register."""

    seal: Seal
    paper: Any
    body: bytes
    sha256: str
    imprint_sha256: str
    signature_sha256: str
    provider: str
    certificate_fingerprint: str
    stamped_at: datetime | None
    side: bytes  # a signature that lies beside the file (SM2); else empty


def stamp(
    seal: Seal,
    *,
    paper: Any,
    subject: Any,
    checklist: Mapping[str, Any],
    spot: Any,
    further: Sequence[Any] = (),
    actor: Any,
    on: date,
    at: datetime,
) -> Stamped:
    """Check everything, then let the provider draw and sign the seal on the paper. Writes nothing but an attempt by a wrong hand.

    Call it outside a transaction: a time-stamp may be fetched over the network, and the trace of an attempt must stay.
    Raises what `use` raises. The same call again stamps again; nothing is counted before `use`.
    """
    why = queries.why_not_use(seal, subject, paper_sha256=paper.sha256, actor=actor, on=on, at=at)
    if why is not None:
        watching.attempted(seal, why, paper, actor=actor, on=on, at=at)
        raise why
    _complete(paper, checklist)
    kept = queries.certificate(seal)
    if not kept:
        raise NotKept(seal=seal.number)
    reason = f"{seal.text}　{_name(paper)}"
    put_on = imprinting.put_on(seal, kept, papers.read(paper), place=spot, further=further, reason=reason)
    return Stamped(
        seal=seal, paper=paper, body=put_on.body, sha256=hashlib.sha256(put_on.body).hexdigest(),
        imprint_sha256=kept["imprint_sha256"], signature_sha256=put_on.signature_sha256, provider=kept["provider"],
        certificate_fingerprint=put_on.certificate_fingerprint, stamped_at=put_on.stamped_at, side=put_on.side,
    )  # fmt: skip


def _complete(paper: Any, checklist: Mapping[str, Any]) -> None:
    if left_out := rules.unchecked(checklist):
        raise ChecklistIncomplete("checklist", what=",".join(left_out))
    if paper.kind == "sealed":  # the other side of a letter has sealed it already: what it printed is asked
        paper = queries.paper_under(paper)
    wanted = papers.wanted(paper.template) if paper.template else ()
    if paper.media_type != PDF or not wanted:
        # A scan, or a template that names no required field: nobody could tell whether something is blank.
        raise NotSealable(name=paper.original_name)
    if blank := rules.blanks(wanted, paper.content):
        raise BlankFields(what="、".join(blank))


def use(
    seal: Seal,
    *,
    paper: Any,
    subject: Any,
    checklist: Mapping[str, Any],
    purpose: str,
    copies: int,
    pages: int,
    applicant: str,
    handler: str,
    title: str = "",
    document_number: str = "",
    approver: str = "",
    spot: Any = None,
    further: Sequence[Any] = (),
    stamped: Stamped | None = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Use:
    """Enter one stamping in the register and keep the sealed file. `stamped` is what `stamp` answered for this very paper.

    `pages` and `copies` count the paper original. Raises NotTheCustodian, NoCustodian, NotAKeeper, NotInUse, DoesNotFit, Unsigned,
    BeforeDecision, AnotherArea, TookPart, AlreadySealed, ChecklistIncomplete, BlankFields, NotSealable, NotKept, RegisterDiffers,
    and the letter's own refusals (NoLetterInForce, LetterSuspended, BeyondTheAmount). Source: china.md §7.6.
    """
    if stamped is None:
        stamped = stamp(
            seal, paper=paper, subject=subject, checklist=checklist, spot=spot, further=further, actor=actor, on=on, at=at
        )  # fmt: skip
    _complete(paper, checklist)
    about = subjects.of(subject)
    if (stamped.seal.pk, stamped.paper.pk) != (seal.pk, paper.pk):
        raise RegisterDiffers(what="paper_sha256")
    stated = {
        "title": title.strip() or _name(paper), "document_number": document_number.strip(), "copies": copies, "pages": pages,
        "applicant": applicant.strip(), "handler": handler.strip(), "approver": approver.strip() or about.approver,
        "purpose": purpose.strip(),
    }  # fmt: skip
    if lacking := [name for name, value in stated.items() if not value and name != "document_number"]:
        raise RegisterDiffers(lacking[0], what="、".join(lacking))
    return _entered(seal, stamped, about, stated, actor, on, at)


def _entered(
    seal: Seal, stamped: Stamped, about: Any, stated: dict[str, Any], actor: Any, on: date, at: datetime
) -> Use:
    paper = stamped.paper
    with transaction.atomic(), refusing():
        sealed = documents.store(
            stamped.body, name=f"{_name(paper)}.pdf", kind="sealed", area_code=paper.area_code, case=paper.case_number,
            accepts=frozenset({PDF}), actor=actor, at=at,
        )  # fmt: skip
        # Two custodians cannot be, two windows can: the second waits here and takes the next number.
        seal = Seal.objects.select_for_update().get(pk=seal.pk)
        custody = queries.custodian(seal, at)
        if custody is None:
            raise NoCustodian(seal=seal.number)
        made = Use.objects.create(
            seal=seal, number=seal.last_number + 1, custody=custody, custodian=actor, **about.rows(), **stated,
            checklist=dict.fromkeys(rules.CHECKLIST, True), paper=paper, paper_sha256=paper.sha256, sealed=sealed,
            sealed_sha256=sealed.sha256, imprint_sha256=stamped.imprint_sha256, signature_sha256=stamped.signature_sha256,
            provider=stamped.provider, certificate_fingerprint=stamped.certificate_fingerprint,
            stamped_at=stamped.stamped_at, side=stamped.side, on=on, at=at,
        )  # fmt: skip
        audit.record(
            USED, actor=actor, at=at, case=made.case_number, number=seal.number, use=made.number, title=made.title,
            document=made.document_number or made.letter_number or "—", sha256=made.sealed_sha256,
        )  # fmt: skip
        watching.look_at(made)
        return made


def _name(paper: Any) -> str:
    return str(paper.original_name).removesuffix(".pdf")


def void(use: Use, *, reason: str, actor: Any, on: date, at: datetime) -> Void:
    """Declare a use void: spoiled, wrong paper. Its number stays; the paper may then be sealed anew.

    By the custodian or the county's registrar. Raises NotTheCustodian, NoCustodian, AlreadyVoid, ReasonNeeded.
    """
    if not reason.strip():
        raise ReasonNeeded("reason")
    with transaction.atomic(), refusing():
        Seal.objects.select_for_update().get(pk=use.seal_id)
        if Void.objects.filter(use=use).exists():
            raise AlreadyVoid(number=use.number)
        made = Void.objects.create(use=use, reason=reason.strip(), by=actor, on=on, at=at)
        audit.record(
            VOIDED, actor=actor, at=at, case=use.case_number, number=use.seal.number, use=use.number, reason=reason.strip()
        )  # fmt: skip
        return made
