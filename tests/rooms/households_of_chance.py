"""Random facts of households: unknown facts, dead members, people away, cars and supporters among them.

Hypothesis draws only the seed: drawing every field through it made a household cost sixty milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from jiuzhu.eligibility.rules import given as words

Make = Callable[[Random], Any]


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Facts of the right shape; about half of them can be decided."""
    return st.randoms(use_true_random=True).map(household)


def household(random: Random) -> dict[str, Any]:
    members = [_member(random, "applicant")]
    if random.random() < 0.5:
        members.append(_member(random, "spouse"))
    for _ in range(random.randint(0, 3)):
        members.append(_member(random, random.choice(("child", "child", "parent", "sibling", "other"))))
    supporters = random.choice(([], [], None, [_supporter(random) for _ in range(random.randint(1, 2))]))
    for number, one in enumerate([*members, *(supporters or [])]):
        one["reference"] = f"p{number}"
    if random.random() < 0.75:
        _fill(members, supporters or [])
        supporters = supporters or []
    stated = {name: make(random) for name, make in _HOUSEHOLD.items() if random.random() < 0.5}
    return {"household": stated, "members": members, "supporters": supporters}


def _day(first: int, last: int) -> Make:
    span = (date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())
    return lambda random: date.fromordinal(random.randint(*span)).isoformat()


def _of(*values: Any) -> Make:
    return lambda random: random.choice(values)


def _fen(random: Random) -> int:
    return random.choice((0, random.randint(1, 10**6), random.randint(1, 10**9)))


_TRUTH = _of(True, False)
_HOUSEHOLD: dict[str, Make] = {
    "applied_as": _of("household", "household", "single_person"), "edge_family": _TRUTH, "hardship_class": _of("a", "b", "c"),
    "current_grant_fen": lambda random: random.randint(0, 90000), "over_line_since": _day(2022, 2025), "raised_by_work": _TRUTH,
}  # fmt: skip
_OFTEN: dict[str, Make] = {
    "birth_on": _day(1930, 2011),
    "income": lambda random: [_income(random) for _ in range(random.randint(0, 3))],
    "assets": lambda random: [_asset(random) for _ in range(random.choice((0, 0, 0, 1, 3)))],
    "disability": lambda random: _disability(random),  # noqa: PLW0108 defined below
    "serious_illness": _TRUTH,
}
_SOMETIMES: dict[str, Make] = {
    "died_on": _day(2013, 2026), "lives_with_household": _TRUTH, "support_duty": _TRUTH, "lives_independently": _TRUTH,
    "full_time_student": _TRUTH, "away": lambda random: _away(random),  # noqa: PLW0108 defined below
    "religious_premises_since": _day(2005, 2025),
    "labour_ability": _of(*words.LABOUR), "employed": _TRUTH, "separate_register": _TRUTH,
    "rigid_spending": lambda random: [_spending(random) for _ in range(random.randint(0, 2))],
}  # fmt: skip


def _member(random: Random, relation: str) -> dict[str, Any]:
    often = {name: make(random) for name, make in _OFTEN.items() if random.random() < 0.85}
    seldom = ("died_on", "away", "religious_premises_since")
    sometimes = {
        name: make(random)
        for name, make in _SOMETIMES.items()
        if random.random() < (0.08 if name in seldom else 0.4)
    }
    return {"relation": relation, **often, **sometimes}


def _income(random: Random) -> dict[str, Any]:
    kind = random.choice((*words.NET_INCOME, *words.LISTED_INCOME))
    amount = (
        None
        if random.random() < 0.05
        else random.choice((random.randint(0, 20000), random.randint(0, 200000)))
    )
    item = {"kind": kind, "per": random.choice(("month", "year", "year")), "amount_fen": amount}
    if kind in words.NET_INCOME and random.random() < 0.5:
        item["cost_fen"] = random.randint(0, 100000)
    return item


def _asset(random: Random) -> dict[str, Any]:
    return random.choice(
        (
            {"kind": random.choice(tuple(words.MONEY_ASSETS)), "value_fen": _fen(random)},
            {
                "kind": "deposit",
                "value_fen": _fen(random),
                "exemption": random.choice(("relief_money", "home_sale")),
            },
            {
                "kind": "vehicle",
                "exemption": random.choice((None, "treatment", "rehabilitation", "livelihood")),
            },
            {"kind": "house", "lived_in": random.choice((None, True, True, False))},
            {"kind": "company_share", "value_fen": _fen(random)},
        )
    )


def _spending(random: Random) -> dict[str, Any]:
    return {
        "kind": "illness",
        "amount_fen": random.randint(0, 300000),
        "per": random.choice(("month", "year")),
    }


def _disability(random: Random) -> dict[str, Any]:
    kind = random.choice(("none", "none", *words.DISABILITIES))
    return {"type": kind, "grade": None if kind == "none" else random.choice((None, 1, 2, 3, 4))}


def _away(random: Random) -> dict[str, Any]:
    reason = random.choice(tuple(words.ABSENCES)[1:])
    return {"reason": reason, "since": random.choice((None, _day(2005, 2025)(random)))}


def _supporter(random: Random) -> dict[str, Any]:
    one: dict[str, Any] = {"relation": random.choice(("child", "sibling", "parent"))}
    made = {
        "birth_on": _day(1930, 2005)(random),
        "disposable_income_fen": random.randint(0, 10**7),
        "dependants": random.randint(1, 9),
    }
    one |= {name: value for name, value in made.items() if random.random() < 0.8}
    if random.random() < 0.3:
        one |= {"agreed_fen": random.randint(0, 500000), "agreed_reason": "协议"}
    return one


def _fill(members: list[dict[str, Any]], supporters: list[dict[str, Any]]) -> None:
    """What is most often asked is known, so that the outcome is not always "cannot decide"."""
    known: dict[str, Any] = {
        "birth_on": "1970-05-06", "income": [], "assets": [], "disability": {"type": "none"}, "serious_illness": False,
        "full_time_student": False, "lives_independently": True, "support_duty": True, "lives_with_household": True,
    }  # fmt: skip
    for one in members:
        one |= {name: value for name, value in known.items() if one.get(name) is None}
        one["disability"]["grade"] = one["disability"].get("grade") or 4
        for item in one["income"]:
            item["amount_fen"] = item["amount_fen"] or 0
        for asset in one["assets"]:
            if asset["kind"] == "house" and asset["lived_in"] is None:
                asset["lived_in"] = True
    for one in supporters:
        known = {"birth_on": "1990-05-06", "disposable_income_fen": 10**6, "dependants": 2}
        one |= {name: value for name, value in known.items() if one.get(name) is None}
