"""From what was typed to what was declared: every answer in its unit, every mistake at its field, every gap by name.

Pure: no database, no clock. A path is `household.residence`, `m1.wage_fen`, `s1.relation`; README.md gives the shape of
the content that comes out. Money is read in yuan and kept in fen; a year's money may be typed by the month (`1200/月`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from jiuzhu import rulebook
from jiuzhu.households import rules as households
from jiuzhu.values import bank_accounts, citizen_id, money, names, phones
from jiuzhu.values.refusals import Refusal

from . import form as forms
from .asking import NOTHING_GIVEN, Asking
from .form import Field, Form
from .refusals import NoMembers, NotAChoice, NotACount, NotADate, NotText, TooLong, Unanswered

LONGEST_TEXT = 500
MOST_PIECES = 100
EARNS_FROM = (
    16  # 劳动法 第十五条: nobody below may be employed; below it income and assets are declared only if any
)
BLOCKING = ("name", "citizen_id", "relation", "sex", "birth_on", "registered_area")
_MONTHLY = re.compile(r"\s*(?:元?\s*[/／]\s*(?:个?月|month)|每月|月)\s*$", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})\s*[-年./／]?\s*(\d{1,2})\s*[-月./／]?\s*(\d{1,2})\s*日?")
_YES = {"yes": True, "no": False}


@dataclass
class Read:
    """`content` holds what could be read, `wrong` what could not, `unanswered` the paths that are needed and empty."""

    content: dict[str, Any] = field(default_factory=dict)
    wrong: list[Refusal] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


def value(question: Field, typed: str, *, path: str, on: date) -> Any:
    """One answer in the content's units. Raises the Refusal of what is wrong with it, naming the path."""
    kind, text = question.kind, typed.strip()
    if kind == "name":
        return names.parse(typed, field=path)
    if kind == "citizen_id":
        return citizen_id.parse(typed, on=on, field=path).number
    if kind == "telephone":
        return phones.parse(typed, field=path)
    if kind == "bank_account":
        return bank_accounts.parse(typed, field=path)
    if kind == "money_per_month":
        return 12 * money.parse(_MONTHLY.sub("", text), field=path, most_fen=money.MOST_FEN // 12)
    if kind == "money_per_year" and _MONTHLY.search(text):
        return 12 * money.parse(_MONTHLY.sub("", text), field=path, most_fen=money.MOST_FEN // 12)
    if forms.is_money(question):
        return money.parse(text, field=path)
    if kind == "date":
        return _day(text, path).isoformat()
    if kind == "count":
        return _count(text, path)
    if kind in ("yes_no", "signature"):
        return _one_of(text, _YES, question, path)
    if kind == "sex":
        return _one_of(text, {"male": "male", "female": "female"}, question, path)
    if kind in ("code", "codes"):
        entries = rulebook.codes(question.codes).entries
        picked = [_one_of(one, {code: code for code in entries}, question, path) for one in text.split()]
        return picked if kind == "codes" else picked[0]
    return _text(text, question, path)


def _text(text: str, question: Field, path: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise TooLong(path, **question.labels, length=len(text), longest=LONGEST_TEXT)
    for position, character in enumerate(text, 1):
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\r\n\t":
            raise NotText(path, **question.labels, position=position)
    return unicodedata.normalize("NFC", text)


def _one_of(text: str, choices: Mapping[str, Any], question: Field, path: str) -> Any:
    if text not in choices:
        raise NotAChoice(path, typed=text[:40], **question.labels)
    return choices[text]


def _count(text: str, path: str) -> int:
    plain = unicodedata.normalize("NFKC", text)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4 and int(plain) <= MOST_PIECES):
        raise NotACount(path, typed=text[:40], most=MOST_PIECES)
    return int(plain)


def _day(text: str, path: str) -> date:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        found = None
    raise NotADate(path, typed=text[:40])


def read(form: Form, typed: Mapping[str, str], *, on: date, asking: Asking = NOTHING_GIVEN) -> Read:
    """Everything typed in a draft on the day it must make sense. What `asking` gives and nobody typed stands in `not_asked`."""
    told = dict(typed)
    unasked = {path: givers for path, givers in asking.given.items() if not told.get(path, "").strip()}
    result = Read()
    fields = [one for group in form.of("household") for one in group.fields]
    result.content["household"] = _answers(fields, "household", told, on, result)
    result.content["members"] = [
        _person(form, key, told, on, result, unasked) for key in forms.keys_of(told, "members")
    ]
    result.content["supporters"] = [
        _supporter(form, key, told, on, result) for key in forms.keys_of(told, "supporters")
    ]
    if not result.content["members"]:
        result.wrong.append(NoMembers("members"))
    result.content["payee"] = told.get("payee", "")
    result.content["papers"] = _papers(told)
    if unasked:
        result.content["not_asked"] = {path: list(givers) for path, givers in unasked.items()}
    _ask_further(result)
    return result


def _answers(
    fields: list[Field], who: str, told: Mapping[str, str], on: date, result: Read
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in fields:
        path = f"{who}.{question.key}"
        typed = told.get(path, "")
        if not typed.strip():
            if question.needed:
                _unanswered(question, path, result)
            continue
        try:
            found[question.key] = value(question, typed, path=path, on=on)
        except Refusal as no:
            result.wrong.append(no)
    return found


def _unanswered(question: Field, path: str, result: Read) -> None:
    """What identifies people and place stops the registration; the rest is told in the one notice."""
    if question.key in BLOCKING:
        result.wrong.append(Unanswered(path, **question.labels))
    else:
        result.unanswered.append(path)


def _person(
    form: Form, key: str, told: Mapping[str, str], on: date, result: Read, unasked: Container[str]
) -> dict[str, Any]:
    told, born_on, asks_birth = _with_identity(key, told, on)
    age = None if born_on is None else households.age(born_on, on)
    earns, adult = age is None or age >= EARNS_FROM, age is None or age >= households.ADULT
    fields = [one for group in form.of("person") for one in group.fields]
    if told.get(f"{key}.citizen_id", "").strip() == "" and not earns:
        fields = [one for one in fields if one.key != "citizen_id"]  # a child may have none yet
    if not earns:
        fields = [_optional(one) if forms.is_money(one) or one.kind == "count" else one for one in fields]
    fields += [one for group in form.of("adult") for one in group.fields if adult]
    fields += [one if asks_birth else _optional(one) for one in (forms.SEX, forms.BORN)]
    fields += [forms.RENAMED, forms.LEFT]
    fields = [one for one in fields if f"{key}.{one.key}" not in unasked]
    person = {"key": key, **_answers(fields, key, told, on, result)}
    for one in fields:
        # The statement that is signed says so: what is left blank is declared not to exist.
        if (
            not one.needed
            and (forms.is_money(one) or one.kind == "count")
            and f"{key}.{one.key}" not in _paths(result)
        ):
            person.setdefault(one.key, 0)
    person.setdefault("away", "none")
    return person


def _paths(result: Read) -> set[str]:
    return {one.field or "" for one in result.wrong}


def _optional(question: Field) -> Field:
    return replace(question, needed=False)


def _with_identity(
    key: str, told: Mapping[str, str], on: date
) -> tuple[Mapping[str, str], date | None, bool]:
    """Sex and birth come from the number (told, born on, False); without one they are asked (True)."""
    typed = told.get(f"{key}.citizen_id", "")
    try:
        number = citizen_id.parse(typed, on=on)
    except Refusal:
        if typed.strip():
            return (
                told,
                None,
                False,
            )  # the number is reported; asking for its parts as well would say it twice
        try:
            return told, _day(told.get(f"{key}.birth_on", ""), ""), True
        except Refusal:
            return told, None, True
    known = {f"{key}.sex": number.sex, f"{key}.birth_on": number.born_on.isoformat()}
    return {**told, **known}, number.born_on, False


def _supporter(form: Form, key: str, told: Mapping[str, str], on: date, result: Read) -> dict[str, Any]:
    fields = [one for group in form.of("supporter") for one in group.fields]
    return {"key": key, **_answers(fields, key, told, on, result)}


def _papers(told: Mapping[str, str]) -> dict[str, Any]:
    """`papers.identity-card` = seen, `papers.identity-card.files` = ids of stored files."""
    papers: dict[str, Any] = {}
    for path, text in told.items():
        if path.startswith("papers.") and text.strip():
            key, _, what = path.removeprefix("papers.").partition(".")
            entry = papers.setdefault(key, {"seen": False, "files": []})
            if what == "files":
                entry["files"] = [int(one) for one in text.split()]
            else:
                entry["seen"] = text == "seen"
    return papers


def _ask_further(result: Read) -> None:
    """What an answer makes necessary: each line is a condition, whose gap it opens, and the law is the field's own."""
    content, gaps = result.content, result.unanswered
    home = content["household"]
    wanted: list[tuple[bool, str, dict[str, Any], str]] = [
        (home.get("alone") is True, "household", home, "edge_family"),
        (home.get("staff_relative") is True, "household", home, "staff_relative_of"),
    ]
    for one in content["members"]:
        child = "relation" in one and _means(one["relation"]) == "child"
        grown = "birth_on" in one and _is_adult(one, result)
        wanted += [
            ("disability_type" in one, one["key"], one, "disability_grade"),
            (one.get("away") != "none", one["key"], one, "away_since"),
            (
                child and grown and one.get("schooling") != "undergraduate",
                one["key"],
                one,
                "lives_independently",
            ),
        ]
    for one in content["supporters"]:
        agreed = one.get("support_agreed")
        wanted += [
            (agreed is True, one["key"], one, "support_agreed_fen"),
            (agreed is False, one["key"], one, "supporter_income_fen"),
            (agreed is False, one["key"], one, "supporter_dependants"),
        ]
    wrong = _paths(result)
    gaps += [
        f"{who}.{key}"
        for needed, who, have, key in wanted
        if needed and key not in have and f"{who}.{key}" not in wrong
    ]


def _is_adult(one: Mapping[str, Any], result: Read) -> bool:
    return "authorisation" in one or f"{one['key']}.authorisation" in result.unanswered


def _means(code: str) -> str:
    return str(rulebook.codes("relations").entries[code].get("means", ""))
