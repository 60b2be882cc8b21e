"""The form of an item as the rulebook lists it: groups of fields for the household, each person, each supporter. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jiuzhu import rulebook

MOST_MEMBERS = 30
MOST_SUPPORTERS = 30


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `needed`: without an answer the application is incomplete. `given_by`: the `source.fact`s that answer it."""

    key: str
    zh: str
    en: str
    kind: str  # as in rulebook/schema/item.json
    codes: str
    needed: bool
    given_by: tuple[str, ...] = ()

    def label(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    @property
    def labels(self) -> dict[str, str]:
        return {"label_zh": self.zh, "label_en": self.en}


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    zh: str
    en: str
    of: str  # household, person, adult, supporter
    fields: tuple[Field, ...]

    def label(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


#: Asked of a person beside what the item lists: what an ID number would tell, and what duplicates make necessary.
SEX = Field("sex", "性别", "Sex", "sex", "", True)
BORN = Field("birth_on", "出生日期", "Date of birth", "date", "", True)
RENAMED = Field("renamed", "已改名，以证件为准", "Renamed, as on the card", "yes_no", "", False)
LEFT = Field("left_former_on", "离开原家庭的日期", "Day of leaving the former household", "date", "", False)
PAYEE = Field("payee", "收款人", "Account holder", "member", "", True)


@dataclass(frozen=True, slots=True)
class Form:
    item_code: str
    groups: tuple[Group, ...]

    def of(self, *whom: str) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.of in whom)

    def group(self, key: str) -> Group:
        return next(group for group in self.groups if group.key == key)

    def field(self, path: str) -> Field | None:
        """The field that a path of a draft speaks of; None for a path that the form does not have."""
        if path == "payee":
            return PAYEE
        who, _, key = path.partition(".")
        if who == "household":
            return _in(self.of("household"), key)
        if re.fullmatch(r"m[1-9]\d{0,2}", who):
            return _in(self.of("person", "adult"), key) or _in_extra(key)
        if re.fullmatch(r"s[1-9]\d{0,2}", who):
            return _in(self.of("supporter"), key)
        return None


def _in(groups: tuple[Group, ...], key: str) -> Field | None:
    return next((field for group in groups for field in group.fields if field.key == key), None)


def _in_extra(key: str) -> Field | None:
    return next((field for field in (SEX, BORN, RENAMED, LEFT) if field.key == key), None)


@cache
def of_item(item_code: str) -> Form:
    """The form of an item. Raises rulebook.UnknownItem."""
    body = rulebook.item(item_code).body["form"]
    groups = tuple(
        Group(
            one["key"], one["zh"], one["en"], one["of"],
            tuple(
                Field(f["key"], f["zh"], f["en"], f["kind"], f.get("codes", ""), f["needed"], tuple(f.get("given_by", ())))
                for f in one["fields"]
            ),
        )
        for one in body
    )  # fmt: skip
    return Form(item_code, groups)


def is_money(field: Field) -> bool:
    return field.kind.startswith("money")


def keys_of(typed: Mapping[str, str], which: str) -> list[str]:
    """The lines of a draft in order: `members` → ["m1", "m2"]."""
    return typed.get(which, "").split()
