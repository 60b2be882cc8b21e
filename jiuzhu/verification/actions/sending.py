"""What is asked leaves in batches: rows first, then the network, then the ticket. Nothing is sent that may not be."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.verification import queries
from jiuzhu.verification.models import Answer, Batch, BatchLine, Connection, Inquiry
from jiuzhu.verification.sources import base

SENT = audit.act(
    "verification.sent",
    zh="向“{name}”发出 {count} 项核对（批次 {batch}）",
    en="sent {count} questions to “{name_en}” (batch {batch})",
)
EXPIRED = audit.act(
    "verification.expired",
    zh="“{name}”超过约定的 {days} 天没有答复 {count} 项核对（批次 {batch}）",
    en="“{name_en}” left {count} questions unanswered for the agreed {days} days (batch {batch})",
)
NO_NUMBER = "无公民身份号码"


def gather(connection: Connection, *, on: date, at: datetime) -> list[Batch]:
    """New batches of what this department was not asked yet. Nobody without an ID number is sent: not_covered."""
    with transaction.atomic(), refusing():
        Connection.objects.select_for_update().get(
            pk=connection.pk
        )  # the clock and a wish at the same moment
        waiting = list(queries.to_be_sent(connection, on))
        _answer_at_once([one for one in waiting if not one.person.citizen_id], at)
        known = [one for one in waiting if one.person.citizen_id]
        return [
            _batch(connection, known[start : start + connection.most_lines], at)
            for start in range(0, len(known), connection.most_lines)
        ]


def _answer_at_once(inquiries: list[Inquiry], at: datetime) -> None:
    # Without a number a register cannot be asked: a name and a birthday fit others too.
    Answer.objects.bulk_create(
        Answer(inquiry=one, outcome="not_covered", note=NO_NUMBER, at=at) for one in inquiries
    )


def _batch(connection: Connection, inquiries: list[Inquiry], at: datetime) -> Batch:
    number = f"{settings.COUNTY}-{at:%Y%m%d}-{secrets.token_hex(5)}"
    batch = Batch.objects.create(connection=connection, number=number, lines=len(inquiries), made_at=at)
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, inquiry=one, reference=f"{number}-{place}")
        for place, one in enumerate(inquiries, start=1)
    )
    return batch


def outgoing(batch: Batch, *, on: date, at: datetime) -> base.Batch:
    """The batch as it leaves today. Whoever took the authorisation back while it waited is left out: not_authorised."""
    with transaction.atomic(), refusing():
        lines = list(queries.lines(batch))
        ended = [one for one in lines if not queries.covers(one.inquiry.authorisation, on)]
        answered = set(Answer.objects.filter(line__in=ended).values_list("line_id", flat=True))
        Answer.objects.bulk_create(
            Answer(
                inquiry=one.inquiry, line=one, outcome="not_authorised", note="授权已结束，没有发出", at=at
            )
            for one in ended
            if one.pk not in answered and not one.reported  # type: ignore[attr-defined]  # by queries.lines
        )
        if len(ended) == len(lines):
            Batch.objects.filter(pk=batch.pk).update(closed_at=at)
    left_out = {one.pk for one in ended}
    return base.Batch(
        batch.number,
        batch.made_at,
        tuple(
            base.Asked(
                one.reference, one.inquiry.source, one.inquiry.person.citizen_id or "", one.inquiry.person.name,
                one.inquiry.authorisation.period_from, one.inquiry.authorisation.period_to,
                f"{one.inquiry.case.number}/{one.inquiry.authorisation_id}",
            )
            for one in lines
            if one.pk not in left_out
        ),
    )  # fmt: skip


def submitted(batch: Batch, ticket: str, *, at: datetime) -> bool:
    """The department has it. False when that was written down before."""
    with transaction.atomic():
        first = Batch.objects.filter(pk=batch.pk, submitted_at=None).update(
            submitted_at=at, ticket=ticket[:120]
        )
        if first:
            audit.record(
                SENT, actor=None, at=at, name=batch.connection.zh, name_en=batch.connection.en, count=batch.lines,
                batch=batch.number,
            )  # fmt: skip
        return bool(first)


def expire(connection: Connection, *, at: datetime) -> int:
    """Lines that nobody answered within the agreed days are answered `expired`; an answer that comes later still counts."""
    count = 0
    limit = at - timedelta(days=connection.days_until_expired)
    late = Batch.objects.filter(connection=connection, closed_at=None, expired_at=None, made_at__lte=limit)
    for batch in late.order_by("id"):
        with transaction.atomic(), refusing():
            Connection.objects.select_for_update().get(pk=connection.pk)
            silent = [
                one
                for one in queries.lines(batch).filter(answers=None)
                if not one.reported  # type: ignore[attr-defined]  # by queries.lines
            ]
            Answer.objects.bulk_create(
                Answer(inquiry=one.inquiry, line=one, outcome="expired", at=at) for one in silent
            )
            Batch.objects.filter(pk=batch.pk).update(expired_at=at)
            audit.record(
                EXPIRED, actor=None, at=at, name=connection.zh, name_en=connection.en, count=len(silent),
                days=connection.days_until_expired, batch=batch.number,
            )  # fmt: skip
            count += len(silent)
    return count
