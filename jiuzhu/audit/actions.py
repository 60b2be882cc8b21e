"""Write an entry. Called inside the transaction of the change that it reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction

from .models import Entry, Refused
from .refusals import OutsideTransaction, UnknownAct


class Actor(Protocol):
    """Whoever can be named in the log: an officer, an applicant."""

    @property
    def audit_key(self) -> str: ...
    @property
    def audit_name(self) -> str: ...


@dataclass(frozen=True)
class Act:
    """A kind of act, in words; `{placeholders}` are filled from the facts of each entry."""

    code: str
    zh: str
    en: str


ACTS: dict[str, Act] = {}


def act(code: str, *, zh: str, en: str) -> Act:
    """Declare a kind of act at module level. A code stands for one act only."""
    if code in ACTS and ACTS[code] != Act(code, zh, en):
        raise ValueError(f"audit act {code!r} is declared twice")
    return ACTS.setdefault(code, Act(code, zh, en))


SEARCHED = act(
    "audit.searched-person",
    zh="查询了哪些人看过{name}的信息",
    en="asked who had looked at the records of {name}",
)


def record(
    what: Act, *, actor: Actor | None, at: datetime, case: str = "", person: str = "", **facts: Any
) -> Entry:
    """Append one entry. `actor=None` is the clock. Raises OutsideTransaction: change and entry live or die together."""
    if ACTS.get(what.code) is not what:
        raise UnknownAct(act=what.code)
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(act=what.code)
    return Entry.objects.create(
        at=at,
        act=what.code,
        actor_key=actor.audit_key if actor else "",
        actor_name=actor.audit_name if actor else "",
        case_number=case,
        person_key=person,
        facts={key: _plain(value) for key, value in facts.items()},
    )


def record_each(
    what: Act,
    about: Iterable[tuple[str, str, Mapping[str, Any]]],
    *,
    actor: Actor | None,
    at: datetime,
    **facts: Any,
) -> int:
    """The same act on many people in one statement: (case number, person, further facts) each. How many entries."""
    if ACTS.get(what.code) is not what:
        raise UnknownAct(act=what.code)
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(act=what.code)
    entries = [
        Entry(
            at=at, act=what.code, actor_key=actor.audit_key if actor else "", actor_name=actor.audit_name if actor else "",
            case_number=case, person_key=person, facts={key: _plain(value) for key, value in {**facts, **more}.items()},
        )
        for case, person, more in about
    ]  # fmt: skip
    return len(Entry.objects.bulk_create(entries, batch_size=5000))


def searched_person(person: str, name: str, *, actor: Actor, at: datetime) -> None:
    """Asking who looked is a look as well. `person` as in the entries, `name` for the sentence."""
    with transaction.atomic():
        record(SEARCHED, actor=actor, at=at, person=person, name=name)


def count_refusals(
    codes: Iterable[str], *, door: str, actor: Actor | None, at: datetime, case: str = "", area: str
) -> None:
    """Append one row per code, all in one statement. `door` is one of Refused.DOORS, `area` a code of 6 to 12 digits.

    To be called after the transaction that was refused has been rolled back: within it, the count would go with it.
    """
    key = actor.audit_key if actor else ""
    Refused.objects.bulk_create(
        Refused(code=code, at=at, door=door, actor_key=key, case_number=case, area_code=area)
        for code in codes
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
