"""The demo county shows what follows a report: no visit, an objection, a correction, and a report that has grown too old."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.cases.models import Case
from jiuzhu.demo import county as counties
from jiuzhu.demo import departments, loading, reporting
from jiuzhu.demo.moments import moment
from jiuzhu.verification import queries
from jiuzhu.verification.models import Correction, Objection, VisitWaived

ON = date(2026, 11, 26)


@pytest.mark.django_db
def test_every_way_is_shown(tmp_path: Path, settings: Any) -> None:
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    county = counties.raise_county(ON)
    for order in range(1, 6):
        loading.walk(county, "verifying", loading.FIRST, order, ON, 7)
    loading.walk(county, "too_old", loading.FIRST, 30, ON, 7)
    list(departments.deliver(ON, moment(ON)))
    reporting.load(county, loading.FIRST, ON)
    waived = VisitWaived.objects.get()
    assert waived.case.stage == "reviewing" and waived.report.outcome == "clean"
    assert Objection.objects.get().report == Correction.objects.get().report
    refusal = queries.why_not_rest_on(Case.objects.get(stage="deciding"), ON)
    assert refusal is not None and refusal.code == "verification.report-too-old"
