"""A county's own numbers: two people, no change, one value a day. Refusals first, by action and by SQL."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu import rulebook
from jiuzhu.audit.models import Entry
from jiuzhu.offices.database import refusal_from
from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import actions, queries, rules
from jiuzhu.standards.models import LocalNumber, NumberCheck
from jiuzhu.values.refusals import Refusal, Refusals
from tests import people

pytestmark = pytest.mark.django_db

URBAN = "urban-minimum-living-standard"
COUNTY = people.COUNTY
TODAY = date(2026, 11, 20)
NOW = people.at(TODAY)
NOTICE = actions.Notice(
    "关于提高城乡低保标准的通知（演示）", "演民字〔2026〕1号", "演示市民政局", date(2026, 6, 20)
)


@pytest.fixture
def county() -> people.County:
    return people.county()


def enter(county: people.County, fen: int, starts_on: date, **more: Any) -> LocalNumber:
    by = more.pop("by", county.policy)
    more.setdefault("notice", NOTICE)
    return actions.enter(
        more.pop("name", URBAN), more.pop("area", COUNTY), fen, starts_on=starts_on, actor=by, at=NOW, **more
    )


def agree(county: people.County, number: LocalNumber, by: Any = None) -> NumberCheck:
    return actions.check(number, agrees=True, actor=by or county.policy_two, at=NOW)


def value_on(on: date, area: str = COUNTY, name: str = URBAN) -> Any:
    return queries.number(name, area, on).value


def sql(statement: str, values: list[Any]) -> Refusal:
    """What the database refuses when somebody comes without a page and without an action."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    refusal = refusal_from(caught.value)
    assert refusal is not None, caught.value
    return refusal


INSERT_CHECK = "INSERT INTO standards_numbercheck (number_id, agrees, remark, checked_by_id, checked_at) VALUES (%s, %s, 'x', %s, %s)"
INSERT_NUMBER = """
    INSERT INTO standards_localnumber (name, area_id, unit, value, starts_on, notice_title, notice_number, issuing_body,
      notice_on, replaces_id, reason, demo, entered_by_id, entered_at)
    VALUES (%s, %s, 'fen_per_person_month', %s, %s, 't', 'n', 'b', '2026-01-01', %s, %s, false, %s, %s)"""


