"""The sealed decision as a paper of the case: what makes a filing complete."""

from __future__ import annotations

from typing import Any

from jiuzhu.documents import queries as documents


def sealed_paper(about: str) -> Any | None:
    """The paper of a decision that came under seal (`about`: approvals.decision:12); None while there is none, or when it
    was declared void before the county had it."""
    issued = documents.issued_about(about)
    return issued.file if issued is not None and issued.state != "revoked" else None
