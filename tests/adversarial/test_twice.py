"""(3) evading the search for duplicates by case, blanks or a throw-away edit; (14) double click, repeated import,
repeated callback."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiuzhu.cases.models import Case, Step
from jiuzhu.documents.models import StoredFile
from jiuzhu.funds import queries as funds
from jiuzhu.funds.banks import stand_in
from jiuzhu.funds.models import BankReturn
from jiuzhu.households.models import Household, Person
from jiuzhu.offices import scope
from jiuzhu.values import citizen_id
from jiuzhu.verification.models import Extract
from tests import applying, payees, people
from tests.adversarial.conftest import TODAY, sql
from tests.rooms import test_importing as importing
from tests.rooms import verification_cases as made
from tests.web.calling import Caller
from tests.web.test_api_road import drafted, taken

FULL_WIDTH = {ord("0") + digit: chr(ord("０") + digit) for digit in range(10)}


def with_x() -> tuple[int, str]:
    """An invented mother whose number ends with X."""
    for order in range(500):
        number = applying.number(date(1985, 3, 4), "female", order)
        if number.endswith("X"):
            return order, number
    raise LookupError("no number with X")


ORDER, NUMBER = with_x()
ONCE_MORE: dict[str, dict[str, Any]] = {
    "the same": {},
    "a small x": {"citizen_id": NUMBER.lower()},
    "full-width digits": {"citizen_id": NUMBER.translate(FULL_WIDTH)},
    "full-width digits and a full-width x": {"citizen_id": f"{NUMBER[:17].translate(FULL_WIDTH)}ｘ"},
    "blanks around and inside": {"citizen_id": f"  {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]} "},
    "hyphens": {"citizen_id": f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}"},
    "a zero-width blank": {"citizen_id": f"{NUMBER[:6]}\u200b{NUMBER[6:]}"},
    "a blank in the name": {"name": "卫 芳菲"},
    "a wide blank in the name": {"name": "卫　芳菲"},
    "another employment": {"employment": "unemployed", "wage_fen": "0"},
}


def again(caller: Caller, line: dict[str, str], *, village: str, **home: str) -> list[str]:
    """A second draft with one applicant, submitted; the codes of the refusals, empty when it went through."""
    area = village[:9]
    key = caller.post("/drafts", {"item": "MZ01-01", "area": area})["key"]
    answers = [caller.post(f"/drafts/{key}/members", {"line": line})]
    changes = {f"household.{name}": text for name, text in {**applying.HOME, **home}.items()}
    changes |= {"household.registered_area": village, "papers.identity-card": "seen"}
    answers.append(caller.post(f"/drafts/{key}/fields", {"changes": changes, "seen": 10_000}))
    answers.append(caller.post(f"/drafts/{key}/submit", {}))
    return [code for answer in answers if "refusals" in answer for code in caller.codes(answer)]


class TestEvadingTheSearchForDuplicates:
    """(3)"""

    @pytest.fixture
    def first(self, where: people.County) -> str:
        return taken(Caller("clerk"), ORDER)

    @pytest.mark.parametrize("trick", ONCE_MORE)
    def test_the_same_person_is_the_same_person(self, first: str, trick: str) -> None:
        line = applying.mother(ORDER) | ONCE_MORE[trick]
        codes = again(Caller("clerk"), line, village=f"{people.TOWNSHIP}201")
        # Either the number was put right and found, or it was no number at all; never a second person.
        assert codes, f"{trick}: a second application went through"
        assert set(codes) <= {"intake.live-case", "citizen-id.character", "citizen-id.length"}, codes
        with scope.whole_county():
            assert Case.objects.count() == 1
            assert Person.objects.filter(name__startswith="卫").count() == 2
            assert Household.objects.count() == 1

    def test_nor_does_another_township_another_item_or_another_address_help(self, first: str) -> None:
        neighbour = Caller("neighbour_clerk")
        codes = again(
            neighbour, applying.mother(ORDER) | {"citizen_id": NUMBER.lower()}, village=f"{people.NEIGHBOUR}201",
            residence="槐树村 9 号",
        )  # fmt: skip
        assert codes == ["intake.live-case"]

    def test_a_child_of_the_household_does_not_apply_as_another_household(self, first: str) -> None:
        line = applying.mother(ORDER) | {
            "citizen_id": applying.child(ORDER)["citizen_id"], "name": "卫小满", "labour_ability": "underage",
        }  # fmt: skip
        codes = again(Caller("clerk"), line, village=f"{people.TOWNSHIP}201")
        assert codes
        with scope.whole_county():
            assert Case.objects.count() == 1

    def test_the_database_knows_one_person_per_number(self, first: str) -> None:
        copy = "INSERT INTO households_person (citizen_id, name, sex, born_on, sort_key, {more}) SELECT {id}, name, sex, born_on, sort_key, {more} FROM households_person WHERE citizen_id = %s"  # noqa: E501
        with scope.whole_county():
            columns = [
                field.column for field in Person._meta.concrete_fields
                if field.column not in ("id", "citizen_id", "name", "sex", "born_on", "sort_key")
            ]  # fmt: skip
            more = ", ".join(f'"{one}"' for one in columns)
            assert "citizen_id" in sql(copy.format(more=more, id="citizen_id"), NUMBER)
            # A small x in the column itself would be another person for every look-up.
            assert sql(copy.format(more=more, id="lower(citizen_id)"), NUMBER) != ""
            assert sql(copy.format(more=more, id="' ' || citizen_id"), NUMBER) != ""

    def test_every_spelling_reads_as_one_number(self) -> None:
        read = {
            citizen_id.parse(ONCE_MORE[t].get("citizen_id", NUMBER), on=TODAY).number
            for t in list(ONCE_MORE)[:6]
        }
        assert read == {NUMBER}


class TestTheSameAgain:
    """(14)"""

    def test_a_double_click_at_the_counter_is_one_case(self, where: people.County, desk: Any) -> None:
        key = drafted(Caller("clerk"))
        client: Client = desk("clerk")
        form = {"once": "one-key"}
        first = client.post(f"/office/counter/{key}/check", form)
        second = client.post(f"/office/counter/{key}/check", form)
        assert (first.status_code, second.status_code, first["Location"]) == (303, 303, second["Location"])
        third = client.post(f"/office/counter/{key}/check", {"once": "another-key"})
        assert third.status_code != 303 or third["Location"] == first["Location"]
        with scope.whole_county():
            assert (Case.objects.count(), StoredFile.objects.filter(kind="receipt").count()) == (1, 1)

    def test_a_call_with_the_same_key_acts_once_and_a_key_is_nobody_elses(self, where: people.County) -> None:
        clerk, other = Caller("clerk"), Caller("clerk_two")
        number = taken(clerk)
        version = clerk.get(f"/cases/{number}")["version"]
        body = {"note": "不再申请", "version": version}
        first = clerk.post(f"/cases/{number}/withdraw", body, key="k-1")
        assert clerk.post(f"/cases/{number}/withdraw", body, key="k-1") == first
        stolen = other.post(f"/cases/{number}/withdraw", body, key="k-1")
        assert other.codes(stolen) == ["offices.once-key-of-another"]
        with scope.whole_county():
            assert Step.objects.filter(case__number=number, outcome="withdrawn").count() == 1

    def test_the_banks_answer_twice_is_booked_once(self, where: people.County) -> None:
        with scope.whole_county():
            payees.able_to_pay(where)
            payees.payee(where, 1)
            _, content = payees.sent(where, payees.drafted(where, payees.Month(2026, 9), TODAY), TODAY)
        answer = stand_in.answer(content, return_rate=0.0)
        cashier = Caller("cashier")
        for name in ("回盘.txt", "回盘.txt", "另一个名字.txt"):
            told = cashier.post("/bank-returns", file=SimpleUploadedFile(name, answer))
            assert cashier.status == 200, told
        with scope.whole_county():
            assert BankReturn.objects.count() == 1
            assert sum(funds.balances(people.COUNTY).values()) == 0
            assert funds.balances(people.COUNTY)["in_transit"] == 0

    def test_a_departments_file_twice_is_one_file(self, where: people.County) -> None:
        verifier = Caller("verifier")
        person = Person(citizen_id="370982195501010499", name="远方人")
        body = made.delivery("deposits", person)
        for _ in range(2):
            file = SimpleUploadedFile("存款.csv", body, "text/csv")
            verifier.post("/extracts", {"source": "deposits", "as_of": "2026-09-01"}, file=file)
        with scope.whole_county():
            assert Extract.objects.count() == 1

    def test_a_sheet_of_recipients_twice_enters_them_once(self, where: people.County) -> None:
        policy = Caller("policy")
        for _ in range(2):
            sheet = importing.workbook(importing.grid(importing.row()))
            policy.post(
                "/imports/households", {"area": people.COUNTY}, file=SimpleUploadedFile("在享.xlsx", sheet)
            )
        with scope.whole_county():
            assert (Case.objects.count(), Household.objects.count()) == (1, 1)
