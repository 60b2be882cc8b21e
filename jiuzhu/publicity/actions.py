"""Put notices up, take objections, hold appraisals, end notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.offices.database import refusing

from . import queries, rules
from .models import Appraisal, Objection, Posting
from .refusals import AlreadyPosted, NoObjection, NoOpenPosting, ObjectionEmpty

__all__ = [
    "AlreadyPosted", "NoObjection", "NoOpenPosting", "ObjectionEmpty", "add_photograph", "appraise", "end", "object_to",
    "post",
]  # fmt: skip

POSTED = audit.act(
    "publicity.posted",
    zh="张贴{kind_zh}于{place}，至{closes_on}",
    en="put up the {kind} at {place} until {closes_on}",
)
OBJECTED = audit.act(
    "publicity.objected", zh="收到异议（{channel}）", en="an objection was received ({channel})"
)
APPRAISED = audit.act(
    "publicity.appraised",
    zh="民主评议：赞成{votes_for}票，反对{votes_against}票",
    en="appraisal: {votes_for} for, {votes_against} against",
)
ENDED = audit.act("publicity.ended", zh="{kind_zh}结束：{ended_zh}", en="the {kind} ended: {ended_as}")
KINDS_ZH = dict(Posting.KINDS)
ENDS_ZH = {"undisputed": "无异议", "disputed": "有异议", "replaced": "被新公示替代", "taken_down": "撤下"}


def post(
    case: Any,
    *,
    kind: str,
    stage: str,
    known: Mapping[str, Any],
    allowed: Sequence[str],
    place: str,
    closes_on: date | None,
    photograph: Any = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Posting:
    """Put a notice up with the lawful fields only; `closes_on` is its last day, None for a long-term display.

    Raises AlreadyPosted, FieldNotAllowed, PersonalNumber, NotEmpowered.
    """
    standing = queries.open_posting(case, stage)
    if standing is not None:
        raise AlreadyPosted(posted_on=standing.posted_on)
    with transaction.atomic(), refusing():
        posting = Posting.objects.create(
            case=case, duty=cases.take_duty(case, actor, "post", on=on, at=at), kind=kind, stage=stage,
            area_id=case.village_id, fields=rules.lawful_fields(allowed, known), place=place.strip(), posted_on=on,
            closes_on=closes_on, photograph=photograph,
        )  # fmt: skip
        audit.record(
            POSTED, actor=actor, at=at, case=case.number, kind=kind, kind_zh=KINDS_ZH[kind], place=place,
            closes_on=closes_on or "长期", fields=posting.fields,
        )  # fmt: skip
        return posting


def object_to(
    posting: Posting,
    *,
    text: str,
    channel: str,
    by_name: str = "",
    by_phone: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Objection:
    """Take an objection, also an anonymous one (民发〔2021〕57号 Art. 19, 37). Raises ObjectionEmpty, NoOpenPosting."""
    if not text.strip():
        raise ObjectionEmpty("text")
    with transaction.atomic(), refusing():
        held = Posting.objects.select_for_update().get(pk=posting.pk)
        if held.ended_on is not None or (held.closes_on is not None and on > held.closes_on):
            raise NoOpenPosting
        objection = Objection.objects.create(
            posting=held, received_on=on, channel=channel, by_name=by_name.strip(), by_phone=by_phone.strip(),
            text=text.strip(), recorded_by=actor, at=at,
        )  # fmt: skip
        audit.record(OBJECTED, actor=actor, at=at, case=held.case.number, channel=channel)
        return objection


def end(posting: Posting, ended_as: str, *, actor: Any, on: date, at: datetime) -> Posting:
    """End a notice once: undisputed (only after its last day), disputed, replaced or taken down."""
    with transaction.atomic(), refusing():
        held = Posting.objects.select_for_update().get(pk=posting.pk)
        if held.ended_on is not None:
            return held
        held.ended_on, held.ended_as = on, ended_as
        held.save(update_fields=["ended_on", "ended_as"])
        audit.record(
            ENDED, actor=actor, at=at, case=held.case.number, kind=held.kind, kind_zh=KINDS_ZH[held.kind],
            ended_as=ended_as, ended_zh=ENDS_ZH[ended_as],
        )  # fmt: skip
        return held


def add_photograph(posting: Posting, photograph: Any, *, actor: Any, at: datetime) -> Posting:
    """The proof that the notice hung there; added once."""
    with transaction.atomic(), refusing():
        posting.photograph = photograph
        posting.save(update_fields=["photograph"])
        audit.record(
            POSTED, actor=actor, at=at, case=posting.case.number, kind=posting.kind, kind_zh=KINDS_ZH[posting.kind],
            place=posting.place, closes_on=posting.closes_on or "长期", photograph=photograph.pk,
        )  # fmt: skip
        return posting


def appraise(
    case: Any,
    *,
    held_on: date,
    place: str,
    panel: Sequence[Mapping[str, Any]],
    votes_for: int,
    votes_against: int,
    abstained: int,
    conclusion: str,
    minutes: str,
    actor: Any,
    on: date,
    at: datetime,
) -> Appraisal:
    """Record an appraisal. Raises PanelEmpty, TooFewVillagers, VotesDoNotAddUp, NotEmpowered."""
    refusal = rules.why_not_appraise(panel, votes_for, votes_against, abstained)
    if refusal is not None:
        raise refusal
    with transaction.atomic(), refusing():
        appraisal = Appraisal.objects.create(
            case=case, duty=cases.take_duty(case, actor, "appraise", on=on, at=at), held_on=held_on, place=place,
            panel=list(panel), votes_for=votes_for, votes_against=votes_against, abstained=abstained,
            conclusion=conclusion, minutes=minutes, at=at,
        )  # fmt: skip
        audit.record(
            APPRAISED, actor=actor, at=at, case=case.number, votes_for=votes_for, votes_against=votes_against,
            conclusion=conclusion,
        )  # fmt: skip
        return appraisal
