"""Whatever a department does wrong: a clear outcome, nothing lost, nothing attributed to the wrong person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from jiuzhu.demo.exchange import writing
from jiuzhu.demo.exchange.writing import SOMEBODY_ELSE
from jiuzhu.values import citizen_id
from jiuzhu.verification import actions, exchanging, queries
from jiuzhu.verification.models import Answer, Contact, ExtractRow, Inbound, Inquiry, RefusedRow, Stray
from jiuzhu.verification.sources.codecs.sheets import manifest
from tests import exchanging as doors
from tests import people
from tests.rooms import exchange_cases as cases
from tests.rooms import verification_cases as made
from tests.rooms.exchange_cases import TODAY, Exchange, said

CAR, OTHER_CAR = {"号牌号码": "鲁J00001"}, {"号牌号码": "鲁J00002"}


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> Iterator[None]:
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "media"
    yield
    settings.MEDIA_ROOT = before


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


@pytest.fixture
def told(where: people.County, tmp_path: Path) -> Iterator[tuple[Exchange, Inquiry, Inquiry]]:
    """A department that answers nothing by itself; mother's and son's cars were asked about."""
    linked = cases.connected(where, sources=("vehicles",))
    mother, son = cases.asked(where, "mother", "son", sources=("vehicles",))
    with cases.exchange(tmp_path, linked) as one:
        one.met.department._take = lambda batch, lines: None  # type: ignore[method-assign]
        one.round()
        yield one, mother, son


def refused(code: str) -> int:
    return Inbound.objects.filter(taken=False, refusal__code=f"verification.{code}").count()


def attributed() -> set[tuple[str, str]]:
    """(whose inquiry, whose record) of every record that stands in an answer."""
    found = set()
    for answer in Answer.objects.select_related("inquiry__person"):
        for row in ExtractRow.objects.filter(pk__in=answer.rows):
            found.add((answer.inquiry.person.citizen_id or "", row.citizen_id))
    return found


def test_down_for_a_day_the_breaker_opens_questions_wait_and_are_answered(
    where: people.County, tmp_path: Path
) -> None:
    linked = cases.connected(
        where, "gateway", address="http://127.0.0.1:1/dept", sources=("household_register",)
    )
    (asked,) = cases.asked(where, sources=("household_register",))
    with cases.exchange(tmp_path, linked) as one:
        assert one.met.server is not None
        one.met.server.down = True
        for _ in range(24 * 12):
            one.round()
            one.clock.later(minutes=5)
        # 2 faults open it; then pauses of 30, 60, 120, 240, 480 minutes, each with one try.
        assert Contact.objects.filter(kind="fault", code="verification.source-unreachable").count() == 7
        state = queries.state(linked, one.clock.now.date())
        assert (state.waiting, state.unsent, cases.outcomes(asked)) == (0, 1, [""])
        assert state.opens_at is not None and state.fault is not None
        one.met.server.down = False
        one.clock.now = state.opens_at
        one.there_and_back()
        assert cases.outcomes(asked) == ["found"]
        assert queries.opens_at(linked) is None and queries.contacts(linked)[0].kind == "reached"


def test_the_same_answer_twice_counts_once(told) -> None:
    one, mother, son = told
    one.send("m1", said(mother, "found", CAR), said(son, "not_found"))
    one.round()
    one.send("m2", said(mother, "found", CAR), said(son, "not_found"), odd="columns")
    one.round()
    one.send("m3", said(mother, "有记录", CAR))
    one.round()
    assert (cases.answers(mother), cases.answers(son)) == (["found"], ["not_found"])
    assert [m.repeated for m in Inbound.objects.order_by("id")] == [0, 2, 1]


def test_a_failure_told_after_the_answer_takes_nothing_back(told) -> None:
    """Found by the soak: the message that says "later" can arrive after the one that says what."""
    one, mother, son = told
    one.send("m2", said(mother, "found", CAR), said(son, "not_found"))
    one.round()
    one.send("m1", said(mother, "source_error"), said(son, "not_covered"))
    one.round()
    assert (cases.answers(mother), cases.answers(son)) == (["found"], ["not_found"])
    assert [m.repeated for m in Inbound.objects.order_by("id")] == [0, 2]


def test_a_second_answer_that_differs_is_kept_and_shown_and_settled_by_a_person(
    told, where: people.County
) -> None:
    one, mother, son = told
    one.send("m1", said(mother, "found", CAR), said(son, "found", CAR))
    one.send("m2", said(mother, "found", OTHER_CAR), said(son, "not_found"))
    one.round()
    assert cases.answers(mother) == cases.answers(son) == ["found", "ambiguous"]
    assert Inbound.objects.get(number="m2").contradicted == 2
    last = queries.latest_answer(mother)
    assert last is not None and last.note and [fact["plate"] for fact in last.facts] == ["鲁J00002"]
    for inquiry, same, plates in ((mother, False, ["鲁J00001"]), (son, True, [])):
        settled = actions.settle(
            inquiry, same_person=same, note="致电车管所", actor=where.verifier, on=TODAY, at=made.at(hour=12)
        )
        assert [fact["plate"] for fact in settled.facts] == plates
    assert cases.answers(son)[-1] == "not_found"


def test_an_answer_for_someone_else_is_a_stray_and_nobodys(told) -> None:
    one, mother, son = told
    swapped = said(mother, "found", CAR, citizen_id=son.person.citizen_id, name=son.person.name)
    unasked = replace(said(mother, "found", CAR), line=replace(said(mother).line, reference="never-asked"))
    mixed = said(son, "found", {**CAR, "身份证号": SOMEBODY_ELSE}, CAR)
    one.send("m1", swapped, unasked, mixed)
    one.round()
    assert cases.outcomes(mother, son) == ["", ""] and not ExtractRow.objects.exists()
    strays = list(Stray.objects.order_by("id").values_list("why", flat=True))
    assert sorted(strays) == ["not_asked", "other_person", "other_person"]
    assert not any(one_.whom and one_.whom.isdecimal() for one_ in Stray.objects.all()), (
        "whom it names is masked"
    )
    one.send("m2", said(mother, "found", CAR), said(son, "not_found"))
    one.round()
    assert cases.outcomes(mother, son) == ["found", "not_found"]
    assert all(whose == of for whose, of in attributed())


def test_a_batch_of_somebody_else_is_refused(told) -> None:
    one, mother, _son = told
    one.send("m1", said(mother, "found", CAR), batch="370983-20260901-0000000000")
    one.round()
    assert cases.outcomes(mother) == [""] and refused("unknown-batch") == 1


def test_half_a_file_is_left_and_a_wrong_checksum_refused_and_sent_again(
    where: people.County, tmp_path: Path
) -> None:
    linked = cases.connected(where, "files", sources=("household_register",))
    (asked,) = cases.asked(where, sources=("household_register",))
    with cases.exchange(tmp_path, linked, faults=doors.plan(messages={"r1": "half"})) as one:
        one.round()
        one.met.step()
        folder = tmp_path / "shared" / "in"
        (table,) = folder.glob("*.csv")
        whole = table.read_bytes()
        table.write_bytes(whole[:-9])
        one.round()
        assert not Inbound.objects.exists() and table.exists()
        table.write_bytes(whole)
        one.round()
        assert refused("wrong-checksum") == 1 and cases.outcomes(asked) == [""]
        assert list((tmp_path / "shared" / "refused").glob("*.reason.txt"))
        one.met.step()
        one.round()
        assert cases.outcomes(asked) == ["found"]


@pytest.mark.parametrize("odd", ["columns", "gbk"])
def test_another_order_of_columns_and_gbk_are_read_as_ever(
    where: people.County, tmp_path: Path, odd: str
) -> None:
    linked = cases.connected(where, "files", sources=("vehicles",))
    (asked,) = cases.asked(where, sources=("vehicles",))
    with cases.exchange(tmp_path, linked) as one:
        one.met.department._take = lambda batch, lines: None  # type: ignore[method-assign]
        one.round()
        one.send("m1", said(asked, "有记录", {**CAR, "品牌型号": "五菱宏光"}), odd=odd)
        one.round()
    answer = queries.latest_answer(asked)
    assert answer is not None and answer.outcome == "found"
    assert {**answer.facts[0], "row": 0} == {"plate": "鲁J00001", "model": "五菱宏光", "row": 0}


def test_a_row_that_slipped_fails_its_line_alone(where: people.County, tmp_path: Path) -> None:
    linked = cases.connected(where, "files", sources=("vehicles",))
    mother, son = cases.asked(where, "mother", "son", sources=("vehicles",))
    with cases.exchange(tmp_path, linked) as one:
        one.met.department._take = lambda batch, lines: None  # type: ignore[method-assign]
        one.round()
        batch = linked.batches.get().number
        _body, (part,) = writing.written(
            "csv", batch, "m1", [said(mother, "found", CAR), said(son, "found", CAR)], TODAY, odd=""
        )
        slipped = part.body.replace(
            f"{mother.line.reference},".encode(), f"{mother.line.reference},,".encode()
        )
        parts = (replace(part, body=slipped),)
        message = one.met.department.seal.close("m1", manifest(batch, parts), parts)
        one.met.department._outbox["m1"] = (one.clock.now, batch, message)
        one.met.step()
        one.round()
    assert cases.outcomes(mother, son) == ["source_error", "found"]
    assert RefusedRow.objects.get().code == "verification.broken-row"


def test_a_forged_signature_is_refused_and_its_content_not_kept(told) -> None:
    one, mother, _son = told
    one.send("m1", said(mother, "found", CAR))
    with doors.shared() as there:
        there.execute(f"UPDATE {doors.SCHEMA}.reply SET body = replace(body, '鲁J00001', '鲁J99999')")
    one.round()
    assert cases.outcomes(mother) == [""] and refused("forged-signature") == 1
    inbound = Inbound.objects.get()
    assert inbound.file is None and not inbound.taken and "forged" in inbound.refusal["code"]
    one.met.step()
    one.round()
    assert [fact["plate"] for fact in queries.latest_answer(mother).facts] == ["鲁J00001"]


def test_a_replayed_message_changes_nothing(told) -> None:
    one, mother, son = told
    one.send("m1", said(mother, "found", CAR))
    one.round()
    taken = Inbound.objects.get()
    # The same content under another number, and another content under a number or a nonce that was used.
    one.send("m2", said(mother, "found", CAR))
    department, batch = one.met.department, one.connection.batches.get().number
    body, _parts = writing.written("json", batch, "m9", [said(son, "found", CAR)], TODAY, odd="")
    numbered = department.seal.close("m1", body)
    used = replace(department.seal.close("m3", body), nonce=taken.nonce)
    used = replace(used, signature=department.seal.signer.sign(used.text))
    with doors.shared() as there:
        there.execute(f"DELETE FROM {doors.SCHEMA}.reply")
        for place, message in enumerate((numbered, used)):
            there.execute(
                f"INSERT INTO {doors.SCHEMA}.reply (number, batch, at, nonce, body, signature) VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    message.number,
                    str(place),
                    message.at,
                    message.nonce,
                    message.body.decode(),
                    message.signature,
                ],
            )
    one.round()
    assert refused("replayed-message") == 2 and cases.outcomes(mother, son) == ["found", ""]
    assert Inbound.objects.filter(taken=True).count() == 1


def test_a_clock_that_is_wrong_is_told(told) -> None:
    one, mother, _son = told
    one.clock.later(hours=2)
    one.send("m1", said(mother, "found", CAR))
    one.clock.later(hours=-2)
    one.round()
    assert cases.outcomes(mother) == [""] and refused("clock-skew") == 1
    assert "300" in queries.why_refused(**Inbound.objects.get().refusal).text()
    one.clock.later(hours=2)
    one.met.step()
    one.round()
    assert cases.outcomes(mother) == ["found"]


def test_an_old_number_of_fifteen_digits_is_the_same_person(told) -> None:
    one, mother, son = told
    old = lambda number: number[:6] + number[8:17]  # noqa: E731
    one.send("m1", said(mother, "found", {**CAR, "身份证号": old(mother.person.citizen_id)}, citizen_id=old(mother.person.citizen_id)),
             said(son, "found", CAR, citizen_id=old(mother.person.citizen_id)))  # fmt: skip
    one.round()
    assert cases.outcomes(mother, son) == ["found", ""]
    answer = queries.latest_answer(mother)
    assert answer is not None and "15" in answer.note
    assert Stray.objects.get().why == "other_person" and all(whose == of for whose, of in attributed())


def test_a_child_of_this_century_has_no_old_number() -> None:
    child = citizen_id.invent("370982", date(2018, 7, 8), "female", 0).number
    elder = citizen_id.invent("370982", date(1918, 7, 8), "female", 0).number
    old = child[:6] + child[8:17]
    assert citizen_id.stands_for(old, elder) and not citizen_id.stands_for(old, child)


def test_a_member_without_a_number_is_not_covered_and_not_sent(where: people.County, tmp_path: Path) -> None:
    linked = cases.connected(where, sources=("vehicles",))
    family = made.household(where)
    son = family["son"]
    son.citizen_id = None
    son.save()
    case = made.open_case(where, family)
    made.authorise(where, case, son)
    (asked,) = actions.ask(case, sources=("vehicles",), actor=where.verifier, on=TODAY, at=made.at())
    with cases.exchange(tmp_path, linked) as one:
        one.there_and_back()
    assert cases.answers(asked) == ["not_covered"] and not linked.batches.exists()


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome", "likeness"),
    [
        ("罗㛃", "罗洁", "name_mismatch", "variant"),
        ("罗㛃", "罗?", "name_mismatch", "unwritable"),
        ("罗㛃", "罗 㛃", "found", ""),
        ("罗㛃", "王刚", "name_mismatch", "different"),
    ],
)
def test_a_rare_character_against_its_simplified_form_is_for_a_person(
    told, ours: str, theirs: str, outcome: str, likeness: str
) -> None:
    one, _mother, son = told
    assert son.person.name == ours
    one.send("m1", said(son, "found", CAR, name=theirs))
    one.round()
    answer = queries.latest_answer(son)
    assert answer is not None and (answer.outcome, answer.likeness) == (outcome, likeness)
    assert answer.found_name == (theirs if likeness else "")


def test_partial_answers_leave_the_others_waiting(told) -> None:
    one, mother, son = told
    one.send("m1", said(mother, "not_covered"))
    one.round()
    assert (
        cases.outcomes(mother, son) == ["not_covered", ""] and one.connection.batches.get().closed_at is None
    )
    one.send("m2", said(son, "source_error"))
    one.round()
    one.send("m3", said(son, "not_found"))
    one.round()
    assert cases.answers(son) == ["source_error", "not_found"]
    assert one.connection.batches.get().closed_at is not None


def test_what_comes_after_the_report_or_the_withdrawal_is_kept_out(
    where: people.County, tmp_path: Path
) -> None:
    linked = cases.connected(where, sources=("vehicles",))
    (reported,), (withdrawn,) = (cases.asked(where, order=order, sources=("vehicles",)) for order in (0, 1))
    with cases.exchange(tmp_path, linked) as one:
        one.met.department._take = lambda batch, lines: None  # type: ignore[method-assign]
        one.round()
        actions.withdraw(
            withdrawn.authorisation, withdrawn_on=TODAY, actor=where.clerk, on=TODAY, at=made.at()
        )
        actions.report(
            reported.case,
            declared={},
            incomplete_because="急难",
            actor=where.verifier,
            on=TODAY,
            at=made.at(hour=11),
        )
        one.clock.later(hours=3)
        one.send("m1", said(reported, "found", CAR), said(withdrawn, "found", CAR))
        one.round()
    assert cases.outcomes(reported, withdrawn) == ["", ""] and not ExtractRow.objects.exists()
    assert sorted(Stray.objects.values_list("why", flat=True)) == ["not_lawful", "reported"]


def test_balances_do_not_come_in(where: people.County, tmp_path: Path) -> None:
    linked = cases.connected(where, sources=("deposits",))
    (asked,) = cases.asked(where, sources=("deposits",))
    with cases.exchange(tmp_path, linked) as one:
        one.met.department._take = lambda batch, lines: None  # type: ignore[method-assign]
        one.round()
        one.send("m1", said(asked, "found", {"个人存款是否超限": "否", "账户余额": "12345.00"}))
        one.round()
    assert cases.outcomes(asked) == [""] and refused("forbidden-column") == 1


def test_a_fault_goes_round_once_and_says_what_to_do(where: people.County) -> None:
    linked = cases.connected(where)
    assert not exchanging.round_with(linked, on=TODAY, at=made.at())
    fault = queries.contacts(linked)[0]
    assert fault.code == "verification.key-missing"
    assert "dept.hmac" in queries.why_refused(fault.code, fault.figures).text()
    assert exchanging.round_with(linked, on=TODAY, at=made.at() + timedelta(minutes=5)) is False
