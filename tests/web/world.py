"""A township's work of one day: a thing of every kind that an address can name, for asking who may see it. Invented."""

from __future__ import annotations

import tempfile
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.test import override_settings

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.confidentiality import actions as confidentiality
from jiuzhu.confidentiality import queries as agreements
from jiuzhu.documents import queries as documents
from jiuzhu.intake import actions as intake
from jiuzhu.journey import accepting, along, monthly, papers_of_decision, posting, surveying, verifying
from jiuzhu.offices import actions as offices
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.offices.roles import ROLES
from jiuzhu.relatives import actions as relatives
from jiuzhu.seals import actions as seals
from jiuzhu.signatures import actions as signatures
from jiuzhu.standards import actions as standards
from jiuzhu.surveys import actions as surveys
from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification
from jiuzhu.verification.sources.faults import SourceUnreachable
from tests import applying, delegating, payees, people, rechecking, road
from tests import seals as sealing
from tests.rooms import verification_cases as made
from tests.web import filing_things

TODAY = made.TODAY
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}
#: Words that stand in the township's own things and nowhere else; none may reach a neighbour.
MARKS = ("卫芳菲", "卫小满", "钱若冰", "闻人秋", "罗㛃", f"{people.TOWNSHIP}-2026-", "HD-")


@dataclass
class World:
    """Address parameter → the thing it names, by its topic; `officers`: (role, township or county) → officer."""

    where: people.County
    things: dict[str, Any] = field(default_factory=dict)
    officers: dict[tuple[str, str], Any] = field(default_factory=dict)


def staff(where: people.County) -> dict[tuple[str, str], Any]:
    """One officer of every role: in the township and in its neighbour, or at the county."""
    found = {}
    for number, role in enumerate(ROLES.values()):
        areas = [people.COUNTY] if role.level == "county" else [people.TOWNSHIP, people.NEIGHBOUR]
        for area in areas:
            officer = offices.enroll(
                username=f"m-{role.key}-{area}", password=people.PASSWORD, name=f"员{number}{area[-1]}",
                staff_number=f"M{number:02d}-{area[-3:]}", office=where.clerk.office if area == people.TOWNSHIP else
                where.neighbour_clerk.office if area == people.NEIGHBOUR else where.supervisor.office, actor=None,
                at=people.at(date(2020, 1, 1)),
            )  # fmt: skip
            offices.post(
                officer, role.key, where.areas[area], starts_on=date(2020, 1, 1), actor=None, at=people.at(date(2020, 1, 1))
            )  # fmt: skip
            found[role.key, area] = officer
            if role.powers & {"verification.inquire", "verification.read"}:  # the counter has still to accept
                signatures.take_pen(officer, people.PASSWORD, at=people.at(date(2020, 1, 1)))
                confidentiality.accept(
                    agreements.in_force(area, TODAY),
                    actor=officer,
                    on=date(2020, 1, 1),
                    at=people.at(date(2020, 1, 1)),
                )
    return found


