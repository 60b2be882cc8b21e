"""Signals: what a person should look at, each with its evidence. They stop nothing; a supervisor closes each with a finding."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.rulebook.calendars import calendar
from jiuzhu.seals import rules
from jiuzhu.seals.models import Custody, Finding, Seal, Signal, Use
from jiuzhu.seals.refusals import AlreadyClosed, NoCustodian, NotTheCustodian, ReasonNeeded
from jiuzhu.values.refusals import Refusal
from jiuzhu.values.working_days import NoCalendar

RAISED = audit.act(
    "seals.signal", zh="用印提示：{kind_zh}（印章{number}）", en="signal on seal {number}: {kind_en}"
)
CLOSED = audit.act(
    "seals.signal-closed",
    zh="处理用印提示“{kind_zh}”：{outcome_zh}",
    en="closed the signal “{kind_en}”: {outcome_en}",
)


def raise_signal(
    seal: Seal, kind: str, key: str, evidence: dict[str, Any], *, use: Use | None = None, officer: Any, on: date, at: datetime
) -> Signal | None:  # fmt: skip
    """Add a signal once; None when this very thing was raised before."""
    zh, en = rules.SIGNALS[kind]
    with transaction.atomic():
        made, new = Signal.objects.get_or_create(
            key=f"{kind}:{key}",
            defaults={
                "seal": seal, "use": use, "kind": kind, "evidence": evidence, "officer": officer, "on": on, "at": at
            },
        )  # fmt: skip
        if not new:
            return None
        audit.record(
            RAISED,
            actor=None,
            at=at,
            number=seal.number,
            kind=kind,
            kind_zh=zh,
            kind_en=en,
            evidence=evidence,
        )
        return made


def look_at(use: Use) -> None:
    """What one use itself shows: outside office hours, or one of many within minutes. Parameters of the day and area."""
    seal, area, on = use.seal, use.seal.area_id, use.on
    told: dict[str, Any] = {"use": use, "officer": use.custodian, "on": on, "at": use.at}
    hours = rules.Hours(_number("seal-hours-from", area, on), _number("seal-hours-until", area, on))
    local = timezone.localtime(use.at)
    try:
        off = calendar().why_off(on)
    except NoCalendar:
        off = None  # without a calendar of that year only the clock is asked
    if why := rules.why_out_of_hours(local, hours, off):
        evidence = {"number": use.number, "at": local.isoformat(), "why": why, "from": hours.from_hour, "until": hours.until_hour}  # fmt: skip
        raise_signal(seal, "out_of_hours", f"{seal.pk}:{use.number}", evidence, **told)
    most, minutes = _number("seal-burst-uses", area, on), _number("seal-burst-minutes", area, on)
    before = Use.objects.filter(seal=seal, at__gt=use.at - timedelta(minutes=minutes), at__lte=use.at)
    numbers = rules.burst(list(before.values_list("number", "at")), use.at, uses=most, minutes=minutes)
    if numbers:
        # One signal per hour of a burst, not one per use.
        evidence = {"numbers": sorted(numbers), "uses": most, "minutes": minutes, "at": local.isoformat()}
        raise_signal(seal, "burst", f"{seal.pk}:{local:%Y-%m-%dT%H}", evidence, **told)


def _number(name: str, area: str, on: date) -> int:
    return rulebook.number(name, area, on).whole


def attempted(seal: Seal, refusal: Refusal, paper: Any, *, actor: Any, on: date, at: datetime) -> None:
    """Somebody who does not keep the seal tried to use it: kept, although nothing was sealed."""
    if not isinstance(refusal, NotTheCustodian | NoCustodian):
        return
    evidence = {
        "refusal": refusal.code, "paper": paper.original_name, "paper_sha256": paper.sha256, "case_number": paper.case_number,
        "officer": actor.audit_name, "custodian": str(refusal.figures.get("custodian") or ""), "at": timezone.localtime(at).isoformat(),
    }  # fmt: skip
    key = f"{seal.pk}:{actor.staff_number}:{paper.sha256[:16]}:{on}"
    raise_signal(seal, "wrong_custodian", key, evidence, officer=actor, on=on, at=at)


def check(area_code: str, *, on: date, at: datetime) -> list[Signal]:
    """Recompute what the triggers hold, for every seal of an area and below: gaps, order, substitutes.

    Found things are raised once. May run twice. Source: china.md §7.6 (anomalies).
    """
    found: list[Signal | None] = []
    for seal in Seal.objects.filter(area__code__startswith=area_code).order_by("id"):
        found += _gaps(seal, on, at)
        found += _before_decision(seal, on, at)
        found += _substitutes(seal, on, at)
    return [one for one in found if one is not None]


def _gaps(seal: Seal, on: date, at: datetime) -> list[Signal | None]:
    numbers = rules.gaps(Use.objects.filter(seal=seal).values_list("number", flat=True), seal.last_number)
    key = f"{seal.pk}:{','.join(map(str, numbers))}"[:100]
    evidence = {"missing": list(numbers[:100]), "last": seal.last_number}
    return [raise_signal(seal, "number_gap", key, evidence, officer=None, on=on, at=at)] if numbers else []


def _before_decision(seal: Seal, on: date, at: datetime) -> list[Signal | None]:
    found = []
    early = Q(decision__at__gt=F("at")) | Q(change_decision__at__gt=F("at"))
    unsigned = Q(decision__isnull=False, decision__signature=None) | Q(
        change_decision__isnull=False, change_decision__signature=None
    )
    for use in Use.objects.filter(early | unsigned, seal=seal).select_related(
        "decision", "change_decision", "custodian"
    ):
        decided: Any = use.decision or use.change_decision
        evidence = {"number": use.number, "used_at": use.at.isoformat(), "decided_at": decided.at.isoformat(),
                    "signed": decided.signature_id is not None}  # fmt: skip
        key = f"{seal.pk}:{use.number}"
        found.append(
            raise_signal(seal, "before_decision", key, evidence, use=use, officer=use.custodian, on=on, at=at)
        )
    return found


def _substitutes(seal: Seal, on: date, at: datetime) -> list[Signal | None]:
    """The regular custodian away for longer than the county allows: counted in working days since a substitute took over."""
    limit, found = _number("seal-substitute-working-days", seal.area_id, on), []
    for custody in Custody.objects.filter(seal=seal, temporary=True, starts_at__lte=at).select_related(
        "officer"
    ):
        starts = timezone.localdate(custody.starts_at)
        until = min(on, timezone.localdate(custody.stops_at)) if custody.stops_at else on
        days = calendar().count(starts, until).days
        if rules.overlong(starts, until, limit, days):
            evidence = {"officer": custody.officer.name, "since": starts.isoformat(), "working_days": days, "limit": limit}  # fmt: skip
            key = f"{custody.pk}"
            found.append(
                raise_signal(seal, "long_substitution", key, evidence, officer=custody.officer, on=on, at=at)
            )
    return found


def close(signal: Signal, *, outcome: str, text: str, actor: Any, on: date, at: datetime) -> Finding:
    """What the supervisor found. Raises NotYourPower, NotYourArea, OwnSignal, AlreadyClosed, ReasonNeeded."""
    if refusal := offices.why_not(actor, "seals.register", signal.seal.area_id, on):
        raise refusal
    if outcome not in rules.FINDINGS or not text.strip():
        raise ReasonNeeded("text")
    with transaction.atomic(), refusing():
        Signal.objects.select_for_update().get(pk=signal.pk)  # two supervisors: one finding
        if Finding.objects.filter(signal=signal).exists():
            raise AlreadyClosed
        made = Finding.objects.create(
            signal=signal, outcome=outcome, text=text.strip(), by=actor, on=on, at=at
        )
        kind, said = rules.SIGNALS[signal.kind], rules.FINDINGS[outcome]
        audit.record(
            CLOSED, actor=actor, at=at, kind_zh=kind[0], kind_en=kind[1], outcome=outcome, outcome_zh=said[0], outcome_en=said[1]
        )  # fmt: skip
        return made
