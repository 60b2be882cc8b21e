"""How much time is left, in the words of a clerk: working days first, the day in brackets, never a bare date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jiuzhu.rulebook import calendars
from jiuzhu.values import figures

_SOON_WORKING_DAYS = 2


def left(due_on: date | None, *, today: date, provisional: bool, language: str) -> dict[str, Any]:
    """``state`` (none, open, soon, over), ``words`` and ``provisional`` for ``web/clock.html``."""
    if due_on is None:
        return {"state": "none", "words": _("无期限"), "provisional": False}
    count = calendars.calendar().remaining(today, due_on)
    days, day = count.days, _day(due_on, today, language)
    state, words = "open", ""
    if due_on < today and not provisional:
        late = max(-days, 0)
        state = "over"
        words = ngettext(
            "已超期 %(days)d 个工作日（%(day)s）", "已超期 %(days)d 个工作日（%(day)s）", late
        ) % {"days": late, "day": day}
    elif due_on <= today:
        state, words = "soon", _("今天到期（%(day)s）") % {"day": day}
    else:
        state = "soon" if days <= _SOON_WORKING_DAYS else "open"
        words = ngettext("还剩 %(days)d 个工作日（%(day)s）", "还剩 %(days)d 个工作日（%(day)s）", days) % {
            "days": days, "day": day,
        }  # fmt: skip
    return {"state": state, "words": words, "provisional": provisional or count.provisional}


def _day(on: date, today: date, language: str) -> str:
    if on.year != today.year:
        return figures.day(on, language)
    if figures.is_english(language):
        return f"{on.day} {figures.ENGLISH_MONTHS[on.month - 1][:3]}"
    return f"{on.month}月{on.day}日"
