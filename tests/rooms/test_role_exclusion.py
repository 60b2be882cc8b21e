"""Deciding, supervising, paying and auditing are not in one hand: on appointment, by page or by SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from jiuzhu.offices import actions
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.exclusions import EXCLUDES
from jiuzhu.offices.models import Posting
from jiuzhu.offices.refusals import RolesExclude
from jiuzhu.offices.roles import ROLES
from tests import people

DAY = date(2026, 9, 1)


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def post(where: people.County, officer: Any, role: str, area: str = people.COUNTY, **more: Any) -> Any:
    return actions.post(
        officer,
        role,
        where.areas[area],
        starts_on=more.pop("starts_on", DAY),
        actor=None,
        at=people.at(DAY),
        **more,
    )


def test_the_pairs_name_known_roles() -> None:
    assert {role for pair in EXCLUDES for role in pair} <= set(ROLES) and all(
        len(pair) == 2 for pair in EXCLUDES
    )


@pytest.mark.parametrize(
    ("name", "role", "area"),
    [
        ("decider", "supervisor", people.COUNTY), ("cashier", "treasurer", people.COUNTY), ("supervisor", "legal_reviewer", people.COUNTY),
        ("filing", "county_decider", people.COUNTY), ("chief", "supervisor", people.COUNTY), ("auditor", "policy_officer", people.COUNTY),
        ("administrator", "counter_clerk", people.TOWNSHIP),
    ],
)  # fmt: skip
def test_nobody_holds_both(where: people.County, name: str, role: str, area: str) -> None:
    with pytest.raises(RolesExclude) as refused:
        post(where, where.officers[name], role, area)
    assert ROLES[role].zh in refused.value.text()
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        Posting.objects.create(officer=where.officers[name], role=role, area=where.areas[area], starts_on=DAY)
    assert refusal_from(raised.value).code == "offices.roles-exclude"


def test_one_after_the_other_and_within_a_township_is_lawful(where: people.County) -> None:
    Posting.objects.filter(officer=where.cashier).update(stops_on=DAY)
    post(where, where.cashier, "treasurer")
    post(where, where.clerk, "verifier", people.TOWNSHIP)
    post(where, where.chief, "reviewer", people.TOWNSHIP)  # separated case by case
