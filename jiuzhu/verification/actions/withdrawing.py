"""Withdraw an authorisation, at any time and with effect: at the counter, by the person herself, by a machine (个人信息保护法 Art. 15)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Authorisation
from jiuzhu.verification.refusals import AlreadyWithdrawn, NotOneself, WithdrawnBefore

WITHDRAWN = audit.act(
    "verification.withdrawn",
    zh="登记{person}自{withdrawn_on}起撤回核对授权{note}",
    en="recorded that {person} withdrew the authorisation from {withdrawn_on} on{note}",
)


def withdraw(
    authorisation: Authorisation, *, withdrawn_on: date, note: str = "", how: str = "counter", actor: Any, on: date,
    at: datetime,
) -> Authorisation:  # fmt: skip
    """From `withdrawn_on` on nothing more is asked on this authorisation; what was answered before stands.

    Raises AlreadyWithdrawn, WithdrawnBefore, NotYourPower, NotYourArea.
    """
    with transaction.atomic(), refusing():
        held = _held(authorisation)
        return _withdraw(
            held, withdrawn_on, note, how, [queries.why_not_record(held.case, actor, on)], actor, at
        )


def withdraw_own(
    authorisation: Authorisation, *, name: str, citizen_id: str, actor: Any, on: date, at: datetime
) -> Authorisation:
    """The person herself, or the guardian who signed for her, from this very day; `actor` is the applicant on the portal.

    Raises NotOneself, AlreadyWithdrawn, WithdrawnBefore.
    """
    with transaction.atomic(), refusing():
        held = _held(authorisation)
        signer = held.guardian or held.person
        told = (name.strip(), citizen_id.strip().upper())
        other = None if told == (signer.name, signer.citizen_id) else NotOneself("citizen_id")
        return _withdraw(held, on, "本人在网上撤回", "portal", [other], actor, at)


def _held(authorisation: Authorisation) -> Authorisation:
    rows = Authorisation.objects.select_for_update(of=("self",)).select_related("case", "person", "guardian")
    return rows.get(pk=authorisation.pk)


def _withdraw(
    held: Authorisation, withdrawn_on: date, note: str, how: str, why_not: list[Refusal | None], actor: Any, at: datetime
) -> Authorisation:  # fmt: skip
    early = withdrawn_on < held.starts_on
    refuse_if_any(
        [
            *why_not,
            AlreadyWithdrawn(on=held.withdrawn_on) if held.withdrawn_on else None,
            WithdrawnBefore("withdrawn_on", starts_on=held.starts_on) if early else None,
        ]
    )
    held.withdrawn_on, held.withdrawal_note = withdrawn_on, note.strip()[:300]
    held.withdrawn_how, held.withdrawn_at = how, at
    held.save(update_fields=["withdrawn_on", "withdrawal_note", "withdrawn_how", "withdrawn_at"])
    audit.record(
        WITHDRAWN, actor=actor, at=at, case=held.case.number, person=str(held.person_id), authorisation=held.pk, how=how,
        withdrawn_on=withdrawn_on, note=f"：{note.strip()}" if note.strip() else "",
    )  # fmt: skip
    return held
