"""In whose name a decision stands is not the decider's choice: not in the column, and not in what she signs."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from jiuzhu.approvals import queries as approvals
from jiuzhu.approvals.models import Decision
from jiuzhu.cases import actions as cases
from jiuzhu.cases.models import Case
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.entitlements.models import ChangeDecision
from jiuzhu.journey import content, posting, receiving
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values.refusals import Refusal
from tests import filing, people
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


@pytest.mark.parametrize(
    ("column", "swapped"),
    [
        (OWN, {}),  # the column alone
        (OWN, {"in_the_name_of": OWN}),  # both, signed so
        ("", {"in_the_name_of": OWN}),  # what was signed alone
        ("", {"legal_form": "statutory_township"}),
        ("", {"letter": "新民委〔2026〕99号"}),
    ],
)
def test_a_change_is_decided_in_the_name_of_its_form(
    where: people.County, column: str, swapped: dict[str, Any]
) -> None:
    case = changing(where)
    assert change_by_sql(where, case, column, swapped) == "approvals.another-name"
    assert change_by_sql(where, case, "", {}) == ""
    assert not ChangeDecision.objects.exists()


def changing(where: people.County) -> Any:
    """A case of the township with a raise proposed, waiting for the decision."""
    with scope.whole_county():
        case = filing.decided(where, TODAY)
        posting.put_up(case, place="公开栏", **filing.told(where.clerk, TODAY))
        case = Case.objects.get(pk=case.pk)
        receiving.propose_change(
            case, kind="raise", ground="income_changed", explanation="失业", new_fen=60_000, effective_on=date(2027, 1, 1),
            **filing.told(where.reviewer, TODAY),
        )  # fmt: skip
        return Case.objects.get(pk=case.pk)


def change_by_sql(where: people.County, case: Any, column: str, swapped: dict[str, Any]) -> str:
    """The chief's own INSERT of a decision on the change; undone. Answers the code of the refusal, or nothing."""
    with scope.whole_county():
        shown = receiving.change_content(case) | swapped
        told: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}
        signature = signatures.sign(
            shown,
            kind="change_decision",
            about=case.number,
            case=case.number,
            area_code=case.area_id,
            actor=where.chief,
            **told,
        )
        change = entitlements.open_change(case)
        held = approvals.authority(case, 60_000, TODAY)
        try:
            with transaction.atomic(), refusing():
                duty = cases.take_duty(case, where.chief, "decide", **told)
                ChangeDecision.objects.create(
                    case=case, change=change, duty=duty, kind="raised", reasons="失业", decided_by_level="township",
                    letter_id=held.letter_id, legal_form=held.legal_form, in_the_name_of=column or held.in_the_name_of,
                    content=shown, digest=signature.digest, signature=signature, **told,
                )  # fmt: skip
                transaction.set_rollback(True)
        except Refusal as refusal:
            return refusal.code
    return ""
