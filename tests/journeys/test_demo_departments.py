"""The invented departments of the demo county answer everything that was asked, and the same again enters nothing."""

from __future__ import annotations

import pytest

from jiuzhu.demo import departments
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries
from tests import people
from tests.rooms import verification_cases as made


@pytest.mark.django_db
def test_every_open_question_is_answered_once() -> None:
    where = people.county()
    members = made.household(where)
    case = made.open_case(where, members)
    for person in members.values():
        if person is not members["grandchild"]:
            made.authorise(where, case, person)
    asked = verification.ask_by_itself(case, on=made.TODAY, at=made.at())
    told = dict(departments.deliver(made.TODAY, made.at()))
    assert set(told) == set(queries.SOURCES)
    assert set(told.values()) == {2}
    answers = [queries.latest_answer(one) for one in asked]
    assert {one.outcome for one in answers if one} == {"found", "not_found"}
    assert None not in answers
    assert list(departments.deliver(made.TODAY, made.at())) == []
