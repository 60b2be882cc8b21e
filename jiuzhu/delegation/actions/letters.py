"""Take over letters signed on paper; suspend, resume and withdraw letters, each signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.delegation import queries
from jiuzhu.delegation.models import LEGAL_FORMS, Letter, LetterEvent, LetterItem
from jiuzhu.delegation.refusals import (
    AlreadyEnded,
    LetterIncomplete,
    LetterOverlaps,
    NotATownship,
    NotInTheLetter,
    NumberTaken,
)
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures

ISSUED = audit.act(
    "delegation.issued", zh="向{township}签发委托书{number}", en="issued letter {number} to {township}"
)
SUSPENDED = audit.act(
    "delegation.suspended",
    zh="自{on}中止委托书{number}：{reason}",
    en="suspended {number} from {on}: {reason}",
)
RESUMED = audit.act(
    "delegation.resumed", zh="自{on}恢复委托书{number}：{reason}", en="resumed {number} from {on}: {reason}"
)
WITHDRAWN = audit.act(
    "delegation.withdrawn",
    zh="自{on}收回委托书{number}：{reason}",
    en="withdrew {number} from {on}: {reason}",
)


def issue(
    *,
    number: str,
    township: Any,
    items: Mapping[str, int | None],
    legal_form: str,
    basis: str,
    starts_on: date,
    stops_on: date,
    signed_for_township: str,
    actor: Any,
    on: date,
    at: datetime,
    demo: bool = False,
) -> Letter:
    """Take over a letter that both sides signed on paper; what it says binds the database.

    `items` maps item code → limit in fen per household and month (None: no limit).
    Raises NotYourPower, NotATownship, LetterIncomplete, NumberTaken, LetterOverlaps. Source: china.md §7.1, §7.4.
    """
    if refusal := offices.why_not(actor, "delegation.issue", township.code, on):
        raise refusal
    if township.level != "township":
        raise NotATownship(area=township.name)
    _complete(number, items, legal_form, basis, signed_for_township, starts_on, stops_on)
    with transaction.atomic(), refusing():
        one_number_at_a_time()
        if Letter.objects.filter(number=number.strip()).exists():
            raise NumberTaken("number", number=number.strip())
        letter = Letter.objects.create(
            number=number.strip(), county_id=township.code[:6], township=township, legal_form=legal_form, basis=basis,
            starts_on=starts_on, stops_on=stops_on, issued_on=on, signed_for_county=actor,
            signed_for_township=signed_for_township, demo=demo,
        )  # fmt: skip
        for code, limit in sorted(items.items()):
            add_item(letter, code, limit)
        audit.record(ISSUED, actor=actor, at=at, number=number, township=township.name, items=dict(items))
        return letter


def one_number_at_a_time() -> None:
    """Who numbers a letter here and who enters one from paper wait for each other until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('delegation_letter.number'))")


def _complete(
    number: str,
    items: Mapping[str, int | None],
    legal_form: str,
    basis: str,
    signed: str,
    starts_on: date,
    stops_on: date,
) -> None:
    missing = [
        names
        for names, there in (
            (("编号", "its number"), number.strip()),
            (("委托事项", "its items"), items),
            (("法律依据", "its legal basis"), basis.strip()),
            (("受托方签字人", "the township's signature"), signed.strip()),
            (("有效的法律形式", "a legal form"), legal_form in LEGAL_FORMS),
            (("有效的起止日期", "a period that ends after it starts"), stops_on > starts_on),
        )
        if not there
    ]
    if missing:
        raise LetterIncomplete(
            what_zh="、".join(m[0] for m in missing), what_en=", ".join(m[1] for m in missing)
        )


def add_item(letter: Letter, code: str, limit: int | None) -> None:
    item = rulebook.item(code)
    try:
        with transaction.atomic():
            LetterItem.objects.create(
                letter=letter, township=letter.township, item_code=item.code, limit_fen=limit,
                starts_on=letter.starts_on, stops_on=letter.stops_on,
            )  # fmt: skip
    except IntegrityError as error:
        held = LetterItem.objects.filter(
            township=letter.township,
            item_code=item.code,
            starts_on__lt=letter.stops_on,
            stops_on__gt=letter.starts_on,
        ).first()
        if held is None:
            raise
        raise LetterOverlaps(
            township=letter.township.name, item=item.code, letter=held.letter.number
        ) from error


def suspend(
    letter: Letter,
    *,
    reason: str,
    effective_on: date,
    item_code: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> LetterEvent:
    """Suspend a letter, or one item of it, from a day on. Raises NotYourPower, AlreadyEnded, NotInTheLetter, NotReauthenticated."""
    return _event(letter, "suspended", SUSPENDED, reason, effective_on, item_code, actor, on, at)


def resume(
    letter: Letter,
    *,
    reason: str,
    effective_on: date,
    item_code: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> LetterEvent:
    return _event(letter, "resumed", RESUMED, reason, effective_on, item_code, actor, on, at)


def withdraw(
    letter: Letter, *, reason: str, effective_on: date, actor: Any, on: date, at: datetime
) -> LetterEvent:
    """End the letter: its items stop on the day, so that another letter may follow."""
    with transaction.atomic(), refusing():
        event = _event(letter, "withdrawn", WITHDRAWN, reason, effective_on, "", actor, on, at)
        end_items(letter, effective_on)
        return event


def end_items(letter: Letter, on: date) -> None:
    """The items of a letter stop on a day, so that another letter may follow."""
    for item in letter.items.filter(stops_on__gt=on):
        # A letter withdrawn before it began never ran: an empty period covers no day.
        item.stops_on = max(on, item.starts_on)
        item.save(update_fields=["stops_on"])


def _event(
    letter: Letter,
    kind: str,
    what: audit.Act,
    reason: str,
    effective_on: date,
    item_code: str,
    actor: Any,
    on: date,
    at: datetime,
) -> LetterEvent:
    if refusal := offices.why_not(actor, "delegation.issue", letter.township_id, on):
        raise refusal
    if not reason.strip():
        raise LetterIncomplete("reason", what_zh="理由", what_en="a reason")
    with transaction.atomic(), refusing():
        Letter.objects.select_for_update().get(pk=letter.pk)
        if item_code and not letter.items.filter(item_code=item_code).exists():
            raise NotInTheLetter(letter=letter.number, item=item_code)
        state = queries.state(letter, effective_on)
        if state != "withdrawn":
            # The letter and each of its items are suspended and resumed apart.
            told = letter.events.filter(item_code=item_code, effective_on__lte=effective_on)
            last = told.order_by("-effective_on", "-id").first()
            state = "suspended" if last is not None and last.kind == "suspended" else "in_force"
        if state == "withdrawn" or (state, kind) in (("suspended", "suspended"), ("in_force", "resumed")):
            raise AlreadyEnded(
                letter=letter.number, state_zh=queries.STATES[state][0], state_en=queries.STATES[state][1]
            )
        content = {
            "letter": letter.number, "kind": kind, "item": item_code, "from": effective_on.isoformat(), "reason": reason.strip()
        }  # fmt: skip
        signature = signatures.sign(
            content,
            kind="letter_event",
            about=letter.number,
            area_code=letter.township_id,
            actor=actor,
            on=on,
            at=at,
        )
        event = LetterEvent.objects.create(
            letter=letter, kind=kind, effective_on=effective_on, item_code=item_code, by=actor, reason=reason.strip(),
            at=at, digest=signature.digest, signature=signature,
        )  # fmt: skip
        audit.record(
            what, actor=actor, at=at, number=letter.number, on=effective_on, reason=reason, item=item_code
        )
        return event
