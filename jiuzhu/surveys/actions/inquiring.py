"""Letters of inquiry (信函索证) and inquiries at neighbours (邻里访问), 社会救助法 Art. 43."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.documents import actions as documents
from jiuzhu.households import queries as households
from jiuzhu.offices.database import refusing
from jiuzhu.surveys import queries
from jiuzhu.surveys.models import LetterAnswer, LetterInquiry, NeighbourInquiry
from jiuzhu.surveys.refusals import (
    AnsweredBefore,
    AskedAhead,
    LetterAnswered,
    LetterNoTime,
    LetterUntold,
    MemberIsNoNeighbour,
    NeighbourUntold,
    NotAMember,
    NotNeutral,
)
from jiuzhu.values import figures
from jiuzhu.values.refusals import refuse_if_any

WRITTEN = audit.act(
    "surveys.letter-written",
    zh="发出第{number}号索证函给{addressee}，请于{answer_by}前答复",
    en="sent letter of inquiry {number} to {addressee}, to be answered by {answer_by}",
)
ANSWERED = audit.act(
    "surveys.letter-answered", zh="登记第{number}号索证函的答复", en="entered the answer to letter {number}"
)
NEIGHBOUR = audit.act("surveys.neighbour-asked", zh="登记了一次邻里访问", en="entered what a neighbour said")


def write_letter(
    case: Any,
    person: Any,
    *,
    addressee: str,
    address: str,
    question: str,
    answer_by: date,
    actor: Any,
    on: date,
    at: datetime,
) -> LetterInquiry:
    """Print a letter and enter it as sent today. It names the person and the question and nothing else of the household.

    Raises why she may not visit, LetterUntold, LetterNoTime, NotAMember.
    """
    told = {"addressee": addressee.strip(), "question": question.strip()}
    _refuse_letter(case, person, told, answer_by, actor, on)
    with transaction.atomic(), refusing():
        held = cases.locked(case.number)
        number = LetterInquiry.objects.filter(case=held).count() + 1
        paper = _printed(held, number, person, {**told, "address": address.strip()}, answer_by, actor, on, at)
        duty = cases.take_duty(held, actor, "survey", on=on, at=at)
        letter = LetterInquiry.objects.create(
            case=held, number=number, person=person, address=address.strip(), sent_on=on, answer_by=answer_by, paper=paper,
            duty=duty, on=on, at=at, **told,
        )  # fmt: skip
        audit.record(
            WRITTEN, actor=actor, at=at, case=held.number, person=str(person.pk), number=number, addressee=told["addressee"],
            answer_by=answer_by.isoformat(),
        )  # fmt: skip
        return letter


def _refuse_letter(
    case: Any, person: Any, told: Mapping[str, str], answer_by: date, actor: Any, on: date
) -> None:
    members = {one.pk for one in households.persons_of(case.household_id, on)}
    words = {"addressee": ("收函单位或个人", "addressee"), "question": ("请证明的事项", "question")}
    refuse_if_any(
        [
            queries.why_not_visit(case, actor, on),
            None if person.pk in members else NotAMember("person"),
            None if answer_by > on else LetterNoTime("answer_by", answer_by=answer_by, sent_on=on),
            *(
                LetterUntold(name, what_zh=words[name][0], what_en=words[name][1])
                for name, text in told.items()
                if not text
            ),
        ]
    )


def _printed(
    case: Any, number: int, person: Any, told: Mapping[str, str], answer_by: date, actor: Any, on: date, at: datetime
) -> Any:  # fmt: skip
    """The letter on paper, with what an outsider may know and no more."""
    content = {
        **told, "number": f"{case.number}-函{number}", "person": person.name, "answer_by": figures.day(answer_by),
        "day": figures.day(on), "office": actor.office.name, "asked_by": actor.name,
    }  # fmt: skip
    return documents.render(
        "letter-of-inquiry", content, name=f"索证函-{case.number}-{number}.pdf", area_code=case.area_id, case=case.number,
        actor=actor, at=at,
    )  # fmt: skip


def enter_answer(
    letter: LetterInquiry,
    *,
    answered_on: date,
    said: str,
    scan: bytes,
    name: str,
    actor: Any,
    on: date,
    at: datetime,
) -> LetterAnswer:
    """The answer with its scan. Raises why she may not visit, LetterAnswered, AnsweredBefore, LetterUntold."""
    case = letter.case
    in_time = letter.sent_on <= answered_on <= on
    refuse_if_any(
        [
            queries.why_not_visit(case, actor, on),
            LetterAnswered(number=letter.number)
            if LetterAnswer.objects.filter(letter=letter).exists()
            else None,
            None
            if in_time
            else AnsweredBefore("answered_on", answered_on=answered_on, sent_on=letter.sent_on),
            None if said.strip() else LetterUntold("said", what_zh="答复内容", what_en="answer"),
        ]
    )
    with transaction.atomic(), refusing():
        cases.locked(case.number)
        if LetterAnswer.objects.filter(letter=letter).exists():
            raise LetterAnswered(number=letter.number)
        kept = documents.store(
            scan, name=name, kind="letter-answer", area_code=case.area_id, case=case.number, actor=actor, at=at, field="scan"
        )  # fmt: skip
        answer = LetterAnswer.objects.create(
            case=case,
            letter=letter,
            answered_on=answered_on,
            said=said.strip(),
            scan=kept,
            by=actor,
            on=on,
            at=at,
        )
        audit.record(ANSWERED, actor=actor, at=at, case=case.number, number=letter.number)
        return answer


def ask_neighbour(
    case: Any,
    *,
    asked_on: date,
    name: str,
    relation: str,
    said: str,
    neutral: bool,
    why_asked: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> NeighbourInquiry:
    """What a neighbour said. Raises why she may not visit, NeighbourUntold, AskedAhead, NotNeutral, MemberIsNoNeighbour."""
    told = {"name": name.strip(), "relation": relation.strip(), "said": said.strip()}
    words = {
        "name": ("姓名", "name"),
        "relation": ("与该户关系", "relation"),
        "said": ("反映的情况", "what was said"),
    }
    members = {one.name for one in households.persons_of(case.household_id, on)}
    refuse_if_any(
        [
            queries.why_not_visit(case, actor, on),
            *(
                NeighbourUntold(key, what_zh=words[key][0], what_en=words[key][1])
                for key, text in told.items()
                if not text
            ),
            AskedAhead("asked_on", asked_on=asked_on, on=on) if asked_on > on else None,
            NotNeutral("why_asked") if not neutral and not why_asked.strip() else None,
            MemberIsNoNeighbour("name", name=told["name"]) if told["name"] in members else None,
        ]
    )
    with transaction.atomic(), refusing():
        duty = cases.take_duty(case, actor, "survey", on=on, at=at)
        entered = NeighbourInquiry.objects.create(
            case=case,
            asked_on=asked_on,
            neutral=neutral,
            why_asked=why_asked.strip(),
            duty=duty,
            on=on,
            at=at,
            **told,
        )
        audit.record(NEIGHBOUR, actor=actor, at=at, case=case.number)
        return entered
