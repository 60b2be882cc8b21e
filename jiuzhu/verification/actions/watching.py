"""Signals on odd queries: what a look or a question shows by itself, and attempts that were refused. They stop nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiuzhu.audit import actions as audit
from jiuzhu.audit import queries as log
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusing
from jiuzhu.rulebook.calendars import calendar
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.values.working_days import NoCalendar
from jiuzhu.verification.models import QueryFinding, QuerySignal
from jiuzhu.verification.refusals import FindingNeeded, OwnSignal, SignalClosed
from jiuzhu.verification.signals import FINDINGS, REFUSED, SIGNALS, why_after_hours

RAISED = audit.act(
    "verification.signal", zh="查询提示：{officer}{kind_zh}", en="signal on a query: {officer}, {kind_en}"
)
CLOSED = audit.act(
    "verification.signal-closed",
    zh="核查查询提示“{kind_zh}”：{outcome_zh}",
    en="looked into the signal “{kind_en}”: {outcome_en}",
)
_COUNTED = ("verification.looked", "verification.asked")


def notice(case: Any, officer: Any, *, purpose: str, on: date, at: datetime) -> None:
    """What a question or a look that was allowed shows by itself: outside office hours, or one of very many that day.

    The county's numbers `office-hours` and `queries-per-day`; where one is not in force, that signal is not drawn.
    """
    with transaction.atomic():
        _after_hours(officer, case.number, purpose, on, at)
        most = getattr(standards.numbers(officer.office.area_id, on)["queries-per-day"], "value", None)
        count = _cases_of_the_day(officer, on) if most else 0
        if most and count > most:
            _raise("volume", officer, "", {"cases": count, "limit": most}, on, at)


def _after_hours(officer: Any, case_number: str, purpose: str, on: date, at: datetime) -> None:
    hours: Any = getattr(standards.numbers(officer.office.area_id, on)["office-hours"], "value", None)
    why = why_after_hours(timezone.localtime(at), hours["from"], hours["to"], _why_off(on)) if hours else ""
    if why:
        evidence = {"purpose": purpose, "why": why, "from": hours["from"], "until": hours["to"]}
        _raise("after_hours", officer, case_number, evidence, on, at)


def _why_off(on: date) -> str | None:
    try:
        return calendar().why_off(on)
    except NoCalendar:
        return None  # without a calendar of that year only the clock is asked


def _cases_of_the_day(officer: Any, on: date) -> int:
    with scope.whole_county():
        rows = log.search(actors=[officer.audit_key], acts="verification", since=on, until=on).order_by()
        return rows.filter(act__in=_COUNTED).values("case_number").distinct().count()


def attempted(
    refusals: Iterable[Refusal], *, door: str, case_number: str = "", actor: Any, on: date, at: datetime
) -> list[QuerySignal]:
    """Keep that somebody tried what was refused, in a transaction of its own: the door calls it after the refused one is gone."""
    told = list(refusals)
    found = []
    with scope.whole_county(), transaction.atomic():
        for kind in dict.fromkeys(REFUSED[one.code] for one in told if one.code in REFUSED):
            why = next(one for one in told if REFUSED.get(one.code) == kind)
            evidence = {"refusal": why.text()}
            made = _raise(kind, actor, case_number[:40], evidence, on, at, refused=why.code, door=door)
            found += [made] if made else []
        if found:
            _after_hours(actor, case_number[:40], "", on, at)
    return found


def _raise(
    kind: str, officer: Any, case_number: str, evidence: dict[str, Any], on: date, at: datetime, *, refused: str = "", door: str = ""
) -> QuerySignal | None:  # fmt: skip
    """Once per kind, officer, case, day and door. None when this very thing was raised before."""
    zh, en = SIGNALS[kind]
    with scope.whole_county():
        made, new = QuerySignal.objects.get_or_create(
            key=f"{kind}:{officer.staff_number}:{case_number}:{on}:{door}",
            defaults={
                "kind": kind, "officer": officer, "area_id": officer.office.area_id, "case_number": case_number,
                "refused": refused, "door": door, "evidence": evidence, "on": on, "at": at,
            },
        )  # fmt: skip
        if not new:
            return None
        audit.record(
            RAISED,
            actor=None,
            at=at,
            officer=officer.name,
            kind=kind,
            kind_zh=zh,
            kind_en=en,
            asked_for=case_number,
        )
        return made


def close_signal(
    signal: QuerySignal, *, outcome: str, text: str, actor: Any, on: date, at: datetime
) -> QueryFinding:
    """What the county found. Raises NotYourPower, NotYourArea, OwnSignal, SignalClosed, FindingNeeded."""
    refuse_if_any(
        [
            offices.why_not(actor, "verification.watch", signal.area_id, on),
            OwnSignal() if signal.officer_id == actor.pk else None,
            FindingNeeded("text") if outcome not in FINDINGS or not text.strip() else None,
        ]
    )
    with transaction.atomic(), refusing():
        QuerySignal.objects.select_for_update().get(pk=signal.pk)  # two supervisors: one finding
        if QueryFinding.objects.filter(signal=signal).exists():
            raise SignalClosed
        made = QueryFinding.objects.create(
            signal=signal, outcome=outcome, text=text.strip()[:500], by=actor, on=on, at=at
        )
        kind, said = SIGNALS[signal.kind], FINDINGS[outcome]
        audit.record(
            CLOSED, actor=actor, at=at, kind_zh=kind[0], kind_en=kind[1], outcome=outcome, outcome_zh=said[0], outcome_en=said[1]
        )  # fmt: skip
        return made
