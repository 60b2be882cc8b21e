"""Everything others may read of the register of seals. Row-level security narrows it to the reader's reach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from jiuzhu.offices import queries as offices
from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal

from . import rules, subjects
from .models import Custody, Event, Handover, Seal, Signal, Use
from .refusals import NoSuchHandover, NoSuchSeal, NoSuchSignal, NoSuchUse

KINDS = {key: (kind.zh, kind.en) for key, kind in rules.KINDS.items()}
STEPS = {key: (step.zh, step.en) for key, step in rules.STEPS.items()}
STATES, PAPERS, SIGNALS, FINDINGS = rules.STATES, rules.PAPERS, rules.SIGNALS, rules.FINDINGS
FIELDS, EVIDENCE, CHECKLIST = rules.FIELDS, rules.EVIDENCE, rules.CHECKLIST
SAYS = {key: step.says for key, step in rules.STEPS.items()}
LAWS = {key: step.law for key, step in rules.STEPS.items()}
#: Steps that take something away: their button is red.
GRAVE = frozenset(
    {"turned_down", "suspended", "lost", "declared_void", "withdrawn", "destroyed", "sealed_up"}
)


@dataclass(frozen=True)
class Field:
    """One field of a step's form."""

    name: str
    label: tuple[str, str]
    day: bool


def fields_of(step: str) -> tuple[Field, ...]:
    """What a person states at a step; what the certificate authority states is not typed."""
    typed = () if step == "kept" else rules.STEPS[step].needs
    return tuple(Field(name, rules.FIELDS[name], name in rules.DAYS) for name in typed)


def is_signed(step: str) -> bool:
    return rules.STEPS[step].signed


# --- seals ------------------------------------------------------------------------------------------------


def get(pk: int) -> Seal:
    """One seal. Raises NoSuchSeal, also when it is out of reach."""
    found = Seal.objects.select_related("area").filter(pk=pk).first()
    if found is None:
        raise NoSuchSeal
    return found


def by_number(number: str) -> Seal:
    """The same by its register number."""
    found = Seal.objects.select_related("area").filter(number=number).first()
    if found is None:
        raise NoSuchSeal
    return found


def listing(
    reach: Sequence[str], *, kind: str = "", state: str = "", area: str = "", words: str = ""
) -> QuerySet[Seal]:
    """Seals within reach, the county's first."""
    found = Seal.objects.select_related("area").filter(_under(reach)).order_by("area_id", "kind", "id")
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    if area:
        found = found.filter(area__code__startswith=area)
    return found.filter(Q(text__icontains=words) | Q(number__icontains=words)) if words else found


def _under(reach: Sequence[str], path: str = "area__code") -> Q:
    within = Q(pk__in=[])
    for prefix in reach:
        within |= Q(**{f"{path}__startswith": prefix})
    return within


def in_use(area_code: str, kind: str) -> Seal | None:
    """The seal of this kind that an area uses now; None when there is none (not issued yet, suspended, withdrawn)."""
    return (
        Seal.objects.select_related("area")
        .filter(area_id=area_code, kind=kind, state="in_use")
        .order_by("-id")
        .first()
    )


def fitting(area_code: str, paper: str, legal_form: str = "") -> Seal | None:
    """The seal in use that belongs on a paper of this kind and legal form, for a township's code: its own or the county's."""
    for kind, one in rules.KINDS.items():
        if rules.fits(kind, paper, legal_form):
            code = area_code[:6] if one.level == "county" else area_code
            if found := in_use(code, kind):
                return found
    return None


def live_special(area_code: str) -> Seal | None:
    return Seal.objects.filter(area_id=area_code, kind="special", state__in=rules.LIVE).first()


def events(seal: Seal) -> QuerySet[Event]:
    """The steps of its life, oldest first."""
    return Event.objects.filter(seal=seal).select_related("by__office", "paper").order_by("number")


def certificate(seal: Seal) -> dict[str, str]:
    """What was kept with the imprint: imprint_sha256, certificate_serial, certificate_fingerprint, provider; empty before."""
    kept = Event.objects.filter(seal=seal, kind="kept").first()
    return dict(kept.told) if kept else {}


