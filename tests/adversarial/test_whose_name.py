"""In whose name a decision stands is not the decider's choice: not in the column, and not in what she signs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jiuzhu.approvals.models import Decision
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content
from jiuzhu.offices import scope
from jiuzhu.signatures import actions as signatures
from tests import people
from tests.adversarial.conftest import TODAY
from tests.adversarial.test_refusal_matrix import by_sql
from tests.rooms.test_approvals import opined

OWN = "新汶街道办事处"


def signed_for(where: people.County, case: Any, **swapped: Any) -> dict[str, Any]:
    """Columns of a decision whose signed content says something of the attacker's choice, signed by her own hand."""
    with scope.whole_county():
        shown = content.decision_content(case, eligibility.latest(case), TODAY) | swapped
        signature = signatures.sign(
            shown, kind="decision", about=case.number, case=case.number, area_code=case.area_id, actor=where.chief,
            on=TODAY, at=people.at(TODAY),
        )  # fmt: skip
    return {"content": json.dumps(shown), "digest": signature.digest, "signature_id": signature.pk}


@pytest.mark.parametrize(
    ("columns", "swapped"),
    [
        ({"in_the_name_of": OWN}, {}),  # the column alone
        ({"in_the_name_of": OWN}, {"in_the_name_of": OWN}),  # both, signed so
        ({}, {"in_the_name_of": OWN}),  # what was signed alone
        ({}, {"legal_form": "statutory_township"}),
        ({}, {"letter": "新民委〔2026〕99号"}),
    ],
)
def test_a_decision_is_taken_in_the_name_of_its_form(
    where: people.County, columns: dict[str, Any], swapped: dict[str, Any]
) -> None:
    case = opined(where)
    assert by_sql(where, case, **signed_for(where, case, **swapped), **columns) == "approvals.another-name"
    assert by_sql(where, case, **signed_for(where, case)) == ""
    assert not Decision.objects.exists()
