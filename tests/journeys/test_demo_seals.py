"""The demo county's seals are all there, each with its keeper; raising them again adds nothing."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.demo import county as counties
from jiuzhu.demo import sealing
from jiuzhu.seals import authority, queries
from jiuzhu.seals.models import Event, Seal


@pytest.mark.django_db
def test_every_township_has_its_two_seals_in_the_right_hands(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path
    authority.load.cache_clear()
    on = date(2026, 9, 1)
    county = counties.raise_county(on)
    began = time.perf_counter()
    sealing.raise_seals(county, on)
    print(f"seals: {time.perf_counter() - began:.1f} s")
    assert Seal.objects.filter(state="in_use").count() == 43
    for township in county.townships:
        special = queries.fitting(township.code, "decision", "entrusted")
        assert special is not None
        held = queries.custodian(special, counties.moment(on))
        assert held is not None and held.officer == county.of(township.code, "chief")
    events = Event.objects.count()
    sealing.raise_seals(county, on)
    assert Event.objects.count() == events
