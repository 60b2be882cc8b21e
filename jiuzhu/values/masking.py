"""What may be seen of a person where the whole is not needed: lists, logs, telephones read aloud.

Names on the internet show the surname only: with the last character more than half of a village could be told
apart. An ID number in this form is still no secret (some thousands of candidates): never publish it.
"""

from __future__ import annotations

# The double surnames that are met today; of another two-character surname only the first would be kept.
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "夏侯",
    "司徒",
    "慕容",
    "令狐",
    "宇文",
    "长孙",
    "端木",
    "公孙",
    "东方",
    "南宫",
    "西门",
    "独孤",
    "轩辕",
    "呼延",
    "申屠",
)


def name(whole: str) -> str:
    """``张三`` → ``张**``, ``欧阳修文`` → ``欧阳**``, ``买买提·吐尔逊`` → ``买**``; always two stars."""
    family = whole[:2] if len(whole) > 2 and whole[:2] in _DOUBLE else whole[:1]
    return f"{family}**"


def phone(whole: str) -> str:
    """``13812341234`` → ``138****1234``; other numbers keep their last four digits."""
    if len(whole) == 11 and whole.startswith("1"):
        return f"{whole[:3]}****{whole[-4:]}"
    return _tail(whole)


def account(whole: str) -> str:
    """``6222…1234`` → ``****1234``."""
    return _tail(whole)


def citizen_id(whole: str) -> str:
    """``370982196001019004`` → ``370982****9004``; anything that is not 18 characters shows nothing."""
    return f"{whole[:6]}****{whole[-4:]}" if len(whole) == 18 else "****"


def _tail(whole: str) -> str:
    # A short text would be shown nearly whole: show nothing of it.
    return f"****{whole[-4:]}" if len(whole) >= 7 else "****"
