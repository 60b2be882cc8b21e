"""Citizen identity numbers: 18 characters, check digit MOD 11-2 (GB 11643-1999).

Also the residence permits of Hong Kong, Macao and Taiwan residents, which carry numbers of the same build
that begin with 81, 82 and 83 (国办发〔2018〕81号). An area nobody knows is a remark, never a refusal: codes
of abolished counties live on in people's numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jiuzhu.values import digits, figures, masking
from jiuzhu.values.refusals import Refusal

Sex = Literal["male", "female"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = 130  # years; nobody is known to have reached 123, so an older birth date is a typing error
_PERMITS = {"81": "hong_kong", "82": "macao", "83": "taiwan"}
_PROVINCES = frozenset(
    str(code)
    for region in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(region[0], region[1] + 1)
)
# Order codes that demo people get: the end of a day's row, far from where offices begin to count.
_INVENTED_FROM, _INVENTED = 900, 50


class NotACitizenId(Refusal):
    """Family of everything that is no valid number."""

    law = "GB 11643-1999"


class Empty(NotACitizenId):
    code = "citizen-id.empty"
    zh, en = "没有填写身份证号。", "No ID number was entered."
    next_zh = "请填写身份证上的 18 位号码；未办身份证的，填户口簿上的公民身份号码。"
    next_en = "Enter the 18 characters of the ID card, or those in the household register."


class DigitsLost(NotACitizenId):
    code = "citizen-id.digits-lost"
    zh = "身份证号在表格中被存成了数字，末几位已经丢失（{typed}）。"
    en = "The ID number was stored as a number in a spreadsheet and has lost its last digits ({typed})."
    next_zh = "请把该列设为“文本”格式，再照证件重新填写，不能只改格式。"
    next_en = (
        "Set the column to text and type the number again from the card; changing the format is not enough."
    )


class OldNumber(NotACitizenId):
    code = "citizen-id.fifteen-digits"
    zh = "这是 15 位的旧号码，第一代身份证自 2013 年 1 月 1 日起停止使用。"
    en = "This is an old number of 15 digits; first-generation cards ceased to be valid on 1 January 2013."
    next_zh = "请填写户口簿或第二代身份证上的 18 位号码；没有的，请当事人到派出所查询。"
    next_en = (
        "Enter the 18 characters of the household register or the new card; the police station can tell."
    )
    law = "居民身份证法第二十三条"


class WrongLength(NotACitizenId):
    code = "citizen-id.length"
    zh, en = (
        "身份证号应为 18 位，填了 {length} 位。",
        "An ID number has 18 characters; {length} were entered.",
    )
    next_zh, next_en = "请对照证件补正。", "Compare it with the card."


class WrongCharacter(NotACitizenId):
    code = "citizen-id.character"
    zh = "身份证号第 {position} 位“{character}”不应出现。"
    en = "Character {position} of the ID number, “{character}”, cannot stand there."
    next_zh, next_en = "前 17 位是数字，末位是数字或 X。", "Digits only; the last one may be X."


class ImpossibleBirth(NotACitizenId):
    code = "citizen-id.birth-date"
    zh = "身份证号第 7 至 14 位“{written}”不是日期。"
    en = "Digits 7 to 14 of the ID number, “{written}”, are no date."
    next_zh, next_en = "请对照证件逐位核对出生日期。", "Compare the date of birth with the card."


class WrongCheckDigit(NotACitizenId):
    code = "citizen-id.check-digit"
    zh, en = "身份证号的校验码不符，至少有一位填错。", "The check digit does not fit: a digit is wrong."
    next_zh = "请对照证件逐位核对，特别是相邻两位是否颠倒。"
    next_en = "Compare every digit with the card, above all neighbours that may have been swapped."


class NotYetBorn(NotACitizenId):
    code = "citizen-id.born-later"
    zh = "身份证号中的出生日期{born_on}晚于{on}。"
    en = "The ID number says born on {born_on}, later than {on}."
    next_zh, next_en = "请对照证件核对。", "Compare it with the card."


class TooOld(NotACitizenId):
    code = "citizen-id.too-old"
    zh = "身份证号中的出生日期是{born_on}，年龄超过 {oldest} 岁。"
    en = "The ID number says born on {born_on}: older than {oldest} years."
    next_zh, next_en = "请对照证件核对。", "Compare it with the card."


class UnknownProvince(NotACitizenId):
    """A remark: ``CitizenId.remarks`` answers it, nothing raises it."""

    code = "citizen-id.unknown-province"
    zh = "身份证号的前两位“{province}”不是现有的省级代码。"
    en = "The first two digits of the ID number, “{province}”, are no province's code."
    next_zh, next_en = "可以继续办理，请再看一眼证件。", "You can go on; look at the card once more."


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A valid number, 18 characters with a capital X. Build it with ``parse``."""

    number: str

    def __str__(self) -> str:
        return self.number

    def __repr__(self) -> str:
        return f"CitizenId({self.masked})"  # logs and tracebacks never show a whole number

    @property
    def area(self) -> str:
        """The six digits of the county where the number was first given; it need not exist any more."""
        return self.number[:6]

    @property
    def born_on(self) -> date:
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def sex(self) -> Sex:
        return "male" if int(self.number[16]) % 2 else "female"

    @property
    def permit(self) -> str | None:
        """``hong_kong``, ``macao`` or ``taiwan`` when the number is of a residence permit."""
        return _PERMITS.get(self.number[:2])

    @property
    def masked(self) -> str:
        """``370982****0042``."""
        return masking.citizen_id(self.number)

    def age(self, on: date) -> int:
        """Full years on a day; a birthday of 29 February falls on 1 March in other years."""
        born = self.born_on
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def remarks(self) -> tuple[Refusal, ...]:
        """What a page should point out without refusing."""
        province = self.number[:2]
        return () if province in _PROVINCES else (UnknownProvince(province=province),)


