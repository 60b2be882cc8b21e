"""Decisions file themselves; what the county may do about them, and what it may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from jiuzhu.approvals import queries as approvals
from jiuzhu.approvals.models import Decision
from jiuzhu.approvals.refusals import CountyHandedDown
from jiuzhu.audit.refusals import AppendOnly
from jiuzhu.cases.models import Case
from jiuzhu.cases.refusals import NotEmpowered
from jiuzhu.documents import actions as papers
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries, refusals, rules
from jiuzhu.filings.models import Act, Filing, FilingPaper, Mark
from jiuzhu.journey import filing as journey
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusing
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.signatures.refusals import Unsigned
from jiuzhu.values import canonical
from tests import filing as desk
from tests import people
from tests.filing import TODAY, told

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 4)


@pytest.fixture
def where() -> people.County:
    return desk.county()


def sql(text: str, *values: Any) -> None:
    with transaction.atomic(), refusing(), connection.cursor() as cursor:
        cursor.execute(text, values)


def sealed(case: Case, on: date = TODAY) -> Any:
    """A sealed decision as the room of papers keeps it."""
    decision = approvals.latest_decision(case)
    draft = papers.draft("revocation", {"applicant_name": case.applicant_name}, at=people.at(on, 15))
    return papers.issue(
        draft, kind="decision-to-grant", title="决定书", name="决定书.pdf", issuer="新泰市民政局", area_code=case.area_id, case=case.number,
        about=f"approvals.decision:{decision.pk}", addressee=case.applicant_name, dated_on=on, seals=["委托事项专用章"],
        seal_use="Y01 第1号", actor=None, at=people.at(on, 15),
    )  # fmt: skip


# -- the decision files itself


def test_every_decision_of_a_township_is_on_file_within_minutes_and_once(where: people.County) -> None:
    granted, refused = desk.decided(where), desk.decided(where, wage_fen=500_000)
    assert journey.file_waiting(on=TODAY, at=people.at(TODAY, 11)) == 2
    assert journey.file_waiting(on=TODAY, at=people.at(TODAY, 12)) == 0
    assert journey.file_now(granted, **told(where.chief)) == []
    found = Filing.objects.get(case=granted)
    assert (found.kind, found.amount_fen, found.letter.number) == ("granted", 50_000, "新民委〔2019〕002号")
    assert canonical.digest(found.content) == found.digest
    content = found.content
    assert content["decision"]["by"] == "郑守约" and content["decision"]["amount_fen"] == 50_000
    assert content["days"] == {"accepted_on": "2026-09-01", "due_on": None, "used": 0, "promised": None}
    assert [one["duty"] for one in content["chain"]] == ["review", "decide"]
    assert found.due_on == date(2026, 9, 8)  # five working days
    assert Filing.objects.get(case=refused).content["decision"]["reasons"] == "收入高于标准"


def test_a_filing_says_only_what_was_decided_and_never_changes(where: people.County) -> None:
    case = desk.decided(where)
    decision = Decision.objects.get(case=case)
    columns = {
        "number": "BA-x-1", "case": case, "area_id": case.area_id, "decision": decision, "letter": decision.letter, "kind": "granted",
        "item_code": case.item_code, "amount_fen": decision.amount_fen + 100, "applicant_name": "罗安", "decided_by": where.chief,
        "decided_on": TODAY, "body": "{}", "digest": canonical.digest({}), "review_due_on": TODAY, "on": TODAY, "at": people.at(TODAY),
    }  # fmt: skip
    with pytest.raises(refusals.NotWhatWasDecided), transaction.atomic(), refusing():
        Filing.objects.create(**columns)
    with pytest.raises(refusals.NotWhatWasDecided), transaction.atomic(), refusing():
        Filing.objects.create(**columns | {"amount_fen": decision.amount_fen, "body": '{"a":1}'})
    journey.file_waiting(on=TODAY, at=people.at(TODAY))
    for change in ("state = 'accepted'", "risk = 0, body = 'x'", "complete_on = '2026-09-01'", "risk = 99"):
        with pytest.raises(refusals.Frozen):
            sql(f"UPDATE filings_filing SET {change}")
    with pytest.raises(AppendOnly):
        sql("DELETE FROM filings_filing")
    with pytest.raises(AppendOnly):
        sql("TRUNCATE filings_mark")


def test_the_sealed_decision_comes_later_and_lateness_is_marked(where: people.County) -> None:
    prompt, slow = desk.filed(where), desk.filed(where)
    sealed(prompt.case)
    assert journey.add_later_papers(on=TODAY, at=people.at(TODAY, 16)) == 1
    prompt.refresh_from_db()
    assert prompt.complete_on == TODAY and FilingPaper.objects.get(filing=prompt).sealed_decision
    journey.add_later_papers(on=date(2026, 9, 8), at=people.at(date(2026, 9, 8)))
    assert not Mark.objects.filter(code="late").exists()
    for _twice in (1, 2):
        journey.add_later_papers(on=date(2026, 9, 9), at=people.at(date(2026, 9, 9)))
    assert [one.filing_id for one in Mark.objects.filter(code="late")] == [slow.pk]
    slow.refresh_from_db()
    assert slow.risk == 15


def test_an_old_decision_from_before_the_keys_is_filed_and_never_late(where: people.County) -> None:
    case = desk.decided(where)
    sql("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE approvals_decision DISABLE TRIGGER USER")
    sql("UPDATE approvals_decision SET signature_id = NULL")
    sql("ALTER TABLE approvals_decision ENABLE TRIGGER USER")
    journey.file_waiting(on=date(2027, 2, 1), at=people.at(date(2027, 2, 1)))
    assert Filing.objects.get(case=case).due_on is None


# -- marks


def test_marks_say_why_in_figures_that_a_person_can_check(where: people.County) -> None:
    found = desk.filed(where, hour=20)
    assert [(one.code, why) for one, _name, why in queries.marks(found)] == [
        ("out_of_hours", "2026-09-01 20:00作出决定（8–18）"),
    ]  # fmt: skip
    quick = desk.opined(where)
    sunday = desk.filed(where, date(2026, 9, 6), hour=9)
    assert {one.code for one, _n, _w in queries.marks(sunday)} == {"out_of_hours", "quick"}
    assert quick.stage == "deciding"


FIGURES = rules.Figures(
    dict.fromkeys(rules.MARKS, 10), near_limit_percent=Decimal(95), hours_from=8, hours_to=18,
    quick_minutes=10, same_pair_cases=5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"relatives": ["陆听澜之父"]}, "relative"), ({"objections": 1}, "complained"), ({"complaints": 2}, "complained"),
        ({"amount_fen": 475_000}, "near_limit"), ({"working_day": False}, "out_of_hours"), ({"due_on": date(2026, 8, 31)}, "overtime"),
        ({"visit_refused": (TODAY, "拒不配合")}, "visit_refused"), ({"differs": ["核对"]}, "differs"),
        ({"substitutes": ["石岩"]}, "substituted"), ({"same_pair": ("甲、乙", 5, 1)}, "same_pair"),
        ({"opinion_at": people.at(TODAY, 9, 55)}, "quick"),
        ({"amount_fen": 474_999}, ""), ({"same_pair": ("甲、乙", 5, 0)}, ""), ({"same_pair": ("甲、乙", 4, 3)}, ""),
        ({"opinion_at": people.at(TODAY, 9, 50)}, ""), ({"due_on": TODAY}, ""), ({"limit_fen": None, "amount_fen": 10**9}, ""),
    ],
)  # fmt: skip
def test_each_mark_has_its_edge(more: dict[str, Any], code: str) -> None:
    plain: dict[str, Any] = {
        "kind": "granted", "amount_fen": 50_000, "limit_fen": 500_000, "on": TODAY, "at": people.at(TODAY), "working_day": True,
        "opinion_at": None, "due_on": None,
    }  # fmt: skip
    found = rules.marks(rules.Decided(**plain | more), FIGURES)
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        assert rules.MARKS[one.code].why(one.figures) and rules.MARKS[one.code].why(one.figures, "en")


# -- the county has no approve action


@pytest.mark.parametrize("who", ["filing", "supervisor", "decider"])
def test_nobody_at_the_county_decides_what_was_handed_down(where: people.County, who: str) -> None:
    case = desk.opined(where)
    opinion = approvals.latest_opinion(case)
    officer = where.officers[who]
    with pytest.raises((CountyHandedDown, NotEmpowered)), transaction.atomic(), refusing():
        duty = case.duties.create(officer=officer, duty="decide_county", on=TODAY, at=people.at(TODAY))
        sql(
            "INSERT INTO approvals_decision (case_id, duty_id, content, digest, determination_digest, remark, \"on\", at, kind,"
            " amount_fen, persons, starts_on, opinion_id, decided_by_level, legal_form, in_the_name_of, grounds)"
            " VALUES (%s, %s, '{}', %s, %s, '', %s, %s, 'granted', %s, 1, '2026-10-01', %s, 'county', 'county', '新泰市民政局', '')",
            case.pk, duty.pk, "d" * 64, opinion.determination_digest, TODAY, people.at(TODAY), opinion.amount_fen, opinion.pk,
        )  # fmt: skip
    with pytest.raises(refusals.NotATownshipDecision):
        journey.file_now(case, **told(where.chief))
    assert not Filing.objects.exists()


# -- accept, ask, answer, order


def test_the_township_does_not_act_for_the_county_nor_the_other_way_round(where: people.County) -> None:
    found = desk.filed(where)
    with pytest.raises(NotYourPower):
        filings.accept(found, **told(where.chief))
    with pytest.raises(NotYourPower):
        filings.ask(found, text="为什么", **told(where.reviewer))
    filings.ask(found, text="请说明收入怎样认定。", **told(where.filing))
    with pytest.raises(NotYourPower):
        filings.answer(found, text="代答", **told(where.filing))
    columns = (found.pk, found.case_id, where.chief.pk, canonical.digest({}), TODAY, people.at(TODAY))
    insert = (
        'INSERT INTO filings_act (filing_id, case_id, kind, by_id, text, law, names, freezes, body, digest, "on", at)'
        " VALUES (%s, %s, 'accepted', %s, '', '', '', false, '{}', %s, %s, %s)"
    )
    with pytest.raises(refusals.WithoutPower):
        sql(insert, *columns)
    with pytest.raises(refusals.NotThisState):  # a question is open: nothing is accepted over it
        sql(insert, *columns[:2], where.filing.pk, *columns[3:])


def test_a_question_is_answered_and_the_filing_accepted(where: people.County) -> None:
    found = desk.filed(where)
    with pytest.raises(refusals.ActIncomplete):
        filings.ask(found, text=" ", **told(where.filing))
    filings.ask(found, text="请说明收入怎样认定。", **told(where.filing))
    assert found.state == "questioned" and found.acts.get().due_on == date(2026, 9, 8)
    assert list(queries.asked_of((people.TOWNSHIP,))) == [found]
    assert list(queries.overdue((people.COUNTY,), date(2026, 9, 9))) == [found]
    filings.answer(found, text="按工资流水认定。", **told(where.reviewer, LATER))
    filings.accept(found, **told(where.filing, LATER))
    assert found.state == "accepted"
    with pytest.raises(refusals.NotThisState):
        filings.accept(found, **told(where.filing, LATER))
    with pytest.raises(AppendOnly):
        sql("UPDATE filings_act SET text = ''")


def test_a_correction_is_ordered_with_law_and_day_and_signed(where: people.County) -> None:
    found = desk.filed(where)
    order = {"text": "金额应按两人计算。", "law": "社会救助法第十八条", "working_days": 5}
    with pytest.raises(refusals.ActIncomplete):
        filings.order(found, **order | {"law": ""}, **told(where.filing))
    filings.order(found, **order, **told(where.filing))
    made = found.acts.get()
    assert (found.state, made.due_on, made.signature.kind) == (
        "ordered",
        date(2026, 9, 8),
        "correction_order",
    )
    filings.object_to(found, text="按规定计算。", **told(where.chief))
    with pytest.raises(Unsigned):  # the next order, without a signature
        sql(
            "INSERT INTO filings_act (filing_id, case_id, kind, by_id, text, law, due_on, names, freezes, body, digest, \"on\", at)"
            " VALUES (%s, %s, 'pressed', %s, 'x', 'y', %s, '', false, '{}', %s, %s, %s)",
            found.pk, found.case_id, where.filing.pk, LATER, canonical.digest({}), TODAY, people.at(TODAY),
        )  # fmt: skip
    filings.press(found, **order, **told(where.filing))
    with pytest.raises(refusals.ActIncomplete):
        filings.correct(found, text="已改", names="", **told(where.chief))
    filings.correct(found, text="已改", names="变更决定：增发", **told(where.chief))
    filings.close(found, **told(where.filing))
    assert found.state == "accepted"
    assert [one.kind for one in queries.acts(found)] == [
        "order",
        "objected",
        "pressed",
        "corrected",
        "closed",
    ]


def test_many_of_low_risk_are_accepted_after_each_was_opened(where: people.County) -> None:
    low, high = [desk.filed(where), desk.filed(where)], desk.filed(where, hour=20)
    filings.complain(high.case, channel="phone", text="听说有亲戚在村里。", **told(where.filing))
    high.refresh_from_db()
    with pytest.raises(refusals.NotOpened, match="2"):
        filings.accept_many(low, **told(where.filing))
    for one in (*low, high):
        filings.open_filing(one, actor=where.filing, at=people.at(TODAY))
    with pytest.raises(refusals.NotLowRisk):
        filings.accept_many([*low, high], **told(where.filing))
    assert not Act.objects.exists()
    assert filings.accept_many(low, **told(where.filing)) == 2


def test_whoever_handled_the_case_does_not_supervise_it(where: people.County) -> None:
    found = desk.filed(where)
    people.moved(where, where.reviewer, "filing_officer", people.COUNTY, on=TODAY)
    with pytest.raises(refusals.HandledHerself):
        filings.accept(found, **told(where.reviewer))


# -- complaints


def test_a_complaint_is_the_countys_secret_and_a_named_one_is_answered(where: people.County) -> None:
    found = desk.filed(where)
    with pytest.raises(refusals.WithoutPower):
        filings.complain(found.case, channel="phone", text="不公", **told(where.reviewer))
    one = filings.complain(
        found.case,
        channel="phone",
        text="他家有车。",
        by_name="闻人秋",
        by_phone="13800000009",
        **told(where.supervisor),
    )
    anonymous = filings.complain(found.case, channel="letter", text="匿名信", **told(where.filing))
    # The Sunday of 20 September is worked (国庆节调休).
    assert one.due_on == date(2026, 9, 21) and anonymous.due_on is None
    found.refresh_from_db()
    assert found.risk == 40 and Mark.objects.filter(code="complained").count() == 1
    with scope.within((people.TOWNSHIP,)):
        assert not queries.complaints((people.TOWNSHIP,)).exists()
        assert type(one).objects.count() == 0
        assert Filing.objects.count() == 1
    with pytest.raises(refusals.ComplainantNotTold):
        filings.answer_complaint(one, finding="unfounded", text="已入户，车是邻居的。", **told(where.filing))
    filings.answer_complaint(
        one, finding="unfounded", text="已入户。", told="已电话答复。", **told(where.filing)
    )
    filings.answer_complaint(anonymous, finding="unfounded", text="已入户。", **told(where.filing))
    with pytest.raises(AppendOnly):
        sql("UPDATE filings_complaint SET by_name = ''")


def test_a_neighbour_sees_nothing_of_it(where: people.County) -> None:
    found = desk.filed(where)
    filings.ask(found, text="请说明。", **told(where.filing))
    with scope.within((people.NEIGHBOUR,)):
        assert not Filing.objects.exists() and not Act.objects.exists() and not Mark.objects.exists()
        with pytest.raises(refusals.NoSuchFiling):
            queries.get(found.pk)
