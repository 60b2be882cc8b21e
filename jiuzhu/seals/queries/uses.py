"""The register of uses, and what it says of a sealed file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.offices import scope
from jiuzhu.offices.scope import under
from jiuzhu.seals import subjects
from jiuzhu.seals.models import Seal, Use
from jiuzhu.seals.refusals import NoSuchUse


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
    found = _uses().filter(under(reach, "seal__area__code")).order_by("-at", "-number")
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


def uses_of_letter(letter: Any) -> list[Use]:
    """The seals that a delegation letter bears, in the order they were put on; void ones left out.

    Asked of the whole county: both sides read on the letter which seals it bears, the township also the county's.
    """
    with scope.whole_county():
        found = _uses().select_related("paper").filter(letter=letter, void=None).order_by("at", "id")
        return list(found)


def paper_under(sealed: Any) -> Any:
    """What was printed before the seal that this sealed file bears; the file itself when nobody sealed it here."""
    with scope.whole_county():
        earlier = Use.objects.filter(sealed=sealed, void=None).select_related("paper").first()
        return earlier.paper if earlier else sealed


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
