"""Facts of a household: checked against their shape, with every mistake told at once and named by its path.

    facts = facts_of(json_text, on=date(2020, 8, 1))     # Refusals, or the one refusal, when something is wrong

The shape is in ``shape`` and, for other programs, in ``rulebook/schema/facts.json``; ``rows`` turns checked facts
into what the rules read. Money in whole fen, days as ISO text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jiuzhu.eligibility import refusals as wrong
from jiuzhu.eligibility.rules.given import MONEY_ASSETS, NET_INCOME
from jiuzhu.eligibility.shape import FACTS, Field
from jiuzhu.values.refusals import Refusal, refuse_if_any

Facts = Mapping[str, Any]

_FOR_KIND = {"relief_money": ("deposit",), "home_sale": tuple(MONEY_ASSETS)}


def facts_of(written: str | bytes, *, on: date) -> Facts:
    """The facts of a JSON text. Raises the refusal, or ``Refusals`` when there are several."""
    try:
        text = written.decode("utf-8-sig") if isinstance(written, bytes) else written
        read = json.loads(text, object_pairs_hook=_each_key_once)
    except UnicodeDecodeError as error:
        raise wrong.NotUtf8(position=error.start) from None
    except json.JSONDecodeError as error:
        raise wrong.NotJson(line=error.lineno, column=error.colno, problem=error.msg) from None
    except RecursionError:
        raise wrong.NotJson(line=1, column=1, problem="nested too deeply") from None
    return checked(read, on=on)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON itself would keep the last of two in silence."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise wrong.KeyTwice(key=key)
        found[key] = value
    return found


def checked(facts: object, *, on: date) -> Facts:
    """The same facts, once nothing is wrong with them on that day."""
    refuse_if_any(problems(facts, on=on))
    assert isinstance(facts, dict)
    return facts


def problems(facts: object, *, on: date) -> list[Refusal]:
    """Everything that is wrong: first the shape; only facts of the right shape are then compared with each other."""
    found: list[Refusal] = list(_object(FACTS, facts, "", ("", "")))
    if not found and isinstance(facts, dict):
        found = [*_people(facts, on), *_claims(facts)]
    return found


Label = tuple[str, str]


def _field(field: Field, value: object, path: str, label: Label) -> Iterator[Refusal]:
    told: dict[str, Any] = {"path": path, "label_zh": label[0], "label_en": label[1]}
    if field.kind == "object":
        yield from _object(field, value, path, label)
    elif field.kind == "list":
        yield from _list(field, value, path, label)
    elif field.kind in ("fen", "number"):
        if isinstance(value, bool) or not isinstance(value, int):
            yield (wrong.NotMoney if field.kind == "fen" else wrong.NotANumber)(path, **told, value=value)
        elif not field.low <= value <= field.high:
            outside = wrong.OutOfRange if field.kind == "fen" else wrong.NumberOutOfRange
            yield outside(path, **told, value=value, low=field.low, high=field.high)
    elif field.kind == "day":
        if _day(value) is None:
            yield wrong.NotADay(path, **told, value=value)
    elif field.kind == "yes_no":
        if not isinstance(value, bool):
            yield wrong.NotYesNo(path, **told, value=value)
    elif field.kind == "word":
        if value not in field.words:
            yield wrong.NotAWord(path, **told, value=value, words=list(field.words))
    elif not isinstance(value, str) or not 1 <= len(value) <= field.high:
        yield wrong.NotText(path, **told, high=field.high)


def _object(field: Field, value: object, path: str, label: Label) -> Iterator[Refusal]:
    if not isinstance(value, dict):
        yield wrong.NotAnObject(
            path, path=path or "facts", label_zh=label[0] or field.zh, label_en=label[1] or field.en
        )
        return
    for name in value:
        if field.part(str(name)) is None:
            yield wrong.FieldUnknown(
                _below(path, name), path=_below(path, name), known=[one.name for one in field.of]
            )
    for part in field.of:
        below, named = _below(path, part.name), _named(label, part)
        stated = value.get(part.name)
        if stated is not None:
            yield from _field(part, stated, below, named)
        elif part.required:
            yield wrong.FieldMissing(below, path=below, label_zh=named[0], label_en=named[1])


def _list(field: Field, value: object, path: str, label: Label) -> Iterator[Refusal]:
    if not isinstance(value, list):
        yield wrong.NotAList(path, path=path, label_zh=label[0], label_en=label[1])
        return
    least = field.low
    if not least <= len(value) <= field.high:
        yield wrong.WrongLength(
            path,
            path=path,
            label_zh=label[0],
            label_en=label[1],
            low=least,
            high=field.high,
            found=len(value),
        )
    for index, entry in enumerate(value[: field.high]):
        yield from _object(
            field, entry, f"{path}[{index}]", (f"{label[0]} {index + 1}", f"{label[1]} {index + 1}")
        )


def _people(facts: Facts, on: date) -> Iterator[Refusal]:
    members, supporters = facts["members"], facts.get("supporters") or []
    seen: set[str] = set()
    for group, people in (("members", members), ("supporters", supporters)):
        for index, person in enumerate(people):
            path = f"{group}[{index}]"
            if person["reference"] in seen:
                yield wrong.ReferenceTwice(
                    f"{path}.reference", path=f"{path}.reference", value=person["reference"]
                )
            seen.add(person["reference"])
            yield from _dates(person, path, on)
    applicants = sum(one["relation"] == "applicant" for one in members)
    if applicants != 1:
        yield wrong.OneApplicant("members", found=applicants)
    spouses = sum(one["relation"] == "spouse" and one.get("died_on") is None for one in members)
    if spouses > 1:
        yield wrong.OneSpouse("members", found=spouses)


def _dates(person: Mapping[str, Any], path: str, on: date) -> Iterator[Refusal]:
    birth, died = _day(person.get("birth_on")), _day(person.get("died_on"))
    if birth and birth > on:
        below = f"{path}.birth_on"
        yield wrong.BornLater(
            below, path=below, label_zh="出生日期", label_en="date of birth", value=birth, on=on
        )
    if birth and died and died < birth:
        yield wrong.DiedBeforeBirth(f"{path}.died_on", path=f"{path}.died_on", value=died, birth=birth)


def _claims(facts: Facts) -> Iterator[Refusal]:
    for index, member in enumerate(facts["members"]):
        for number, asset in enumerate(member.get("assets") or []):
            claimed, kind = asset.get("exemption"), asset["kind"]
            if claimed and kind not in _FOR_KIND.get(claimed, ("vehicle",)):
                path = f"members[{index}].assets[{number}].exemption"
                yield wrong.ExemptionOfAnotherKind(path, path=path, value=claimed, kind=kind)
        for number, income in enumerate(member.get("income") or []):
            if income.get("cost_fen") and income["kind"] not in NET_INCOME:
                path = f"members[{index}].income[{number}].cost_fen"
                yield wrong.CostOfAnotherKind(path, path=path, kind=income["kind"])
    for index, supporter in enumerate(facts.get("supporters") or []):
        if supporter.get("agreed_fen") is not None and not (supporter.get("agreed_reason") or "").strip():
            path = f"supporters[{index}].agreed_reason"
            yield wrong.ReasonMissing(path, path=path)


def _day(value: object) -> date | None:
    if not isinstance(value, str) or len(value) != len("2020-08-01"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _below(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _named(label: Label, part: Field) -> Label:
    zh, en = part.titles
    return (f"{label[0]} › {zh}", f"{label[1]} › {en}") if label[0] else (zh, en)
