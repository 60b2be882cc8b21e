"""The sealed decision as a paper of the case: what makes a filing complete."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiuzhu.documents import queries as documents


def sealed_paper(case: Any, about: str, decided_at: datetime) -> Any | None:
    """The paper of a decision that came under seal (`about`: approvals.decision:12); None while there is none.

    Papers whose kind begins with "decision" are kept under seal only: the room of papers refuses them otherwise.
    """
    found = [
        one
        for one in documents.of_case(case.number)
        if one.kind.startswith("decision") and one.at >= decided_at and _of(one, about)
    ]
    return found[0] if found else None


def _of(paper: Any, about: str) -> bool:
    change = about.startswith("entitlements.")
    return bool(change == paper.kind.startswith(("decision-to-adjust", "decision-to-stop")))
