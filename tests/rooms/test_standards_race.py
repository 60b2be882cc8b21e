"""Two checkers at the same moment: one verdict, one value a day, whoever wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from jiuzhu.standards import actions
from jiuzhu.standards.models import InForce, NumberCheck
from jiuzhu.values.refusals import Refusal, Refusals
from tests import people
from tests.rooms.test_standards import NOW, enter

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run the acts in threads of their own from one starting shot; "" for done, else the code of the refusal."""
    told, shot = [""] * len(acts), threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        shot.wait()
        try:
            act()
        except Refusals as many:
            told[place] = many.many[0].code
        except Refusal as refusal:
            told[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.parametrize("_again", range(5))
def test_two_values_of_one_first_day_agreed_at_once(_again: int) -> None:
    county = people.county()
    rivals = [enter(county, fen, date(2026, 1, 1)) for fen in (80_000, 81_000)]

    def agree(number: Any) -> Callable[[], Any]:
        return lambda: actions.check(number, agrees=True, actor=county.policy_two, at=NOW)

    told = at_once(*(agree(number) for number in rivals))
    assert sorted(told) == ["", "standards.same-first-day"]
    assert InForce.objects.count() == 1


@pytest.mark.parametrize("_again", range(5))
def test_one_number_agreed_and_sent_back_at_once(_again: int) -> None:
    county = people.county()
    number = enter(county, 80_000, date(2026, 1, 1))
    told = at_once(
        lambda: actions.check(number, agrees=True, actor=county.policy_two, at=NOW),
        lambda: actions.check(number, agrees=False, remark="不对", actor=county.policy_two, at=NOW),
    )
    assert sorted(told) == ["", "standards.already-checked"]
    assert NumberCheck.objects.count() == 1
