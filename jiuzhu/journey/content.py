"""The exact content that reviewer and decider are shown and sign: facts in figures, reasons, and on what it rests."""

from __future__ import annotations

from typing import Any

from jiuzhu import rulebook
from jiuzhu.approvals import queries as approvals


def opinion_content(case: Any, found: Any) -> dict[str, Any]:
    """What an opinion is signed over. Money in fen a month."""
    told = found.told["zh"]
    return {
        "case": case.number,
        "item": rulebook.item(case.item_code).zh,
        "applicant": case.applicant_name,
        "persons": found.members,
        "process": f"{case.process.key}/{case.process.in_force_from.isoformat()}",
        "determined_on": found.on.isoformat(),
        "determination": found.digest,
        "outcome": found.outcome,
        "income_per_head_fen": found.income_per_head_fen,
        "standard_fen": found.standard_fen,
        "amount_fen": found.amount_fen if found.outcome == "eligible" else 0,
        "grounds": [one["text"] for one in told["grounds"] if one.get("text")],
        "failed": [one["text"] or one["label"] for one in told["failed"]],
        "flags": [one["text"] or one["label"] for one in told["flags"]],
    }


def decision_content(case: Any, found: Any, on: Any) -> dict[str, Any]:
    """What a decision is signed over: the opinion, and the authority it is taken on."""
    opinion = approvals.latest_opinion(case)
    if opinion is None:
        raise approvals.NoOpinion
    authority = approvals.authority(case, opinion.amount_fen, on)
    return opinion_content(case, found) | {
        "opinion": opinion.digest,
        "opinion_by": opinion.duty.officer.name,
        "proposes": opinion.proposes,
        "in_the_name_of": authority.in_the_name_of,
        "legal_form": authority.legal_form,
        "letter": authority.letter_number,
    }
