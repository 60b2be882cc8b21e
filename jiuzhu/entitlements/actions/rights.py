"""Grant and change rights. Every amount follows a decision; every cut follows a hearing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries as approval_queries
from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.entitlements import queries, rules
from jiuzhu.entitlements.models import Amount, Beneficiary, Change, ChangeDecision, Entitlement, Hearing
from jiuzhu.entitlements.refusals import ChangePending, NoDecision, NotReceiving, TwiceEntitled
from jiuzhu.offices.database import refusing
from jiuzhu.offices.scope import whole_county
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import masking, money

GRANTED = audit.act(
    "entitlements.granted",
    zh="自{starts_on}起享受待遇，每月{amount}",
    en="entitled from {starts_on}, {amount} a month",
)
COMPLETED = audit.act(
    "entitlements.completed",
    zh="导入的待遇自{stops_on}起由申请{number}的待遇接替",
    en="the imported right gives way to that of {number} on {stops_on}",
)
PROPOSED = audit.act(
    "entitlements.proposed", zh="拟{kind_zh}：{explanation}", en="proposed a change ({kind}): {explanation}"
)
HEARD = audit.act("entitlements.heard", zh="听取了{who}的意见", en="heard {who}")
CHANGED = audit.act(
    "entitlements.changed",
    zh="决定{kind_zh}，自{effective_on}起，理由：{reasons}",
    en="{kind} from {effective_on}: {reasons}",
)
KINDS_ZH = dict(Change.KINDS) | dict(ChangeDecision.KINDS)


def grant(case: Any, *, members: Sequence[Any], actor: Any, on: date, at: datetime) -> Entitlement:
    """The right that the latest decision to grant gives, from the month after it. Called again, it answers the same.

    An imported right of the household ends where this one begins. Raises NoDecision, TwiceEntitled.
    Source: 社会救助法 Art. 45; 民发〔2021〕57号 Art. 25, 28.
    """
    standing = Entitlement.objects.filter(case=case).first()
    if standing is not None:
        return standing
    decision = approval_queries.latest_decision(case)
    if decision is None or decision.kind != "granted" or decision.starts_on is None:
        raise NoDecision
    with transaction.atomic(), refusing():
        _end_legacy(case, decision.starts_on, actor=actor, at=at)
        right = Entitlement.objects.create(
            case=case, household_id=case.household_id, area_id=case.area_id, item_code=case.item_code,
            decision=decision, starts_on=decision.starts_on,
        )  # fmt: skip
        _add_beneficiaries(right, members, decision.starts_on)
        Amount.objects.create(
            entitlement=right, amount_fen=decision.amount_fen, starts_on=decision.starts_on, because="granted"
        )
        audit.record(
            GRANTED, actor=actor, at=at, case=case.number, starts_on=right.starts_on,
            amount=money.format(decision.amount_fen), on=on,
        )  # fmt: skip
        return right


def _end_legacy(case: Any, starts_on: date, *, actor: Any, at: datetime) -> None:
    """The household's imported right gives way to the one that was applied for and decided (57号 Art. 28)."""
    with whole_county():
        imported = Entitlement.objects.select_for_update().filter(
            Q(stops_on=None) | Q(stops_on__gt=starts_on), household_id=case.household_id, legacy=True
        )
        for right in imported:
            ends = max(starts_on, right.starts_on)
            cut(right, ends)
            end(right, ends, f"由申请{case.number}的待遇接替")
            audit.record(
                COMPLETED, actor=actor, at=at, case=right.case.number, stops_on=ends, number=case.number
            )


def import_legacy(
    case: Any, *, members: Sequence[Any], amount_fen: int, starts_on: date, actor: Any, at: datetime
) -> Entitlement:
    """An existing recipient taken over from before the system, marked until completed (57号 Art. 28)."""
    with transaction.atomic(), refusing():
        first = starts_on.replace(day=1)
        right = Entitlement.objects.create(
            case=case, household_id=case.household_id, area_id=case.area_id, item_code=case.item_code, legacy=True,
            starts_on=first,
        )  # fmt: skip
        _add_beneficiaries(right, members, first)
        Amount.objects.create(entitlement=right, amount_fen=amount_fen, starts_on=first, because="imported")
        audit.record(
            GRANTED,
            actor=actor,
            at=at,
            case=case.number,
            starts_on=first,
            amount=money.format(amount_fen),
            legacy=True,
        )
        return right


def _add_beneficiaries(right: Entitlement, members: Sequence[Any], starts_on: date) -> None:
    for person in members:
        try:
            with transaction.atomic():
                Beneficiary.objects.create(entitlement=right, person=person, starts_on=starts_on)
        except IntegrityError as error:
            with whole_county():
                held = (
                    Beneficiary.objects.filter(person=person, stops_on=None)
                    .select_related("entitlement__case__area")
                    .first()
                )
                if held is None:
                    raise
                where = f"{held.entitlement.case.area.name} {held.entitlement.case.number}"
            raise TwiceEntitled(
                name=person.name, citizen_id=masking.citizen_id(person.citizen_id or ""), where=where
            ) from error


