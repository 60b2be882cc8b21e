"""The month of every township on one sheet: drawn from the tables, signed once when it is over, kept and printed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from jiuzhu.audit import actions as audit
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries, refusals
from jiuzhu.filings.models import Filing, Summary
from jiuzhu.journey import monthly
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.values.month import Month
from jiuzhu.web import clock
from tests import filing as desk_of_filings
from tests import people, road
from tests.filing import TODAY, told
from tests.web.calling import Caller

Desk = Callable[[str], Client]
MONTH, OVER = Month(2026, 9), date(2026, 10, 2)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "today", lambda: OVER)
    monkeypatch.setattr(clock, "now", lambda: people.at(OVER, 9))
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def month(county: people.County) -> people.County:
    """September of one township: two filings, one asked, one revoked after the hearings; a complaint, three refusals."""
    with scope.whole_county():
        road.standard(county)
        people.letter(county)
        granted = desk_of_filings.decided(county)
        desk_of_filings.decided(county, wage_fen=500_000)
        file_decisions.run(TODAY, people.at(TODAY, 12))
        one, other = Filing.objects.get(case=granted), Filing.objects.exclude(case=granted).get()
        filings.ask(one, text="为什么？", **told(county.filing))
        for side in ("household", "township"):
            filings.hear(
                other,
                side=side,
                how="phone",
                who_spoke="某",
                told="x",
                said="y",
                considered="z",
                **told(county.filing),
            )
        filings.revoke(other, text="收入算错", law="行政许可法第六十九条（参照）", **told(county.supervisor))
        filings.complain(
            granted, channel="phone", by_name="", by_phone="", text="有车", **told(county.filing)
        )
        audit.count_refusals(
            ["cases.own-case"] * 3,
            door="page",
            actor=county.clerk,
            at=people.at(TODAY),
            case="",
            area=people.TOWNSHIP,
        )
        audit.count_refusals(
            ["cases.own-case"],
            door="page",
            actor=county.clerk,
            at=people.at(OVER),
            case="",
            area=people.TOWNSHIP,
        )
    return county


def sign(
    where: people.County,
    officer: str = "supervisor",
    month: Month = MONTH,
    *,
    seen: str = "",
    on: date = OVER,
) -> Summary:
    with scope.whole_county():
        told_ = {"actor": where.officers[officer], "on": on, "at": people.at(on, 9)}
        seen = seen or monthly.seen_of(monthly.drawn(people.COUNTY, month))
        return monthly.sign(people.COUNTY, month, seen=seen, note="与台账一致", **told_)


def sql(statement: str, *values: Any) -> str:
    with (
        scope.whole_county(),
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    refusal = refusal_from(raised.value)
    return refusal.code if refusal else type(raised.value).__name__


def test_the_month_is_drawn_signed_once_and_stands(month: people.County) -> None:
    with scope.whole_county():
        content = monthly.drawn(people.COUNTY, MONTH)
        mine, neighbour = content["rows"]
    assert {name: mine[name] for name in mine if mine[name]} == {
        "township": people.TOWNSHIP, "name": "新汶街道", "granted": 1, "granted_fen": 50_000, "refused": 1, "received": 2, "late": 2,
        "questioned": 1, "revoked": 1, "complaints": 1, "refusals": 3, "accepted": mine["accepted"],
    }  # fmt: skip
    assert not any(neighbour[name] for name in queries.FIGURES)
    with pytest.raises(NotYourPower):
        sign(month, "filing")
    with pytest.raises(refusals.MonthNotOver):
        sign(month, on=date(2026, 9, 30))
    with pytest.raises(refusals.SummaryChanged):
        sign(month, seen="0" * 64)
    assert not Summary.objects.exists()
    made = sign(month)
    with pytest.raises(refusals.MonthSigned, match="严明"):
        sign(month)
    with scope.whole_county():
        assert made.content == content and made.signature.digest == made.digest
    columns = "county_id, body, digest, note, paper_id, signature_id, by_id, at"
    for changed, values, expected in (
        ("'2026-10', '2026-10-20'", columns, "filings.month-not-over"),
        ("'2026-08', '2026-10-20'", columns, "filings.not-its-figures"),  # another month under these figures
        ("'2026-9', '2026-10-20'", columns, "filings.not-its-figures"),
    ):
        copied = f'INSERT INTO filings_summary (month, "on", {columns}) SELECT {changed}, {values} FROM filings_summary'
        assert sql(copied) == expected
    assert sql("UPDATE filings_summary SET note = 'x'") == "audit.append-only"
    forged = made.body.replace('"late":2', '"late":0')
    assert forged != made.body
    assert sql(
        f"INSERT INTO filings_summary (month, \"on\", body, digest, {columns.replace('body, digest, ', '')})"
        f" SELECT month, \"on\", %s, encode(sha256(convert_to(%s, 'UTF8')), 'hex'), {columns.replace('body, digest, ', '')} FROM filings_summary",
        forged, forged,
    ) == "filings.not-its-figures"  # fmt: skip


def test_on_the_page_it_is_read_signed_and_printed(desk: Desk, month: people.County) -> None:
    supervisor, page = desk("supervisor"), reverse("office:month", args=[str(MONTH)])
    assert "待签署" in supervisor.get(reverse("office:months")).content.decode()
    shown = supervisor.get(page).content.decode()
    assert "新汶街道" in shown and "东都镇" in shown and "合计" in shown
    assert supervisor.get(reverse("office:month-paper", args=[str(MONTH)])).status_code in (404, 422)
    seen = re.search(r'name="seen" value="(\w{64})"', shown).group(1)  # type: ignore[union-attr]
    typed = {"note": "少发一户，已查明", "seen": seen, "once": uuid.uuid4().hex}
    wrong = supervisor.post(page, typed | {"password": "wrong"})
    assert wrong.status_code == 422 and "少发一户" in wrong.content.decode()
    assert desk("clerk").get(page).status_code == 403
    assert supervisor.post(page, typed | {"password": people.PASSWORD}).status_code == 303
    again = supervisor.post(page, typed | {"password": people.PASSWORD, "once": uuid.uuid4().hex})
    assert again.status_code == 422 and "不再改动" in again.content.decode()
    assert "少发一户" in supervisor.get(page).content.decode()
    printed = supervisor.get(reverse("office:month-paper", args=[str(MONTH)]))
    assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
    assert supervisor.get(reverse("office:month", args=["2026-13"])).status_code in (404, 422)


def test_programs_read_and_sign_it_and_a_township_sees_its_own_line(month: people.County) -> None:
    supervisor = Caller("supervisor")
    told_ = supervisor.get(f"/months/{MONTH}")
    assert supervisor.status == 200 and told_["signed_by"] is None and len(told_["rows"]) == 2
    assert supervisor.get("/months") == []
    early = supervisor.post("/months/2026-10/sign", {"seen": told_["seen"]})
    assert supervisor.codes(early) == ["filings.month-not-over"]
    key = uuid.uuid4().hex
    signed = supervisor.post(f"/months/{MONTH}/sign", {"seen": told_["seen"], "note": "一致"}, key=key)
    assert signed["signed_by"] == "严明" and signed["paper"]
    assert (
        supervisor.post(f"/months/{MONTH}/sign", {"seen": told_["seen"], "note": "一致"}, key=key) == signed
    )
    assert [one["month"] for one in supervisor.get("/months")] == [str(MONTH)]
    assert supervisor.get(f"/months/{MONTH}/paper").startswith(b"%PDF")
    chief = Caller("chief").get(f"/months/{MONTH}")
    assert [row["township"] for row in chief["rows"]] == [people.TOWNSHIP] and chief["rows"][0][
        "received"
    ] == 2
