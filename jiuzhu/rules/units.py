"""Units: what a value counts, and how a sentence shows it in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiuzhu.values import figures

#: Stands for a day that has not come and is not in sight (still living, never away); years and months stay in range.
NEVER = 99991231


@dataclass(frozen=True, slots=True)
class Unit:
    """``kind`` is number, money, percent, day, yes_no or word; ``per`` and ``per_en`` follow the figure ("元/月")."""

    key: str
    kind: str
    per: str = ""
    per_en: str = ""

    def show(self, value: int | bool | str | None, language: str = "zh-hans") -> str:
        """The value in a sentence. None is a value that is not known."""
        english = figures.is_english(language)
        if value is None:
            return "unknown" if english else "未知"
        if isinstance(value, bool):
            return ("yes" if value else "no") if english else ("是" if value else "否")
        if self.kind == "money" and isinstance(value, int):
            return f"{figures.plain_yuan(value)}{' yuan' if english else '元'}{self.per_en if english else self.per}"
        if self.kind == "day" and isinstance(value, int):
            never = "not so far" if english else "至今未发生"
            return never if value == NEVER else figures.day(to_date(value), language)
        if self.kind == "percent" and isinstance(value, int):
            # Kept in hundredths of a percent so that rules compute with whole numbers.
            return f"{value // 100}{f'.{value % 100:02d}'.rstrip('0').rstrip('.')}%"
        return f"{value}{self.per_en if english else self.per}"


#: Words of a closed list with what they are called: {"flat": ("定额", "flat sum")}.
Names = Mapping[str, tuple[str, str]]


def named(names: Names, word: str, language: str) -> str:
    """A word as a sentence says it; the word itself where it has no name."""
    zh, en = names.get(word, (word, word))
    return en if figures.is_english(language) else zh


def to_number(day: date) -> int:
    """2020-08-01 → 20200801: ordered like the days themselves, and ages fall out of a subtraction."""
    return day.year * 10000 + day.month * 100 + day.day


def to_date(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)


FEN = Unit("fen", "money")
FEN_PER_MONTH = Unit("fen/month", "money", "/月", " a month")
FEN_PER_YEAR = Unit("fen/year", "money", "/年", " a year")
FEN_PER_PERSON_MONTH = Unit("fen/person-month", "money", "/人·月", " a person and month")
PERSONS = Unit("persons", "number", "人", " persons")
YEARS = Unit("years", "number", "周岁", " years")
MONTHS = Unit("months", "number", "个月", " months")
PIECES = Unit("pieces", "number", "", "")
GRADE = Unit("grade", "number", "级", "")
HUNDREDTHS = Unit("percent/100", "percent")
DAY = Unit("day", "day")
YES_NO = Unit("yes/no", "yes_no")
WORD = Unit("word", "word")