def steps_of(state: str) -> tuple[str, ...]:
    return rules.steps_from(state)


def offered(seal: Seal, officer: Any, on: date) -> tuple[str, ...]:
    """The steps that this officer may record now."""
    area = seal.area_id
    return tuple(
        key for key in rules.steps_from(seal.state) if offices.may(officer, rules.STEPS[key].power, area, on)
    )


# --- hands ------------------------------------------------------------------------------------------------


def custodies(seal: Seal) -> QuerySet[Custody]:
    """Who kept it when, oldest first."""
    found = Custody.objects.filter(seal=seal).select_related("officer__office", "acceptance__handover__giver")
    return found.order_by("starts_at", "id")


def custodian(seal: Seal, at: datetime) -> Custody | None:
    """Who keeps it at a moment."""
    held = Q(stops_at=None) | Q(stops_at__gt=at)
    return (
        Custody.objects.filter(held, seal=seal, starts_at__lte=at).select_related("officer__office").first()
    )


def kept_by(officer: Any, at: datetime) -> QuerySet[Custody]:
    """The seals that an officer keeps at a moment."""
    held = Q(stops_at=None) | Q(stops_at__gt=at)
    return Custody.objects.filter(held, officer=officer, starts_at__lte=at).select_related("seal__area")


def handover(pk: int) -> Handover:
    found = (
        Handover.objects.select_related("seal__area", "giver__office", "receiver__office")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NoSuchHandover
    return found


def handovers(seal: Seal) -> QuerySet[Handover]:
    """Every hand-over with its answer, newest first."""
    found = Handover.objects.filter(seal=seal).select_related("giver", "receiver", "acceptance", "retraction")
    return found.order_by("-id")


def waiting_for(officer: Any) -> QuerySet[Handover]:
    """Hand-overs that this officer gave or is to confirm, still open."""
    mine = Q(receiver=officer) | Q(giver=officer)
    found = Handover.objects.filter(mine, acceptance=None, retraction=None)
    return found.select_related("seal__area", "giver", "receiver").order_by("id")


def is_open(handover: Handover) -> bool:
    return Handover.objects.filter(pk=handover.pk, acceptance=None, retraction=None).exists()


def receivers(seal: Seal, on: date) -> list[Any]:
    """Officers of the seal's own area who hold the power to use a seal."""
    posted = [
        one
        for one in offices.officers(power="seals.use", on=on)
        if seal.area_id in offices.reach(one, on, "seals.use")
    ]
    return [one for one in posted if one.office.area_id == seal.area_id]


def why_not_hand_over(
    seal: Seal, receiver: Any, *, until: date | None, actor: Any, on: date, at: datetime
) -> Refusal | None:
    """Why this officer may not hand this seal to that one now; the trigger asks the same."""
    return _asked("seals_handover_refusal", [seal.pk, actor.pk, receiver.pk, until, on, at])


def why_not_use(
    seal: Seal, thing: Any, *, paper_sha256: str = "", actor: Any, on: date, at: datetime
) -> Refusal | None:
    """Why this officer may not put this seal on a paper about `thing` now (decision, change decision, letter, case, None);
    the trigger asks the same when the row comes."""
    about = subjects.of(thing)
    told = [
        about.kind,
        *(
            getattr(one, "pk", None)
            for one in (about.decision, about.change_decision, about.letter, about.case)
        ),
    ]
    return _asked("seals_use_refusal", [seal.pk, actor.pk, *told, on, at, paper_sha256])


_CASTS = {
    "seals_handover_refusal": "%s, %s, %s, %s::date, %s, %s",
    "seals_use_refusal": "%s, %s, %s, %s::bigint, %s::bigint, %s::bigint, %s::bigint, %s, %s, %s",
}


def _asked(function: str, values: list[Any]) -> Refusal | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code, detail FROM {function}({_CASTS[function]})", values)  # noqa: S608 (names of ours)
        code, detail = cursor.fetchone() or (None, None)
    if code is None:
        return None
    return refusals.by_code(code)(**(detail if isinstance(detail, dict) else json.loads(detail)))


# --- uses -------------------------------------------------------------------------------------------------


def use(pk: int) -> Use:
    found = _uses().filter(pk=pk).first()
    if found is None:
        raise NoSuchUse
    return found


def _uses() -> QuerySet[Use]:
    return Use.objects.select_related("seal__area", "custodian__office", "void__by", "sealed")


def uses(
    seal: Seal | None = None,
    *,
    reach: Sequence[str] = ("",),
    since: date | None = None,
    until: date | None = None,
    words: str = "",
    case_number: str = "",
) -> QuerySet[Use]:
    """The register of uses, newest first; `until` is the last day. Void ones are in it, with their number."""
    found = _uses().filter(_under(reach, "seal__area__code")).order_by("-at", "-number")
    if seal is not None:
        found = found.filter(seal=seal).order_by("-number")
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lte=until)
    if case_number:
        found = found.filter(case_number=case_number)
    if words:
        named = (
            Q(title__icontains=words) | Q(document_number__icontains=words) | Q(applicant__icontains=words)
        )
        found = found.filter(named | Q(case_number__startswith=words))
    return found