def settled(where: people.County) -> World:
    """The county before the township's day: standard, letter, staff, money; the neighbour has a case of its own."""
    world = World(where, officers=staff(where))
    road.standard(where)
    world.things["letter"] = people.letter(where)
    world.things["plan"] = delegating.plan(where)
    world.things["letter_draft"] = delegating.drafted(where)
    payees.able_to_pay(where)
    payees.payee(where, 900, name="邻家受助", township=people.NEIGHBOUR)
    road.case_at(where, "accepting", on=TODAY, village=f"{people.NEIGHBOUR}201")
    # Last quarter's version of the process, so that a sample of that quarter brings no new names of stages.
    road.case_at(where, "accepting", on=date(2026, 6, 1), village=f"{people.NEIGHBOUR}201")
    run = payees.drafted(where, payees.Month(2026, 8), on=TODAY)
    world.things["old_run"] = run.number
    world.things["extract"] = made.take("deposits")
    world.things["extract_file"] = world.things["extract"].file
    # A connection with a fault, so that a try out of turn is one.
    linked = verification_actions.open_connection(
        "world", zh="大数据局", en="Data bureau", sources=("disability",), adapter="gateway", form="json", signer="hmac",
        address="https://gateway.example/", starts_on=TODAY, at=TOLD["at"],
    )  # fmt: skip
    verification_actions.note_fault(linked, SourceUnreachable(trouble="—"), at=TOLD["at"])
    world.things["connection"] = linked
    notice = standards.Notice("演示标准通知", "演示〔2026〕9号", "演示机关", TODAY)
    with tempfile.TemporaryDirectory() as folder, override_settings(VAR=Path(folder)):
        rechecking.deliver("vehicles")  # before the day: that there was a run is known to the whole county
        world.things["recheck"] = rechecking.run(where)
    world.things["entry"] = standards.enter(
        "rural-minimum-living-standard", people.COUNTY, 80_000, starts_on=TODAY, notice=notice, demo=True,
        actor=where.policy, at=TOLD["at"],
    )  # fmt: skip
    return world


def at_work(world: World) -> World:
    """The township's day: drafts, cases at several stages, papers, answers, a visit, a notice, a payment."""
    where, things = world.where, world.things
    things["draft"] = applying.draft(where, TODAY)
    taken = accepting.submit(
        applying.draft(where, TODAY, applying.mother(3), applying.child(3)), actor=where.clerk, **TOLD
    )
    things["receipt"] = accepting.accept(taken.case, actor=where.clerk, **TOLD)
    case = things["case"] = cases.get(taken.case.number)
    things["code"] = taken.follow_code
    things["issued"] = documents.issued_of_case(case.number)[0]
    things["unsealed"] = papers_of_decision.about_of(sealing.decided(where, on=TODAY))
    things["person"] = case.applicant_id
    things["official"] = relatives.record_official(
        village=case.village,
        name="村主任乙",
        post="主任",
        number=road.person("村主任乙").citizen_id,
        starts_on=TODAY,
        actor=where.clerk,
        **TOLD,
    )
    things["substitution"] = case_actions.name_substitute(
        case,
        "review",
        substitute=where.neighbour_reviewer,
        reason="absence",
        explanation="审核员住院",
        actor=where.head,
        **TOLD,
    )
    _watched(world)
    things["household"] = case.household_id
    things["inquiry"] = verification.open_inquiries(case)[0]
    things["authorisation"] = verification.authorisations(case)[0]
    _verified_and_visited(world)
    _along(world)
    things["posted"] = road.case_at(where, "posting_opinion", on=TODAY)
    things["posting"] = posting.put_up(things["posted"], place="东山社区公示栏", actor=where.clerk, **TOLD)
    payees.payee(where, 1, name="钱若冰")
    filing_things.put(world)
    month = payees.Month(2026, 8)
    drawn = monthly.seen_of(monthly.drawn(people.COUNTY, month))
    monthly.sign(people.COUNTY, month, seen=drawn, note="", actor=where.supervisor, **TOLD)
    _sealed(world)  # after the filings: its decisions are not theirs to count
    things["run"] = payees.drafted(where, payees.Month(2026, 9), on=TODAY)
    things["payment"] = things["run"].payments.get(payee_name="钱若冰")
    things["scan"] = intake.attach(
        things["draft"].pk, "spending-evidence", made.PNG, "票据.png", actor=where.clerk, **TOLD
    )
    things["draft_paper"] = int(things["scan"].typed["papers.spending-evidence.files"].split()[0])
    return world


def after_a_report(world: World) -> None:
    """A print, an objection and a request to a department, all of the same report."""
    where, things = world.where, world.things
    report = things["report"]
    things["print"] = verification_actions.print_report(report, reason="归档", actor=where.verifier, **TOLD)
    things["report_objection"] = verification_actions.object_to_report(
        report, kind="objection", who="罗㛃", how="counter", grounds="不符", came_on=TODAY, actor=where.clerk, **TOLD
    )  # fmt: skip
    person = next(one for one in verification.persons(report.case, TODAY) if one.name == "罗安")
    things["correction"] = verification_actions.ask_correction(
        report, person=person, source="deposits", wrong="不符", actor=where.verifier, **TOLD
    )


