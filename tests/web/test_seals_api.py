"""The register of seals over the API: the same refusals, signatures with the caller's password, one answer per key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.offices import scope
from jiuzhu.seals import queries
from jiuzhu.web import clock
from tests import people
from tests import seals as made
from tests.web.calling import Caller

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    made.papers_in(tmp_path, settings, monkeypatch)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 15))


APPLICATION = {
    "kind": "special", "area": people.TOWNSHIP, "text": "新泰市民政局委托事项专用章", "applying_office": "新汶街道办事处",
    "purpose": "委托事项的决定", "basis": "放权委托书",
}  # fmt: skip


def test_a_seal_from_application_to_custody(county: people.County) -> None:
    registrar, head, chief = Caller("supervisor"), Caller("bureau"), Caller("chief")
    assert chief.codes(chief.post("/seals", APPLICATION)) == ["offices.not-your-power"]
    seal = registrar.post("/seals", APPLICATION, key="a")
    assert registrar.post("/seals", APPLICATION, key="a")["id"] == seal["id"]  # the same key: the same seal
    steps = f"/seals/{seal['id']}/steps"
    assert registrar.codes(registrar.post(f"{steps}/approved", {"told": {"opinion": "同意"}})) == [
        "offices.not-your-power"
    ]
    assert head.post(f"{steps}/approved", {"told": {"opinion": "同意"}})["events"][-1]["signed"] is True
    assert registrar.codes(registrar.post(f"{steps}/filed", {"told": {"shop": "x"}})) == [
        "seals.step-incomplete"
    ]
    registrar.post(f"{steps}/filed", {"told": made.TOLD["filed"]})
    registrar.post(f"{steps}/kept", {})
    issued = registrar.post(f"{steps}/issued", {"told": made.TOLD["issued"]})
    assert (issued["state"], issued["custodian"], len(issued["certificate"])) == ("in_use", None, 4)
    given = registrar.post(
        f"/seals/{seal['id']}/handovers", {"receiver": county.chief.staff_number, "condition": "完好"}
    )
    assert registrar.codes(registrar.post(f"/seals/handovers/{given['id']}/accept")) == [
        "seals.not-the-receiver"
    ]
    assert chief.post(f"/seals/handovers/{given['id']}/accept")["state"] == "accepted"
    assert chief.get(f"/seals/{seal['id']}")["custodian"] == "郑守约"


def test_uses_void_files_and_signals(county: people.County) -> None:
    with scope.whole_county():
        made.ready(county)
        seal = made.kept(county)
        use = made.use(seal, made.decided(county, on=TODAY), county.chief, on=TODAY, hour=20)
    chief, neighbour, registrar = Caller("chief"), Caller("neighbour_chief"), Caller("supervisor")
    assert chief.get("/seals/uses", seal=seal.pk)["uses"][0]["number"] == 1
    assert neighbour.get("/seals/uses")["count"] == 0
    assert chief.get(f"/seals/uses/of-file/{use.sealed_sha256}")["id"] == use.pk
    assert neighbour.codes(neighbour.get(f"/seals/uses/of-file/{use.sealed_sha256}")) == ["seals.no-such-use"]
    assert chief.post(f"/seals/uses/{use.pk}/void", {"reason": "错盖"})["void"] == "错盖"
    assert chief.codes(chief.post(f"/seals/uses/{use.pk}/void", {"reason": "错盖"})) == ["seals.already-void"]
    (signal,) = registrar.get("/seals/signals")
    assert (signal["kind"], signal["evidence"]["why"]) == ("out_of_hours", "20:00")
    closed = registrar.post(
        f"/seals/signals/{signal['id']}/finding", {"outcome": "in_order", "text": "加班办理"}
    )
    assert closed["outcome"] == "in_order" and registrar.get("/seals/signals") == []
    assert "错盖" in chief.get(f"/seals/{seal.pk}/uses.csv").decode("utf-8-sig")
    assert chief.post(f"/seals/{seal.pk}/print")["kind"] == "seal-use-register"
    with scope.whole_county():
        assert queries.get(seal.pk).last_number == 1
