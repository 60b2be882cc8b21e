"""Letters of inquiry and what neighbours said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu.offices import scope
from jiuzhu.surveys.models import LetterInquiry, NeighbourInquiry
from jiuzhu.surveys.refusals import NoSuchLetter


def letters(case: Any) -> QuerySet[LetterInquiry]:
    """Letters of a case with their answers, the oldest first."""
    found = LetterInquiry.objects.filter(case=case)
    return found.select_related("person", "paper", "answer__scan", "duty__officer").order_by("number")


def letter(pk: int) -> LetterInquiry:
    """Raises NoSuchLetter, also out of reach."""
    found = LetterInquiry.objects.select_related("case", "person", "paper", "answer").filter(pk=pk).first()
    if found is None:
        raise NoSuchLetter
    return found


def unanswered_letters(reach: Sequence[str]) -> QuerySet[LetterInquiry]:
    """Letters without an answer, those due first on top."""
    found = LetterInquiry.objects.filter(scope.under(reach, "case__area__code"), answer=None)
    return found.select_related("case__village", "person").order_by("answer_by", "id")


def neighbours(case: Any) -> QuerySet[NeighbourInquiry]:
    """Who was asked about a case, the oldest first."""
    found = NeighbourInquiry.objects.filter(case=case)
    return found.select_related("duty__officer").order_by("asked_on", "id")


@dataclass(frozen=True)
class Told:
    """What a neighbour said, without who she is."""

    asked_on: date
    said: str
    neutral: bool


def neighbours_for_household(case: Any) -> list[Told]:
    """What neighbours said as the household may read it: neither name nor relation."""
    return [Told(one.asked_on, one.said, one.neutral) for one in neighbours(case)]
