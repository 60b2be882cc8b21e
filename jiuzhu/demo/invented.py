"""Names, ID numbers, accounts and homes of people who do not exist; the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jiuzhu.values import bank_accounts, citizen_id

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
FEMALE = [
    "若兰",
    "秀芝",
    "月华",
    "玉梅",
    "春燕",
    "淑珍",
    "晓棠",
    "佩云",
    "素琴",
    "雨荷",
    "静安",
    "明霞",
    "桂香",
    "巧云",
    "芳菲",
    "慧敏",
]
MALE = [
    "建国",
    "守田",
    "长河",
    "志远",
    "德明",
    "永安",
    "国栋",
    "春生",
    "立新",
    "松涛",
    "继业",
    "广林",
    "大勇",
    "青山",
    "向阳",
    "怀远",
]
CHILDREN = ["小满", "小雨", "一鸣", "子轩", "思源", "可心", "乐乐", "明月", "知秋", "晨曦", "星河", "安然"]
RARE = ("㛃", "𬭎", "𰻞")  # GB 18030 level 3: names that older systems lose
VILLAGES = [
    "东山", "西河", "南泉", "北岭", "柳行", "槐树", "石桥", "清水", "红枫", "青松", "杏林", "桃园", "大营", "小庄", "龙湾",
    "凤台", "白杨", "梨花", "双井", "三官",
]  # fmt: skip
Sex = Literal["male", "female"]


@dataclass(frozen=True)
class Invented:
    """One person: relation is a code of rulebook/codes/relations.yaml."""

    name: str
    sex: Sex
    born_on: date
    number: str
    relation: str


@dataclass(frozen=True)
class Home:
    people: tuple[Invented, ...]
    account: str
    phone: str
    address: str
    kind: str  # alone, elderly, mother, family, disabled


def home(seed: int, order: int, on: date) -> Home:
    """The order-th household of a seed. Everybody in it has a number of her own in the whole demo county."""
    chance = random.Random(f"{seed}:{order}")  # noqa: S311 (invention, not secrecy)
    family = chance.choice(FAMILY)
    kind = chance.choices(["alone", "elderly", "mother", "family", "disabled"], [3, 4, 3, 4, 2])[0]
    grown = 62 + chance.randrange(20) if kind in ("alone", "elderly") else 32 + chance.randrange(22)
    head: Sex = "female" if kind == "mother" else chance.choice(["male", "female"])
    given = chance.choice(FEMALE if head == "female" else MALE)
    if order % 97 == 13:
        given = RARE[order % len(RARE)] + given[-1]
    people = [_one(family + given, head, grown, order, 0, on, "01")]
    if kind in ("elderly", "family", "disabled"):
        other: Sex = "male" if head == "female" else "female"
        name = chance.choice(FAMILY) + chance.choice(FEMALE if other == "female" else MALE)
        people.append(_one(name, other, max(22, grown - chance.randrange(5)), order, 1, on, "10"))
    if kind in ("mother", "family"):
        for number in range(1 + chance.randrange(2)):
            sex: Sex = chance.choice(["male", "female"])
            people.append(
                _one(family + chance.choice(CHILDREN), sex, 7 + chance.randrange(8), order, 2 + number, on,
                     "20" if sex == "male" else "30")
            )  # fmt: skip
    return Home(
        tuple(people), bank_accounts.invent(order), f"1{chance.choice('3578')}{order:09d}"[:11],
        f"{chance.randrange(1, 30)}号", kind,
    )  # fmt: skip


def village_of(home: Home) -> int:
    """In which of its township's eight villages the family lives."""
    return int(home.people[0].number[-6:-4]) % 8


def _one(name: str, sex: Sex, age: int, order: int, place: int, on: date, relation: str) -> Invented:
    # Fifty numbers of a day and sex look unassigned: days spread over the year, serials tell orders and places apart.
    born = date(on.year - age, 1, 1) + timedelta(days=(order * 7 + place * 31) % 360)
    serial = order // 360 % 12 + place * 12
    number = citizen_id.invent("370982", born, sex, serial)
    return Invented(name, sex, born, number.number, relation)
