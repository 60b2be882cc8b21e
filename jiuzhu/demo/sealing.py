"""The seals of the demo county, each in its keeper's hands, and the papers that are sealed and delivered with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.delegation import queries as letters
from jiuzhu.journey import delegating, delivering, sealing
from jiuzhu.offices import queries as offices
from jiuzhu.rulebook import calendars
from jiuzhu.seals import actions as seals
from jiuzhu.seals import authority
from jiuzhu.seals import queries as registered
from jiuzhu.seals.rules import CHECKLIST

from .county import County
from .moments import moment

COUNTY_OFFICE, COUNTY_TEXT = "新泰市民政局", "新泰市民政局"
SPECIAL_TEXT = "新泰市民政局委托事项专用章"  # 大众日报 2019-12-20
KEEPERS = {"special": "chief", "township": "head", "county": "county-head"}
ISSUED_ON = date(2019, 11, 15)  # before the first letters were signed


def raise_seals(county: County, on: date, *, townships: tuple[str, ...] | None = None) -> None:
    """Every seal that is not there yet, through each step of its life; on the day of the first letters. `townships`: only theirs.

    Certificates begin on the demo's own day: they are made now, whatever the register tells of the past.
    """
    authority.ensure(COUNTY_OFFICE, at=moment(on))
    for kind, area, text, desk in _plan(county):
        if townships is not None and area.code not in (settings.COUNTY, *townships):
            continue
        if registered.in_use(area.code, kind) is None:
            with transaction.atomic():
                _raise(county, kind, area, text, county.of(area.code, desk), certified_at=moment(on))


def _plan(county: County) -> Iterator[tuple[str, Any, str, str]]:
    yield "county", offices.area(settings.COUNTY), COUNTY_TEXT, KEEPERS["county"]
    for area in county.townships:
        office = offices.office_of(area.code)
        yield "township", area, f"新泰市{office.name if office else area.name}", KEEPERS["township"]
        yield "special", area, SPECIAL_TEXT, KEEPERS["special"]


def _raise(county: County, kind: str, area: Any, text: str, keeper: Any, *, certified_at: datetime) -> None:
    registrar, head = county.of(area.code, "county-supervisor"), county.of(area.code, "county-head")
    told: dict[str, Any] = {"actor": registrar, "on": ISSUED_ON, "at": moment(ISSUED_ON)}
    seal = seals.apply(
        kind=kind, area=area, text=text, purpose="加盖委托事项的决定" if kind == "special" else "公文、委托书",
        basis="国发〔1999〕25号；放权实施方案（演示）", applying_office=area.name, demo=True, **told | {"on": _before(10), "at": moment(_before(10))},
    )  # fmt: skip
    seals.take(seal, "approved", {"opinion": "同意刻制（演示）"}, **told | {"actor": head})
    filing = {
        "police_office": "新泰市公安局（演示）", "filing_number": f"{area.code:0<9}{seal.pk % 10_000:04d}", "shop": "指定刻章单位（演示）",
        "filed_on": ISSUED_ON,
    }  # fmt: skip
    seals.take(seal, "filed", filing, **told)
    seals.keep_imprint(seal, issued=authority.issue(area.name, text, at=certified_at), **told)
    seals.take(seal, "issued", {"announced_in": "新民〔2019〕演示1号"}, **told)
    handover = seals.hand_over(seal, receiver=keeper, condition="印面完好，印油、印盒齐全", **told)
    seals.accept(handover, **told | {"actor": keeper})


def _before(days: int) -> date:
    return ISSUED_ON - timedelta(days=days)


UNSEALED = 4  # the newest signed decisions wait for their custodian


def seal_letter(county: County, township: str) -> None:
    """Both sides' official seals on the first letter of a township, on the day it was published. Once."""
    letter = letters.listing([township]).earliest("pk")
    while (side := delegating.next_side(letter)) is not None:
        keeper = county.of(township, KEEPERS[side])
        day = letter.published_on or ISSUED_ON
        told: dict[str, Any] = {"actor": keeper, "on": day, "at": moment(day, 14 if side == "county" else 16)}
        delegating.seal_letter(letter, side=side, checklist=dict.fromkeys(CHECKLIST, True), **told)


def seal_decisions(county: County, on: date, *, limit: int, leave: int = UNSEALED) -> int:
    """Seal the signed decisions but the newest grants and changes, oldest first, by the keepers; half a second each. How many."""
    waiting, _total = sealing.waiting((settings.COUNTY,), limit=10_000)
    kept_back = [one for one in waiting if one.decision.kind != "refused"][-leave:]
    chosen = [one for one in waiting if one not in kept_back][:limit]
    for number, one in enumerate(chosen):
        seal = sealing.seal_for(one.case, one.paper)
        keeper = county.of(seal.area_id, KEEPERS[seal.kind])
        # The first after the office has closed: the county finds a signal to look at.
        at = _after(one.decision.at, 18, 30) if number == 0 else _after(one.decision.at, 17, 45)
        told: dict[str, Any] = {"actor": keeper, "on": one.decision.on, "at": at}
        checklist = dict.fromkeys(CHECKLIST, True)
        sealing.seal_decision(one.case, one.decision, checklist=checklist, seen=one.digest, **told)
    return len(chosen)


def _after(signed_at: datetime, hour: int, minute: int) -> datetime:
    """At this time of the same day, and after the signature."""
    return max(signed_at + timedelta(minutes=5), moment(signed_at.date(), hour, minute))


def deliver_papers(county: County, on: date, *, void: bool = False) -> None:
    """Hand the sealed papers out the next working day, but the newest refusal; `void`: the newest grant is declared void instead."""
    owed = [one for one in delivering.owed(limit=10_000) if one.paper.dated_on < on]
    refusals = [one for one in owed if one.paper.kind == "decision-to-refuse"]
    left = max(refusals, key=lambda one: (one.paper.dated_on, one.paper.pk), default=None)
    granted = [one for one in owed if one.paper.kind == "decision-to-grant"]
    if granted and void:
        _declare_void(county, granted[-1].paper, on)
        owed.remove(granted[-1])
    for one in owed:
        if one is not left:
            _deliver(county, one, on)


def _declare_void(county: County, paper: Any, on: date) -> None:
    sealing.revoke_paper(
        paper, reason="（演示）送达前发现申请人住址写错，作废后另发。", actor=county.of(paper.area_code, "county-supervisor"), on=on,
        at=moment(on, 8, 30),
    )  # fmt: skip


def _deliver(county: County, one: Any, on: date) -> None:
    day = min(calendars.calendar().next_working(one.paper.dated_on + timedelta(days=1)).on, on)
    delivering.deliver(
        one.paper, how="handed", to_whom=one.case.applicant_name, relation="本人", delivered_on=day,
        actor=county.of(one.paper.area_code, "clerk"), on=day, at=moment(day, 10),
    )  # fmt: skip
