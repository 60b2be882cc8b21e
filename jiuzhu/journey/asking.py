"""What verification begins with: the authorisations signed with the application, and the first questions.

Apart from `verifying`, because stages begin inside `advancing`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from jiuzhu.intake import queries as applications
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries as verification_queries


def begin_verifying(case: Any, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    """Take over what was signed, then ask about everybody who signed. A case without an application asks nobody."""
    take_over_signatures(case, actor=actor, on=on, at=at)
    verification.ask_by_itself(case, on=on, at=at)


def take_over_signatures(case: Any, *, actor: Any, on: date, at: datetime) -> None:
    """Every signature under the application's authorisation becomes one that the database can hold inquiries against.

    Income of the twelve months before the application; until the assistance ends: so the text says (statements.yaml).
    """
    already = set(verification_queries.authorisations(case).values_list("person_id", flat=True))
    waiting = {person.pk for person in verification_queries.persons(case, on)} - already
    for signature in applications.authorisations(case):
        if signature.kind != "authorisation" or signature.person_id not in waiting:
            continue
        applied_on = case.opened_on
        guardian = signature.signed_by if signature.signed_by_id != signature.person_id else None
        verification.authorise(
            case, signature.person, sources=applications.sources_named(signature),
            period=(_a_year_before(applied_on), applied_on - timedelta(days=1)), starts_on=signature.signed_on, stops_on=None,
            signed=verification.Signed("paper", signature.signed_on, under=f"authorisation {signature.text_version}"),
            guardian=guardian, guardian_ground="minor" if guardian else "", actor=actor, on=on, at=at,
        )  # fmt: skip


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 2, 28)
