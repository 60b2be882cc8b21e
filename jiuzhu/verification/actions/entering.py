"""A department's message becomes answers: once each, to the line that was asked, about the person it was asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.documents.rules import TABLES
from jiuzhu.offices.database import refusing
from jiuzhu.values import citizen_id, figures, masking
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import names, queries
from jiuzhu.verification.models import (
    Answer,
    Batch,
    BatchLine,
    Connection,
    Extract,
    ExtractRow,
    Inbound,
    RefusedRow,
    Stray,
)
from jiuzhu.verification.sources.base import Message, Rejected, Replies, Reply
from jiuzhu.verification.sources.faults import ReplayedMessage, UnknownBatch
from jiuzhu.verification.sources.layouts import SOURCES

ENTERED = audit.act(
    "verification.entered",
    zh="收到“{name}”的回复 {number}：答复 {answered} 项（前后矛盾 {contradicted}），重复 {repeated} 项，无主 {strayed} 项，读不出 {unreadable} 项",
    en="“{name_en}” replied ({number}): {answered} answered ({contradicted} contradicting), {repeated} repeated, {strayed} strays, "
    "{unreadable} unreadable",
)
REFUSED = audit.act(
    "verification.message-refused",
    zh="退回“{name}”的回复 {number}：{reason}",
    en="refused the reply {number} of “{name_en}”: {reason_en}",
)
SUBSTANCE = ("found", "not_found", "name_mismatch", "ambiguous")
FINAL = (*SUBSTANCE, "not_authorised", "not_covered")
OLD_NUMBER = "部门登记的是15位旧号码"
CONTRADICTS = "与该部门先前的答复不一致"


@dataclass
class _Entering:
    """What one message comes to, before it is written."""

    connection: Connection
    at: datetime
    lines: Mapping[str, BatchLine]
    before: Mapping[int, list[Answer]]
    kept: list[tuple[Reply, Answer, list[ExtractRow]]] = field(default_factory=list)
    failed: list[Answer] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    turns: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    repeated: int = 0
    contradicted: int = 0


def known(connection: Connection, message: Message) -> Inbound | None:
    """The message as it was taken before: the same content, whatever its time and nonce."""
    return Inbound.objects.filter(connection=connection, sha256=message.sha256, taken=True).first()


def enter(connection: Connection, message: Message, replies: Replies, *, on: date, at: datetime) -> Inbound:
    """Enter a checked message. Raises ReplayedMessage, UnknownBatch and what documents refuse; the same again is the first one."""
    with transaction.atomic(), refusing():
        Connection.objects.select_for_update().get(pk=connection.pk)
        if before := known(connection, message):
            return before
        batch = Batch.objects.filter(connection=connection, number=replies.batch).first()
        if batch is None:
            raise UnknownBatch(number=message.number[:60], batch=figures.typed(replies.batch, 60))
        work = _sorted(connection, batch, replies, on, at)
        inbound = _keep(connection, batch, message, work, replies, at)
        _answer(inbound, message, work, replies, at)
        if not queries.lines(batch).exclude(answers__outcome__in=FINAL).exists():
            Batch.objects.filter(pk=batch.pk, closed_at=None).update(closed_at=at)
        audit.record(
            ENTERED, actor=None, at=at, name=connection.zh, name_en=connection.en, number=message.number, batch=batch.number,
            sha256=message.sha256, answered=inbound.answered, repeated=inbound.repeated, contradicted=inbound.contradicted,
            strayed=inbound.strayed, unreadable=inbound.unreadable,
        )  # fmt: skip
        return inbound


def refuse(connection: Connection, message: Message, refusal: Refusal, *, at: datetime) -> Inbound:
    """Keep that a message was turned back, and why; of its content nothing."""
    with transaction.atomic():
        told = {"code": refusal.code, "figures": figures.plain(refusal.figures)}
        before = Inbound.objects.filter(
            connection=connection,
            taken=False,
            number=message.number[:60],
            sha256=message.sha256,
            refusal__code=refusal.code,
        ).first()
        if before is not None:
            return before
        audit.record(
            REFUSED, actor=None, at=at, name=connection.zh, name_en=connection.en, number=message.number[:60],
            reason=refusal.text(), reason_en=refusal.text("en"), sha256=message.sha256,
        )  # fmt: skip
        return Inbound.objects.create(
            connection=connection, number=message.number[:60], nonce=message.nonce[:64], sha256=message.sha256, taken=False,
            refusal=told, at=at,
        )  # fmt: skip


def _sorted(connection: Connection, batch: Batch, replies: Replies, on: date, at: datetime) -> _Entering:
    lines = {one.reference: one for one in queries.lines(batch)}
    before: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(line__batch=batch).order_by("id"):
        before[answer.line_id or 0].append(answer)
    work = _Entering(connection, at, lines, before)
    for reply in replies.replies:
        _one(work, reply, on)
    for reference, rejected in replies.failed.items():
        line = lines.get(reference)
        if line is not None and not before.get(line.pk) and _why_stray(work, line, None, on) is None:
            note = f"{rejected.column}：{rejected.refusal.text()}"[:300]
            work.failed.append(_of(work, line, outcome="source_error", note=note))
    return work


def _one(work: _Entering, reply: Reply, on: date) -> None:
    line = work.lines.get(reply.reference)
    why = "not_asked" if line is None else _why_stray(work, line, reply, on)
    if line is None or why is not None:
        work.strays.append(
            Stray(
                number=reply.number, reference=reply.reference[:70], source=reply.source[:30], why=why or "not_asked",
                whom=masking.citizen_id(reply.citizen_id)[:40],
            )
        )  # fmt: skip
        return
    answer, rows = _judged(work, line, reply)
    said = [
        one
        for one in (
            *work.before.get(line.pk, []),
            *(kept for _reply, kept, _rows in work.kept if kept.line_id == line.pk),
        )
        if one.outcome in FINAL
    ]
    stands = any(one.outcome in SUBSTANCE for one in said)
    # Messages overtake each other: that a source failed, told after it has answered, takes nothing back.
    if any(_same(one, answer) for one in said) or (stands and answer.outcome not in SUBSTANCE):
        work.repeated += 1
        work.turns[line.pk] -= 1
        return
    if stands:
        # Two answers that differ are no answer: which one holds is for a person to find out.
        work.contradicted += 1
        answer.outcome, answer.note = "ambiguous", CONTRADICTS
    work.kept.append((reply, answer, rows))


def _why_stray(work: _Entering, line: BatchLine, reply: Reply | None, on: date) -> str | None:
    inquiry = line.inquiry
    if reply is not None:
        told = {reply.citizen_id, *(row.citizen_id for row in reply.rows)}
        if not all(citizen_id.stands_for(one, inquiry.person.citizen_id or "") for one in told):
            return "other_person"
        if reply.source != inquiry.source:
            return "other_source"
    if line.reported:  # type: ignore[attr-defined]  # by queries.lines
        return "reported"
    if inquiry.case.closed_on is not None or not queries.covers(inquiry.authorisation, on):
        return "not_lawful"
    return None


def _judged(work: _Entering, line: BatchLine, reply: Reply) -> tuple[Answer, list[ExtractRow]]:
    """The answer that a reply makes: whether the names agree and the records are one is ours to say."""
    person, outcome = line.inquiry.person, reply.outcome
    told = [row.name for row in reply.rows] or [reply.name]
    likeness = [names.likeness(person.name, one) for one in told]
    odd = next((place for place, one in enumerate(likeness) if one != "same"), None)
    if outcome == "found":
        twice = SOURCES[reply.source].once and len(reply.rows) > 1
        if all(one != "same" for one in likeness):
            outcome = "name_mismatch"
        elif odd is not None or twice:
            outcome = "ambiguous"
    old = any(len(one) == 15 for one in (reply.citizen_id, *(row.citizen_id for row in reply.rows)))
    note = "；".join(filter(None, [OLD_NUMBER if old else "", reply.note]))
    shown = outcome in ("name_mismatch", "ambiguous") and odd is not None
    answer = _of(
        work, line, outcome=outcome, note=note[:300], as_of=reply.as_of,
        facts=[{**row.facts, "row": row.number} for row in reply.rows],
        found_name=told[odd][:200] if shown and odd is not None else "",
        likeness=likeness[odd] if shown and odd is not None else "",
    )  # fmt: skip
    rows = [
        ExtractRow(
            number=row.number, source=reply.source, citizen_id=person.citizen_id or "", name=row.name[:200], facts=dict(row.facts)
        )
        for row in reply.rows
    ]  # fmt: skip
    return answer, rows


def _of(work: _Entering, line: BatchLine, **more: Any) -> Answer:
    turn = len(work.before.get(line.pk, ())) + work.turns[line.pk]
    work.turns[line.pk] += 1
    return Answer(inquiry=line.inquiry, line=line, turn=turn, at=work.at, **more)


def _same(one: Answer, other: Answer) -> bool:
    """The same said again; the number of its row and the day of the register do not make it another answer."""
    return (one.outcome, one.found_name, _plain(one.facts)) == (
        other.outcome, other.found_name, _plain(other.facts),
    ) or (one.note == CONTRADICTS and _plain(one.facts) == _plain(other.facts))  # fmt: skip


def _plain(facts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    told = [{key: value for key, value in one.items() if key != "row"} for one in facts]
    return sorted(told, key=lambda one: sorted(map(str, one.items())))


def _keep(
    connection: Connection, batch: Batch, message: Message, work: _Entering, replies: Replies, at: datetime
) -> Inbound:
    clash = Inbound.objects.filter(connection=connection, taken=True)
    if clash.filter(number=message.number).exists() or clash.filter(nonce=message.nonce).exists():
        raise ReplayedMessage(number=message.number[:60])
    try:
        with transaction.atomic():
            return Inbound.objects.create(
                connection=connection, batch=batch, number=message.number, nonce=message.nonce, sha256=message.sha256,
                file=_stored(message.body, f"{message.number}.csv", at), taken=True, answered=len(work.kept),
                repeated=work.repeated, contradicted=work.contradicted, strayed=len(work.strays),
                unreadable=len(replies.rejected), at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise ReplayedMessage(number=message.number[:60]) from error


def _stored(body: bytes, name: str, at: datetime) -> Any:
    return documents.store(
        body, name=name, kind="exchange", area_code=settings.COUNTY, accepts=TABLES, actor=None, at=at
    )


def _answer(inbound: Inbound, message: Message, work: _Entering, replies: Replies, at: datetime) -> None:
    parts = {one.name.split(".")[0]: one for one in message.parts}
    groups: dict[tuple[str, date], list[tuple[Reply, Answer, list[ExtractRow]]]] = defaultdict(list)
    for one in work.kept:
        groups[one[0].source, one[0].as_of].append(one)
    rows: list[ExtractRow] = []
    for (source, as_of), kept in groups.items():
        part = parts.get(source)
        extract = Extract.objects.create(
            inbound=inbound, source=source, as_of=as_of, sha256=inbound.sha256, name=(part.name if part else message.number)[:200],
            file=_stored(part.body, part.name, at) if part else inbound.file, taken=True,
            rows_taken=sum(len(many) for _reply, _answer, many in kept), at=at,
        )  # fmt: skip
        for _reply, answer, many in kept:
            answer.extract = extract
            for row in many:
                row.extract = extract
            rows += many
    ExtractRow.objects.bulk_create(rows, batch_size=2000)
    for _reply, answer, many in work.kept:
        answer.rows = [row.pk for row in many]
        if answer.outcome in ("not_authorised", "not_covered", "source_error"):
            answer.extract, answer.rows, answer.facts, answer.as_of = None, [], [], None
    Answer.objects.bulk_create([answer for _reply, answer, _rows in work.kept] + work.failed, batch_size=2000)
    for stray in work.strays:
        stray.inbound = inbound
    Stray.objects.bulk_create(work.strays, batch_size=2000)
    _keep_rejected(inbound, replies.rejected, at)


def _keep_rejected(inbound: Inbound, rejected: tuple[Rejected, ...], at: datetime) -> None:
    """What could not be read is listed with a delivery of its own, as for a file that was uploaded."""
    if not rejected or inbound.file is None:
        return
    extract = Extract.objects.create(
        inbound=inbound, source="", as_of=at.date(), sha256=inbound.sha256, name=inbound.number, file=inbound.file, taken=True,
        rows_refused=len(rejected), at=at,
    )  # fmt: skip
    RefusedRow.objects.bulk_create(
        RefusedRow(
            extract=extract, number=one.number, column=one.column, code=one.refusal.code,
            figures=figures.plain(one.refusal.figures),
        )
        for one in rejected
    )  # fmt: skip
