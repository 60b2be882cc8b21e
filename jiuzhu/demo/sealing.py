"""The seals of the demo county: a special seal and an official one for each township, the county's own, each in its keeper's hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions as seals
from jiuzhu.seals import authority
from jiuzhu.seals import queries as registered

from .county import County, moment

COUNTY_OFFICE, COUNTY_TEXT = "新泰市民政局", "新泰市民政局"
SPECIAL_TEXT = "新泰市民政局委托事项专用章"  # 大众日报 2019-12-20
ISSUED_ON = date(2019, 11, 15)  # before the first letters were signed


def raise_seals(county: County, on: date) -> None:
    """Every seal that is not there yet, through each step of its life; on the day of the first letters.

    Certificates begin on the demo's own day: they are made now, whatever the register tells of the past.
    """
    authority.ensure(COUNTY_OFFICE, at=moment(on))
    for kind, area, text, keeper in _plan(county):
        if registered.in_use(area.code, kind) is None:
            with transaction.atomic():
                _raise(county, kind, area, text, keeper, certified_at=moment(on))


def _plan(county: County) -> Iterator[tuple[str, Any, str, Any]]:
    yield "county", offices.area(settings.COUNTY), COUNTY_TEXT, county.of(settings.COUNTY, "county-head")
    for area in county.townships:
        office = offices.office_of(area.code)
        yield "township", area, f"新泰市{office.name if office else area.name}", county.of(area.code, "head")
        yield "special", area, SPECIAL_TEXT, county.of(area.code, "chief")


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
