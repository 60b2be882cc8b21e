"""Bank account numbers that benefits are paid to: UnionPay cards (62…, Luhn) and passbook accounts.

Only UnionPay's card numbers carry a check digit that every bank keeps (GB/T 19584, ISO/IEC 7812-1). Passbooks
of rural banks have numbers of their own making: length and digits are all that can be checked.
"""

from __future__ import annotations

from jiuzhu.values import digits, figures
from jiuzhu.values.refusals import Refusal

_CARD = range(16, 20)  # ISO/IEC 7812-1 allows 12–19 digits; UnionPay issues 16–19
_ACCOUNT = range(8, 33)  # what the central bank's payment messages carry: at most 32
_INVENTED = "629999"


class NotAnAccount(Refusal):
    """Family of everything that is no account number."""


class Empty(NotAnAccount):
    code = "bank-accounts.empty"
    zh, en = "没有填写银行账号。", "No bank account was entered."
    next_zh, next_en = "请照银行卡或存折填写。", "Copy it from the card or the passbook."


class DigitsLost(NotAnAccount):
    code = "bank-accounts.digits-lost"
    zh = "银行账号在表格中被存成了数字，末几位已经丢失（{typed}）。"
    en = "The account number was stored as a number in a spreadsheet and has lost its last digits ({typed})."
    next_zh = "请把该列设为“文本”格式，再照卡或存折重新填写。"
    next_en = "Set the column to text and type the number again from the card or passbook."


class WrongCharacter(NotAnAccount):
    code = "bank-accounts.character"
    zh = "银行账号第 {position} 位“{character}”不是数字。"
    en = "Character {position} of the account number, “{character}”, is not a digit."
    next_zh, next_en = "账号只填数字。", "Enter digits only."


class WrongLength(NotAnAccount):
    code = "bank-accounts.length"
    zh = "银行账号有 {length} 位；银联卡号应为 16 至 19 位，存折账号应为 8 至 32 位。"
    en = "The account number has {length} digits; cards have 16 to 19, passbooks 8 to 32."
    next_zh, next_en = "请照银行卡或存折核对。", "Compare it with the card or the passbook."


class WrongCheckDigit(NotAnAccount):
    code = "bank-accounts.check-digit"
    zh, en = (
        "银行卡号的校验位不符，至少有一位填错。",
        "The card's check digit does not fit: a digit is wrong.",
    )
    next_zh, next_en = "请照银行卡逐位核对。", "Compare every digit with the card."


def parse(typed: object, *, field: str | None = None) -> str:
    """The account number as it is stored, digits only. Raises a ``NotAnAccount``."""
    text = digits.read(typed)
    if text is None:
        raise DigitsLost(field, typed=figures.typed(typed))
    if not text:
        raise Empty(field)
    if wrong := digits.wrong_character(text, "0123456789"):
        raise WrongCharacter(field, position=wrong[0], character=wrong[1])
    card = is_card(text)
    if len(text) not in (_CARD if card else _ACCOUNT):
        raise WrongLength(field, length=len(text))
    if card and check_digit(text[:-1]) != text[-1]:
        raise DigitsLost(field, typed=text) if digits.looks_cut(text) else WrongCheckDigit(field)
    return text


def is_card(number: str) -> bool:
    """Whether a number is a UnionPay card's and not a passbook's."""
    return number.startswith("62")


def check_digit(first: str) -> str:
    """The last digit of a card number for those before it (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def invent(order: int) -> str:
    """A valid card number of 19 digits for an invented person; no bank is known to issue 629999."""
    if not 0 <= order < 10**12:
        raise ValueError(f"cannot invent card {order}")
    first = f"{_INVENTED}{order:012d}"
    return first + check_digit(first)