def propose(
    case: Any,
    *,
    kind: str,
    ground: str,
    explanation: str,
    new_fen: int | None,
    effective_on: date,
    until: date | None = None,
    grace_months: int | None = None,
    determination_digest: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Change:
    """Propose to raise, reduce, stop or phase out. Takes effect by decide_change only.

    Raises NotReceiving, ChangePending, UnknownGround, NotACut, NoGraceExit, GraceTooLong.
    """
    right = queries.of_case(case)
    current = queries.amount_on(right, effective_on) if right else None
    if right is None or current is None:
        raise NotReceiving(number=case.number)
    if queries.open_change(case) is not None:
        raise ChangePending(number=case.number)
    refusal = rules.why_not_propose(
        kind=kind, ground=ground, explanation=explanation, old_fen=current.amount_fen, new_fen=new_fen,
        effective_on=effective_on, until=until, grace_months=grace_months,
    )  # fmt: skip
    if refusal is not None:
        raise refusal
    with transaction.atomic(), refusing():
        change = Change.objects.create(
            case=case, entitlement=right, duty=cases.take_duty(case, actor, "propose_change", on=on, at=at), kind=kind,
            ground=ground, explanation=explanation.strip(), effective_on=effective_on.replace(day=1), until=until,
            new_amount_fen=None if kind == "stop" else new_fen or current.amount_fen,
            determination_digest=determination_digest, proposed_on=on, at=at,
        )  # fmt: skip
        audit.record(
            PROPOSED,
            actor=actor,
            at=at,
            case=case.number,
            kind=kind,
            kind_zh=KINDS_ZH[kind],
            explanation=explanation,
        )
        return change


def hear(
    change: Change,
    *,
    how: str,
    who_spoke: str,
    told: str,
    said: str,
    considered: str,
    actor: Any,
    on: date,
    at: datetime,
) -> Hearing:
    """Record that the household was heard before the cut (社会救助法 Art. 48)."""
    with transaction.atomic(), refusing():
        hearing = Hearing.objects.create(
            case=change.case, change=change, duty=cases.take_duty(change.case, actor, "hear", on=on, at=at),
            heard_on=on, how=how, who_spoke=who_spoke, told=told, said=said, considered=considered, at=at,
        )  # fmt: skip
        audit.record(HEARD, actor=actor, at=at, case=change.case.number, who=who_spoke, how=how)
        return hearing


def decide_change(
    change: Change,
    *,
    agrees: bool,
    reasons: str,
    content: Any,
    seen: str,
    officer: Any,
    on: date,
    at: datetime,
) -> ChangeDecision:
    """Decide a proposed change; `agrees=False` keeps what was. Raises NotHeard, and as approvals.sign does."""
    kinds = {"raise": "raised", "reduce": "reduced", "stop": "stopped", "grace": "grace_given"}
    kind = kinds[change.kind] if agrees else "kept"
    if seen != approvals.digest_of(content):
        raise approvals.ChangedSinceSeen
    authority = approval_queries.authority(change.case, change.new_amount_fen or 0, on)
    if refusal := approval_queries.why_not_township(change.case, officer, authority, on=on):
        raise refusal
    with transaction.atomic(), refusing():
        decision = ChangeDecision.objects.create(
            case=change.case, change=change, kind=kind, reasons=reasons.strip(),
            duty=cases.take_duty(change.case, officer, authority.duty, on=on, at=at),
            decided_by_level=authority.level, letter_id=authority.letter_id, legal_form=authority.legal_form,
            in_the_name_of=authority.in_the_name_of, content=content, digest=seen, on=on, at=at,
            signature=signatures.sign(
                content, kind="change_decision", about=change.case.number, case=change.case.number,
                area_code=change.case.area_id, authority=authority.words, actor=officer, on=on, at=at,
            ),
        )  # fmt: skip
        if agrees:
            _take_effect(change, kind)
        audit.record(
            CHANGED, actor=officer, at=at, case=change.case.number, kind=kind, kind_zh=KINDS_ZH[kind],
            effective_on=change.effective_on, reasons=reasons,
        )  # fmt: skip
        return decision


def _take_effect(change: Change, because: str) -> None:
    right = change.entitlement
    ends = change.effective_on if because == "stopped" else change.until
    cut(right, change.effective_on)
    if because != "stopped":
        Amount.objects.create(
            entitlement=right, amount_fen=change.new_amount_fen or 0, starts_on=change.effective_on,
            stops_on=change.until, because=because if because != "grace_given" else "grace", change=change,
        )  # fmt: skip
    if ends is not None:
        end(right, max(ends, right.starts_on), change.explanation)


def cut(right: Entitlement, on: date) -> None:
    """No amount of the right runs beyond the day."""
    for amount in right.amounts.filter(Q(stops_on=None) | Q(stops_on__gt=on)):
        amount.stops_on = max(on, amount.starts_on)
        amount.save(update_fields=["stops_on"])


def end(right: Entitlement, stops_on: date, because: str) -> None:
    """The right and whoever is supported by it end on a day."""
    if right.stops_on != stops_on:  # an end that stands keeps its reason
        right.stops_on, right.stopped_because = stops_on, because[:200]
        right.save(update_fields=["stops_on", "stopped_because"])
    for person in right.beneficiaries.filter(stops_on=None):
        person.stops_on = max(stops_on, person.starts_on)
        person.save(update_fields=["stops_on"])
