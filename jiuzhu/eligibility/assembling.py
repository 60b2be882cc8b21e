"""From what was declared, what departments know and what visitors saw, to the one file of facts that the rules read.

Which value counts where they differ is said in ``counting``; the other one stays in the file beside it (`otherwise`). Keys
are those of the form and of ``rules/given.py``; money in fen, income and spending by the year. Pure. Source: 57号 Art. 7, 8, 12–16.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.values import figures

from . import counting
from .counting import AT_WORK, Told
from .rules import given

RELATIONS = {"self": "applicant", "spouse": "spouse", "child": "child", "parent": "parent", "sibling": "sibling",
             "grandparent": "grandparent", "grandchild": "grandchild"}  # fmt: skip
DISABILITIES = {"1": "visual", "2": "hearing", "3": "speech", "4": "physical", "5": "intellectual", "6": "mental",
                "7": "multiple"}  # fmt: skip
IN_SCHOOL = ("compulsory", "upper_secondary", "undergraduate")
EXEMPT_DEPOSITS = {"relief_deposit_fen": "relief_money", "home_sale_fen": "home_sale"}
EXEMPT_VEHICLES = {"treatment_vehicles": "treatment", "rehabilitation_vehicles": "rehabilitation",
                   "livelihood_vehicles": "livelihood"}  # fmt: skip


@dataclass
class _Person:
    """A member's answers with what others say laid over them, and where each value comes from."""

    answers: Mapping[str, Any]
    others: Mapping[str, Sequence[Told]]
    not_asked: Collection[str] = ()

    def get(self, key: str) -> Any:
        told = self.told(key)
        return self.answers.get(key) if told is None else told.value

    def told(self, key: str) -> Told | None:
        """The value that counts before the declaration, or None where the declaration counts."""
        return counting.before_the_declaration(
            key, self.answers.get(key), self.others.get(key, ()), not_asked=self.not_asked
        )

    def otherwise(self, key: str) -> str:
        """What was said of it and does not count: the household's own word, or the department's beside it."""
        counts, declared = self.told(key), self.answers.get(key)
        if counts is not None:
            return (
                ""
                if declared in (None, "") or _same(key, declared, counts.value)
                else f"申报 {_readable(key, declared)}"
            )
        beside = [one for one in self.others.get(key, ()) if one.value is not None and declared != one.value]
        return "；".join(f"{one.source} {_readable(key, one.value)}" for one in beside)


def assemble(
    content: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Sequence[Told]]],
    *,
    relation_means: Mapping[str, str],
    received_on: date,
    not_asked: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Any]:
    """Facts in the shape of rulebook/schema/facts.json.

    `content` is what the application declares (intake/README.md); `others` gives per member key and fact key what
    departments and visits say; `relation_means` maps a relation code to its class; `not_asked` gives per member key the
    facts of which she was not asked.
    """
    sources: list[dict[str, Any]] = []
    members = []
    for number, answers in enumerate(content["members"]):
        unasked = counting.silence_is_none((not_asked or {}).get(answers["key"], ()), answers)
        person = _Person(answers, others.get(answers["key"], {}), unasked)
        members.append(_member(person, f"members[{number}]", relation_means, received_on, sources))
    home = content["household"]
    household: dict[str, Any] = {"applied_as": "single_person" if home.get("alone") else "household"}
    if "edge_family" in home:
        household["edge_family"] = home["edge_family"]
    supporters = [_supporter(one, relation_means) for one in content["supporters"]]
    return {"household": household, "members": members, "supporters": supporters, "sources": sources}


def _member(
    person: _Person,
    path: str,
    relation_means: Mapping[str, str],
    received_on: date,
    sources: list[dict[str, Any]],
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "reference": person.answers["key"],
        "name": person.answers.get("name", ""),
        "relation": RELATIONS.get(relation_means.get(person.answers.get("relation", ""), ""), "other"),
    }
    for key, value in (
        ("birth_on", person.get("birth_on")),
        ("died_on", person.get("died_on")),
        ("lives_with_household", person.get("lives_with_household")),
        ("support_duty", person.get("support_duty")),
        ("lives_independently", person.get("lives_independently")),
        ("full_time_student", _among(person.get("schooling"), IN_SCHOOL)),
        ("serious_illness", _among(person.get("health"), ("major",))),
        (
            "labour_ability",
            {"underage": "none"}.get(person.get("labour_ability"), person.get("labour_ability")),
        ),
        ("employed", _among(person.get("employment"), AT_WORK)),
        ("separate_register", person.get("separate_register")),
    ):
        if value not in (None, ""):
            facts[key] = value
            _note(person, key, f"{path}.{key}", received_on, sources)
    if person.get("away") not in (None, "none"):
        facts["away"] = {"reason": person.get("away")} | _if(since=person.get("away_since"))
        _note(person, "away", f"{path}.away", received_on, sources)
    facts["disability"] = _disability(person)
    _note(person, "disability_type", f"{path}.disability", received_on, sources)
    facts["income"] = _income(person, path, received_on, sources)
    spent = person.get("rigid_spending_fen")
    if spent:
        facts["rigid_spending"] = [{"kind": "illness", "amount_fen": spent, "per": "year"}]
    assets = _assets(person, path, received_on, sources)
    if assets is not None:
        facts["assets"] = assets
    return facts


