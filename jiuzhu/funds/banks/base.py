"""What a bank connector answers: one batch in, one file out; one return file in, one row per payment out.

Connectors know nothing about tables and clocks: the same batch always gives the same bytes. One contract test
(tests/rooms/test_funds_banks.py) runs on all of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from jiuzhu.values.refusals import Refusal

Outcome = Literal["paid", "returned", "unknown"]
"""The fate of one payment in a bank's answer. ``unknown``: accepted, pending, or a word nobody agreed on."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One payment of a batch. ``reference`` comes back in the bank's answer; ``amount_fen`` is above zero."""

    reference: str
    payee_name: str
    citizen_id: str
    bank: str
    account: str
    amount_fen: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes to the bank in one file. By ``number`` the bank itself notices a file that comes twice."""

    number: str
    created_at: datetime
    pay_on: date
    payer_name: str
    payer_bank: str
    payer_account: str
    instructions: tuple[Instruction, ...]

    @property
    def count(self) -> int:
        return len(self.instructions)

    @property
    def total_fen(self) -> int:
        return sum(one.amount_fen for one in self.instructions)


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One line of a bank's answer, at ``line`` of the file. Empty or None: the file does not say."""

    line: int
    reference: str
    outcome: Outcome
    amount_fen: int | None
    account: str
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnRows:
    """A bank's answer to the batch ``number``. ``rest``: the fate of payments without a row, if it says."""

    number: str
    rows: tuple[ReturnRow, ...]
    rest: Outcome | None = None
    rest_reason_code: str = ""


class Connector(Protocol):
    """A way of exchanging files with a bank."""

    key: str
    zh: str
    en: str
    suffix: str
    media_type: str

    def why_not(self, one: Instruction) -> Refusal | None:
        """Why this payment cannot stand in a file of this kind, or None."""
        ...

    def write(self, batch: Batch) -> bytes:
        """The file. Raises the first ``why_not``, ``EmptyBatch``."""
        ...

    def recognises(self, content: bytes) -> bool:
        """Whether the bytes look like a file of this kind, a batch or an answer."""
        ...

    def read_batch(self, content: bytes) -> Batch:
        """Read back what ``write`` wrote. Raises ``Unreadable``."""
        ...

    def read_return(self, content: bytes) -> ReturnRows:
        """The bank's answer. Raises ``Unreadable``, ``ControlDiffers``."""
        ...


class EmptyBatch(Refusal):
    code = "funds.empty-batch"
    zh = "批次{number}没有可发放的明细，不能生成银行文件。"
    en = "Run {number} has no payments; there is no bank file to write."


class Unreadable(Refusal):
    code = "funds.return-unreadable"
    zh = "回盘文件第{line}行无法读取：{wrong_zh}。"
    en = "Line {line} of the bank's file cannot be read: {wrong_en}."
    next_zh = "文件未入账。请向银行核对后重新取得回盘文件。"
    next_en = "Nothing was booked. Please ask the bank for the file again."


class UnknownFormat(Refusal):
    code = "funds.return-of-unknown-format"
    zh = "这不是本系统认识的银行回盘文件。"
    en = "This is not a bank file of any format known here."
    next_zh = "可接受：{formats}。"
    next_en = "Accepted: {formats}."


class ControlDiffers(Refusal):
    code = "funds.return-control-differs"
    zh = "回盘文件不完整：控制行为{stated_count}笔、{stated_fen}，实有{found_count}笔、{found_fen}。"
    en = (
        "The bank's file is incomplete: it states {stated_count} lines and {stated_fen}, "
        "it has {found_count} and {found_fen}."
    )
    next_zh = "文件未入账。请向银行重新取得完整文件。"
    next_en = "Nothing was booked. Please ask the bank for the whole file."


class NotWritable(Refusal):
    code = "funds.not-writable"
    zh = "{what_zh}“{text}”中的字符 {characters} 不能写入银行文件。"
    en = "The characters {characters} of the {what_en} “{text}” cannot be written into a bank file."
    next_zh = "请核对身份证上的用字，改用国家标准 GB 18030 收录的字。"
    next_en = "Check the spelling on the identity card and use a character of the national standard GB 18030."
    law = "GB 18030-2022"


class TooLong(Refusal):
    code = "funds.too-long-for-bank-file"
    zh = "{what_zh}“{text}”有{length}个字符，银行文件最多{most}个。"
    en = "The {what_en} “{text}” has {length} characters; the bank file takes {most}."
    next_zh = "请与银行核对户名或账号。"
    next_en = "Check the name or the number with the bank."


WORDS = {
    "payee_name": ("户名", "account holder's name"),
    "bank": ("开户银行", "bank"),
    "account": ("账号", "account number"),
    "citizen_id": ("身份证号", "citizen ID"),
    "purpose": ("用途", "purpose"),
    "reference": ("明细号", "reference"),
}


def unwritable(text: str, forbidden: str = "") -> Iterator[str]:
    """Characters that no bank can read back as meant: controls, half characters, and the private-use area,
    in which old name fonts kept rare characters that only the machine that drew them can show."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} or character in forbidden:
            yield character


def why_not_text(field: str, text: str, *, most: int, forbidden: str = "") -> Refusal | None:
    """The common questions about one text of an instruction: too long, or with characters that get lost."""
    what_zh, what_en = WORDS[field]
    if len(text) > most:
        return TooLong(
            field, what_zh=what_zh, what_en=what_en, text=text[:40] + "…", length=len(text), most=most
        )
    bad = list(dict.fromkeys(unwritable(text, forbidden)))
    if not bad:
        return None
    codes = "、".join(f"U+{ord(character):04X}" for character in bad)
    shown = "".join(
        "□" if unicodedata.category(one) in {"Cc", "Cs", "Cn", "Zl", "Zp"} else one for one in text
    )
    return NotWritable(field, what_zh=what_zh, what_en=what_en, text=shown, characters=codes)