def parse(typed: object, *, on: date, field: str | None = None) -> CitizenId:
    """Read a number as typed or as a spreadsheet gives it; ``on`` is the day it must make sense.

    Full-width digits, blanks, hyphens and a small x are put right. Raises a ``NotACitizenId``.
    """
    text = digits.read(typed)
    if text is None:
        raise DigitsLost(field, typed=figures.typed(typed))
    if not text:
        raise Empty(field)
    text = text.upper()
    if len(text) == 15 and text.isdecimal():
        raise OldNumber(field)
    if len(text) != 18:
        raise WrongLength(field, length=len(text))
    if wrong := digits.wrong_character(text[:17], "0123456789"):
        raise WrongCharacter(field, position=wrong[0], character=wrong[1])
    if wrong := digits.wrong_character(text[17], "0123456789X"):
        raise WrongCharacter(field, position=18, character=wrong[1])
    fits = text[17] == check_digit(text[:17])
    if not fits and digits.looks_cut(text):
        raise DigitsLost(field, typed=text)
    try:
        born_on = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise ImpossibleBirth(field, written=text[6:14]) from None
    if not fits:
        raise WrongCheckDigit(field)
    if born_on > on:
        raise NotYetBorn(field, born_on=born_on, on=on)
    number = CitizenId(text)
    if number.age(on) > _OLDEST:
        raise TooOld(field, born_on=born_on, oldest=_OLDEST)
    return number


def stands_for(told: str, number: str) -> bool:
    """Whether what a register wrote is this person's number: the same, or the 15 digits of her first-generation card.

    Only births of 1900 to 1999 have an old number; it lacks the century and the check digit and nothing else.
    """
    told = told.strip().upper()
    return told == number or (number[6:8] == "19" and told == number[:6] + number[8:17])


def check_digit(first: str) -> str:
    """The eighteenth character for the first seventeen digits (MOD 11-2)."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first, strict=True)) % 11]


def invent(area: str, born_on: date, sex: Sex, order: int) -> CitizenId:
    """A valid number for an invented person of the demo county. ``order`` 0–49: the nth of that day and sex.

    Order codes begin at 900, where registration offices have not come to. ``ValueError`` outside the range.
    """
    if not (len(area) == 6 and area.isascii() and area.isdecimal() and 0 <= order < _INVENTED):
        raise ValueError(f"cannot invent number {order} of area {area!r}")
    first = f"{area}{born_on:%Y%m%d}{_INVENTED_FROM + 2 * order + (sex == 'male')}"
    return CitizenId(first + check_digit(first))
