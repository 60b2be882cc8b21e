"""What a letter does not cover is refused alike by the page, by the API and by the database: same code, on every edge."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries as approval_queries
from jiuzhu.approvals.models import Decision
from jiuzhu.approvals.refusals import AnotherDay
from jiuzhu.cases import actions as cases
from jiuzhu.delegation import actions as delegation
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content, receiving
from jiuzhu.journey import deciding as journey
from jiuzhu.offices import scope
from jiuzhu.signatures import actions as signatures
from tests import people, road
from tests.adversarial.conftest import TODAY, log_in, sql, told
from tests.rooms.test_approvals import opined
from tests.rooms.test_entitlements import granted
from tests.web.calling import Caller

A_DAY = timedelta(days=1)
NONE, SUSPENDED, BEYOND = (
    "delegation.no-letter-in-force",
    "delegation.letter-suspended",
    "delegation.beyond-the-amount",
)


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Any) -> people.County:
    """The standard, and no letter: each combination makes its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    found = people.county()
    road.standard(found)
    return found


def none(where: people.County, edge: date) -> None:
    """No letter at all."""


def begun(where: people.County, edge: date) -> None:
    people.letter(where, starts_on=edge, stops_on=edge + 90 * A_DAY)


def suspended(where: people.County, edge: date) -> None:
    letter = people.letter(where)
    delegation.suspend(letter, reason="查出问题", effective_on=edge, **told(where.supervisor, edge - A_DAY))


def resumed(where: people.County, edge: date) -> None:
    suspended(where, edge - 9 * A_DAY)
    from jiuzhu.delegation import queries

    delegation.resume(
        queries.listing([people.TOWNSHIP])[0], reason="已改正", effective_on=edge, **told(where.supervisor, edge - A_DAY)
    )  # fmt: skip


def withdrawn(where: people.County, edge: date) -> None:
    letter = people.letter(where)
    delegation.withdraw(letter, reason="收回", effective_on=edge, **told(where.supervisor, edge - A_DAY))


def expired(where: people.County, edge: date) -> None:
    people.letter(where, stops_on=edge)


def tight(where: people.County, edge: date) -> None:
    """The case is granted 500.00 yuan; this letter reaches to the fen below."""
    people.letter(where, limit_fen=49_999, stops_on=edge)


def exact(where: people.County, edge: date) -> None:
    people.letter(where, limit_fen=50_000, stops_on=edge)


def other_item(where: people.County, edge: date) -> None:
    people.letter(where, items={"MZ01-02": None}, stops_on=edge)


def neighbours(where: people.County, edge: date) -> None:
    people.letter(where, township=people.NEIGHBOUR, stops_on=edge)


# What each letter answers on the day before its edge, on it, and on the day after.
MATRIX: tuple[tuple[Callable[[people.County, date], None], tuple[str, str, str]], ...] = (
    (none, (NONE, NONE, NONE)),
    (begun, (NONE, "", "")),
    (suspended, ("", SUSPENDED, SUSPENDED)),
    (resumed, (SUSPENDED, "", "")),
    (withdrawn, ("", NONE, NONE)),
    (expired, ("", NONE, NONE)),
    (tight, (BEYOND, NONE, NONE)),
    (exact, ("", NONE, NONE)),
    (other_item, (NONE, NONE, NONE)),
    (neighbours, (NONE, NONE, NONE)),
)
EDGES = [
    pytest.param(letter, shift, answers[shift + 1], id=f"{letter.__name__}{shift:+d}")
    for letter, answers in MATRIX
    for shift in (-1, 0, 1)
]


def by_page(where: people.County, case: Any) -> str:
    browser = Client()
    log_in(browser, where.chief)
    address = f"/office/cases/{case.number}/decision"
    with scope.whole_county():
        shown = content.decision_content(case, eligibility.latest(case), TODAY)
    form = {
        "seen": approvals.digest_of(shown), "version": case.version, "password": people.PASSWORD, "once": "k", "remark": "", "grounds": "",
    }  # fmt: skip
    answer = browser.post(address, form)
    if answer.status_code == 303:
        return ""
    found = re.search(r'data-code="([a-z.-]+)"', answer.content.decode())
    assert answer.status_code == 422 and found is not None, answer.status_code
    return found[1]


def by_api(case: Any) -> str:
    caller = Caller("chief")
    read = caller.get(f"/cases/{case.number}/decision")
    answer = caller.post(f"/cases/{case.number}/decision", {"seen": read["seen"], "version": read["version"]})
    return "" if caller.status < 300 else caller.codes(answer)[0]


