"""Verification on the road: authorisations, deliveries of departments, and the report that decides how the case goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.households import actions as households
from jiuzhu.intake import queries as applications
from jiuzhu.intake.refusals import NoSuchApplication
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries as verification_queries

from .advancing import advance, held_at
from .fast_path import leave_verifying_with
from .following import Applicant

__all__ = [
    "answer_silence", "ask", "declared", "file_report", "record_authorisation", "record_supporter", "settle", "take_extract",
    "want_visit", "withdraw_authorisation", "withdraw_own",
]  # fmt: skip

take_extract = verification.take


def declared(case: Any) -> dict[str, Mapping[str, Any]]:
    """Person id (text) → what the application says of her; empty for an imported recipient without an application."""
    try:
        content = applications.content(applications.application(case))
    except NoSuchApplication:
        return {}
    unasked = applications.facts_not_asked(content)
    return {
        str(one["person"]): {**one, "not_asked": unasked.get(one["key"], ())}
        for one in content["members"]
        if "person" in one
    }


def record_authorisation(case: Any, person: Any, **signed: Any) -> Any:
    """As `verification.authorise`; at any stage before the decision, at the counter or by the verifier.

    While the case stands at verification the new authorisation is asked on at once, on the acceptance's duty.
    """
    with transaction.atomic():
        held = cases.locked(case.number)
        found = verification.authorise(held, person, **signed)
        if held.stage == "verifying":
            verification.ask_by_itself(held, on=signed["on"], at=signed["at"])
        return found


def record_supporter(
    case: Any, *, name: str, citizen_id: str, actor: Any, on: date, at: datetime, **signed: Any
) -> Any:
    """The consent of a supporter outside the household, who becomes known by her number without joining any household."""
    with transaction.atomic():
        if refusal := verification_queries.why_not_record(case, actor, on):
            raise refusal
        someone = households.know(name, citizen_id, case=case.number, actor=actor, on=on, at=at)
        return record_authorisation(case, someone, actor=actor, on=on, at=at, **signed)


def withdraw_authorisation(
    authorisation: Any, *, withdrawn_on: date, note: str = "", how: str = "counter", actor: Any, on: date, at: datetime
) -> Any:  # fmt: skip
    """From that day on nothing is asked about this person; what was answered before stands."""
    with transaction.atomic():
        cases.locked(authorisation.case.number)
        return verification.withdraw(
            authorisation, withdrawn_on=withdrawn_on, note=note, how=how, actor=actor, on=on, at=at
        )


def withdraw_own(authorisation: Any, *, name: str, citizen_id: str, on: date, at: datetime) -> Any:
    """The person herself on the portal, from this day on. Raises NotOneself, AlreadyWithdrawn."""
    with transaction.atomic():
        cases.locked(authorisation.case.number)
        return verification.withdraw_own(
            authorisation, name=name, citizen_id=citizen_id, actor=Applicant(), on=on, at=at
        )


def ask(
    case: Any, *, sources: Collection[str] = (), purpose: str = "", actor: Any, on: date, at: datetime, version: int | None = None
) -> list[Any]:  # fmt: skip
    """The verifier asks what is not open yet. Raises NotThisStage, Stale, NotEmpowered, NotAuthorised, Withdrawn, OtherPurpose."""
    with transaction.atomic():
        held = held_at(case, "verifying", version=version)
        return verification.ask(held, sources=sources, purpose=purpose, actor=actor, on=on, at=at)


def answer_silence(inquiry: Any, *, outcome: str, note: str, actor: Any, on: date, at: datetime) -> Any:
    """A department does not cover this person, or its system fails; while the case stands at verification."""
    with transaction.atomic():
        held_at(inquiry.case, "verifying")
        return verification.answer_silence(inquiry, outcome=outcome, note=note, actor=actor, on=on, at=at)


def settle(inquiry: Any, *, same_person: bool, note: str, actor: Any, on: date, at: datetime) -> Any:
    """A person says whether records under another name, or several records, are this member's."""
    with transaction.atomic():
        held_at(inquiry.case, "verifying")
        return verification.settle(inquiry, same_person=same_person, note=note, actor=actor, on=on, at=at)


def file_report(
    case: Any, *, incomplete_because: str = "", actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """Sign the report; its own outcome (clean, unanswered, hits, differs) moves the case: a clean one past the visit where
    version and county allow it (fast_path). Answers the report.

    Raises NothingAsked, AnswersMissing (without `incomplete_because`), NotThisStage, Stale, NotEmpowered, OwnCase.
    """
    with transaction.atomic():
        held = held_at(case, "verifying", version=version)
        report = verification.report(
            held, declared=declared(held), incomplete_because=incomplete_because, actor=actor, on=on, at=at
        )
        outcome = leave_verifying_with(held, report, on=on, at=at)
        advance(held, outcome, actor=actor, on=on, at=at, note=report.number)
        return report


def want_visit(case: Any, *, who: str, actor: Any, on: date, at: datetime) -> Any:
    """The household asks to be visited, before its report is signed. Raises NotThisStage, VisitAlreadyWanted, WhoNeeded."""
    with transaction.atomic():
        return verification.want_visit(
            held_at(case, "accepting", "verifying"), who=who, actor=actor, on=on, at=at
        )
