"""A declaration as pages show it: relations in words; numbers are masked by the template."""

from __future__ import annotations

from typing import Any

from jiuzhu import rulebook
from jiuzhu.web.office import pages


def declaration(found: Any) -> dict[str, Any] | None:
    """The declaration with the name of each relation, or None."""
    if found is None:
        return None
    kinship, language = rulebook.codes("kinship"), pages.language()
    return {"it": found, "kin": [(one, kinship.label(one.relation, language)) for one in found.kin.all()]}
