"""The preliminary opinion and, before 2021, the county's review: what was determined is proposed, nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries as approval_queries
from jiuzhu.eligibility import actions as eligibility
from jiuzhu.eligibility import queries as eligibility_queries
from jiuzhu.values.refusals import refuse_if_any

from .advancing import advance, held_at
from .content import opinion_content

KIND_OF = {"reviewing": "preliminary", "county_reviewing": "county_review"}


def determine(case: Any, *, actor: Any, on: date, at: datetime) -> Any:
    """Run the rules over everything that is known of the household today, and keep the result."""
    return eligibility.determine(case, eligibility_queries.facts_of(case), actor=actor, on=on, at=at)


def give_opinion(
    case: Any, *, seen: str, remark: str = "", actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """Sign the opinion that follows from the latest determination, over exactly what was shown (`seen`: its digest).

    Raises NotDetermined, ChangedSinceSeen, NotThisStage, Stale, NotEmpowered, Incompatible.
    """
    with transaction.atomic():
        held = held_at(case, *KIND_OF, version=version)
        found = eligibility_queries.latest(held)
        if found is None or found.outcome == "cannot_decide":
            missing = [one["label"] for one in found.told["zh"]["missing"]] if found else ["认定"]
            figures = [one["message"] for one in found.told["zh"]["missing_figures"]] if found else []
            raise approvals.NotDetermined(missing="；".join([*missing, *figures]))
        content = opinion_content(held, found)
        if seen != approvals.digest_of(content):
            raise approvals.ChangedSinceSeen
        grants = found.outcome == "eligible"
        approvals.opine(
            held, kind=KIND_OF[held.stage], proposes="grant" if grants else "refuse",
            amount_fen=found.amount_fen or 0 if grants else 0, determination_digest=found.digest, content=content,
            remark=remark, officer=actor, on=on, at=at,
        )  # fmt: skip
        return advance(
            held, "proposed_grant" if grants else "proposed_refusal", actor=actor, on=on, at=at, note=remark
        )


def send_to_survey(
    case: Any, *, note: str, actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """Something in the facts is wrong or missing: back to the visit, with the question to ask. Only by whoever could give
    the opinion instead: the county sends nothing back that a township has in hand (NotYourPower, Incompatible)."""
    with transaction.atomic():
        held = held_at(case, *KIND_OF, version=version)
        refuse_if_any([approval_queries.why_not_opine(held, actor, kind=KIND_OF[held.stage], on=on)])
        return advance(held, "resurvey", actor=actor, on=on, at=at, note=note)
