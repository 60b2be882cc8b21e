"""Taking cases along, and what comes back from a telephone: once, whole, and never over what somebody else wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.surveys import queries, rules
from jiuzhu.surveys.models import Photograph, Sent, Settled, Taken, VisitDraft
from jiuzhu.surveys.refusals import (
    ChangedSinceSeen,
    ChooseEach,
    MovedOn,
    NothingToSettle,
    NotYoursToSend,
    NumberOfAnother,
    PhotographOfAnother,
    PhotographsMissing,
    PhotographTooLate,
    SentOtherwise,
    SignedMeanwhile,
)
from jiuzhu.values import canonical
from jiuzhu.values.refusals import refuse_if_any

from .signing import keep_paper

TAKEN = audit.act(
    "surveys.taken-along",
    zh="把申请资料带到手机上（至{until}），准备入户",
    en="took the case along on a telephone (until {until}) for the visit",
)
GIVEN_BACK = audit.act(
    "surveys.given-back", zh="手机上的申请资料已清除：{why_zh}", en="the case left the telephone: {why_en}"
)
CAME = audit.act(
    "surveys.sent-later",
    zh="传送了无网络时填写的入户记录（{state_zh}，照片{photographs}张）",
    en="sent the record written without a network ({state_en}, {photographs} photographs)",
)
SETTLED = audit.act(
    "surveys.settled",
    zh="逐项处理了入户记录的冲突：{mine}项用自己的，{theirs}项用对方的",
    en="settled the clash field by field: {mine} of her own, {theirs} of the other",
)
_WHY = {
    "sent": ("已传送", "sent"), "left": ("退出登录", "logged out"), "expired": ("到期", "its days were over"),
    "put_back": ("不带了", "put back"),
}  # fmt: skip
_STATES = {
    "kept": ("已收下", "taken over"), "clash": ("有冲突，待选择", "clashes, to be chosen"),
    "late": ("案件已往下走", "the case had gone on"),
}  # fmt: skip


@dataclass(frozen=True)
class Noted:
    """When and where a photograph was taken, as far as the visitor let the telephone note it."""

    at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy_m: int | None = None


def take_along(case: Any, *, actor: Any, on: date, at: datetime) -> Taken:
    """A held case goes onto an officer's telephone; the same again is the same. Raises NotAtVisit and why she may not visit."""
    refuse_if_any([queries.why_not_take_along(case, actor, on)])
    with transaction.atomic():
        before = Taken.objects.filter(case=case, officer=actor, given_back_at=None).first()
        if before is not None:
            return before
        standing = queries.draft(case)
        until = queries.last_day_along(case.area_id, on)
        found = Taken.objects.create(
            case=case, officer=actor, base=standing.typed if standing else {}, on=on, at=at, until=until
        )
        audit.record(
            TAKEN,
            actor=actor,
            at=at,
            case=case.number,
            person=str(case.applicant_id),
            until=until.isoformat(),
        )
        return found


def give_back(key: UUID, *, why: str, actor: Any, at: datetime) -> Taken:
    """The telephone says that it holds the case no more; said twice it is one. Raises NoSuchTaken, NotYoursToSend."""
    with transaction.atomic():
        held = _mine(key, actor)
        if held.given_back_at is not None:
            return held
        held.given_back_at, held.given_back = at, why
        held.save(update_fields=["given_back_at", "given_back"])
        zh, en = _WHY[why]
        audit.record(GIVEN_BACK, actor=actor, at=at, case=held.case.number, why_zh=zh, why_en=en)
        return held


def _mine(key: UUID, actor: Any) -> Taken:
    found = queries.taken(key)
    if found.officer_id != actor.pk:
        raise NotYoursToSend(officer=found.officer.name)
    return found


def keep_photograph(
    key: UUID, body: bytes, *, uuid: UUID, visit: UUID, name: str, noted: Noted, actor: Any, at: datetime
) -> Photograph:
    """A photograph of the filled visit `visit`, which comes after it. The same again is the same.

    Raises NoSuchTaken, NotYoursToSend, PhotographOfAnother, PhotographTooLate, NotAPhotograph.
    """
    came = hashlib.sha256(body).hexdigest()
    with transaction.atomic(), refusing():
        held = _mine(key, actor)
        before = Photograph.objects.filter(pk=uuid).first()
        if before is not None:
            if (before.taken_id, before.visit_uuid, before.received_sha256) != (held.pk, visit, came):
                raise PhotographOfAnother
            return before
        if Sent.objects.filter(pk=visit).exists():
            raise PhotographTooLate
        paper = keep_paper(
            held.case, body, name=name, kind="survey-photograph", field="file", actor=actor, at=at
        )
        try:
            with transaction.atomic():
                return Photograph.objects.create(
                    uuid=uuid, visit_uuid=visit, taken=held, case=held.case, file_id=paper["id"], received_sha256=came,
                    taken_at=noted.at, latitude=noted.latitude, longitude=noted.longitude, accuracy_m=noted.accuracy_m, at=at,
                )  # fmt: skip
        except IntegrityError:  # a number that somebody out of sight uses
            raise PhotographOfAnother from None