def of_case(case_number: str) -> QuerySet[Use]:
    """Uses on papers of a case, oldest first."""
    return _uses().filter(case_number=case_number).order_by("at", "id")


def of_subject(thing: Any) -> Use | None:
    """The standing (not void) use on a decision, change decision or letter; the latest."""
    kind = subjects.of(thing).kind
    if kind == "notice":
        return None
    return _uses().filter(**{kind: thing}, void=None).order_by("-id").first()


@dataclass(frozen=True)
class Sealed:
    """What the register says of a sealed file, known by the SHA-256 over its bytes."""

    use: Use
    seal: Seal
    text: str
    sealed_by: str  # name and office of the custodian
    on: date
    at: datetime
    letter_number: str
    legal_form: str
    document_number: str
    title: str
    case_number: str
    area: str
    certificate_fingerprint: str
    void: str  # the reason when the use is void, else empty
    seal_state: str  # today's state of the seal; a later loss does not undo an earlier use


def sealed(sha256: str) -> Sealed | None:
    """The use that made a file; None when no seal of ours is on these bytes. Ask inside `scope.whole_county()` for the public."""
    found = _uses().filter(sealed_sha256=sha256).first()
    if found is None:
        return None
    void = getattr(found, "void", None)
    return Sealed(
        use=found, seal=found.seal, text=found.seal.text, sealed_by=found.custodian.audit_name, on=found.on, at=found.at,
        letter_number=found.letter_number, legal_form=found.legal_form, document_number=found.document_number,
        title=found.title, case_number=found.case_number, area=found.seal.area.name,
        certificate_fingerprint=found.certificate_fingerprint, void=void.reason if void else "", seal_state=found.seal.state,
    )  # fmt: skip


# --- signals ----------------------------------------------------------------------------------------------


def signals(
    reach: Sequence[str] = ("",),
    *,
    area: str = "",
    seal: Seal | None = None,
    kinds: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    open_only: bool = False,
    outcome: str = "",
) -> QuerySet[Signal]:
    """Signals within reach, newest first; `outcome="misuse"` those that a supervisor found to be misuse."""
    found = Signal.objects.select_related("seal__area", "use", "officer", "finding__by")
    found = found.filter(_under(reach, "seal__area__code")).order_by("-at", "-id")
    if area:
        found = found.filter(seal__area_id=area)
    if seal is not None:
        found = found.filter(seal=seal)
    if kinds:
        found = found.filter(kind__in=kinds)
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lte=until)
    if open_only:
        found = found.filter(finding=None)
    return found.filter(finding__outcome=outcome) if outcome else found


def signal(pk: int) -> Signal:
    found = Signal.objects.select_related("seal__area", "use", "officer", "finding__by").filter(pk=pk).first()
    if found is None:
        raise NoSuchSignal
    return found
