"""A seal changes hands when the giver and the receiver have each signed the same content, each with her own key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.seals import queries
from jiuzhu.seals.models import Acceptance, Handover, Retraction, Seal
from jiuzhu.seals.refusals import HandoverClosed, ReasonNeeded
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import canonical

GIVEN = audit.act(
    "seals.given", zh="将印章{number}移交{receiver}，等待确认", en="hands seal {number} over to {receiver}, to be confirmed"
)  # fmt: skip
TAKEN = audit.act(
    "seals.taken", zh="确认接收印章{number}（移交人{giver}）", en="took seal {number} over from {giver}"
)
NOT_TAKEN = audit.act(
    "seals.not-taken", zh="印章{number}的交接没有进行：{reason}", en="the hand-over of seal {number} did not happen: {reason}"
)  # fmt: skip


def hand_over(
    seal: Seal,
    *,
    receiver: Any,
    condition: str,
    until: date | None = None,
    reason: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Handover:
    """The giver signs. `until` (last day) and `reason` make the receiver a temporary custodian; `condition` describes the seal.

    Nothing changes before the receiver accepts. Raises NotTheCustodian, NoCustodian, NotAKeeper, NotInHands, HandoverOpen,
    ReasonNeeded, NotReauthenticated. Source: china.md §7.6 (保管交接, both sign).
    """
    if not condition.strip():
        raise ReasonNeeded("condition")
    if until is not None and not reason.strip():
        raise ReasonNeeded("reason")
    with transaction.atomic(), refusing():
        seal = Seal.objects.select_for_update().get(pk=seal.pk)
        if refusal := queries.why_not_hand_over(seal, receiver, until=until, actor=actor, on=on, at=at):
            raise refusal
        content = {
            "seal": seal.number, "text": seal.text, "giver": actor.staff_number, "giver_name": actor.name,
            "receiver": receiver.staff_number, "receiver_name": receiver.name, "temporary": until is not None,
            "until": until.isoformat() if until else None, "reason": reason.strip(), "condition": condition.strip(),
            "last_number": seal.last_number, "on": on.isoformat(),
        }  # fmt: skip
        handover = Handover.objects.create(
            seal=seal, giver=actor, receiver=receiver, until=until, reason=reason.strip(), condition=condition.strip(),
            last_number=seal.last_number, content=content, digest=canonical.digest(content), on=on, at=at,
            signature=_signed(content, seal, actor, on, at),
        )  # fmt: skip
        audit.record(GIVEN, actor=actor, at=at, number=seal.number, receiver=receiver.name, until=until)
        return handover


def accept(handover: Handover, *, actor: Any, on: date, at: datetime) -> Handover:
    """The receiver signs the same content; from this moment she keeps the seal.

    Raises NotTheReceiver, HandoverStale (the seal was used since, or the period is over), HandoverClosed, NotAKeeper,
    NotTheCustodian, NotReauthenticated.
    """
    with transaction.atomic(), refusing():
        seal = Seal.objects.select_for_update().get(pk=handover.seal_id)
        if not queries.is_open(handover):
            raise HandoverClosed
        Acceptance.objects.create(
            handover=handover, receiver=actor, digest=canonical.digest(handover.content), on=on, at=at,
            signature=_signed(handover.content, seal, actor, on, at),
        )  # fmt: skip
        audit.record(TAKEN, actor=actor, at=at, number=seal.number, giver=handover.giver.name)
        return handover


def decline(handover: Handover, *, reason: str, actor: Any, on: date, at: datetime) -> Retraction:
    """The receiver declines, or the giver takes it back; the custodian stays who she was. Raises NotTheReceiver, HandoverClosed."""
    if not reason.strip():
        raise ReasonNeeded("reason")
    with transaction.atomic(), refusing():
        if not queries.is_open(handover):
            raise HandoverClosed
        made = Retraction.objects.create(handover=handover, by=actor, reason=reason.strip(), on=on, at=at)
        audit.record(NOT_TAKEN, actor=actor, at=at, number=handover.seal.number, reason=reason.strip())
        return made


def _signed(content: Any, seal: Seal, actor: Any, on: date, at: datetime) -> Any:
    return signatures.sign(
        content, kind="seal-handover", about=seal.number, area_code=seal.area_id,
        authority="审批专用章使用办法（保管交接）", actor=actor, on=on, at=at,
    )  # fmt: skip
