"""A month's payments of the demo county, answered by the stand-in bank."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from jiuzhu.funds import actions as funds
from jiuzhu.funds.banks import stand_in
from jiuzhu.funds.refusals import NothingLeft
from jiuzhu.values.month import Month

from .county import County
from .moments import moment


def pay(county: County, month: Month, on: date, *, kind: str = "monthly", return_rate: float = 0.03) -> None:
    """A month's run: drafted, released, sent, answered by the stand-in bank; a few come back."""
    day = min(on, month.first_day + timedelta(days=7))
    told: dict[str, Any] = {"on": day, "at": moment(day)}
    cashier, treasurer = county.officers["county-cashier"], county.officers["county-treasurer"]
    area = settings.COUNTY
    try:
        run = funds.draft_run(month, area=area, actor=cashier, kind=kind, **told)
    except NothingLeft:
        return
    if run.status != "drafted" or not run.lines:
        return
    funds.release_run(run.number, seen_lines=run.lines, seen_fen=run.total_fen, actor=treasurer, **told)
    funds.write_bank_file(run.number, actor=treasurer, **told)
    _file, body = funds.hand_out(run.number, actor=treasurer, **told)
    answer = stand_in.answer(body, return_rate=return_rate)
    funds.record_return(answer, name="银行回盘（演示）.txt", area=area, actor=cashier, **told)
