"""A seal's life: applied for, approved, filed with the police, imprint kept, issued; suspended, lost, withdrawn, destroyed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.delegation import actions as delegation
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.seals import authority, queries
from jiuzhu.seals.models import Counter, Event, KindRule, Seal, StepRule
from jiuzhu.seals.refusals import AnotherInUse, NoSuchStep, NotThisStep, StepIncomplete, WrongLevel
from jiuzhu.seals.rules import CHECKLIST, DAYS, KINDS, STEPS, after, missing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import canonical

STEP = audit.act("seals.step", zh="印章{number}（{text}）：{step_zh}", en="seal {number} ({text}): {step_en}")


def apply(
    *,
    kind: str,
    area: Any,
    text: str,
    purpose: str,
    basis: str,
    applying_office: str,
    actor: Any,
    on: date,
    at: datetime,
    paper: Any = None,
    demo: bool = False,
) -> Seal:
    """Enter a seal by the application to engrave it. `paper` is the application as a stored file.

    Raises NotYourPower, NotYourArea, WrongLevel, StepIncomplete. Source: 国发〔1999〕25号 Art. 22.
    """
    if refusal := offices.why_not(actor, STEPS["applied"].power, area.code, on):
        raise refusal
    if kind not in KINDS or KINDS[kind].level != area.level:
        raise WrongLevel("area", kind=kind, area=area.name)
    told = {"text": text.strip(), "purpose": purpose, "basis": basis, "applying_office": applying_office}
    _whole("applied", told)
    with transaction.atomic(), refusing():
        seal = Seal.objects.create(
            number=_number(area, on), kind=kind, area=area, text=told["text"], state="applied", demo=demo
        )
        _event(seal, "applied", told, paper, actor, on, at)
        return seal


def _number(area: Any, on: date) -> str:
    """The next number of the register, gapless per area and year: its counter's row is locked until the seal is there."""
    Counter.objects.get_or_create(area=area, year=on.year)
    counter = Counter.objects.select_for_update().get(area=area, year=on.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{area.code}-{on.year}-Y{counter.last:02d}"


def take(
    seal: Seal,
    step: str,
    told: Mapping[str, Any],
    *,
    actor: Any,
    on: date,
    at: datetime,
    paper: Any = None,
) -> Event:
    """One further step of a seal's life (rules.STEPS) with what it states (rules.FIELDS).

    Approval and refusal are signed: the actor holds her pen. Raises NoSuchStep, NotThisStep, StepIncomplete, NotEmpowered,
    SamePerson, TwoWitnesses, OutOfOrder, AnotherInUse, NotReauthenticated. Source: 国发〔1999〕25号 Art. 22–25.
    """
    if step not in STEPS or step in (
        "applied",
        "kept",
    ):  # the first is `apply`, the imprint is kept by `keep_imprint`
        raise NoSuchStep(step=step)
    return step_taken(seal, step, lambda _held: told, paper=paper, actor=actor, on=on, at=at)


def step_taken(
    seal: Seal, step: str, told: Callable[[Seal], Mapping[str, Any]], *, paper: Any = None, actor: Any, on: date, at: datetime
) -> Event:  # fmt: skip
    """The step itself, under the row lock of the seal; `told` is asked only when the step may be taken."""
    with transaction.atomic(), refusing():
        held = Seal.objects.select_for_update(of=("self",)).select_related("area").get(pk=seal.pk)
        if after(held.state, step) is None:
            raise NotThisStep(seal=held.number, state=held.state, step=step)
        if refusal := offices.why_not(actor, STEPS[step].power, held.area_id, on):
            raise refusal
        given = told(held)
        stated = {name: _plain(given.get(name)) for name in STEPS[step].needs}
        _whole(step, stated)
        event = _event(held, step, stated, paper, actor, on, at)
        _tell_readiness(held, step, actor=actor, on=on, at=at)
        if STEPS[step].ends_custody:
            _revoke(held, at)
        return event


def _revoke(seal: Seal, at: datetime) -> None:
    """Lost or withdrawn, its certificate signs nothing more; what was sealed before stays proved by its time-stamp."""
    serial = queries.certificate(seal).get("certificate_serial", "")
    if serial and authority.exists():
        transaction.on_commit(lambda: authority.revoke(serial, at=at))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def _whole(step: str, told: Mapping[str, Any]) -> None:
    lacking = [*missing(step, told)]
    for name in DAYS & told.keys():
        try:
            date.fromisoformat(told[name])
        except ValueError:
            lacking.append(name)
    if lacking:
        raise StepIncomplete(step=step, what=",".join(dict.fromkeys(lacking)))


def _event(
    seal: Seal, kind: str, told: dict[str, Any], paper: Any, actor: Any, on: date, at: datetime
) -> Event:
    step, signature, digest = STEPS[kind], None, ""
    number = Event.objects.filter(seal=seal).count() + 1
    if step.signed:
        content = {"seal": seal.number, "text": seal.text, "kind": seal.kind, "area": seal.area_id, "step": kind, "number": number,
                   "told": told, "on": on.isoformat()}  # fmt: skip
        digest = canonical.digest(content)
        signature = signatures.sign(
            content, kind="seal", about=seal.number, area_code=seal.area_id, authority=step.law, actor=actor, on=on, at=at
        )  # fmt: skip
    try:
        with transaction.atomic(), refusing():
            event = Event.objects.create(
                seal=seal, number=number, kind=kind, leads=step.leads, told=told, paper=paper, by=actor, on=on, at=at,
                digest=digest, signature=signature,
            )  # fmt: skip
    except IntegrityError as error:
        # Two special seals of one township issued at the same moment: the index lets one through.
        other = queries.live_special(seal.area_id)
        if other is None:
            raise
        raise AnotherInUse(seal=other.number, area=seal.area.name) from error
    audit.record(
        STEP, actor=actor, at=at, number=seal.number, text=seal.text, step=kind, step_zh=step.zh, step_en=step.en, told=told
    )  # fmt: skip
    seal.refresh_from_db()
    return event


def _tell_readiness(seal: Seal, step: str, *, actor: Any, on: date, at: datetime) -> None:
    """The delegation's checklist hears whether the township's special seal can be used (delegation/rules.py: "seal")."""
    if seal.kind == "special" and step in ("issued", "resumed", "suspended", "lost", "withdrawn"):
        delegation.note_readiness(
            seal.area, "seal", met=STEPS[step].leads == "in_use", evidence=f"印章{seal.number}：{STEPS[step].zh}",
            by_register=True, actor=actor, on=on, at=at,
        )  # fmt: skip


def write_rules() -> None:
    """Bring the rows that the triggers read in line with rules.py; called after every migrate."""
    for key, step in STEPS.items():
        StepRule.objects.update_or_create(
            kind=key,
            defaults={
                "came": list(step.came), "leads": step.leads, "power": step.power, "needs": list(step.needs),
                "other_than": step.other_than, "signed": step.signed, "ends_custody": step.ends_custody,
            },
        )  # fmt: skip
    StepRule.objects.exclude(kind__in=STEPS).delete()
    for key, kind in KINDS.items():
        papers = {paper: list(forms) for paper, forms in kind.papers.items()}
        KindRule.objects.update_or_create(
            kind=key,
            defaults={
                "level": kind.level, "keeper_power": kind.keeper_power, "papers": papers, "checklist": list(CHECKLIST)
            },
        )  # fmt: skip
    KindRule.objects.exclude(kind__in=KINDS).delete()
