"""The home visit on the road: two visitors sign one record, and what it says moves the case.

The second visitor signs with her own login and never by a password typed on the first one's telephone: a shared password
would make two signatures of one person, and a county may ask for a second factor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.surveys import actions as surveys
from jiuzhu.surveys import queries as survey_queries

from .advancing import advance, held_at
from .verifying import declared

__all__ = [
    "confirm_visit",
    "declared",
    "file_visit",
    "keep_paper",
    "look",
    "save_draft",
    "sign_visit",
    "take_back",
]

keep_paper = surveys.keep_paper
look = surveys.look
take_back = surveys.take_back


def save_draft(
    case: Any, typed: Mapping[str, Sequence[str]], *, turn: int, actor: Any, on: date, at: datetime
) -> Any:
    """Keep what was typed while the case stands at the visit. Raises NotThisStage, AnotherIsWriting."""
    with transaction.atomic():
        return surveys.save_draft(_held(case), typed, turn=turn, actor=actor, on=on, at=at)


def sign_visit(
    case: Any,
    content: Mapping[str, Any],
    *,
    second: Any,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """The first visitor's signature; the record waits for `second`. Answers the draft."""
    with transaction.atomic():
        held = _held(case, version)
        return surveys.sign_first(held, content, second=second, actor=actor, on=on, at=at)


def confirm_visit(
    case: Any, *, seen: str, actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """The second visitor's signature over the same content (`seen`: its digest) files the visit. Answers it.

    Raises NotSignedYet, NotTheSecond, ChangedSinceSeen, TooFewVisitors, NotEmpowered, Incompatible, NotThisStage, Stale.
    """
    with transaction.atomic():
        held = _held(case, version)
        visit = surveys.confirm(held, seen=seen, actor=actor, on=on, at=at)
        return _go_on(held, visit, actor, on, at)


def file_visit(
    case: Any,
    content: Mapping[str, Any],
    *,
    visitors: Sequence[Any],
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """A visit with all its signatures at once, where the caller knows that each of `visitors` has signed (seeds, API with
    both signatures). Outcome surveyed or not_cooperating moves the case; nobody_home leaves it where it is.

    Raises TooFewVisitors, NotEmpowered, Incompatible, OwnCase, NotThisStage, Stale, and what the record is refused for.
    """
    with transaction.atomic():
        held = _held(case, version)
        visit = surveys.file(
            held, content, visitors=[surveys.Signed(one, at) for one in visitors], on=on, at=at
        )
        return _go_on(held, visit, visitors[-1], on, at)


def _held(case: Any, version: int | None = None) -> Any:
    """The case at its visit; or wherever it stands while a real visit still has to follow one by telephone."""
    if survey_queries.owed_visit(case) is not None:
        return cases.locked(case.number, version=version)
    return held_at(case, survey_queries.AT_VISIT, version=version)


def _go_on(case: Any, visit: Any, actor: Any, on: date, at: datetime) -> Any:
    if visit.outcome != "nobody_home" and case.stage == survey_queries.AT_VISIT:
        advance(case, visit.outcome, actor=actor, on=on, at=at, note=visit.content["finding"][:200])
    return visit
