"""Authorisations, inquiries and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from jiuzhu.verification.models import Answer, Authorisation, Inquiry, Report
from jiuzhu.verification.refusals import NoSuchAuthorisation, NoSuchInquiry

from .powers import persons


def authorisations(case: Any) -> QuerySet[Authorisation]:
    return (
        Authorisation.objects.filter(case=case)
        .select_related("person", "guardian", "recorded_by", "paper")
        .order_by("id")
    )


def authorisation(pk: int) -> Authorisation:
    """Raises NoSuchAuthorisation, also out of reach."""
    found = Authorisation.objects.select_related("case", "person", "paper").filter(pk=pk).first()
    if found is None:
        raise NoSuchAuthorisation
    return found


def in_force(case: Any, on: date) -> QuerySet[Authorisation]:
    """The authorisations that cover a day."""
    return authorisations(case).filter(
        Q(stops_on=None) | Q(stops_on__gt=on),
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        starts_on__lte=on,
    )


def checked(case: Any, on: date) -> list[Any]:
    """Everybody whom results of a case are about: the members, and supporters who consented."""
    found = {one.pk: one for one in persons(case, on)}
    for one in Authorisation.objects.filter(case=case).exclude(obligation="").select_related("person"):
        found.setdefault(one.person_id, one.person)
    return list(found.values())


def departments_asked(case: Any) -> QuerySet[Inquiry]:
    """Which departments were asked about whom, when and what for: what the household is shown."""
    return (
        Inquiry.objects.filter(case=case)
        .select_related("person")
        .order_by("-asked_at", "person_id", "source")
    )


def _not_reported() -> Q:
    later = Report.objects.filter(case=OuterRef("case"), at__gte=OuterRef("asked_at"))
    return Q(~Exists(later))


def open_inquiries(case: Any) -> QuerySet[Inquiry]:
    """What was asked since the last report, with all answers so far (the last one counts), by person and source."""
    answers = Prefetch("answers", queryset=Answer.objects.order_by("id"), to_attr="answered")
    return (
        Inquiry.objects.filter(_not_reported(), case=case)
        .select_related("person", "authorisation", "case")
        .prefetch_related(answers)
        .order_by("id")
    )


def open_inquiries_of(sources: Sequence[str], on: date) -> QuerySet[Inquiry]:
    """Inquiries of all cases that a new answer of these sources should meet: no report yet, authorised still."""
    ended = Q(authorisation__stops_on__lte=on) | Q(authorisation__withdrawn_on__lte=on)
    return Inquiry.objects.filter(_not_reported(), source__in=sources, case__closed_on=None).exclude(ended)


def open_for_source(source: str, on: date) -> list[Inquiry]:
    """Inquiries of all cases that a new delivery of this source should answer."""
    return list(open_inquiries_of([source], on).select_related("person", "authorisation").order_by("id"))


def inquiry(pk: int) -> Inquiry:
    """Raises NoSuchInquiry, also out of reach."""
    found = Inquiry.objects.select_related("case__area", "person", "authorisation").filter(pk=pk).first()
    if found is None:
        raise NoSuchInquiry
    return found


def latest_answer(asked: Inquiry) -> Answer | None:
    return Answer.objects.filter(inquiry=asked).order_by("-id").first()