class TestNobodyAlone:
    def test_nothing_is_in_force_before_a_second_person_agrees(self, county: people.County) -> None:
        enter(county, 80_000, date(2026, 1, 1))
        with pytest.raises(NotInForce):
            value_on(date(2026, 2, 1))

    def test_the_one_who_entered_cannot_check(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        with pytest.raises(Refusal) as caught:
            agree(county, number, by=county.policy)
        assert caught.value.code == "standards.checked-by-enterer"
        assert not NumberCheck.objects.exists()

    def test_not_even_through_sql(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        refusal = sql(INSERT_CHECK, [number.pk, True, county.policy.pk, NOW])
        assert refusal.code == "standards.checked-by-enterer"

    def test_somebody_without_the_post_neither_enters_nor_checks(self, county: people.County) -> None:
        with pytest.raises(Refusal) as caught:
            enter(county, 80_000, date(2026, 1, 1), by=county.clerk)
        assert caught.value.code == "offices.not-your-power"
        number = enter(county, 80_000, date(2026, 1, 1))
        with pytest.raises(Refusal) as caught:
            agree(county, number, by=county.supervisor)
        assert caught.value.code == "offices.not-your-power"
        assert (
            sql(INSERT_CHECK, [number.pk, True, county.supervisor.pk, NOW]).code == "standards.not-empowered"
        )
        row = [URBAN, COUNTY, "80000", date(2026, 1, 1), None, "", county.clerk.pk, NOW]
        assert sql(INSERT_NUMBER, row).code == "standards.not-empowered"

    def test_a_post_counts_only_in_its_area(self, county: people.County) -> None:
        with pytest.raises(Refusal) as caught:
            enter(county, 80_000, date(2026, 1, 1), area="370900")
        assert caught.value.code == "offices.not-your-area"
        row = [URBAN, "370900", "80000", date(2026, 1, 1), None, "", county.policy.pk, NOW]
        assert sql(INSERT_NUMBER, row).code == "standards.not-empowered"

    def test_a_second_verdict_is_refused(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        agree(county, number)
        with pytest.raises(Refusal) as caught:
            agree(county, number)
        assert caught.value.code == "standards.already-checked"
        refusal = sql(INSERT_CHECK, [number.pk, False, county.policy_two.pk, NOW])
        assert refusal.code == "standards.already-checked"

    def test_sending_back_needs_a_reason_and_puts_nothing_in_force(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        with pytest.raises(Refusal) as caught:
            actions.check(number, agrees=False, remark="  ", actor=county.policy_two, at=NOW)
        assert caught.value.code == "standards.reason-needed"
        actions.check(number, agrees=False, remark="文号写错", actor=county.policy_two, at=NOW)
        with pytest.raises(NotInForce):
            value_on(date(2026, 2, 1))


class TestNothingChanges:
    def test_rows_are_neither_changed_nor_deleted(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        verdict = agree(county, number)
        for statement, pk in (
            ("UPDATE standards_localnumber SET value = '1' WHERE id = %s", number.pk),
            ("DELETE FROM standards_localnumber WHERE id = %s", number.pk),
            ("UPDATE standards_numbercheck SET agrees = false WHERE id = %s", verdict.pk),
            ("DELETE FROM standards_numbercheck WHERE id = %s", verdict.pk),
        ):
            assert sql(statement, [pk]).code == "audit.append-only"
        connection.check_constraints()  # PostgreSQL truncates nothing while foreign keys wait to be checked
        assert sql("TRUNCATE standards_numbercheck", []).code == "audit.append-only"
        number.value = 1
        with pytest.raises(DatabaseError), transaction.atomic():
            number.save()
        assert value_on(date(2026, 2, 1)) == 80_000

    def test_two_values_never_start_on_one_day(self, county: people.County) -> None:
        first, second = enter(county, 80_000, date(2026, 1, 1)), enter(county, 81_000, date(2026, 1, 1))
        agree(county, first)
        with pytest.raises(Refusal) as caught:
            agree(county, second)
        assert caught.value.code == "standards.same-first-day"
        assert "2026年1月1日" in caught.value.text()
        refusal = sql(INSERT_CHECK, [second.pk, True, county.policy_two.pk, NOW])
        assert refusal.code == "standards.same-first-day"
        actions.check(second, agrees=False, remark="重复录入", actor=county.policy_two, at=NOW)

    def test_a_correction_names_what_it_corrects(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        with pytest.raises(Refusal) as caught:
            actions.correct(
                number,
                81_000,
                starts_on=date(2026, 1, 1),
                notice=NOTICE,
                reason="看错",
                actor=county.policy,
                at=NOW,
            )
        assert caught.value.code == "standards.not-agreed"
        row = [URBAN, COUNTY, "81000", date(2026, 1, 1), number.pk, "r", county.policy.pk, NOW]
        assert sql(INSERT_NUMBER, row).code == "standards.not-agreed"
        agree(county, number)
        row = ["rural-minimum-living-standard", *row[1:]]
        assert sql(INSERT_NUMBER, row).code == "standards.of-another-number"
        with pytest.raises(Refusal) as caught:
            actions.correct(
                number,
                81_000,
                starts_on=date(2026, 1, 1),
                notice=NOTICE,
                reason=" ",
                actor=county.policy,
                at=NOW,
            )
        assert caught.value.code == "standards.reason-needed"

    def test_only_one_correction_of_a_value_counts(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        agree(county, number)
        fix: dict[str, Any] = {"notice": NOTICE, "reason": "录入错误", "actor": county.policy, "at": NOW}
        one = actions.correct(number, 81_000, starts_on=date(2026, 1, 1), **fix)
        two = actions.correct(number, 82_000, starts_on=date(2026, 2, 1), **fix)
        assert value_on(date(2026, 3, 1)) == 80_000
        agree(county, one)
        assert value_on(date(2026, 3, 1)) == 81_000
        with pytest.raises(Refusal) as caught:
            agree(county, two)
        assert caught.value.code == "standards.already-corrected"
        refusal = sql(INSERT_CHECK, [two.pk, True, county.policy_two.pk, NOW])
        assert refusal.code == "standards.already-corrected"


class TestWhatIsTyped:
    def test_the_notice_must_be_named_and_past(self, county: people.County) -> None:
        notice = actions.Notice(" ", "", "x" * 101, date(2027, 1, 1))
        with pytest.raises(Refusals) as caught:
            enter(county, 80_000, date(2026, 1, 1), stops_on=date(2026, 1, 1), notice=notice)
        assert [(one.field, one.code) for one in caught.value.many] == [
            ("notice_title", "standards.missing"),
            ("notice_number", "standards.missing"),
            ("issuing_body", "standards.too-long"),
            ("notice_on", "standards.notice-in-future"),
            ("stops_on", "standards.stops-before-start"),
        ]
        assert not LocalNumber.objects.exists()

    def test_unknown_names_and_places_are_refused(self, county: people.County) -> None:
        with pytest.raises(Refusal) as caught:
            enter(county, 80_000, date(2026, 1, 1), name="urban-standart")
        assert caught.value.code == "rulebook.unknown-number"
        with pytest.raises(Refusal) as caught:
            enter(county, 80_000, date(2026, 1, 1), area="370982999")
        assert caught.value.code == "standards.unknown-area"

    def test_what_the_nation_sets_is_not_entered_here(self, county: people.County) -> None:
        national = next(one for one in rulebook.book().parameters.values() if one.set_by == "nation")
        with pytest.raises(Refusal) as caught:
            enter(county, 1, date(2026, 1, 1), name=national.name)
        assert caught.value.code == "standards.not-the-countys"


class TestTwoPeopleAgree:
    def test_a_number_is_in_force_from_its_first_day_with_its_notice(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 12, 1), demo=True)
        assert not number.retroactive
        agree(county, number)
        with pytest.raises(NotInForce):
            value_on(date(2026, 11, 30))
        figure = queries.number(URBAN, f"{people.TOWNSHIP}201", date(2026, 12, 1))
        assert (figure.value, figure.unit, figure.demo, figure.entered_by_county) == (
            80_000, "fen_per_person_month", True, True,
        )  # fmt: skip
        assert "演民字〔2026〕1号" in figure.law
        assert "演示市民政局" in figure.source

    def test_a_later_one_ends_the_earlier_by_its_own_start(self, county: people.County) -> None:
        for fen, day in ((82_000, date(2026, 1, 1)), (80_000, date(2025, 1, 1))):
            agree(county, enter(county, fen, day))
        assert value_on(date(2025, 12, 31)) == 80_000
        assert value_on(date(2026, 1, 1)) == 82_000
        figure = queries.number(URBAN, COUNTY, date(2025, 3, 1))
        assert figure.stops_on == date(2026, 1, 1)

    def test_after_its_own_end_nothing_is_in_force(self, county: people.County) -> None:
        agree(county, enter(county, 80_000, date(2025, 1, 1)))
        agree(county, enter(county, 82_000, date(2026, 1, 1), stops_on=date(2026, 7, 1)))
        with pytest.raises(NotInForce):
            value_on(date(2026, 7, 1))

    def test_an_entry_after_its_first_day_is_marked(self, county: people.County) -> None:
        assert enter(county, 80_000, TODAY - timedelta(days=1)).retroactive
        assert not enter(county, 80_000, TODAY).retroactive

    def test_a_value_in_the_wrong_place_can_be_withdrawn(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        agree(county, number)
        request = actions.withdraw(number, reason="误把农村标准录为城市标准", actor=county.policy, at=NOW)
        assert value_on(date(2026, 2, 1)) == 80_000
        agree(county, request)
        with pytest.raises(NotInForce):
            value_on(date(2026, 2, 1))
        with pytest.raises(Refusal) as caught:
            actions.withdraw(request, reason="又要", actor=county.policy, at=NOW)
        assert caught.value.code == "standards.not-agreed"
        agree(county, enter(county, 81_000, date(2026, 1, 1)))
        assert value_on(date(2026, 2, 1)) == 81_000

    def test_a_table_of_values_comes_back_as_it_was(self, county: people.County) -> None:
        table = rulebook.book().parameters["category-uplift-percent"]
        typed: dict[str, object] = dict.fromkeys(rules.fields(table), "7")
        value = rules.read(table, typed)
        agree(county, enter(county, value, date(2026, 1, 1), name=table.name))  # type: ignore[arg-type]
        assert value_on(date(2026, 1, 1), name=table.name) == value

    def test_the_log_says_who_and_what(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        actions.check(number, agrees=False, remark="文号写错", actor=county.policy_two, at=NOW)
        told = [
            (one.act, one.actor_key)
            for one in Entry.objects.filter(act__startswith="standards.").order_by("id")
        ]
        assert told == [
            ("standards.entered", county.policy.staff_number),
            ("standards.sent-back", county.policy_two.staff_number),
        ]
        assert Entry.objects.filter(act="standards.entered").get().facts["shown_zh"] == "800.00 元/人·月"
