"""Looking somebody up without a lawful reason: refused through page, API and raw SQL, and kept as a signal for the county."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.confidentiality import actions as confidentiality
from jiuzhu.confidentiality import queries as agreements
from jiuzhu.offices import actions as offices
from jiuzhu.offices import scope
from jiuzhu.offices.models import Officer
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.relatives import actions as relatives
from jiuzhu.verification import actions, queries, refusals
from jiuzhu.verification.models import Inquiry, QuerySignal
from jiuzhu.web import clock
from tests import people
from tests.adversarial.conftest import TODAY, log_in, sql, told
from tests.rooms import verification_cases as made
from tests.web.calling import Caller

NOBODYS = f"{people.TOWNSHIP}-2026-999999"


@dataclass(frozen=True)
class Snoop:
    """An attempt: what was arranged before it, whose hand, and what must come of looking and of asking."""

    arrange: Callable[[people.County, Any], str]  # answers the officer's key in people.STAFF
    look: str
    ask: str
    kind: str


def _nothing(where: people.County, case: Any) -> str:
    made.authorise(where, case, case.applicant)
    return "verifier"


def _elsewhere(where: people.County, case: Any) -> str:
    made.authorise(where, case, case.applicant)
    offices.post(
        where.neighbour_clerk, "verifier", where.areas[people.NEIGHBOUR], starts_on=TODAY, actor=None, at=people.at(TODAY)
    )  # fmt: skip
    confidentiality.accept(agreements.in_force(people.NEIGHBOUR, TODAY), **told(where.neighbour_clerk))
    return "neighbour_clerk"


def _own(where: people.County, case: Any) -> str:
    Officer.objects.filter(pk=where.verifier.pk).update(citizen_id=case.applicant.citizen_id)
    return _nothing(where, case)


def _sister(where: people.County, case: Any) -> str:
    kin = relatives.Told(case.applicant.name, case.applicant.citizen_id, "sibling")
    relatives.declare([kin], **told(where.verifier))
    return _nothing(where, case)


def _neighbour(where: people.County, case: Any) -> str:
    relatives.declare([], home_village=case.village, **told(where.verifier))
    return _nothing(where, case)


def _unsigned(where: people.County, case: Any) -> str:
    return "verifier"


def _withdrawn(where: people.County, case: Any) -> str:
    signed = made.authorise(where, case, case.applicant)
    actions.withdraw(signed, withdrawn_on=TODAY, **told(where.clerk))
    return "verifier"


def _not_accepted(where: people.County, case: Any) -> str:
    _nothing(where, case)
    area = where.areas[people.TOWNSHIP]
    offices.post(where.clerk_two, "verifier", area, starts_on=TODAY, actor=None, at=people.at(TODAY))
    return "clerk_two"


def _revoked(where: people.County, case: Any) -> str:
    held = agreements.in_force(people.TOWNSHIP, TODAY)
    assert held is not None
    confidentiality.end_agreement(held, stops_on=TODAY, reason="账户外借", **told(where.supervisor))
    return _nothing(where, case)


NO_AGREEMENT = "confidentiality.no-agreement"
SNOOPS = {
    "another township": Snoop(_elsewhere, "cases.no-such-case", "cases.no-such-case", "no_case"),
    "own family": Snoop(_own, "cases.own-case", "cases.own-case", "oneself"),
    "a declared relative": Snoop(_sister, *["cases.relative-of-the-household"] * 2, "acquaintance"),
    "a neighbour at night": Snoop(_neighbour, *["verification.own-village"] * 2, "neighbour"),
    "no authorisation": Snoop(_unsigned, "", "verification.not-authorised", "no_authorisation"),
    "withdrawn": Snoop(_withdrawn, "", "verification.withdrawn", "withdrawn"),
    "not accepted": Snoop(_not_accepted, NO_AGREEMENT, NO_AGREEMENT, "no_agreement"),
    "revoked": Snoop(_revoked, NO_AGREEMENT, NO_AGREEMENT, "no_agreement"),
    "another purpose": Snoop(_nothing, "", "verification.other-purpose", "other_purpose"),
}


@pytest.fixture
def case(where: people.County) -> Any:
    with scope.whole_county():
        return made.open_case(where, made.household(where))


def _by_page(client: Client, number: str, purpose: str) -> tuple[int, int, str]:
    looked = client.get(reverse("office:case-verification", args=[number]))
    asked = client.post(
        reverse("office:case-verification-ask", args=[number]), {"once": uuid.uuid4().hex, "purpose": purpose}
    )
    return looked.status_code, asked.status_code, asked.content.decode()


@pytest.mark.parametrize("name", SNOOPS)
def test_every_snoop_is_refused_at_page_and_api_and_kept(
    where: people.County, case: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    snoop = SNOOPS[name]
    purpose = "support" if name == "another purpose" else ""
    with scope.whole_county():
        key = snoop.arrange(where, case)
    night = people.at(TODAY, 23, 10) if "night" in name else people.at(TODAY)
    monkeypatch.setattr(clock, "now", lambda: night)
    client, caller = Client(), Caller(key)
    log_in(client, where.officers[key])
    looked, asked, text = _by_page(client, case.number, purpose)
    assert asked in (403, 404, 422), text[:400]
    assert (looked == 200) is (snoop.look == ""), looked
    assert caller.codes(caller.post(f"/cases/{case.number}/verification/ask", {"purpose": purpose})) == [
        snoop.ask
    ]
    if snoop.look:
        assert caller.codes(caller.get(f"/cases/{case.number}/verification")) == [snoop.look]
    assert not Inquiry.objects.exists()
    with scope.whole_county():
        signals = QuerySignal.objects.filter(
            kind=snoop.kind, officer=where.officers[key], case_number=case.number
        )
        assert sorted(signals.values_list("door", flat=True)) == ["api", "page"]
        assert set(signals.values_list("refused", flat=True)) == {snoop.ask}
        at_night = QuerySignal.objects.filter(kind="after_hours").exists()
        seen = Entry.objects.filter(act="verification.looked", actor_key=where.officers[key].staff_number)
        assert seen.exists() is (snoop.look == "")
    assert at_night is ("night" in name)


def test_a_case_that_is_not_there_and_a_role_without_the_power_are_kept_too(
    where: people.County, case: Any
) -> None:
    client, caller = Client(), Caller("verifier")
    log_in(client, where.verifier)
    assert client.get(reverse("office:case-verification", args=[NOBODYS])).status_code == 404
    assert client.get(reverse("office:verification-report", args=["HD-1"])).status_code == 404
    caller.get(f"/cases/{NOBODYS}/verification")
    log_in(client, where.visitor)
    assert client.get(reverse("office:case-verification", args=[case.number])).status_code == 403
    with scope.whole_county():
        kept = set(QuerySignal.objects.values_list("kind", "officer__name", "case_number", "door"))
    assert kept == {
        ("no_case", "温言", NOBODYS, "page"), ("no_case", "温言", NOBODYS, "api"), ("no_case", "温言", "HD-1", "page"),
        ("no_power", "高远", case.number, "page"),
    }  # fmt: skip


LOOK = """INSERT INTO audit_entry (at, act, actor_key, actor_name, case_number, person_key, facts)
          VALUES (%s, 'verification.looked', %s, '', %s, %s, '{}')"""
ASK = """INSERT INTO verification_inquiry (case_id, person_id, source, authorisation_id, duty_id, purpose, asked_on, asked_at)
         VALUES (%s, %s, 'tax', %s, %s, %s, %s, now())"""


@pytest.mark.parametrize("name", [one for one, snoop in SNOOPS.items() if snoop.look])
def test_raw_sql_looks_at_nobody_either(where: people.County, case: Any, name: str) -> None:
    snoop = SNOOPS[name]
    with scope.whole_county():
        officer = where.officers[snoop.arrange(where, case)]
    expected = "verification.look-without-case" if name == "another township" else snoop.look
    with scope.within((officer.office.area_id,), officer.staff_number):
        assert (
            sql(LOOK, people.at(TODAY), officer.staff_number, case.number, str(case.applicant_id)) == expected
        )


def test_a_look_in_raw_sql_needs_a_case_its_person_and_an_officer(where: people.County, case: Any) -> None:
    with scope.whole_county():
        stranger = made.household(where, order=3)["mother"]
        for number, person, staff in (
            (NOBODYS, case.applicant_id, where.verifier.staff_number),
            ("", case.applicant_id, where.verifier.staff_number),
            (case.number, stranger.pk, where.verifier.staff_number),
            (case.number, case.applicant_id, ""),
            (case.number, case.applicant_id, "nobody"),
        ):
            code = sql(LOOK, people.at(TODAY), staff, number, str(person))
            assert code == "verification.look-without-case", (number, person, staff)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a neighbour at night", "verification.own-village"),
        ("withdrawn", "verification.withdrawn"),
        ("not accepted", NO_AGREEMENT),
        ("revoked", NO_AGREEMENT),
        ("another purpose", "verification.other-purpose"),
    ],
)
def test_raw_sql_asks_about_nobody_either(where: people.County, case: Any, name: str, code: str) -> None:
    with scope.whole_county():
        officer = where.officers[SNOOPS[name].arrange(where, case)]
        signed = queries.authorisations(case).last()
        assert signed is not None
        duty = case.duties.create(officer=officer, duty="verify", on=TODAY, at=people.at(TODAY))
        purpose = "support" if name == "another purpose" else "application"
        assert sql(ASK, case.pk, case.applicant_id, signed.pk, duty.pk, purpose, TODAY) == code
        yesterday = TODAY - timedelta(days=1)
        assert sql(ASK, case.pk, case.applicant_id, signed.pk, duty.pk, purpose, yesterday) != ""


def test_very_many_cases_in_a_day_raise_one_signal(
    where: people.County, case: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jiuzhu.standards import actions as standards

    with scope.whole_county():
        notice = standards.Notice("演示通知", "演示〔2026〕7号", "演示机关", TODAY)
        number = standards.enter(
            "queries-per-day", people.COUNTY, 2, starts_on=TODAY, notice=notice, demo=True, actor=where.policy, at=people.at(TODAY)
        )  # fmt: skip
        standards.check(number, agrees=True, actor=where.policy_two, at=people.at(TODAY))
        cases = [case, *(made.open_case(where, made.household(where, order=order)) for order in (4, 5, 6))]
        for place, one in enumerate(cases):
            actions.look(one, purpose="核对", **told(where.verifier))
            assert QuerySignal.objects.filter(kind="volume").count() == (place >= 2)
        raised = QuerySignal.objects.get(kind="volume")
        assert (raised.evidence, raised.refused) == ({"cases": 3, "limit": 2}, "")
        (first, *_) = queries.asking((people.COUNTY,), TODAY, TODAY)
        assert (first.name, first.cases, first.looks, first.signals) == ("温言", 4, 12, 1)


def test_only_the_county_looks_into_a_signal_once_and_nobody_rewrites_it(
    where: people.County, case: Any
) -> None:
    with scope.whole_county():
        (made_of, *_) = actions.attempted(
            [NotYourPower(power_zh="", power_en="")],
            door="page",
            case_number=case.number,
            **told(where.visitor),
        )
        with pytest.raises(NotYourPower):
            actions.close_signal(made_of, outcome="explained", text="误点", **told(where.head))
        with pytest.raises(refusals.FindingNeeded):
            actions.close_signal(made_of, outcome="forgotten", text="误点", **told(where.supervisor))
        assert sql("UPDATE verification_querysignal SET kind = 'volume'") == "audit.append-only"
        assert sql("DELETE FROM verification_querysignal") == "audit.append-only"
    client = Client()
    log_in(client, where.supervisor)
    page = client.get(reverse("office:query-signals")).content.decode()
    assert "高远" in page
    address = reverse("office:query-signal", args=[made_of.pk])
    typed = {"once": uuid.uuid4().hex, "outcome": "explained", "text": "误点链接，已说明"}
    assert client.post(address, typed).status_code == 303
    again = client.post(address, typed | {"once": uuid.uuid4().hex})
    assert again.status_code == 422
    caller = Caller("supervisor")
    assert caller.get("/query-signals") == []
    (closed,) = caller.get("/query-signals", open_only="false")
    assert (closed["outcome"], closed["refused"]) == ("explained", "offices.not-your-power")