def _among(value: Any, words: Sequence[str]) -> bool | None:
    return None if value is None else value in words


def _if(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "")}


def _disability(person: _Person) -> dict[str, Any]:
    kind = person.get("disability_type")
    if not kind or kind == "none":
        return {"type": "none"}
    grade = person.get("disability_grade")
    return {"type": DISABILITIES.get(str(kind), str(kind))} | _if(grade=int(grade) if grade else None)


def _income(person: _Person, path: str, on: date, sources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every kind asked for; a kind without an answer stays in the list without an amount, which is unknown."""
    found: list[dict[str, Any]] = []
    for kind in (*given.NET_INCOME, *given.LISTED_INCOME):
        amount = person.get(f"{kind}_fen")
        asked = kind in ("wage", "business", "property", "transfer")
        if amount == 0 or (amount is None and not asked):
            continue
        entry = {"kind": kind, "per": "year"} | _if(
            amount_fen=amount, cost_fen=person.get(f"{kind}_cost_fen") or None
        )
        _note(person, f"{kind}_fen", f"{path}.income[{len(found)}]", on, sources)
        found.append(entry)
    return found


def _assets(
    person: _Person, path: str, on: date, sources: list[dict[str, Any]]
) -> list[dict[str, Any]] | None:
    """Deposits split by what is claimed not to count, vehicles and houses one by one; None while deposits are unknown."""
    if person.get("deposit_fen") is None or person.get("vehicles") is None:
        return None
    found: list[dict[str, Any]] = []

    def add(entry: dict[str, Any], key: str) -> None:
        _note(person, key, f"{path}.assets[{len(found)}]", on, sources)
        found.append(entry)

    rest = person.get("deposit_fen")
    for key, exemption in EXEMPT_DEPOSITS.items():
        part = min(person.get(key) or 0, rest)
        if part:
            add({"kind": "deposit", "value_fen": part, "exemption": exemption}, key)
            rest -= part
    for kind in given.MONEY_ASSETS:
        value = rest if kind == "deposit" else person.get(f"{kind}_fen")
        if value:
            add({"kind": kind, "value_fen": value}, f"{kind}_fen")
    if person.get("company_shares_fen"):
        add({"kind": "company_share", "value_fen": person.get("company_shares_fen")}, "company_shares_fen")
    claimed = [word for key, word in EXEMPT_VEHICLES.items() for _one in range(person.get(key) or 0)]
    for number in range(person.get("vehicles")):
        add(
            {"kind": "vehicle"} | _if(exemption=claimed[number] if number < len(claimed) else None),
            "vehicles",
        )
    for _number in range(person.get("other_houses") or 0):
        add({"kind": "house", "lived_in": False}, "other_houses")
    return found


def _note(person: _Person, key: str, path: str, received_on: date, sources: list[dict[str, Any]]) -> None:
    told = person.told(key)
    if told is None:
        if person.answers.get(key) not in (None, ""):
            kept = {"path": path, "kind": "declared", "on": received_on.isoformat()}
            sources.append(kept | _if(otherwise=person.otherwise(key)))
        return
    sources.append(
        {"path": path, "kind": told.kind}
        | _if(**{"from": told.source}, on=told.on and told.on.isoformat(), otherwise=person.otherwise(key))
    )


def _readable(key: str, value: Any) -> str:
    return f"{figures.plain_yuan(value)}元" if key.endswith("_fen") else str(value)


def _same(key: str, declared: Any, counted: Any) -> bool:
    if key == "disability_type":
        return DISABILITIES.get(str(declared), str(declared)) == str(counted)
    return declared == counted or str(declared) == str(counted)


def _supporter(answers: Mapping[str, Any], relation_means: Mapping[str, str]) -> dict[str, Any]:
    relation = RELATIONS.get(relation_means.get(answers.get("relation", ""), ""), "other")
    agreed = answers.get("support_agreed_fen") if answers.get("support_agreed") else None
    return {
        "reference": answers["key"],
        "name": answers.get("name", ""),
        "relation": "other" if relation == "applicant" else relation,
    } | _if(
        disposable_income_fen=answers.get("supporter_income_fen"),
        dependants=answers.get("supporter_dependants"),
        agreed_fen=agreed,
        agreed_reason="申请时申报的协议、判决或核定" if agreed is not None else None,
    )
