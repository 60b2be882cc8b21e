"""From checked facts to the rows that the rules read, remembering for each value where in the file it stood.

No law in here: sums over a list of the same kind, months of a monthly item as a year's twelve, and what absence
means (``shape``). A row per member, then one per supporter outside the household.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.eligibility.facts import Facts
from jiuzhu.eligibility.rules import given
from jiuzhu.eligibility.shape import EXEMPTIONS
from jiuzhu.rules.terms import Scalar
from jiuzhu.rules.units import NEVER

Row = dict[str, Scalar | date | None]
Place = Mapping[str, object]

_PLAIN = (
    "lives_with_household", "support_duty", "lives_independently", "full_time_student", "serious_illness",
    "labour_ability", "employed", "separate_register",
)  # fmt: skip
_INCOMES = (*given.NET_INCOME, *given.LISTED_INCOME)
_MONEY = tuple(f"{kind}_fen" for kind in (*given.MONEY_ASSETS, *given.CLAIMED_MONEY, "company_shares"))
_PIECES = ("vehicles", *(f"{kind}s" for kind in given.CLAIMED_VEHICLES), "other_houses")
_NAMED_MONEY = {"relief_money": "relief_deposit_fen", "home_sale": "home_sale_fen"}


@dataclass
class Rows:
    """``places``: (name, row) → where the value stands in the file; row -1 is the household.

    ``names`` holds what a person is called, ``references`` how the file refers to them.
    """

    household: Row = field(default_factory=dict)
    persons: list[Row] = field(default_factory=list)
    places: dict[tuple[str, int], list[Place]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    sources: Mapping[str, Place] = field(default_factory=dict)

    def put(self, row: int, name: str, value: Scalar | date | None, path: str) -> None:
        (self.household if row < 0 else self.persons[row])[name] = value
        self.places.setdefault((name, row), []).append({"path": path})

    def origins(self, name: str, row: int) -> tuple[Place, ...]:
        """Where a value stands, each place with the source recorded for it or for what it is part of."""
        return tuple(
            {**place, **self._source(str(place["path"]))} for place in self.places.get((name, row), ())
        )

    def _source(self, path: str) -> Place:
        while path:
            if path in self.sources:
                return self.sources[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return {}


def rows_of(facts: Facts, *, item: str, on: date) -> Rows:
    """Rows of checked facts for one item on one day."""
    recorded = facts.get("sources") or []
    rows = Rows(
        sources={one["path"]: {f"source_{key}": one[key] for key in one if key != "path"} for one in recorded}
    )
    _household(rows, facts.get("household") or {})
    rows.household |= {"item": item, "on": on}
    for index, member in enumerate(facts["members"]):
        _member(rows, member, f"members[{index}]")
    supporters = facts.get("supporters")
    rows.put(-1, "unlisted_support_fen", None if supporters is None else 0, "supporters")
    for index, supporter in enumerate(supporters or []):
        _supporter(rows, supporter, f"supporters[{index}]")
    return rows


def _household(rows: Rows, stated: Mapping[str, Any]) -> None:
    defaults: dict[str, Scalar | None] = {
        "applied_as": "household", "edge_family": None, "hardship_class": None, "current_grant_fen": 0,
        "over_line_since": NEVER, "raised_by_work": False,
    }  # fmt: skip
    for name, absent in defaults.items():
        value = stated.get(name)
        if value is not None and name == "over_line_since":
            value = date.fromisoformat(value)
        rows.put(-1, name, absent if value is None else value, f"household.{name}")


def _person(rows: Rows, stated: Mapping[str, Any], standing: str) -> int:
    row = len(rows.persons)
    rows.persons.append({})
    rows.names.append(stated.get("name") or stated["reference"])
    rows.references.append(stated["reference"])
    rows.persons[row] |= {"standing": standing, "relation": stated["relation"]}
    return row


def _member(rows: Rows, stated: Mapping[str, Any], path: str) -> None:
    row = _person(rows, stated, "member")
    rows.put(row, "birth_on", _day(stated.get("birth_on")), f"{path}.birth_on")
    rows.put(row, "died_on", _day(stated.get("died_on")) or NEVER, f"{path}.died_on")
    since = _day(stated.get("religious_premises_since"))
    rows.put(row, "religious_premises_since", since or NEVER, f"{path}.religious_premises_since")
    for name in _PLAIN:
        rows.put(row, name, stated.get(name), f"{path}.{name}")
    away = stated.get("away")
    rows.put(
        row, "away", away["reason"] if away else "none", f"{path}.away.reason" if away else f"{path}.away"
    )
    rows.put(
        row,
        "away_since",
        _day(away.get("since")) if away else NEVER,
        f"{path}.away.since" if away else f"{path}.away",
    )
    _disability(rows, row, stated.get("disability"), f"{path}.disability")
    _incomes(rows, row, stated.get("income"), f"{path}.income")
    _spending(rows, row, stated.get("rigid_spending") or [], f"{path}.rigid_spending")
    _assets(rows, row, stated.get("assets"), f"{path}.assets")
    rows.persons[row] |= {
        "supporter_income_fen": 0, "supporter_dependants": 1, "support_agreed": False, "support_agreed_fen": 0,
    }  # fmt: skip


def _disability(rows: Rows, row: int, stated: Mapping[str, Any] | None, path: str) -> None:
    kind = stated["type"] if stated else None
    grade = 0 if kind == "none" else (stated or {}).get("grade")
    rows.put(row, "disability_type", kind, f"{path}.type" if stated else path)
    rows.put(row, "disability_grade", grade, f"{path}.grade" if stated else path)


def _incomes(rows: Rows, row: int, items: list[Mapping[str, Any]] | None, path: str) -> None:
    names = [f"{kind}_fen" for kind in _INCOMES] + [f"{kind}_cost_fen" for kind in given.NET_INCOME]
    if items is None:
        for name in names:
            rows.put(row, name, None, path)
        return
    rows.persons[row] |= dict.fromkeys(names, 0)
    for index, item in enumerate(items):
        _add(rows, row, f"{item['kind']}_fen", item, "amount_fen", f"{path}[{index}]")
        if item.get("cost_fen"):
            _add(rows, row, f"{item['kind']}_cost_fen", item, "cost_fen", f"{path}[{index}]")


def _spending(rows: Rows, row: int, items: list[Mapping[str, Any]], path: str) -> None:
    rows.persons[row]["rigid_spending_fen"] = 0
    for index, item in enumerate(items):
        _add(rows, row, "rigid_spending_fen", item, "amount_fen", f"{path}[{index}]")


def _add(rows: Rows, row: int, name: str, item: Mapping[str, Any], part: str, path: str) -> None:
    """Add an item to its kind; one amount that nobody knows makes the kind unknown."""
    amount, so_far = item.get(part), rows.persons[row][name]
    places = rows.places.setdefault((name, row), [])
    if amount is None:
        # Only what is missing is told of an unknown kind.
        if so_far is not None:
            places.clear()
        places.append({"path": f"{path}.{part}"})
        rows.persons[row][name] = None
        return
    if so_far is None:
        return
    year = amount * (12 if item.get("per") == "month" else 1)
    assert isinstance(so_far, int)
    rows.persons[row][name] = so_far + year
    place: dict[str, object] = {"path": f"{path}.{part}", "fen": amount}
    places.append(place | {"per": item["per"]} if "per" in item else place)


def _assets(rows: Rows, row: int, items: list[Mapping[str, Any]] | None, path: str) -> None:
    if items is None:
        for name in (*_MONEY, *_PIECES):
            rows.put(row, name, None, path)
        return
    rows.persons[row] |= dict.fromkeys((*_MONEY, *_PIECES), 0)
    for index, item in enumerate(items):
        below, claimed = f"{path}[{index}]", item.get("exemption")
        if item["kind"] == "vehicle":
            _piece(rows, row, EXEMPTIONS[claimed] if claimed else "vehicles", below)
        elif item["kind"] == "house":
            _house(rows, row, item, below)
        elif item["kind"] == "company_share":
            _add(rows, row, "company_shares_fen", item, "value_fen", below)
        else:
            _add(
                rows,
                row,
                _NAMED_MONEY[claimed] if claimed else f"{item['kind']}_fen",
                item,
                "value_fen",
                below,
            )


def _house(rows: Rows, row: int, item: Mapping[str, Any], path: str) -> None:
    lived_in = item.get("lived_in")
    if lived_in is None:
        rows.places.pop(("other_houses", row), None)
        rows.put(row, "other_houses", None, f"{path}.lived_in")
    elif not lived_in:
        _piece(rows, row, "other_houses", path)


def _piece(rows: Rows, row: int, name: str, path: str) -> None:
    so_far = rows.persons[row][name]
    if isinstance(so_far, int):
        rows.put(row, name, so_far + 1, path)


def _supporter(rows: Rows, stated: Mapping[str, Any], path: str) -> None:
    row = _person(rows, stated, "supporter")
    rows.persons[row] |= _NOT_A_MEMBER
    rows.put(row, "birth_on", _day(stated.get("birth_on")), f"{path}.birth_on")
    agreed = stated.get("agreed_fen")
    rows.put(row, "support_agreed", agreed is not None, f"{path}.agreed_fen")
    rows.put(row, "support_agreed_fen", agreed or 0, f"{path}.agreed_fen")
    rows.put(
        row, "supporter_income_fen", stated.get("disposable_income_fen"), f"{path}.disposable_income_fen"
    )
    rows.put(row, "supporter_dependants", stated.get("dependants"), f"{path}.dependants")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


#: What is asked of members only; a supporter's own household is not looked at.
_NOT_A_MEMBER: Row = {
    "died_on": NEVER, "away": "none", "away_since": NEVER, "religious_premises_since": NEVER,
    "lives_with_household": False, "support_duty": False, "lives_independently": True, "full_time_student": False,
    "disability_type": "none", "disability_grade": 0, "serious_illness": False, "labour_ability": "full",
    "employed": True, "separate_register": True, "rigid_spending_fen": 0,
    **dict.fromkeys([f"{kind}_fen" for kind in _INCOMES], 0),
    **dict.fromkeys([f"{kind}_cost_fen" for kind in given.NET_INCOME], 0),
    **dict.fromkeys((*_MONEY, *_PIECES), 0),
}  # fmt: skip