def send(
    case: Any,
    key: UUID,
    *,
    uuid: UUID,
    typed: Mapping[str, Sequence[str]],
    photographs: Sequence[UUID],
    actor: Any,
    on: date,
    at: datetime,
) -> Sent:
    """A filled visit comes once under its number; the same again gets the first answer. `case` is held by the caller.

    Where nobody changed the same fields it goes into the open record; otherwise that stays as it is and both stand side
    by side. Raises NoSuchTaken, NotYoursToSend, NotEmpowered, SentOtherwise, NumberOfAnother, PhotographsMissing.
    """
    mine = rules.merging.plain(typed)
    numbers = sorted(str(one) for one in photographs)
    digest = canonical.digest({"typed": mine, "photographs": numbers})
    with transaction.atomic(), refusing():
        held = _mine(key, actor)
        before = Sent.objects.filter(pk=uuid).first()
        if before is not None:
            return _same(before, held, digest)
        refuse_if_any([queries.why_not_visit(case, actor, on)])
        arrived = Photograph.objects.filter(pk__in=photographs, visit_uuid=uuid, taken=held).count()
        if arrived < len(numbers):
            raise PhotographsMissing("photographs", missing=len(numbers) - arrived)
        standing = VisitDraft.objects.select_for_update().filter(case=case, filed=False).first()
        theirs = standing.typed if standing is not None else _filed_since(held)
        merged = rules.merging.three_way(held.base, theirs, mine)
        state = _state(case, standing, merged)
        try:
            with transaction.atomic():
                came = Sent.objects.create(
                    uuid=uuid, taken=held, case=case, officer=actor, typed=mine, theirs=theirs, photographs=numbers,
                    digest=digest, state=state, on=on, at=at,
                )  # fmt: skip
        except IntegrityError:
            raise NumberOfAnother("uuid", uuid=str(uuid)) from None
        if state == "kept":
            _write(standing, case, merged.typed, came, actor, at)
        zh, en = _STATES[state]
        audit.record(
            CAME, actor=actor, at=at, case=case.number, state_zh=zh, state_en=en, photographs=len(numbers), uuid=str(uuid)
        )  # fmt: skip
        return came


def _same(before: Sent, held: Taken, digest: str) -> Sent:
    if before.taken_id != held.pk:
        raise NumberOfAnother("uuid", uuid=str(before.pk))
    if before.digest != digest:
        raise SentOtherwise("uuid", uuid=str(before.pk))
    return before


def _filed_since(held: Taken) -> dict[str, list[str]]:
    """What the others filed while the case was along, as they typed it; nothing new: what was taken along."""
    filed = (
        VisitDraft.objects.filter(case=held.case, filed=True, saved_at__gte=held.at)
        .order_by("saved_at")
        .last()
    )
    return dict(filed.typed if filed is not None else held.base)


def _state(case: Any, standing: VisitDraft | None, merged: rules.merging.Merged) -> str:
    if case.stage != queries.AT_VISIT:
        return "late"
    signed = standing is not None and standing.first_id is not None
    return "clash" if merged.clashes or (signed and merged.differing) else "kept"


def _write(
    standing: VisitDraft | None, case: Any, typed: dict[str, list[str]], came: Sent, actor: Any, at: datetime
) -> None:
    """Into the open record. Only the sender's own fields changed in it, or what she chose."""
    if standing is None:
        VisitDraft.objects.create(case=case, typed=typed, saved_by=actor, saved_at=at, sent=came)
        return
    if standing.typed != typed:
        standing.turn += 1  # a page that shows the older version does not overwrite this one
        standing.typed, standing.saved_by, standing.saved_at = typed, actor, at
    standing.sent = came
    standing.save()


def settle(
    case: Any, number: UUID, *, chosen: Mapping[str, str], seen: str, actor: Any, on: date, at: datetime
) -> Settled:
    """The sender chooses field by field over what she was shown (`seen`); the same again is the same. `case` is held.

    Raises NothingSent, NotYoursToSend, NothingToSettle, ChangedSinceSeen, ChooseEach, MovedOn, SignedMeanwhile.
    """
    with transaction.atomic(), refusing():
        came = queries.sent(number)
        if came.officer_id != actor.pk:
            raise NotYoursToSend(officer=came.officer.name)
        choice = {name: side for name, side in sorted(chosen.items()) if side in ("mine", "theirs")}
        before = Settled.objects.filter(sent=came).first()
        if before is not None and before.chosen == choice:
            return before
        if before is not None or came.state == "kept":
            raise NothingToSettle
        standing = VisitDraft.objects.select_for_update().filter(case=case, filed=False).first()
        typed = _chosen(case, came, standing, choice, seen)
        if "mine" in choice.values():
            refuse_if_any([queries.why_not_visit(case, actor, on)])
            _write(standing, case, typed, came, actor, at)
        sides = list(choice.values())
        settled = Settled.objects.create(
            case=case, sent=came, chosen=choice, typed=typed, officer=actor, on=on, at=at
        )
        audit.record(
            SETTLED, actor=actor, at=at, case=case.number, mine=sides.count("mine"), theirs=sides.count("theirs"), uuid=str(number)
        )  # fmt: skip
        return settled


def _chosen(
    case: Any, came: Sent, standing: VisitDraft | None, choice: Mapping[str, str], seen: str
) -> dict[str, list[str]]:
    found = queries.compared(came)
    if found.seen != seen:
        raise ChangedSinceSeen
    if "mine" not in choice.values():
        return dict(standing.typed if standing is not None else came.theirs)
    if case.stage != queries.AT_VISIT:
        raise MovedOn
    if standing is not None and standing.first is not None:
        raise SignedMeanwhile(first=standing.first.name)
    missing = [one.field for one in found.merged.clashes if one.field not in choice]
    if missing:
        raise ChooseEach("chosen", missing=len(missing))
    return rules.merging.chosen(found.merged, choice)
