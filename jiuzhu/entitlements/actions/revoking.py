"""A decision under a right was revoked: the right ends, or what stood before the change stands again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.entitlements import queries
from jiuzhu.entitlements.models import Amount, ChangeDecision, Entitlement, Revocation
from jiuzhu.entitlements.refusals import AlreadyEntitledAgain, ChangePending
from jiuzhu.offices.database import refusing
from jiuzhu.values import money
from jiuzhu.values.month import Month

from .rights import KINDS_ZH, cut, end

REVOKED = audit.act(
    "entitlements.revoked",
    zh="决定被撤销，待遇自{stops_on}起停发",
    en="the decision was revoked; the right ends on {stops_on}",
)
RESTORED = audit.act(
    "entitlements.restored",
    zh="{kind_zh}的决定被撤销，自{restored_from}起恢复每月{amount}",
    en="the change ({kind}) was revoked; {amount} a month again from {restored_from}",
)


def revoke(case: Any, *, because: str, actor: Any, on: date, at: datetime) -> Entitlement | None:
    """The decision under a right was revoked: the right ends with the month, so that nothing is paid from the next one on.

    What was paid stays booked. None where no right had begun. Who may revoke, and after which hearings, is for filings.
    Source: 行政许可法 Art. 69 (by analogy); 社会救助法 Art. 48.
    """
    right = Entitlement.objects.filter(case=case).first()
    if right is None:
        return None
    with transaction.atomic(), refusing():
        ends = max(Month.of(on).next().first_day, right.starts_on)
        cut(right, ends)
        end(right, min(ends, right.stops_on or ends), because)
        audit.record(REVOKED, actor=actor, at=at, case=case.number, stops_on=right.stops_on, because=because)
        return right


def revoke_change(
    decision: ChangeDecision, *, signature: Any, because: str, actor: Any, on: date, at: datetime
) -> Revocation:
    """The decision on a change was revoked: what was paid before it is paid again, and a right that it ended goes on.

    From `queries.restored_from`: the first of the next month, or the day of the change if that is still to come; a right
    that was stopped goes on without a gap, its unpaid months are owed (funds pays them back). What was paid stays booked.
    `signature` is that of the act of filings, which the database asks for. Raises ChangePending, AlreadyEntitledAgain.
    Source: 行政许可法 Art. 69 (by analogy); 监管办法 Art. 25.
    """
    change, right = decision.change, decision.change.entitlement
    if queries.open_change(decision.case) is not None:
        raise ChangePending(number=decision.case.number)
    from_, before = queries.restored_from(change, on), queries.amount_before(change)
    with transaction.atomic(), refusing():
        made = Revocation.objects.create(
            decision=decision, case=decision.case, by=actor, because=because, digest=signature.digest, signature=signature,
            restored_from=from_, amount_fen=before.amount_fen, on=on, at=at,
        )  # fmt: skip
        cut(right, from_)
        Amount.objects.create(
            entitlement=right,
            amount_fen=before.amount_fen,
            starts_on=from_,
            because="restored",
            change=change,
        )
        if decision.kind in ("stopped", "grace_given"):
            _reopen(right)
        audit.record(
            RESTORED, actor=actor, at=at, case=decision.case.number, kind=decision.kind, kind_zh=KINDS_ZH[decision.kind],
            restored_from=from_, amount=money.format(before.amount_fen), on=on,
        )  # fmt: skip
        return made


def _reopen(right: Entitlement) -> None:
    """The end that the revoked change set is gone; whoever it ended for is supported again, unless she is elsewhere by now."""
    ended = right.stops_on
    right.stops_on, right.stopped_because = None, ""
    right.save(update_fields=["stops_on", "stopped_because"])
    for one in right.beneficiaries.filter(stops_on=ended).select_related("person"):
        one.stops_on = None
        try:
            with transaction.atomic():
                one.save(update_fields=["stops_on"])
        except IntegrityError as error:
            raise AlreadyEntitledAgain(name=one.person.name) from error
