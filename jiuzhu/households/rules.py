"""What can be said about the members of a household without looking anything up. Plain values; no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pypinyin import Style, lazy_pinyin

from jiuzhu.values.refusals import Refusal

from .refusals import BornLater, IdNeeded, LeftTooLate, MemberTwice, NoApplicant, TwoApplicants, TwoSpouses

ADULT = 18  # 民法典 第十七条
APPLICANT = "01"  # GB/T 4761-2008: the person from whom relations are counted
SPOUSES = frozenset({"10", "11", "12"})
ID_FROM = 16  # 居民身份证法 第二条: from 16 on everyone applies for a card


@dataclass(frozen=True, slots=True)
class Member:
    """One person of an application. `key` is the line of the form; refusals name `<key>.<field>`."""

    key: str
    name: str
    relation: str  # to the applicant, code of rulebook/codes/relations.yaml
    sex: str
    born_on: date
    citizen_id: str | None = None  # minors may have none yet
    phone: str = ""
    renamed: bool = False  # the name on record is outdated, the card was seen
    left_former_on: date | None = None  # first day out of the household that the register still has

    def at(self, field: str) -> str:
        return f"{self.key}.{field}"

    def age(self, on: date) -> int:
        return age(self.born_on, on)


def age(born_on: date, on: date) -> int:
    """Full years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def troubles(members: Sequence[Member], on: date) -> list[Refusal]:
    """What contradicts itself among the members, each with the field it stands in."""
    found: list[Refusal] = [*_twice(members)]
    applicants = [one for one in members if one.relation == APPLICANT]
    if not applicants:
        found.append(NoApplicant("members"))
    found += [TwoApplicants(one.at("relation"), name=one.name) for one in applicants[1:]]
    spouses = [one for one in members if one.relation in SPOUSES]
    found += [TwoSpouses(one.at("relation"), name=one.name) for one in spouses[1:]]
    for one in members:
        if one.born_on > on:
            found.append(BornLater(one.at("birth_on"), name=one.name, born_on=one.born_on, on=on))
        elif one.citizen_id is None and one.age(on) >= ID_FROM:
            found.append(IdNeeded(one.at("citizen_id"), name=one.name))
        if one.left_former_on is not None and one.left_former_on > on:
            found.append(LeftTooLate(one.at("left_former_on"), left_on=one.left_former_on, on=on))
    return found


def _twice(members: Sequence[Member]) -> Iterable[Refusal]:
    seen: set[str] = set()
    for one in members:
        # Without a number, the same name and day of birth in one family is the same child.
        mark = one.citizen_id or f"{one.name} {one.born_on}"
        if mark in seen:
            yield MemberTwice(one.at("citizen_id"), name=one.name)
        seen.add(mark)


def sort_key(name: str) -> str:
    """Pinyin initials for finding and ordering: ``张晓芳`` → ``zxf``. Characters without a reading become ``~``."""
    # Characters that it cannot read come back as they are, a run of them as one text.
    initials = [letter for run in lazy_pinyin(name, style=Style.FIRST_LETTER) for letter in run]
    letters = [one.lower() for one in initials if one not in " ·-.’'"]
    return "".join(letter if "a" <= letter <= "z" else "~" for letter in letters)[:60]