def _watched(world: World) -> None:
    """A confidentiality agreement that waits for the township, one's own acceptance, and a signal on a refused attempt."""
    where, things = world.where, world.things
    told: dict[str, Any] = {
        "starts_on": TODAY,
        "stops_on": date(2028, 1, 1),
        "actor": where.supervisor,
        **TOLD,
    }
    things["agreement"] = confidentiality.offer(where.areas[people.TOWNSHIP], **told)
    things["in_force"] = agreements.in_force(people.TOWNSHIP, TODAY)
    things["acceptance"] = agreements.mine(where.verifier).get()
    attempt = {"door": "page", "case_number": things["case"].number, "actor": where.clerk, **TOLD}
    (things["query_signal"],) = verification_actions.attempted(
        [NotYourPower(power_zh="", power_en="")], **attempt
    )


def _verified_and_visited(world: World) -> None:
    where, things = world.where, world.things
    family = made.household(where, order=7)
    asked = made.open_case(where, family)
    made.authorise(where, asked, family["mother"])
    verifying.ask(asked, actor=where.verifier, **TOLD)
    things["report"] = verifying.file_report(asked, incomplete_because="急难", actor=where.verifier, **TOLD)
    after_a_report(world)
    visited = cases.get(asked.number)
    paper = surveys.keep_paper(
        visited, made.PNG, name="签名.png", kind="household-signature", field="f", actor=where.visitor, at=TOLD["at"]
    )  # fmt: skip
    content = made.visit_content(family, household_signed="signed", papers=[paper])
    things["visit"] = surveying.file_visit(
        visited, content, visitors=[where.visitor, where.visitor_two], **TOLD
    )
    things["visit_paper"] = documents.get(paper["id"])
    things["visited"] = cases.get(asked.number)
    letter = {
        "addressee": "示例砖厂",
        "address": "",
        "question": "工资",
        "answer_by": TODAY + timedelta(days=9),
    }
    things["letter_of_inquiry"] = surveys.write_letter(
        visited, family["son"], **letter, actor=where.visitor, **TOLD
    )
    answer = {"said": "无", "scan": made.PNG, "name": "复函.png", "answered_on": TODAY}
    surveys.enter_answer(things["letter_of_inquiry"], **answer, actor=where.visitor, **TOLD)


def _along(world: World) -> None:
    """A case on a visitor's telephone, and what she sent of it."""
    where, things = world.where, world.things
    waits = made.open_case(where, made.household(where, order=8), "surveying")
    (things["taken"],) = along.take_along([waits], actor=where.visitor, **TOLD)
    things["sent"] = along.send(
        things["taken"].key, uuid=uuid.UUID(int=8), typed={"place": ["柳行村"]}, photographs=(), actor=where.visitor, **TOLD
    )  # fmt: skip


def _sealed(world: World) -> None:
    """A seal of the township with its custodian, a use, a signal, and a hand-over that waits."""
    where, things = world.where, world.things
    things["seal"] = sealing.kept(where, on=TODAY)
    things["use"] = sealing.use(
        things["seal"], sealing.decided(where, on=TODAY), where.chief, on=TODAY, applicant="钱若冰"
    )
    late = sealing.use(things["seal"], sealing.decided(where, on=TODAY), where.chief, on=TODAY, hour=20)
    things["signal"] = late.signals.get()
    things["printed"] = seals.print_register(things["seal"], actor=where.chief, **TOLD)
    things["handover"] = seals.hand_over(
        things["seal"], receiver=where.head, condition="完好", until=TODAY, reason="外出", **sealing.told(where.chief, TODAY, 21)
    )  # fmt: skip
