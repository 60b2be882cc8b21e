"""Which questions are not asked of whom, because a department answers them (社会救助法 Art. 62). Pure.

A question goes when every source that it takes is connected and the person can be lawfully looked up: by her ID number,
and under the authorisation that she signs on the last page of the form. Without either it is asked, and says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiuzhu.households import rules as households
from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal

from . import form as forms
from .form import Field, Form

LAW = "社会救助法 第六十二条"
#: why a question that departments could answer is asked all the same → Chinese, English
WHY_ASKED: dict[str, tuple[str, str]] = {
    "no-data": ("该信息目前没有部门数据，请填写", "No department gives this at present: please fill it in"),
    "no-number": ("没有身份证号，部门查不到，请填写", "Without an ID number no department can be asked: please fill it in"),
    "not-authorised": ("本人没有同意核对，请填写", "She did not agree to be verified: please fill it in"),
    "casual": ("打零工、经营和务农的收入没有部门登记，请填写", "No register holds earnings from casual work, trade or farming: please fill it in"),
}  # fmt: skip
#: Wages of these are in no tax register, whatever the tax office knows of them (codes/employment.yaml).
_SEEN_BY_NOBODY = {"wage_fen": ("flexible", "self_employed", "farming")}


@dataclass(frozen=True)
class Asking:
    """`given`: path → the `source.fact`s that answer it instead. `asked`: path → why it is asked though they could (WHY_ASKED)."""

    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)

    def why(self, path: str, language: str = "zh-hans") -> str:
        """Why a question is asked that departments could answer; empty for every other question."""
        word = self.asked.get(path)
        return WHY_ASKED[word][language.startswith("en")] if word else ""


NOTHING_GIVEN = Asking()


def sources_of(question: Field) -> frozenset[str]:
    """The sources that it takes to answer a question."""
    return frozenset(one.partition(".")[0] for one in question.given_by)


def asking(form: Form, typed: Mapping[str, str], *, on: date, connected: Collection[str]) -> Asking:
    """What is not asked of the people on a draft, with the sources that are connected on the day."""
    given: dict[str, tuple[str, ...]] = {}
    asked: dict[str, str] = {}
    for key, question in _answerable(form, typed):
        path = f"{key}.{question.key}"
        why = _why_asked(question, key, typed, on, connected)
        if why:
            asked[path] = why
        else:
            given[path] = question.given_by
    return Asking(given, asked)


def kept(content: Mapping[str, Any]) -> Asking:
    """What was not asked when an application was made: a source that fails later makes nothing missing."""
    return Asking({path: tuple(givers) for path, givers in content.get("not_asked", {}).items()})


def facts_not_asked(content: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Member key → the departments' facts of which she was not asked."""
    found: dict[str, tuple[str, ...]] = {}
    for path, givers in kept(content).given.items():
        key = path.partition(".")[0]
        found[key] = (*found.get(key, ()), *(one.partition(".")[2] for one in givers))
    return found


def _answerable(form: Form, typed: Mapping[str, str]) -> Iterator[tuple[str, Field]]:
    questions = [one for group in form.of("person") for one in group.fields if one.given_by]
    for key in forms.keys_of(typed, "members"):
        for question in questions:
            yield key, question


def _why_asked(
    question: Field, key: str, typed: Mapping[str, str], on: date, connected: Collection[str]
) -> str:
    if not sources_of(question) <= set(connected):
        return "no-data"
    born_on = _identified(typed.get(f"{key}.citizen_id", ""), on)
    if born_on is None:
        return "no-number"
    if _refused(key, born_on, typed, on):
        return "not-authorised"
    unseen = _SEEN_BY_NOBODY.get(question.key, ())
    return "casual" if typed.get(f"{key}.employment", "").strip() in unseen else ""


def _identified(typed: str, on: date) -> date | None:
    try:
        return citizen_id.parse(typed, on=on).born_on
    except Refusal:
        return None


def _refused(key: str, born_on: date, typed: Mapping[str, str], on: date) -> bool:
    """She said no; for a minor, nobody signs. A box not ticked yet is no refusal: without it nothing is accepted (Art. 40)."""
    if households.age(born_on, on) >= households.ADULT:
        return typed.get(f"{key}.authorisation", "").strip() == "no"
    said = {typed.get(f"{one}.authorisation", "").strip() for one in forms.keys_of(typed, "members")}
    return "no" in said and "yes" not in said