def by_sql(where: people.County, case: Any, **changes: Any) -> str:
    """The whole row as the action would write it, signed by the chief's own hand, whatever letter there is."""
    from jiuzhu.delegation.models import Letter

    with scope.whole_county():
        point = transaction.savepoint()
        on = changes.pop("on", TODAY)
        at = changes.pop("at", people.at(on))
        opinion = approval_queries.latest_opinion(case)
        shown = content.decision_content(case, eligibility.latest(case), on)
        duty = cases.take_duty(case, where.chief, "decide", on=on, at=at)
        letter = Letter.objects.filter(township_id=case.area_id).first() or Letter.objects.first()
        signature = signatures.sign(
            shown, kind="decision", about=case.number, case=case.number, area_code=case.area_id, actor=where.chief, on=on, at=at
        )  # fmt: skip
        row = {
            "case_id": case.pk, "duty_id": duty.pk, "kind": "granted", "amount_fen": opinion.amount_fen, "persons": 1,
            "starts_on": date(2026, 10, 1), "opinion_id": opinion.pk, "decided_by_level": "township",
            "letter_id": letter.pk if letter else 1, "legal_form": "entrusted", "in_the_name_of": "新泰市民政局", "grounds": "",
            "determination_digest": opinion.determination_digest, "content": signature.body, "digest": signature.digest,
            "remark": "", "on": on, "at": at, "signature_id": signature.pk,
        }  # fmt: skip
        row |= changes
        names, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
        try:
            return sql(f"INSERT INTO approvals_decision ({names}) VALUES ({places})", *row.values())
        finally:
            transaction.savepoint_rollback(point)


@pytest.mark.parametrize(("letter", "shift", "wanted"), EDGES)
def test_page_api_and_database_answer_alike(
    where: people.County, letter: Callable[[people.County, date], None], shift: int, wanted: str
) -> None:
    with scope.whole_county():
        letter(where, TODAY - shift * A_DAY)
    case = opined(where)
    assert by_sql(where, case) == wanted
    assert by_page(where, case) == wanted
    # What was refused has left nothing behind; what was decided is decided once.
    assert by_api(case if wanted else opined(where)) == wanted
    assert Decision.objects.count() == (0 if wanted else 2)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_a_decision_is_of_the_day_it_is_signed_on(where: people.County, zone: str) -> None:
    """Shortly after midnight in Shanghai it is still yesterday elsewhere: the letter that ended is not reached back into."""
    with scope.whole_county():
        expired(where, TODAY)
    case = opined(where, on=TODAY - A_DAY)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL TIME ZONE '{zone}'")
    yesterday = TODAY - A_DAY
    after_midnight, before_midnight = people.at(TODAY, 0, 1), people.at(yesterday, 23, 59)
    assert by_sql(where, case, on=yesterday, at=after_midnight) == "approvals.another-day"
    assert by_sql(where, case, on=TODAY, at=after_midnight) == NONE
    assert by_sql(where, case, on=yesterday, at=before_midnight) == ""
    assert by_sql(where, case, on=yesterday, at=people.at(yesterday, 0, 0)) == ""
    with scope.whole_county(), pytest.raises(AnotherDay):
        seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), yesterday))
        journey.decide(case, seen=seen, officer=where.chief, on=yesterday, at=after_midnight)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_a_change_is_of_the_day_it_is_signed_on(where: people.County, zone: str) -> None:
    with scope.whole_county():
        people.letter(where)
    moved = receiving.propose_change(
        granted(where), kind="stop", ground="gave_up", explanation="家庭申请退出", effective_on=date(2026, 12, 1),
        **told(where.reviewer),
    )  # fmt: skip
    moved = receiving.hear(
        moved, how="counter", who_spoke="罗安", told="拟停发", said="同意", considered="本人申请", **told(where.reviewer)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL TIME ZONE '{zone}'")
    seen = approvals.digest_of(receiving.change_content(moved))
    agreed = {"agrees": True, "reasons": "本人申请", "seen": seen, "officer": where.chief, "on": TODAY}
    for moment in (people.at(TODAY + A_DAY, 0, 1), people.at(TODAY - A_DAY, 23, 59)):
        with pytest.raises(AnotherDay):
            receiving.decide_change(moved, **agreed, at=moment)
    assert receiving.decide_change(moved, **agreed, at=people.at(TODAY, 0, 1)).closed_as == "stopped"


def test_what_is_decided_is_what_was_signed_for_this_case(where: people.County) -> None:
    with scope.whole_county():
        people.letter(where)
    case = opined(where)
    assert by_sql(where, case) == ""
    with scope.whole_county():
        shown = content.decision_content(case, eligibility.latest(case), TODAY)
    for swapped in (shown | {"applicant": "别人"}, shown | {"on": "2020-01-01"}):
        assert by_sql(where, case, content=json.dumps(swapped)) == "signatures.not-what-was-signed"
    assert by_sql(where, case, signature_id=None) == "signatures.unsigned"
    assert by_sql(where, case, digest="0" * 64) == "signatures.unsigned"
