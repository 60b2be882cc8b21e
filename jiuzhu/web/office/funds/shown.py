"""Runs, payments and entries as a page shows them: the room's own words in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jiuzhu import rulebook
from jiuzhu.funds import queries, rules
from jiuzhu.funds.banks import reasons
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.web import clock
from jiuzhu.web.office import pages

MARKS = {"paid": "firm", "returned": "refusing", "unknown": "refusing", "settled": "firm"}


def english() -> bool:
    return pages.language().startswith("en")


def word(words: dict[str, tuple[str, str]], key: str) -> str:
    """The room's word for a key, or the key itself when the words have moved on since it was written."""
    return words[key][english()] if key in words else key


def choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, names[english()]) for key, names in words.items()]


def items() -> list[tuple[str, str]]:
    return [(item.code, item.name(pages.language())) for item in rulebook.items()]


def item_name(code: str) -> str:
    return dict(items()).get(code, code)


def runs(found: Iterable[Any]) -> None:
    """Give each run its words."""
    for run in found:
        run.status_name = word(rules.STATUSES, run.status)
        run.kind_name = word(rules.RUN_KINDS, run.kind)
        run.mark = MARKS.get(run.status, "")


def payments(found: Iterable[Any]) -> None:
    """Give each payment its words."""
    names = dict(items())
    for payment in found:
        payment.state_name = word(rules.STATES, payment.state)
        payment.kind_name = word(rules.KINDS, payment.kind)
        payment.item_name = names.get(payment.item_code, payment.item_code)
        payment.mark = MARKS.get(payment.state, "")
        known = reasons.REASONS.get(payment.reason_code)
        payment.why = reasons.words(payment.reason_code, pages.language()) if known else payment.reason
        payment.what_next = (known.next_en if english() else known.next_zh) if known else ""


def held(found: Iterable[Any]) -> None:
    names = dict(items())
    for one in found:
        one.code_name = word(rules.HELD, one.code)
        one.item_name = names.get(one.item_code, one.item_code)


@dataclass(frozen=True)
class Figure:
    """One line of the reconciliation."""

    name: str
    lines: int
    fen: int
    state: str


def figures(run: Any) -> tuple[rules.Reconciliation, list[Figure]]:
    """Sent = paid + returned + unknown, as four lines."""
    found = queries.reconciliation(run)
    zh_en = {
        "sent": (("已发送银行", "sent to the bank"), found.sent, ""),
        "paid": (("其中：已到账", "of these: paid"), found.paid, "paid"),
        "returned": (("其中：已退回", "of these: returned"), found.returned, "returned"),
        "unknown": (("其中：结果未明", "of these: unknown"), found.unknown, "unknown"),
    }
    return found, [Figure(names[english()], *counted, state) for names, counted, state in zh_en.values()]


def formats() -> list[tuple[str, str]]:
    return [(key, one.en if english() else one.zh) for key, one in CONNECTORS.items()]


def county() -> str:
    """The county whose money this is."""
    return str(settings.COUNTY)


def may(request: HttpRequest, power: str) -> bool:
    return power in request.powers  # type: ignore[attr-defined]


def told(request: HttpRequest) -> dict[str, Any]:
    """Who and when, as every action is told."""
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]
