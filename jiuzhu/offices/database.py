"""A refusal by the database is the same refusal as on the page: same code, same words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal

SQLSTATE = (
    "JZ001"  # every trigger of ours raises with this state, a refusal code as message, figures as detail
)


def refusal_from(error: DatabaseError) -> Refusal | None:
    """The refusal that a trigger raised, or None when the error is of another kind."""
    cause = error.__cause__
    diagnosis = getattr(cause, "diag", None)
    if diagnosis is None or diagnosis.sqlstate != SQLSTATE:
        return None
    kind = refusals.by_code(
        diagnosis.message_primary
    )  # KeyError: a trigger without its class, a fault of ours
    return kind(**json.loads(diagnosis.message_detail or "{}"))


@contextmanager
def refusing() -> Iterator[None]:
    """Inside, a database error that carries a refusal is raised as that refusal."""
    try:
        yield
    except DatabaseError as error:
        refusal = refusal_from(error)
        if refusal is None:
            raise
        raise refusal from error
