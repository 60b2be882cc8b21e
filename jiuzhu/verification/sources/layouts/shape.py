"""What a source and a column are, and the words that several registers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["citizen_id", "name", "text", "word", "yes_no", "money", "whole", "measure", "day", "month"]
Group = Literal["people", "income", "assets", "other"]
Covers = Literal["nation", "province", "city", "county"]
Holds = Literal["for_good", "own_end", "as_of"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `words` maps what departments write to our word; anything else is refused, not guessed."""

    key: str
    kind: Kind
    zh: str
    en: str
    also: tuple[str, ...] = ()
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A department's register. `once`: at most one record per person, a second one is ambiguous.

    `forbidden` are parts of headings that must not come at all; a file with one is refused as a whole. `covers`: where a
    person must be registered to be found in it (D: what the county's departments can give). `holds`: how long what it says
    stands: for good, to the end that its record names, or from its day as long as the county lets a report stand. `since`: the
    first day on which applicants were asked to authorise it (rulebook/documents/statements.yaml); earlier cases do without it.
    """

    key: str
    zh: str
    en: str
    department_zh: str
    department_en: str
    columns: tuple[Column, ...]
    once: bool = False
    forbidden: tuple[str, ...] = ()
    law: str = "社会救助法 第四十一条；民发〔2021〕57号 第十七条"
    group: Group = "other"
    covers: Covers = "county"
    holds: Holds = "as_of"
    since: date = date.min

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    def department(self, language: str = "zh-hans") -> str:
        return self.department_en if language.startswith("en") else self.department_zh

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)


ID = Column("citizen_id", "citizen_id", "身份证号", "Citizen ID", required=True, also=(
    "身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "证件号码", "证件号", "身份证", "身份证件号码", "证照号码",
    "权利人证件号", "权利人证件号码", "所有人身份证号", "所有人证件号码", "股东证件号码", "纳税人识别号", "纳税人证件号码", "参保人身份证号",
    "职工身份证号", "死者身份证号", "残疾人身份证号", "学生身份证号", "借款人身份证号", "投保人身份证号", "优抚对象身份证号", "户主身份证号",
    "citizen id", "id number"))  # fmt: skip
NAME = Column("name", "name", "姓名", "Name", required=True, also=(
    "人员姓名", "权利人", "权利人姓名", "权利人名称", "所有人", "机动车所有人", "所有人姓名", "职工姓名", "参保人姓名", "参保人", "纳税人姓名",
    "纳税人", "股东姓名", "死者姓名", "残疾人姓名", "学生姓名", "借款人姓名", "投保人姓名", "优抚对象姓名", "户主姓名", "name"))  # fmt: skip
PERSON = (ID, NAME)


def text(key: str, zh: str, en: str, *also: str, required: bool = False) -> Column:
    return Column(key, "text", zh, en, also, required)


def column(key: str, kind: Kind, zh: str, en: str, *also: str, required: bool = False) -> Column:
    return Column(key, kind, zh, en, also, required)


def word(key: str, zh: str, en: str, words: Mapping[str, str], *also: str, required: bool = False) -> Column:
    return Column(key, "word", zh, en, also, required, words)


#: The first day of the text that names the registers beyond those of 57号 Art. 17.
SINCE_2026 = date(2026, 9, 1)
#: A bank, an insurer or a broker says only whether the limit is exceeded (china.md §5.1: the pattern of a live report).
BALANCES = ("余额", "金额", "存款额", "账号", "账户", "卡号", "balance")
STANDS = {"正常": "standing", "有效": "standing", "在册": "standing", "注销": "ended", "死亡注销": "ended", "迁出": "ended",
          "报废": "ended", "灭失": "ended", "已注销": "ended", "转出": "ended"}  # fmt: skip
PAID = {"发放": "receiving", "正常发放": "receiving", "在发": "receiving", "领取待遇": "receiving", "享受待遇": "receiving", "正常": "receiving",
        "停发": "stopped", "暂停": "stopped", "终止": "stopped", "注销": "stopped", "未享受": "stopped"}  # fmt: skip
