"""Papers that leave the house: typeset with a check code, numbered, issued, delivered, replaced, revoked.

This room lies beside the log: whoever calls records the act in the same transaction (journey does).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from jiuzhu.documents import queries, rules, typesetting
from jiuzhu.documents.models import Delivery, Issued, PaperNumber, Revocation, StoredFile
from jiuzhu.documents.refusals import (
    AlreadyDelivered,
    AlreadyIssued,
    AlreadyRevoked,
    BlankFields,
    DeliveredInFuture,
    DeliveredTooEarly,
    NotSealed,
    ReasonNeeded,
)
from jiuzhu.values import masking

from .keeping import Actor, keep_printed

SEALED_ONLY = ("decision", "delegation-letter")


@dataclass(frozen=True)
class Draft:
    """A paper typeset with its code and not yet kept. `spots`: where its seals belong; `blanks`: fields still empty."""

    template: str
    content: dict[str, Any]
    code: str
    body: bytes
    spots: tuple[typesetting.Spot, ...]
    pages: int
    blanks: tuple[str, ...]


def draft(
    template: str, content: dict[str, Any], *, unkept: dict[str, Any] | None = None, at: datetime
) -> Draft:
    """Typeset a paper as PDF/A-2b with a fresh check code (130 random bits). Writes nothing.

    `unkept` is printed and kept nowhere (a secret code). Raises UnknownTemplate, NotPrintable.
    """
    code = rules.check_code(secrets.randbits(130))
    printed = content | (unkept or {}) | queries.check_mark(code)
    made = typesetting.typeset(template, printed, at)
    blanks = typesetting.blanks(template, printed)
    return Draft(template, content, code, made.body, made.spots, made.pages, blanks)


def draft_again(kept: StoredFile, *, at: datetime) -> Draft:
    """A draft that was kept with its `check_code` in its content: the same code, bytes and places, for another seal another day.

    Raises UnknownTemplate, NotPrintable, BytesMissing, Altered.
    """
    content = dict(kept.content or {})
    code = rules.read_code(content["check_code"])
    made = typesetting.typeset(kept.template, content, at)
    blanks = typesetting.blanks(kept.template, content)
    return Draft(kept.template, content, code, queries.read(kept), made.spots, made.pages, blanks)


def refuse_blanks(paper: Draft, *, title: str) -> None:
    """Raises BlankFields: nothing with an empty field goes under a seal (国发〔1999〕25号 Art. 25)."""
    if paper.blanks:
        raise BlankFields(title=title, fields=list(paper.blanks))


def number(
    issuer_code: str,
    series: str,
    *,
    kind: str,
    about: str,
    case: str = "",
    actor: Actor | None,
    on: date,
    at: datetime,
) -> str:
    """The next document number of an issuer, year and series, in the caller's transaction: 新汶民救决〔2026〕1号.

    `about` names the act; asked again for the same act it answers the same number. A rolled-back transaction gives its
    number back: there are no gaps (the trigger refuses any).
    """
    with transaction.atomic():
        with connection.cursor() as cursor:  # one at a time; the trigger takes the same lock
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"documents.number:{issuer_code}:{on.year}:{series}"],
            )
        had = PaperNumber.objects.filter(about=about).first()
        if had is not None:
            return str(had)
        given = PaperNumber.objects.filter(issuer_code=issuer_code, year=on.year, series=series)
        last = given.order_by("-serial").values_list("serial", flat=True).first() or 0
        return str(
            PaperNumber.objects.create(
                issuer_code=issuer_code, year=on.year, series=series, serial=last + 1, kind=kind, about=about,
                case_number=case, at=at, by=actor.audit_key if actor else "",
            )
        )  # fmt: skip


def keep_draft(
    paper: Draft, *, name: str, area_code: str, case: str = "", actor: Actor | None, at: datetime
) -> StoredFile:
    """Keep a draft as it goes under the seal (kind "unsealed"); it is no issued paper."""
    return keep_printed(
        paper.body, paper.template, paper.content, name, "unsealed", area_code, case, actor, at
    )


def issue(
    paper: Draft,
    *,
    kind: str,
    title: str,
    name: str,
    issuer: str,
    area_code: str,
    dated_on: date,
    body: bytes | None = None,
    number: str = "",
    about: str = "",
    case: str = "",
    addressee: str = "",
    letter: str = "",
    legal_form: str = "",
    keeper: str = "",
    seals: Sequence[str] = (),
    seal_use: str = "",
    replaces: Issued | None = None,
    because: str = "",
    actor: Actor | None,
    at: datetime,
) -> Issued:
    """Keep a paper and issue it under its code. `body` are the sealed bytes, else the draft's own.

    `addressee` is a whole name and is kept as 姓**. `replaces` names an issued paper of the same act that this one replaces,
    `because` says why. Raises BlankFields, NotSealed, AlreadyIssued, ReasonNeeded, and what keeping raises.
    """
    if seals or kind.startswith(SEALED_ONLY):
        refuse_blanks(paper, title=title)
    if kind.startswith(SEALED_ONLY) and not (seals and seal_use):
        raise NotSealed(title=title)
    if replaces is not None and not because.strip():
        raise ReasonNeeded("because")
    standing = queries.issued_about(about) if about else None
    if standing is not None and replaces is None:
        raise AlreadyIssued(number=standing.number or standing.title)
    with transaction.atomic():
        file = keep_printed(
            body if body is not None else paper.body, paper.template, paper.content, name, kind, area_code, case, actor, at
        )  # fmt: skip
        return Issued.objects.create(
            code=paper.code, file=file, about=about, kind=kind, title=title, number=number, issuer=issuer, keeper=keeper,
            letter=letter, legal_form=legal_form, addressee=masking.name(addressee) if addressee else "",
            area_code=area_code, case_number=case, dated_on=dated_on, sealed_with="、".join(seals), seal_use=seal_use,
            replaces=replaces, because=because.strip(), at=at, by=actor.audit_key if actor else "",
            by_name=actor.audit_name if actor else "",
        )  # fmt: skip


def revoke(
    paper: Issued, *, reason: str, law: str = "", actor: Actor | None, on: date, at: datetime
) -> Revocation:
    """Declare an issued paper void from now on; the check page says so and why. Raises ReasonNeeded, AlreadyRevoked."""
    if not reason.strip():
        raise ReasonNeeded("reason")
    before = Revocation.objects.filter(issued=paper).first()
    if before is not None:
        raise AlreadyRevoked(on=before.on)
    return Revocation.objects.create(
        issued=paper, reason=reason.strip(), law=law, on=on, at=at, by=actor.audit_key if actor else "",
        by_name=actor.audit_name if actor else "",
    )  # fmt: skip


def deliver(
    paper: Issued,
    *,
    how: str,
    to_whom: str,
    relation: str = "本人",
    delivered_on: date,
    note: str = "",
    proof: StoredFile | None = None,
    corrects: Delivery | None = None,
    actor: Actor | None,
    on: date,
    at: datetime,
) -> Delivery:
    """Record how and when a paper reached its addressee. Raises AlreadyDelivered, DeliveredTooEarly, DeliveredInFuture.

    A wrong entry is corrected by a new one that names it (`corrects`).
    """
    before = queries.delivery(paper)
    if before is not None and (corrects is None or corrects.pk != before.pk):
        raise AlreadyDelivered(delivered_on=before.delivered_on)
    if delivered_on > on:
        raise DeliveredInFuture("delivered_on")
    if delivered_on < paper.dated_on:
        raise DeliveredTooEarly("delivered_on", dated=paper.dated_on)
    return Delivery.objects.create(
        issued=paper, how=how, to_whom=to_whom, relation=relation, delivered_on=delivered_on, note=note, proof=proof,
        corrects=corrects, on=on, at=at, by=actor.audit_key if actor else "", by_name=actor.audit_name if actor else "",
    )  # fmt: skip
