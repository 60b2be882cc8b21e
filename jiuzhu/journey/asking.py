"""What verification begins with: the authorisations signed with the application, and the first questions.

Apart from `verifying`, because stages begin inside `advancing`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.households import actions as households
from jiuzhu.intake import queries as applications
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries as verification_queries

NOT_TAKEN_OVER = audit.act(
    "journey.consent-not-taken-over",
    zh="一名义务人的同意书没有转为授权：{why}",
    en="a supporter's consent was not taken over as an authorisation: {why}",
)


def begin_verifying(case: Any, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    """Take over what was signed, then ask about everybody who signed. A case without an application asks nobody."""
    take_over_signatures(case, actor=actor, on=on, at=at)
    verification.ask_by_itself(case, on=on, at=at)


def take_over_signatures(case: Any, *, actor: Any, on: date, at: datetime) -> None:
    """Every signature under the application's authorisation becomes one that the database can hold inquiries against.

    Income of the twelve months before the application; until the assistance ends: so the text says (statements.yaml).
    """
    already = set(verification_queries.authorisations(case).values_list("person_id", flat=True))
    take_over_consents(case, actor=actor, on=on, at=at)
    waiting = {person.pk for person in verification_queries.persons(case, on)} - already
    for signature in applications.authorisations(case):
        if signature.kind != "authorisation" or signature.person_id not in waiting:
            continue
        guardian = signature.signed_by if signature.signed_by_id != signature.person_id else None
        verification.authorise(
            case, signature.person, sources=applications.sources_named(signature), period=_year_before(case),
            starts_on=signature.signed_on, stops_on=None,
            signed=verification.Signed("paper", signature.signed_on, under=f"authorisation {signature.text_version}"),
            guardian=guardian, guardian_ground="minor" if guardian else "", actor=actor, on=on, at=at,
        )  # fmt: skip


def take_over_consents(case: Any, *, actor: Any, on: date, at: datetime) -> None:
    """Supporters outside the household who signed their own consent (社会救助法 Art. 41), where they gave an ID number.

    One that cannot be taken over (another name under that number, no duty by law, a member after all) hinders nobody's
    acceptance: she is asked about by nobody, and the counter records her by hand.
    """
    consented = {
        one.supporter: one for one in applications.authorisations(case) if one.kind == "supporter_consent"
    }
    if not consented:
        return
    already = set(verification_queries.authorisations(case).values_list("person__citizen_id", flat=True))
    for told in applications.content(applications.application(case))["supporters"]:
        signature, number = consented.get(told["key"]), told.get("citizen_id", "")
        if signature is None or not number or number in already:
            continue
        try:
            with transaction.atomic():
                someone = households.know(told["name"], number, case=case.number, actor=actor, on=on, at=at)
                verification.authorise(
                    case, someone, sources=applications.sources_named(signature), period=_year_before(case),
                    starts_on=signature.signed_on, stops_on=None,
                    signed=verification.Signed(
                        "paper", signature.signed_on, under=f"supporter_consent {signature.text_version}"
                    ),
                    obligation=told.get("relation", ""), actor=actor, on=on, at=at,
                )  # fmt: skip
        except (Refusal, Refusals) as refusal:
            with transaction.atomic():
                audit.record(NOT_TAKEN_OVER, actor=actor, at=at, case=case.number, why=str(refusal))


def _year_before(case: Any) -> tuple[date, date]:
    return _a_year_before(case.opened_on), case.opened_on - timedelta(days=1)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 2, 28)
