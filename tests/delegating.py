"""A county that hands an item down the whole way: plan, sign-off, readiness, hand-over, letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries
from jiuzhu.delegation.rules import TERMS
from jiuzhu.values import canonical
from tests import people

DAY = date(2026, 3, 2)
STARTS, STOPS = date(2026, 4, 1), date(2028, 4, 1)
BOTH = ("MZ01-01", "MZ01-02")


def told(officer: Any, on: date = DAY) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on)}


def plan(
    where: people.County,
    number: str = "新政办〔2026〕3号（演示）",
    *,
    adopted: bool = True,
    items: Any = BOTH,
    starts_on: date = DAY,
) -> Any:
    made = delegation.draw_up(
        number=number, title="社会救助审批权限下放实施方案（演示）", basis="社会救助法第四十四条", approval="新政复〔2026〕1号（演示）",
        county=where.areas[people.COUNTY], items=items, townships={people.TOWNSHIP: starts_on, people.NEIGHBOUR: starts_on},
        pilots=(people.TOWNSHIP,), starts_on=starts_on, demo=True, **told(where.supervisor, starts_on),
    )  # fmt: skip
    if adopted:
        for body in ("civil_affairs", "establishment", "justice", "legal_affairs"):
            agree(where, made, body, on=starts_on)
        made = delegation.adopt(made, **told(where.supervisor, starts_on))
    return made


def agree(where: people.County, made: Any, body: str, *, agrees: bool = True, on: date = DAY) -> Any:
    officer = where.legal if body in ("justice", "legal_affairs") else where.supervisor
    return delegation.sign_off(
        made,
        body,
        agrees=agrees,
        signer="某科长",
        opinion="同意" if agrees else "依据不足",
        signed_on=on,
        **told(officer, on),
    )


def ready(where: people.County, township: str = people.TOWNSHIP, *but: str, on: date = DAY) -> None:
    for criterion in ("trained_staff", "confidentiality", "seal"):
        if criterion not in but:
            delegation.note_readiness(
                where.areas[township], criterion, met=True, evidence="演示依据", by_register=criterion == "seal",
                **told(where.supervisor, on),
            )  # fmt: skip


def handed_down(
    where: people.County, township: str = people.TOWNSHIP, items: Any = BOTH, *, starts_on: date = STARTS
) -> Any:
    found = queries.plan_in_force(people.COUNTY, starts_on) or plan(where)
    ready(where, township)
    for item in items:
        delegation.hand_down(
            found, where.areas[township], item, starts_on=starts_on, **told(where.supervisor)
        )
    return found


def drafted(where: people.County, township: str = people.TOWNSHIP, *, items: Mapping[str, int | None] | None = None,
            starts_on: date = STARTS, stops_on: date = STOPS, on: date = DAY, **more: Any) -> Any:  # fmt: skip
    found = queries.plan_in_force(people.COUNTY, max(on, starts_on))
    return delegation.draft(
        plan=found, township=where.areas[township], items=items or dict.fromkeys(BOTH, 500_000), basis="社会救助法第四十四条",
        legal_form=more.pop("legal_form", "entrusted"), starts_on=starts_on, stops_on=stops_on,
        terms={key: f"{zh}：按县里规定" for key, (zh, _en) in TERMS.items()}, **more, **told(where.supervisor, on),
    )  # fmt: skip


def seen(made: Any) -> str:
    return canonical.digest(queries.draft_content(queries.draft(made.pk)))


def signed(where: people.County, made: Any, *, on: date = DAY) -> Any:
    head = where.head if made.township_id == people.TOWNSHIP else where.neighbour_head
    delegation.review(made, agrees=True, seen=seen(made), **told(where.legal, on))
    delegation.sign_for_township(made, seen=seen(made), **told(head, on))
    return delegation.sign_for_county(made, seen=seen(made), **told(where.bureau, on))


def published(where: people.County, made: Any, *, on: date = DAY) -> Any:
    return delegation.publish(made, published_in="县政府网站、乡镇公开栏", **told(where.supervisor, on))


def letter(where: people.County, township: str = people.TOWNSHIP, **more: Any) -> Any:
    """Handed down, drafted, reviewed, signed and published."""
    if not queries.hand_over("MZ01-01", township, more.get("starts_on", STARTS)):
        handed_down(where, township, starts_on=more.get("starts_on", STARTS))
    made = drafted(where, township, **more)
    signed(where, made)
    return published(where, made)
