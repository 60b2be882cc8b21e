"""After the decision: the custodian reads, checks and seals; the paper is numbered, issued and handed over; until then it is not out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.approvals import actions as approval_actions
from jiuzhu.approvals import queries as approvals
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as papers
from jiuzhu.documents.models import Issued, PaperNumber, StoredFile
from jiuzhu.documents.refusals import AlreadyIssued, BlankFields
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import (
    content,
    deciding,
    delivering,
    papers_of_decision,
    responsibility,
    reviewing,
    sealing,
)
from jiuzhu.offices import scope
from jiuzhu.offices.models import Office
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.seals import actions as seals
from jiuzhu.seals.models import Use
from jiuzhu.seals.refusals import AlreadySealed, NotTheCustodian
from tests import people, road
from tests import seals as made
from tests.seals import CHECKED, told

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    made.quickly(
        monkeypatch
    )  # the road is asked here; the cryptography of the seal in tests/web/test_check_page.py


@pytest.fixture
def where(db: None) -> people.County:
    found = people.county()
    road.standard(found)
    road.numbers(found, starts_on=date(2026, 1, 1))
    people.letter(found)
    return found


def decided(where: people.County, *, wage_fen: int = 48_000) -> Any:
    """A signed decision: granted, or refused when the wage is too high."""
    case = road.case_at(where, "reviewing", on=TODAY)
    found = road.determined(where, case, on=TODAY, wage_fen=wage_fen)
    seen = approval_actions.digest_of(content.opinion_content(case, found))
    case = reviewing.give_opinion(case, seen=seen, **told(where.reviewer, TODAY))
    if case.stage != "deciding":
        case = road.cases.move(
            case, outcome="undisputed", to_stage="deciding", stage_due_on=None, **told(None, TODAY)
        )
    seen = approval_actions.digest_of(content.decision_content(case, eligibility.latest(case), TODAY))
    grounds = "" if wage_fen < 98_000 else "家庭人均收入高于标准。"
    deciding.decide(case, seen=seen, grounds=grounds, officer=where.chief, on=TODAY, at=people.at(TODAY))
    return approvals.latest_decision(cases.get(case.number))


def seal(where: people.County, decision: Any, officer: Any = None, **more: Any) -> Any:
    paper = papers_of_decision.paper_of(decision.case, decision)
    given = {"checklist": CHECKED, "seen": sealing.digest_of(paper)} | more
    return sealing.seal_decision(decision.case, decision, **given, **told(officer or where.chief, TODAY, 11))


def waiting(officer: Any = None) -> list[str]:
    return [one.paper.about for one in sealing.waiting((people.TOWNSHIP,), officer=officer)[0]]


def test_without_a_seal_without_the_seal_without_every_tick_nothing_goes_out(where: people.County) -> None:
    decision = decided(where)
    with pytest.raises(sealing.NoSeal):
        seal(where, decision)
    made.kept(where)
    with pytest.raises(NotTheCustodian):
        seal(where, decision, where.head)
    with pytest.raises(sealing.NotChecked):
        seal(where, decision, checklist=CHECKED | {next(iter(CHECKED)): False})
    with pytest.raises(approval_actions.ChangedSinceSeen):
        seal(where, decision, seen="0" * 64)
    with pytest.raises(sealing.NotChecked):  # nobody prepares what she has not read and ticked herself
        sealing.prepare(decision, **told(where.chief, TODAY))
    assert waiting() == [f"approvals.decision:{decision.pk}"]
    assert (Use.objects.count(), Issued.objects.count(), PaperNumber.objects.count()) == (0, 0, 0)
    with scope.within([people.NEIGHBOUR]), pytest.raises(sealing.NoSuchAct):
        sealing.find(f"approvals.decision:{decision.pk}")
    for nonsense in (
        "",
        "approvals.decision:",
        "approvals.decision:²",
        "cases.case:1",
        f"approvals.decision:{10**30}",
    ):
        with pytest.raises(sealing.NoSuchAct):
            sealing.find(nonsense)


def test_a_decision_is_read_checked_sealed_numbered_and_filed_under_its_case(where: people.County) -> None:
    made.kept(where)
    first, second = decided(where), decided(where)
    issued = seal(where, first)
    assert issued.number == "新泰民救新汶决〔2026〕1号"
    assert (issued.sealed_with, issued.letter, issued.keeper) == (
        "新泰市民政局委托事项专用章",
        "新民委〔2019〕002号",
        "新汶街道办事处",
    )
    use = Use.objects.get()
    assert use.sealed_sha256 == issued.file.sha256
    assert [(one.pk, one.custodian_id) for one in responsibility.sealings(first.case)] == [
        (use.pk, where.chief.pk)
    ]
    assert use.document_number == issued.number
    assert use.pages >= 2
    assert use.checklist == CHECKED
    assert issued.file in list(papers.of_case(first.case.number))
    assert StoredFile.objects.filter(case_number=first.case.number, kind="unsealed").count() == 1
    assert not papers.of_case(first.case.number).filter(kind="unsealed").exists()
    assert sealing.paper_issued(first) == issued
    assert waiting() == [f"approvals.decision:{second.pk}"]
    with pytest.raises(AlreadyIssued):
        seal(where, first)
    assert seal(where, second).number == "新泰民救新汶决〔2026〕2号"
    words = "\n".join(line.zh for line in audit.of_case(first.case.number))
    assert "逐项核对待用印文书《城市低保给予决定书》" in words
    assert "加盖“新泰市民政局委托事项专用章”" in words


def test_a_stack_is_of_one_kind_and_only_of_what_she_has_checked(where: people.County) -> None:
    made.kept(where)
    grants, refusal = [decided(where) for _ in range(3)], decided(where, wage_fen=480_000)
    with pytest.raises(sealing.MixedStack):
        sealing.refuse_mixed([*grants, refusal])
    with pytest.raises(sealing.NothingChosen):
        sealing.refuse_mixed([])
    for one in grants[:2]:
        paper = papers_of_decision.paper_of(one.case, one)
        sealing.check(
            one.case, one, checklist=CHECKED, seen=sealing.digest_of(paper), **told(where.chief, TODAY)
        )
    rows = sealing.waiting((people.TOWNSHIP,), officer=where.chief)[0]
    assert [one.checked for one in rows] == [True, True, False, False]
    assert not any(one.checked for one in sealing.waiting((people.TOWNSHIP,), officer=where.head)[0])
    done = [
        sealing.finish(sealing.prepare(one, **told(where.chief, TODAY)), **told(where.chief, TODAY))
        for one in grants[:2]
    ]
    assert [one.number[-2:] for one in done] == ["1号", "2号"]
    with pytest.raises(sealing.NotChecked):
        sealing.prepare(grants[2], **told(where.chief, TODAY))


def test_what_changed_after_the_check_is_read_again(where: people.County) -> None:
    made.kept(where)
    decision = decided(where)
    paper = papers_of_decision.paper_of(decision.case, decision)
    sealing.check(
        decision.case, decision, checklist=CHECKED, seen=sealing.digest_of(paper), **told(where.chief, TODAY)
    )
    Office.objects.filter(area_id=people.TOWNSHIP).update(phone="0538-9999999")  # printed as the contact
    with pytest.raises(sealing.NotChecked):
        sealing.prepare(decision, **told(where.chief, TODAY))


def test_a_paper_with_a_blank_is_never_sealed(where: people.County) -> None:
    made.kept(where)
    decision = decided(where)
    Office.objects.filter(area_id=people.TOWNSHIP).update(phone="")
    where.areas[people.TOWNSHIP].phone = ""
    where.areas[people.TOWNSHIP].save()
    decision = approvals.latest_decision(cases.get(decision.case.number))
    with pytest.raises(BlankFields) as refused:
        seal(where, decision)
    assert "contact" in refused.value.text("zh-hans")
    assert (Use.objects.count(), Issued.objects.count(), PaperNumber.objects.count()) == (0, 0, 0)


def test_a_refusal_is_handed_over_within_three_working_days(where: people.County) -> None:
    made.kept(where)
    issued = seal(where, decided(where, wage_fen=480_000))
    owed = delivering.owed()
    assert [(one.paper, one.due_on) for one in owed] == [(issued, date(2026, 9, 4))]
    assert "第二十一条" in owed[0].law
    given: dict[str, Any] = {
        "how": "handed",
        "to_whom": "罗安甲",
        "relation": "本人",
        "delivered_on": TODAY + timedelta(1),
    }
    with pytest.raises(NotYourPower):
        delivering.deliver(issued, **given, **told(where.chief, TODAY + timedelta(1)))
    delivering.deliver(issued, **given, **told(where.clerk, TODAY + timedelta(1)))
    assert delivering.owed() == []
    assert "直接送达，收件人罗安甲（本人）" in "\n".join(
        line.zh for line in audit.of_case(issued.case_number)
    )


def test_a_grant_has_no_day_by_law(where: people.County) -> None:
    made.kept(where)
    seal(where, decided(where))
    assert [one.due_on for one in delivering.owed()] == [None]


def test_a_paper_is_declared_void_by_its_custodian_or_the_county(where: people.County) -> None:
    made.kept(where)
    issued = seal(where, decided(where))
    for officer in (where.clerk, where.reviewer, where.neighbour_chief):
        with pytest.raises(Exception, match=r"offices\."):
            sealing.revoke_paper(issued, reason="错发", **told(officer, TODAY))
    sealing.revoke_paper(issued, reason="错发", **told(where.supervisor, TODAY))
    assert papers.issued(issued.code).state == "revoked"


def test_after_a_void_paper_and_a_void_use_the_decision_is_sealed_anew_under_its_own_number(
    where: people.County,
) -> None:
    made.kept(where)
    decision = decided(where)
    first = seal(where, decision)
    sealing.revoke_paper(first, reason="住址有误", **told(where.chief, TODAY, 12))
    with pytest.raises(AlreadySealed):  # the register still has the first use
        seal(where, decision)
    seals.void(Use.objects.get(), reason="住址有误", **told(where.chief, TODAY, 12))
    second = seal(where, decision)
    assert (second.number, second.replaces) == ("新泰民救新汶决〔2026〕2号", first)
    assert sealing.paper_issued(decision) == second
    assert papers.issued(first.code).state == "revoked"
