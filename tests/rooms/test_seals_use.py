"""A seal is put on a paper by its custodian of that moment, on a signed decision, within the letter, under the next number."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as some

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation.refusals import LetterSuspended, NoLetterInForce
from jiuzhu.documents import store
from jiuzhu.documents.models import StoredFile
from jiuzhu.offices import actions as offices
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.seals import actions, queries, refusals, rules
from jiuzhu.seals.models import Use
from tests import people
from tests import seals as made
from tests.seals import CHECKED, SINCE, told

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _papers(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made.papers_in(tmp_path, settings, monkeypatch)


@pytest.fixture
def where(db: None) -> people.County:
    return made.ready(people.county())


def raw_copy(use: Use, **changes: Any) -> str:
    """Insert a copy of a use with some columns changed, by raw SQL; the code of the refusal, empty when it was taken."""
    columns = [field.column for field in Use._meta.concrete_fields if field.column != "id"]
    chosen = ", ".join(f"%({name})s" if name in changes else f'"{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO seals_use ({names}) SELECT {chosen} FROM seals_use WHERE id = {use.pk}", changes
            )
    except DatabaseError as error:
        refusal = refusal_from(error)
        return refusal.code if refusal else type(error).__name__
    return ""


def test_nobody_but_the_custodian_and_her_attempt_is_kept(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    for officer in (where.head, where.reviewer, where.supervisor, where.neighbour_chief):
        with pytest.raises(refusals.NotTheCustodian) as refused:
            made.use(seal, decision, officer, on=TODAY)
        assert "郑守约" in refused.value.wrong()
    with pytest.raises(refusals.NotTheCustodian):
        made.use(
            seal, decision, where.head, on=TODAY, paper=made.paper(decision)
        )  # the same paper the same day: raised once
    assert not Use.objects.exists() and not StoredFile.objects.filter(kind="sealed").exists()
    found = list(queries.signals(kinds=["wrong_custodian"]))
    assert {one.officer.name for one in found} == {"崔知远", "陆听澜", "严明", "石岩"} and len(found) == 4
    assert found[0].evidence["case_number"] == decision.case.number


def test_not_on_a_day_when_it_is_not_in_use(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    paper = made.paper(decision)
    made.take(where, seal, "suspended", TODAY)
    with pytest.raises(refusals.NotInUse) as refused:
        made.use(seal, decision, where.chief, on=TODAY, paper=paper)
    assert refused.value.wrong() == f"印章{seal.number}为“停用”（自2026年9月1日起），不能使用。"
    made.take(where, seal, "resumed", TODAY + timedelta(days=1))
    with pytest.raises(refusals.NotInUse):  # resumed now, but not in use at the moment that is stated
        made.use(seal, decision, where.chief, on=TODAY, paper=paper)
    assert made.use(seal, decision, where.chief, on=TODAY + timedelta(days=1), paper=paper).number == 1
    made.take(where, seal, "lost", TODAY + timedelta(days=2))
    with pytest.raises(refusals.NotInUse):
        made.use(seal, made.decided(where, on=TODAY), where.chief, on=TODAY + timedelta(days=3))


def test_each_seal_on_its_own_papers(where: people.County) -> None:
    decision = made.decided(where, on=TODAY)
    for kind, officer in (("township", where.head), ("county", where.bureau)):
        seal = made.kept(where, kind)
        with pytest.raises(
            refusals.DoesNotFit
        ):  # entrusted, in the county's name: the special seal and no other
            made.use(seal, decision, officer, on=TODAY)
    special = made.kept(where)
    notice = made.paper(decision, words="通知")
    with pytest.raises(refusals.DoesNotFit):
        made.use(special, decision.case, where.chief, on=TODAY, paper=notice, approver="崔知远")
    township = queries.in_use(people.TOWNSHIP, "township")
    assert (
        made.use(township, decision.case, where.head, on=TODAY, paper=notice, approver="崔知远").paper_kind
        == "notice"
    )
    letter = made.letter_of(people.TOWNSHIP)
    county = queries.in_use(people.COUNTY, "county")
    paper = made.paper(decision, words="委托书")
    assert made.use(county, letter, where.bureau, on=TODAY, paper=paper).letter_number == letter.number
    with pytest.raises(refusals.DoesNotFit):
        made.use(special, letter, where.chief, on=TODAY, paper=paper)
    assert [queries.fitting(people.TOWNSHIP, *asked) for asked in (("decision", "entrusted"), ("decision", "statutory_township"),
            ("decision", "county"))] == [special, township, county]  # fmt: skip


def test_not_on_the_neighbours_decision(where: people.County) -> None:
    made.kept(where)
    neighbour = made.kept(where, area=people.NEIGHBOUR)
    with pytest.raises(refusals.AnotherArea):
        made.use(neighbour, made.decided(where, on=TODAY), where.neighbour_chief, on=TODAY)


def test_not_on_another_cases_paper(where: people.County) -> None:
    seal, decision, other = made.kept(where), made.decided(where, on=TODAY), made.decided(where, on=TODAY)
    with pytest.raises(refusals.RegisterDiffers):
        made.use(seal, decision, where.chief, on=TODAY, paper=made.paper(other))
    assert not Use.objects.exists()


def test_signature_before_seal(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    with pytest.raises(refusals.BeforeDecision):
        made.use(seal, decision, where.chief, on=TODAY, hour=9)
    with (
        connection.cursor() as cursor
    ):  # a decision from before signatures, or one smuggled in past its trigger
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE approvals_decision DISABLE TRIGGER USER")
        cursor.execute("UPDATE approvals_decision SET signature_id = NULL")
        cursor.execute("ALTER TABLE approvals_decision ENABLE TRIGGER USER")
    with pytest.raises(refusals.Unsigned):
        made.use(seal, decision, where.chief, on=TODAY)


def test_the_item_must_be_in_the_letter_on_both_days(where: people.County) -> None:
    seal, decision, letter = made.kept(where), made.decided(where, on=TODAY), made.letter_of(people.TOWNSHIP)
    delegation.suspend(
        letter, reason="检查", effective_on=TODAY + timedelta(days=1), **told(where.supervisor, TODAY)
    )
    with pytest.raises(LetterSuspended):
        made.use(seal, decision, where.chief, on=TODAY + timedelta(days=1))
    delegation.withdraw(
        letter, reason="收回", effective_on=TODAY + timedelta(days=2), **told(where.supervisor, TODAY)
    )
    with pytest.raises(NoLetterInForce):
        made.use(seal, decision, where.chief, on=TODAY + timedelta(days=3))
    assert made.use(seal, decision, where.chief, on=TODAY).letter_number == letter.number


def test_whoever_surveyed_or_reviewed_the_case_does_not_seal_it(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    offices.post(where.reviewer, "township_head", where.areas[people.TOWNSHIP], starts_on=SINCE, actor=None, at=people.at(SINCE))  # fmt: skip
    made.give(seal, where.chief, where.reviewer, TODAY, 10, 30, until=TODAY, reason="首席代表外出")
    with pytest.raises(refusals.TookPart) as refused:
        made.use(seal, decision, where.reviewer, on=TODAY)
    assert "初审" in refused.value.wrong()


def test_no_blank_no_unchecked_and_no_foreign_paper(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    for left_out in CHECKED:
        for value in (False, None, "yes"):
            with pytest.raises(refusals.ChecklistIncomplete):
                made.use(seal, decision, where.chief, on=TODAY, checklist=CHECKED | {left_out: value})
    for blank in ({"text": ""}, {"day": "　"}, {"number": "＿＿＿"}, {"issuer": None}):
        with pytest.raises(refusals.BlankFields) as refused:
            made.use(seal, decision, where.chief, on=TODAY, paper=made.paper(decision, **blank | {"x": 1}))
        assert next(iter(blank)) in refused.value.wrong()
    with pytest.raises(refusals.NotSealable):
        made.use(seal, decision, where.chief, on=TODAY, paper=made.paper(decision, template="nothing-asked"))
    assert not Use.objects.exists()


def test_the_straight_way_and_what_the_register_keeps(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    paper = made.paper(decision)
    use = made.use(
        seal, decision, where.chief, on=TODAY, paper=paper, document_number="新汶民救决〔2026〕1号"
    )
    assert (use.number, use.title, use.case_number, use.item_code, use.copies, use.pages) == (
        1, f"决定书 {decision.case.number}", decision.case.number, "MZ01-01", 2, 1
    )  # fmt: skip
    assert (use.custodian, use.approver, use.handler) == (where.chief, "郑守约", "陆听澜")
    body = store.place(use.sealed_sha256).read_bytes()
    assert body != store.place(paper.sha256).read_bytes() and use.sealed.kind == "sealed"
    found = queries.sealed(use.sealed_sha256)
    assert found is not None and (found.text, found.letter_number, found.void) == (
        seal.text,
        made.letter_of(people.TOWNSHIP).number,
        "",
    )
    assert queries.sealed(paper.sha256) is None and queries.of_subject(decision) == use
    with pytest.raises(refusals.AlreadySealed):
        made.use(seal, decision, where.chief, on=TODAY, paper=paper)
    with pytest.raises(refusals.AlreadySealed):  # printed anew it is another file, but the same decision
        made.use(seal, decision, where.chief, on=TODAY, paper=made.paper(decision, words="再印"))


def test_a_void_use_keeps_its_number_and_frees_the_paper(where: people.County) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    use = made.use(seal, decision, where.chief, on=TODAY)
    with pytest.raises(refusals.ReasonNeeded):
        actions.void(use, reason=" ", **told(where.chief, TODAY, 12))
    with pytest.raises(refusals.NotTheCustodian):
        actions.void(use, reason="错盖", **told(where.head, TODAY, 12))
    actions.void(use, reason="印章不清", **told(where.chief, TODAY, 12))
    with pytest.raises(refusals.AlreadyVoid):
        actions.void(use, reason="再废", **told(where.chief, TODAY, 12))
    again = made.use(seal, decision, where.chief, on=TODAY, hour=13, paper=use.paper)
    assert [one.number for one in queries.uses(seal)] == [2, 1] and again.number == 2
    assert queries.sealed(use.sealed_sha256).void == "印章不清"  # type: ignore[union-attr]


def test_raw_sql_is_refused_for_the_same_reasons(where: people.County) -> None:
    seal, decision, other = made.kept(where), made.decided(where, on=TODAY), made.decided(where, on=TODAY)
    use = made.use(seal, decision, where.chief, on=TODAY)
    paper = made.paper(other)
    sealed = StoredFile.objects.get(pk=use.sealed_id)
    sealed.pk, sealed.sha256 = None, "9" * 64
    sealed.save()
    good = {"number": 2, "decision_id": other.pk, "case_number": other.case.number, "case_id": other.case_id, "paper_id": paper.pk,
            "paper_sha256": paper.sha256, "sealed_id": sealed.pk, "sealed_sha256": "9" * 64}  # fmt: skip
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"number": 3}, "seals.number-gap"), ({"number": 1}, "seals.number-gap"),
        ({"custodian_id": where.head.pk}, "seals.not-the-custodian"),
        ({"decision_id": decision.pk}, "seals.already-sealed"), ({"paper_sha256": use.paper_sha256}, "seals.already-sealed"),
        ({"case_number": use.case_number}, "seals.register-differs"), ({"item_code": "MZ01-02"}, "seals.register-differs"),
        ({"legal_form": "county"}, "seals.register-differs"), ({"letter_number": "X"}, "seals.register-differs"),
        ({"paper_sha256": "8" * 64}, "seals.register-differs"), ({"sealed_sha256": "8" * 64}, "seals.register-differs"),
        ({"certificate_fingerprint": "8" * 64}, "seals.register-differs"), ({"imprint_sha256": "8" * 64}, "seals.register-differs"),
        ({"checklist": '{"signed": true}'}, "seals.checklist-incomplete"), ({"checklist": "{}"}, "seals.checklist-incomplete"),
        ({"on": TODAY + timedelta(days=1)}, "seals.register-differs"), ({"at": people.at(TODAY, 9)}, "seals.before-the-decision"),
        ({"copies": 0}, "IntegrityError"), ({"purpose": ""}, "IntegrityError"), ({"paper_kind": "notice"}, "seals.does-not-fit"),
    ]  # fmt: skip
    assert [(change, raw_copy(use, **good | change)) for change, _code in wrong] == wrong
    assert raw_copy(use, **good) == ""
    for statement in (
        "DELETE FROM seals_use",
        "UPDATE seals_use SET copies = 9",
        "TRUNCATE seals_use CASCADE",
    ):
        # TRUNCATE waits for no deferred check
        assert made.raw(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}") == "audit.append-only"


def test_a_crash_after_the_file_burns_no_number(
    where: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal, decision = made.kept(where), made.decided(where, on=TODAY)
    paper = made.paper(decision)
    from jiuzhu.seals.actions import watching

    def killed(_use: Use) -> None:
        raise SystemExit

    monkeypatch.setattr(watching, "look_at", killed)
    with pytest.raises(SystemExit), transaction.atomic():
        made.use(seal, decision, where.chief, on=TODAY, paper=paper)
    monkeypatch.undo()
    assert not Use.objects.exists() and not StoredFile.objects.filter(kind="sealed").exists()


# --- rules --------------------------------------------------------------------------------------------------


def test_what_counts_as_blank() -> None:
    required = ("name", "amount", "members.name", "members", "note")
    whole = {"name": "罗安", "amount": 0, "members": [{"name": "罗安"}], "note": ["x"]}
    assert rules.blanks(required, whole) == ()
    for value in ("", "  ", "　", "____", "——", None, [], {}):
        assert rules.blanks(("name",), {"name": value}) == ("name",)
    assert rules.blanks(required, whole | {"members": [{"name": "罗安"}, {"name": ""}]}) == ("members.name",)
    assert rules.blanks(required, None) == required


@given(some.lists(some.integers(1, 40), unique=True), some.integers(0, 40))
def test_gaps_are_exactly_what_is_missing(numbers: list[int], last: int) -> None:
    missing = rules.gaps(numbers, last)
    assert set(missing) | set(numbers) >= set(range(1, max([last, *numbers]) + 1))
    assert not set(missing) & set(numbers)


# --- signals ------------------------------------------------------------------------------------------------


def test_out_of_hours_on_rest_days_and_at_night(where: people.County) -> None:
    seal, friday = made.kept(where), date(2026, 9, 4)
    for day, hour, minute in (
        (friday, 17, 59),
        (friday, 18, 0),
        (date(2026, 9, 5), 10, 0),
        (date(2026, 10, 1), 10, 0),
    ):
        made.use(seal, made.decided(where, on=TODAY), where.chief, on=day, hour=hour, minute=minute)
    found = list(queries.signals([people.TOWNSHIP], kinds=["out_of_hours"]))
    assert [(one.evidence["number"], one.evidence["why"]) for one in found] == [
        (4, "国庆节"),
        (3, "星期六"),
        (2, "18:00"),
    ]


def test_twenty_in_five_minutes_is_a_burst_told_once(
    where: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jiuzhu.seals.actions import watching

    usual = watching._number
    monkeypatch.setattr(
        watching, "_number", lambda name, *asked: 3 if name == "seal-burst-uses" else usual(name, *asked)
    )
    seal = made.kept(where)
    for minute in (0, 10, 11, 12, 13):
        made.use(seal, made.decided(where, on=TODAY), where.chief, on=TODAY, minute=minute)
    (found,) = queries.signals(kinds=["burst"])
    assert found.evidence["numbers"] == [2, 3, 4] and found.officer == where.chief


def test_the_nightly_check_finds_what_was_done_behind_the_triggers(where: people.County) -> None:
    seal = made.kept(where)
    uses = [made.use(seal, made.decided(where, on=TODAY), where.chief, on=TODAY) for _ in range(3)]
    at = {"on": TODAY, "at": people.at(TODAY, 23)}
    assert actions.check(people.COUNTY, **at) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("seals_use", "approvals_decision"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "DELETE FROM seals_use WHERE number = 3"
        )  # the last one: the seal still knows the number it gave out
        cursor.execute(
            "UPDATE approvals_decision SET at = at + interval '1 day' WHERE id = %s", [uses[0].decision_id]
        )
    found = actions.check(people.COUNTY, **at)
    assert [(one.kind, one.evidence.get("missing") or one.evidence["number"]) for one in found] == [
        ("number_gap", [3]), ("before_decision", 1)
    ]  # fmt: skip
    assert actions.check(people.COUNTY, **at) == []  # told once


def test_a_substitute_for_too_long(where: people.County) -> None:
    seal = made.kept(where)
    made.give(seal, where.chief, where.head, TODAY, until=TODAY + timedelta(days=60), reason="首席代表借调")
    for days, expected in ((14, 0), (30, 1), (31, 0)):
        on = TODAY + timedelta(days=days)
        assert len(actions.check(people.COUNTY, on=on, at=people.at(on))) == expected
    (found,) = queries.signals(kinds=["long_substitution"])
    assert found.evidence["limit"] == 15 and found.evidence["officer"] == "崔知远"


def test_a_signal_is_closed_once_with_a_finding_and_not_by_whom_it_is_about(where: people.County) -> None:
    seal = made.kept(where)
    with pytest.raises(refusals.NotTheCustodian):
        made.use(seal, made.decided(where, on=TODAY), where.supervisor, on=TODAY)
    (signal,) = queries.signals(open_only=True)
    with pytest.raises(NotYourPower):
        actions.close(signal, outcome="in_order", text="无事", **told(where.chief, TODAY))
    with pytest.raises(refusals.OwnSignal):
        actions.close(signal, outcome="in_order", text="无事", **told(where.supervisor, TODAY))
    offices.post(where.bureau, "supervisor", where.areas[people.COUNTY], starts_on=SINCE, actor=None, at=people.at(SINCE))  # fmt: skip
    with pytest.raises(refusals.ReasonNeeded):
        actions.close(signal, outcome="misuse", text="", **told(where.bureau, TODAY))
    actions.close(signal, outcome="misuse", text="县监管员误操作，已约谈", **told(where.bureau, TODAY))
    with pytest.raises(refusals.AlreadyClosed):
        actions.close(signal, outcome="in_order", text="改口", **told(where.bureau, TODAY))
    assert not queries.signals(open_only=True) and len(queries.signals(outcome="misuse")) == 1
