"""Who decides a case, on which opinion, and why somebody may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from jiuzhu.cases import queries as cases
from jiuzhu.delegation import queries as delegation
from jiuzhu.documents import queries as documents
from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.signatures.acts import Act
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import queries as verification

from .models import Decision, Opinion
from .refusals import NoOpinion

__all__ = [
    "Authority", "NoOpinion", "authority", "latest_decision", "latest_opinion", "opinions", "signed_acts",
    "township_decisions", "why_not_change", "why_not_opine", "why_not_send_back", "why_not_sign",
    "why_not_township",
]  # fmt: skip


@dataclass(frozen=True)
class Authority:
    """Who decides, in whose name, on which letter; `why_not_township` says why it is the county."""

    level: str
    legal_form: str
    in_the_name_of: str
    letter_id: int | None
    letter_number: str
    why_not_township: Refusal | None

    @property
    def duty(self) -> str:
        return "decide" if self.level == "township" else "decide_county"

    @property
    def words(self) -> str:
        return f"放权委托书{self.letter_number}" if self.letter_number else "县级审核确认"


def authority(case: Any, amount_fen: int, on: date) -> Authority:
    """The township where a letter in force covers item, day and amount; the county otherwise.

    An entrusted township decides in the county bureau's name (行政许可法 Art. 24, by analogy; china.md §0.1 no. 2).
    """
    county = offices.office_of(case.area_id[:6])
    bureau = county.name if county else "县级民政部门"
    refusal = delegation.why_not_decide(case.item_code, case.area_id, on, amount_fen)
    cover = delegation.covering(case.item_code, case.area_id, on)
    if refusal is not None or cover is None:
        return Authority("county", "county", bureau, None, "", refusal)
    township = offices.office_of(case.area_id)
    own_name = cover.legal_form == "statutory_township" and township is not None
    name = township.name if own_name and township else bureau
    return Authority("township", cover.legal_form, name, cover.letter_id, cover.number, None)


def opinions(case: Any) -> Any:
    return Opinion.objects.filter(case=case).select_related("duty__officer__office").order_by("id")


def latest_opinion(case: Any) -> Opinion | None:
    return Opinion.objects.filter(case=case).select_related("duty__officer").order_by("-id").first()


def latest_decision(case: Any) -> Decision | None:
    return (
        Decision.objects.filter(case=case)
        .select_related("duty__officer__office", "letter", "opinion")
        .order_by("-id")
        .first()
    )


def signed_acts(case: Any) -> list[Act]:
    """Opinions and decisions with the figures that must be those signed."""
    given = [
        Act(
            one.kind, one.pk, one.duty.officer, one.duty_id, one.at, one.content, one.digest, one.signature,
            figures={
                "amount_fen": (one.amount_fen, one.content.get("amount_fen")),
                "determination": (one.determination_digest, one.content.get("determination")),
                "outcome": (one.proposes == "grant", one.content.get("outcome") == "eligible"),
            },
        )
        for one in opinions(case).select_related("signature__key")
    ]  # fmt: skip
    rows = Decision.objects.filter(case=case).select_related(
        "duty__officer__office", "signature__key", "letter", "opinion"
    )
    return given + [
        Act(
            "decision", one.pk, one.duty.officer, one.duty_id, one.at, one.content, one.digest, one.signature,
            authority=f"放权委托书{one.letter.number}" if one.letter else "县级审核确认",
            figures={
                "amount_fen": (one.amount_fen, one.content.get("amount_fen")),
                "opinion": (one.opinion.digest, one.content.get("opinion")),
                "letter": (one.letter.number if one.letter else "", one.content.get("letter")),
                "in_the_name_of": (one.in_the_name_of, one.content.get("in_the_name_of")),
                "kind": (one.kind == "granted", one.content.get("proposes") == "grant"),
            },
        )
        for one in rows.order_by("id")
    ]  # fmt: skip


def township_decisions(*, except_for: Any, area: str = "", case: Any = None) -> Any:
    """Decisions of townships whose key is not among `except_for` (a query of keys), oldest first."""
    found = Decision.objects.filter(decided_by_level="township").exclude(pk__in=except_for)
    if area:
        found = found.filter(case__area__code__startswith=area)
    if case is not None:
        found = found.filter(case=case)
    return found.select_related(
        "case__area", "case__village", "duty__officer__office", "letter", "opinion"
    ).order_by("id")


def last_signature(kind: type[Opinion | Decision], case: Any) -> Any:
    """The signature under the latest opinion or decision of a case; None before the first."""
    last = kind.objects.select_related("signature").filter(case=case).order_by("-id").first()
    return last.signature if last else None


def without_paper(reach: Sequence[str]) -> QuerySet[Decision]:
    """Decisions within reach that are signed and whose sealed paper is not issued yet, oldest first."""
    about = Concat(Value("approvals.decision:"), Cast("id", CharField()))
    found = Decision.objects.annotate(about=about).exclude(about__in=documents.abouts("approvals.decision"))
    return (
        found.filter(under(reach, "case__area__code"))
        .select_related("case__area", "letter", "duty__officer")
        .order_by("on", "id")
    )


def decision(pk: int) -> Decision | None:
    return Decision.objects.select_related("case", "duty__officer__office", "letter").filter(pk=pk).first()


def decisions(case: Any) -> QuerySet[Decision]:
    """All decisions on a case, oldest first."""
    return Decision.objects.filter(case=case).select_related("duty__officer__office", "letter").order_by("id")


def why_not_opine(case: Any, officer: Any, *, kind: str, on: date) -> Refusal | None:
    return cases.why_not_duty(case, officer, "review" if kind == "preliminary" else "county_review", on)


def why_not_sign(case: Any, officer: Any, *, on: date) -> Refusal | None:
    """Why this officer may not decide this case today; the database asks the same again when she signs."""
    return why_not_send_back(case, officer, on=on) or verification.why_not_rest_on(case, on)


def why_not_send_back(case: Any, officer: Any, *, on: date) -> Refusal | None:
    """Why the case is not in this officer's hands to decide, whatever it rests on."""
    opinion = latest_opinion(case)
    if opinion is None:
        return NoOpinion()
    return why_not_change(case, officer, opinion.amount_fen, on=on)


def why_not_change(case: Any, officer: Any, amount_fen: int, *, on: date) -> Refusal | None:
    """Why this officer may not decide on this amount (fen a month) today: no power, no letter, another duty."""
    who = authority(case, amount_fen, on)
    return why_not_township(case, officer, who, on=on) or cases.why_not_duty(case, officer, who.duty, on)


def why_not_township(case: Any, officer: Any, who: Authority, *, on: date) -> Refusal | None:
    """What the letter lacks, for an officer of the township: that she has no power of the county's is not the reason she can mend."""
    township_only = offices.may(officer, "approvals.decide", case.area_id, on) and not offices.may(
        officer, "approvals.decide_county", case.area_id, on
    )
    return who.why_not_township if township_only else None
