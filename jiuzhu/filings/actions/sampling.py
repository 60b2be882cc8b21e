"""Freeze a list, read the public number, draw, visit. The database repeats the draw before it takes it."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.filings import drawing
from jiuzhu.filings.models import (
    Abort,
    Draw,
    EntropyEntry,
    Filing,
    Reveal,
    SampleConfirmation,
    SampleEntry,
    SampleVisit,
)
from jiuzhu.filings.queries import sampling as queries
from jiuzhu.filings.refusals import (
    DrawClosed,
    EntropyUnnamed,
    NothingToList,
    NumberReadDifferently,
    TwoVisitors,
)
from jiuzhu.filings.rules import FINDINGS
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.standards import queries as standards
from jiuzhu.values import canonical

FROZEN = audit.act(
    "filings.list-frozen",
    zh="{number}：固定{township}{quarter}抽查名单{lines}件，公布校验值{digest}；随机数约定为{entropy_on}“{entropy}”",
    en="{number}: froze the list of {township}, {quarter}, {lines} cases, fingerprint {digest}; number named: “{entropy}” of {entropy_on}",
)
NUMBER_READ = audit.act(
    "filings.number-read",
    zh="{number}：登记约定的公开数字{value}",
    en="{number}: entered the public number {value}",
)
DRAWN = audit.act(
    "filings.drawn",
    zh="{number}：抽取{drawn}件，应核查{sample}件，种子{seed}",
    en="{number}: {drawn} drawn, {sample} to visit, seed {seed}",
)
GIVEN_UP = audit.act(
    "filings.list-given-up",
    zh="{number}：放弃名单，理由：{reason}",
    en="{number}: gave the list up: {reason}",
)
VISITED = audit.act(
    "filings.sample-visited",
    zh="{number}抽查入户：{finding_zh}",
    en="visited for sample {number}: {finding_en}",
)
CONFIRMED = audit.act(
    "filings.sample-confirmed",
    zh="共同签字确认抽查结果",
    en="signed the finding of a sample visit as the second visitor",
)


def freeze(
    township: Any, quarter: str, *, entropy_named: str, entropy_on: date, actor: Any, on: date, at: datetime
) -> Draw:
    """Freeze the list of a quarter that is over and publish its fingerprint; the random number is named and not yet known.

    Raises QuarterUnreadable, QuarterNotOver, AlreadyListed, NotAllOnFile, NothingToList, EntropyUnnamed.
    """
    first, after = queries.span(quarter)
    if not entropy_named.strip() or entropy_on <= on:
        raise EntropyUnnamed("entropy_named")
    known = standards.figures()
    percent: Any = known.number("sample-percent", township.code, first).value
    wait: Any = known.number("sample-wait-hours", township.code, on).value
    with transaction.atomic(), refusing():
        lines = queries.wanted(township.code, first, after)
        serial = Draw.objects.filter(area=township, quarter=quarter).count() + 1
        number = f"CY-{township.code}-{quarter}-{serial}"
        body = drawing.text_of(
            {"algorithm": drawing.ALGORITHM, "number": number, "percent": str(percent), "quarter": quarter,
             "township": township.code, "lines": lines}
        )  # fmt: skip
        secret = secrets.token_hex(32)
        draw = Draw.objects.create(
            number=number, area=township, quarter=quarter, starts_on=first, stops_on=after, serial=serial,
            algorithm=drawing.ALGORITHM, percent=percent, wait_hours=wait, body=body, digest=drawing.sha256(body),
            secret=secret, secret_digest=drawing.sha256(secret), entropy_named=entropy_named.strip(), entropy_on=entropy_on,
            by=actor, on=on, at=at,
        )  # fmt: skip
        if not lines:  # asked after the database, whose reasons say more
            raise NothingToList(township=township.name, quarter=quarter)
        audit.record(
            FROZEN, actor=actor, at=at, number=number, township=township.name, quarter=quarter, lines=len(lines),
            digest=draw.digest, entropy=draw.entropy_named, entropy_on=entropy_on, secret_digest=draw.secret_digest,
        )  # fmt: skip
        return draw


def enter_number(draw: Draw, value: str, *, actor: Any, on: date, at: datetime) -> EntropyEntry:
    """One officer enters the public number as she read it. Raises NumberNotKnownYet, DrawClosed."""
    with transaction.atomic(), refusing():
        entry, new = EntropyEntry.objects.get_or_create(
            draw=draw,
            officer=actor,
            defaults={"area_id": draw.area_id, "value": _plain(value), "on": on, "at": at},
        )
        if new:
            audit.record(NUMBER_READ, actor=actor, at=at, number=draw.number, value=entry.value)
        elif entry.value != _plain(value):
            raise NumberReadDifferently(number=draw.number)
        return entry


def _plain(value: str) -> str:
    """One spelling of what two people read: no blanks at the ends, one between."""
    return " ".join(value.split())


def abort(draw: Draw, *, reason: str, actor: Any, on: date, at: datetime) -> Abort:
    """Give a list up before its number is read; it stays on record. Raises NumberWasRead, DrawClosed."""
    with transaction.atomic(), refusing():
        given_up = Abort.objects.create(
            draw_id=draw.pk, area_id=draw.area_id, reason=reason.strip(), by=actor, on=on, at=at
        )
        audit.record(GIVEN_UP, actor=actor, at=at, number=draw.number, reason=reason.strip())
        return given_up


def draw(of: Draw, *, actor: Any, on: date, at: datetime) -> list[SampleEntry]:
    """Draw, once the number is known to two officers and the list has been public long enough.

    Raises TooEarlyToDraw, NumberReadDifferently, DrawClosed; NotTheSample when the database computes otherwise.
    """
    with transaction.atomic(), refusing():
        of = Draw.objects.select_for_update().get(pk=of.pk)  # as it stands, not as a page read it
        if queries.state(of) != "listed":
            raise DrawClosed(number=of.number)
        read = of.entries_of_number.order_by("id").first()
        if read is None:
            raise NumberReadDifferently(number=of.number)
        seed = drawing.seed_of(of.digest, read.value, of.secret, of.algorithm)
        chosen = drawing.sample(queries.lines(of), seed, of.percent)
        filings = {
            one.digest: one for one in Filing.objects.filter(digest__in=[one.filing for one in chosen])
        }
        entries = SampleEntry.objects.bulk_create(
            SampleEntry(
                draw=of,
                filing=filings[one.filing],
                case_id=filings[one.filing].case_id,
                why=one.why,
                rank=one.rank,
            )
            for one in chosen
        )
        Reveal.objects.create(
            draw_id=of.pk,
            area_id=of.area_id,
            entropy=read.value,
            secret=of.secret,
            seed=seed,
            by=actor,
            on=on,
            at=at,
        )
        audit.record(
            DRAWN, actor=actor, at=at, number=of.number, seed=seed, sample=len(entries),
            drawn=sum(one.why == "drawn" for one in chosen),
        )  # fmt: skip
        return entries


def visit(
    entry: SampleEntry, *, visited_on: date, finding: str, error_kind: str = "", effect_fen: int = 0, text: str,
    actor: Any, on: date, at: datetime,
) -> SampleVisit:  # fmt: skip
    """The first of two officers signs what was found at home. `effect_fen` a month, above zero where too much was granted.

    Raises HandledHerself, WithoutPower, NotReauthenticated, OwnCase.
    """
    told = {
        "sample": entry.draw.number, "filing": entry.filing.number, "visited_on": visited_on.isoformat(), "finding": finding,
        "error_kind": error_kind, "effect_fen": effect_fen, "text": text.strip(),
    }  # fmt: skip
    with transaction.atomic(), refusing():
        made = SampleVisit.objects.create(
            entry=entry, case_id=entry.case_id, officer=actor, visited_on=visited_on, finding=finding, error_kind=error_kind,
            effect_fen=effect_fen, text=text.strip(), body=canonical.text(told), digest=canonical.digest(told),
            signature=_signed(entry, told, actor, on, at), on=on, at=at,
        )  # fmt: skip
        zh, en = FINDINGS[finding]
        audit.record(
            VISITED, actor=actor, at=at, case=entry.case.number, number=entry.draw.number, finding=finding, finding_zh=zh,
            finding_en=en,
        )  # fmt: skip
        return made


def _signed(entry: SampleEntry, told: Any, actor: Any, on: date, at: datetime) -> Any:
    # Asked before signing, so that the refusal is about the post and not about the pen.
    refusal = offices.why_not(actor, "filings.receive", entry.draw.area_id, on)
    if refusal is not None and offices.why_not(actor, "filings.supervise", entry.draw.area_id, on):
        raise refusal
    return signatures.sign(
        told, kind="sample_visit", about=entry.draw.number, case=entry.case.number, area_code=entry.draw.area_id, actor=actor,
        on=on, at=at,
    )  # fmt: skip


def confirm_visit(of: SampleVisit, *, seen: str, actor: Any, on: date, at: datetime) -> SampleConfirmation:
    """The second officer signs the same content with her own login; only then does the finding count. Raises TwoVisitors."""
    if seen != of.digest or of.officer_id == actor.pk:
        raise TwoVisitors(case=of.case.number)
    with transaction.atomic(), refusing():
        confirmed = SampleConfirmation.objects.create(
            visit=of, case_id=of.case_id, officer=actor, digest=of.digest,
            signature=_signed(of.entry, json.loads(of.body), actor, on, at), on=on, at=at,
        )  # fmt: skip
        audit.record(CONFIRMED, actor=actor, at=at, case=of.case.number, number=of.entry.draw.number)
        return confirmed
