"""One family along the real road, each officer doing her own part; stops where it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.intake import actions as intake
from jiuzhu.journey import (
    accepting,
    advancing,
    content,
    deciding,
    extending,
    posting,
    receiving,
    reviewing,
    surveying,
    verifying,
)
from jiuzhu.rulebook import calendars

from .county import County
from .invented import Home, Invented, village_of
from .moments import moment

ADULT = {
    "marital_status": "20", "lives_with_household": "yes", "health": "good", "labour_ability": "full",
    "employment": "flexible", "schooling": "none", "hukou_kind": "resident", "business_fen": "0", "property_fen": "0",
    "vehicles": "0", "other_houses": "0", "authorisation": "yes", "statement": "yes",
}  # fmt: skip
OLD = {"health": "chronic", "labour_ability": "none", "employment": "retired"}
CHILD = {
    "marital_status": "10", "lives_with_household": "yes", "health": "good", "labour_ability": "underage",
    "employment": "student", "schooling": "compulsory", "hukou_kind": "resident",
}  # fmt: skip
REFUSED = "两次上门并电话联系，已当面告知拒不配合将终止办理，家庭仍明确拒绝调查。"
CAUSES = {
    "alone": "illness",
    "elderly": "illness",
    "mother": "unemployment",
    "family": "unemployment",
    "disabled": "disability",
}


@dataclass
class Told:
    """What the walk tells as it goes: the story prints it, the demo county does not listen."""

    on: date
    who: str
    what: str


class Walk:
    """`wage` in yuan a month for the first member; `township` decides whose desks act."""

    def __init__(
        self, county: County, township: str, home: Home, *, opened_on: date, item: str = "MZ01-01", wage: int = 480,
        listen: Callable[[Told], None] | None = None,
    ) -> None:  # fmt: skip
        self.county, self.township, self.home, self.item = county, township, home, item
        self.on, self.wage, self.listen = _working(opened_on), wage, listen
        self.number, self.code, self.clock = "", "", (9, 0)

    # -- who, when

    def by(self, desk: str) -> dict[str, Any]:
        """Actor, day and moment of the next act of a desk; minutes pass between acts of one day."""
        hour, minute = self.clock
        self.clock = (hour, minute + 7) if minute < 50 else (min(hour + 1, 17), 0)
        return {
            "actor": self.county.of(self.township, desk),
            "on": self.on,
            "at": moment(self.on, *self.clock),
        }

    def officer(self, desk: str) -> dict[str, Any]:
        told = self.by(desk)
        return {"officer": told.pop("actor"), **told}

    def later(self, days: int = 1) -> None:
        self.on, self.clock = _working(self.on + timedelta(days=days)), (9, 0)

    def case(self) -> Any:
        return cases.get(self.number)

    def tell(self, desk: str, what: str) -> None:
        if self.listen is not None:
            who = self.county.of(self.township, desk).name if desk else "系统"
            self.listen(Told(self.on, who, what))

    # -- acts, in the order of the road; the order itself is the process's

    def draft(self, *, leave_out: tuple[str, ...] = ()) -> Any:
        told = self.by("clerk")
        kept = intake.open_draft(self.item, area=self.county_area(), **told)
        for person in self.home.people:
            intake.add_member(kept.pk, self._line(person, leave_out), **told)
        village = self.county.villages[self.township][village_of(self.home)]
        answers = {
            "household.registered_area": village.code, "household.residence": f"{village.name}{self.home.address}",
            "household.telephone": self.home.phone, "household.cause": CAUSES[self.home.kind],
            "household.alone": "no", "household.staff_relative": "no", "household.bank": "新泰农村商业银行",
            "household.bank_account": self.home.account, "papers.identity-card": "seen",
        }  # fmt: skip
        changes = {path: text for path, text in answers.items() if path not in leave_out}
        return intake.save(kept.pk, changes, seen=10_000, **told).draft

    def county_area(self) -> Any:
        return next(area for area in self.county.townships if area.code == self.township)

    def _line(self, person: Invented, leave_out: tuple[str, ...]) -> dict[str, str]:
        who = {"name": person.name, "relation": person.relation, "citizen_id": person.number}
        age = self.on.year - person.born_on.year
        if age < 16:
            return CHILD | who
        head = person.relation == "01"
        told = ADULT | who | {
            "wage_fen": f"{self.wage}/月" if head and age < 60 else "0",
            "transfer_fen": "0" if age < 60 else "60/月", "deposit_fen": "1500" if head else "300",
        }  # fmt: skip
        if age >= 60:
            told |= OLD
        if head and self.home.kind == "disabled":
            told |= {
                "disability_type": "4",
                "disability_grade": "2",
                "health": "disabled",
                "labour_ability": "partial",
            }
        return {key: text for key, text in told.items() if key not in leave_out}

    def submit(self, draft: Any) -> None:
        submitted = accepting.submit(draft, **self.by("clerk"))
        self.number, self.code = submitted.case.number, submitted.follow_code
        self.tell("clerk", "登记申请")

    def accept(self) -> None:
        accepting.accept(self.case(), follow_code=self.code, **self.by("clerk"))
        self.tell("clerk", "材料齐全，受理，出具受理通知书")

    def missing(self) -> None:
        accepting.tell_missing(self.case(), **self.by("clerk"))
        self.tell("clerk", "一次性告知缺少的材料")

    def report(self) -> None:
        verifying.file_report(
            self.case(), incomplete_because="演示：未回复的部门以调查补充", **self.by("clerk")
        )
        self.tell("clerk", "核对报告签字")

    def visit(self, *, outcome: str = "surveyed") -> None:
        told = record(self.case(), self.on, outcome)
        when = self.by("visitor")
        surveying.file_visit(
            self.case(), told, visitors=[self.county.of(self.township, desk) for desk in ("visitor", "visitor2")],
            on=when["on"], at=when["at"],
        )  # fmt: skip
        self.tell("visitor", "两名调查员入户调查并签字")

    def opinion(self) -> None:
        desk = "county-decider" if self.case().stage == "county_reviewing" else "reviewer"
        found = reviewing.determine(self.case(), **self.by(desk))
        seen = approvals.digest_of(content.opinion_content(self.case(), found))
        reviewing.give_opinion(self.case(), seen=seen, **self.by(desk))
        self.tell(
            desk,
            f"{'县级审核意见' if desk.startswith('county') else '初审意见'}：{'拟给予' if found.outcome == 'eligible' else '拟不予'}",
        )

    def notice(self) -> None:
        case = self.case()
        posting.put_up(case, place=f"{case.village.name}公开栏", **self.by("clerk"))
        self.tell("clerk", "张贴公示" if case.stage != "publishing" else "公布决定")

    def objection(self) -> None:
        posting.object_to(
            self.case(), text="听说他家还有别的收入，请核实。", channel="phone", **self.by("clerk")
        )
        self.tell("clerk", "收到一名群众的异议")

    def answer(self, outcome: str = "disputed") -> None:
        posting.answer_objection(self.case(), outcome, note="召开评议会", **self.by("reviewer"))

    def appraise(self, conclusion: str = "confirmed") -> None:
        panel = [
            {"name": f"代表{n}", "capacity": "villager", "present": True, "recused": False}
            for n in range(1, 9)
        ]
        panel.append({"name": "村委会代表", "capacity": "village", "present": True, "recused": False})
        votes = (8, 1) if conclusion == "confirmed" else (2, 7)
        posting.appraise(
            self.case(), held_on=self.on, place="村委会会议室", panel=panel, votes_for=votes[0], votes_against=votes[1],
            conclusion=conclusion, minutes="听取情况介绍后投票。", **self.by("reviewer"),
        )  # fmt: skip
        self.tell("reviewer", "民主评议")

    def notice_over(self) -> None:
        """The days of the notice pass; the clock closes it."""
        case = self.case()
        if case.stage_due_on is not None:
            self.on = max(self.on, case.stage_due_on + timedelta(days=1))
        self.clock = (0, 10)
        posting.close_notice(case, on=self.on, at=moment(self.on, 0, 10))
        self.on = _working(self.on)
        self.clock = (9, 0)
        self.tell("", "公示期满，无人提出异议")

    def decide(self, grounds: str = "") -> None:
        case = self.case()
        seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), self.on))
        township = (
            advancing.process_of(case).stage("deciding").decided_by(delegated=case.delegated) == "township"
        )
        desk = "chief" if township else "county-decider"
        decision = deciding.decide(case, seen=seen, grounds=grounds, **self.officer(desk))
        self.tell(
            "chief",
            f"决定{'给予，每月 ' + str(decision.amount_fen // 100) + ' 元' if decision.kind == 'granted' else '不予'}",
        )

    def withdraw(self) -> None:
        extending.withdraw(self.case(), note="申请人已找到工作，撤回申请。", **self.by("clerk"))

    def extend(self) -> None:
        code = self.case().process.body["clock"]["extended"]["reasons"][-1]["code"]
        extending.extend(
            self.case(),
            reason=code,
            explanation="家庭成员长期在外，调查难度较大。",
            notified_on=self.on,
            **self.by("reviewer"),
        )

    def propose(
        self, kind: str, ground: str, explanation: str, new_fen: int | None = None, months: int = 0
    ) -> None:
        first = (self.on.replace(day=28) + timedelta(days=4)).replace(day=1)
        until = (
            date(first.year + (first.month - 1 + months) // 12, (first.month - 1 + months) % 12 + 1, 1)
            if months
            else None
        )
        receiving.propose_change(
            self.case(), kind=kind, ground=ground, explanation=explanation, new_fen=new_fen, effective_on=first, until=until,
            **self.by("reviewer"),
        )  # fmt: skip

    def hear(self) -> None:
        receiving.hear(
            self.case(), how="visit", who_spoke=self.home.people[0].name, told="已告知拟变更的内容、理由和依据。",
            said="家里情况确有变化，没有不同意见。", considered="与核对结果一致，予以采纳。", **self.by("reviewer"),
        )  # fmt: skip

    def decide_change(self, *, agrees: bool = True) -> None:
        case = self.case()
        seen = approvals.digest_of(receiving.change_content(case))
        receiving.decide_change(
            case, agrees=agrees, reasons="事实清楚，依据充分。", seen=seen, **self.officer("chief")
        )

    def amount_fen(self) -> int:
        right = entitlements.of_case(self.case())
        amount = entitlements.amount_on(right, right.starts_on) if right else None
        return amount.amount_fen if amount else 0


def _working(day: date) -> date:
    return calendars.calendar().next_working(day).on


def record(case: Any, on: date, outcome: str) -> dict[str, Any]:
    """A whole record of a visit, as declared in everything."""
    members = [one.person for one in case.household.memberships.select_related("person")]
    nobody = outcome != "surveyed"
    return {
        "visited_on": on.isoformat(), "visited_at": "14:30", "place": f"{case.village.name}家中", "outcome": outcome,
        "cause": "经两次上门和电话联系，家庭明确拒绝调查" if nobody else "",
        "respondent": {"name": members[0].name, "relation": "01"},
        "home": {"tenure": "self_built", "square_metres": "80", "condition": "fair", "other_houses": 0},
        "belongings": {"vehicles": "", "machines": "", "livestock": "鸡 6 只", "own_mu": "2.4", "let_mu": "", "rented_mu": ""},
        "spending": {"utilities_fen": 60_000, "school_fen": 0, "medical_fen": 480_000},
        "members": [
            {"person": str(one.pk), "name": one.name, "seen": True, "self_care": "full", "actual": {}, "declared": {},
             "reason": "", "note": ""}
            for one in members
        ],
        "neighbours": [{"name": "邻居甲", "relation": "东邻", "opinion": "与申报相符"}], "staff_relative": False,
        "staff_relative_of": "", "finding": REFUSED if nobody else "与申报相符，生活困难属实。", "differs": False,
        "differs_how": "", "household_signed": "fingerprint" if not nobody else "refused", "papers": [], "corrects": None,
    }  # fmt: skip
