"""From a draft at the counter to a case that is accepted, told once what it lacks, or turned away (57号 Art. 9–11)."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.cases import actions as cases
from jiuzhu.delegation import queries as delegation
from jiuzhu.households import actions as households
from jiuzhu.households import queries as register
from jiuzhu.intake import actions as intake
from jiuzhu.intake import queries as applications
from jiuzhu.intake.refusals import DeadlinePassed, StillMissing
from jiuzhu.offices import queries as offices
from jiuzhu.rulebook import calendars
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal, refuse_if_any

from . import asked, sheets
from . import process as processes
from .advancing import advance, held_at

# No 0/O, 1/I/L, 8/B: the code is read out over the telephone by people without glasses.
_LETTERS = "2345679ACDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Submitted:
    """A registered application. `follow_code` is shown on the receipt and kept nowhere: the case holds its hash."""

    case: Any
    application: Any
    follow_code: str


def follow_hash(code: str) -> str:
    """What the case keeps of the code on a receipt; spaces, hyphens and small letters do not matter."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hmac.new(f"jiuzhu.follow:{settings.SECRET_KEY}".encode(), plain.encode(), "sha256").hexdigest()


def follows(case: Any, code: str) -> bool:
    """Whether a code is the one on this case's receipt."""
    return bool(case.follow_code_hash) and hmac.compare_digest(case.follow_code_hash, follow_hash(code))


def why_not_submit(draft: Any, on: date) -> list[Refusal]:
    """Everything that stands against registering the application; the page shows all of it at once."""
    return list(asked.reading(draft, on).against)


def submit(draft: Any, *, actor: Any, on: date, at: datetime) -> Submitted:
    """Register the household, open the case, keep the application. The case stands at `accepting`.

    Raises one refusal or Refusals of everything in why_not_submit, NotYourPower, NotYourArea, ProcessNotInForce, DraftClosed.
    """
    with transaction.atomic():
        no = offices.why_not(actor, "intake.accept", draft.area_id, on)
        refuse_if_any([no])
        held = intake.hold(draft.pk, actor=actor, on=on)
        reading = asked.reading(held, on)
        refuse_if_any(reading.against)
        content = reading.content
        home = content["household"]
        village = offices.area(home["registered_area"])
        kept = households.register(
            area=village, address=home.get("residence", ""), hukou_kind=_hukou(held.item_code),
            members=applications.members(content), on=on, actor=actor, at=at,
        )  # fmt: skip
        code = "".join(secrets.choice(_LETTERS) for _ in range(8))
        case = _open(held, village, kept, content, code, actor, on, at)
        _account(case, kept, content, actor, on, at)
        told = {
            **content,
            "members": [{**one, "person": kept.persons[one["key"]].pk} for one in content["members"]],
        }
        application = intake.receive(held, case, told, kept.persons, actor=actor, on=on, at=at)
        return Submitted(case, application, f"{code[:4]}-{code[4:]}")


def _hukou(item_code: str) -> str:
    return "rural" if rulebook.item(item_code).slug.startswith("rural") else "urban"


def _open(
    draft: Any,
    village: Any,
    kept: Any,
    content: Mapping[str, Any],
    code: str,
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    version = rulebook.process(rulebook.item(draft.item_code).process, draft.area_id, on)
    road = processes.from_body(version.body)
    first = processes.first_stage(road)
    delegated = delegation.covering(draft.item_code, draft.area_id, on) is not None
    due = processes.deadline_of(road, first, on, None, calendars.calendar(), delegated=delegated)
    pinned = cases.keep_process(
        key=version.key,
        area_code=version.area,
        in_force_from=version.starts_on,
        digest=version.digest,
        body=dict(version.body),
    )
    applicant = next(
        kept.persons[one["key"]] for one in content["members"] if one["relation"] == register.APPLICANT
    )
    return cases.open_case(
        item_code=draft.item_code, village=village, township=draft.area, household=kept.household, applicant=applicant,
        household_size=len(content["members"]), process=pinned, rulebook_digest=rulebook.digest(), first_stage=first,
        stage_due_on=due.on if due else None, delegated=delegated, follow_code_hash=follow_hash(code), actor=actor, on=on, at=at,
    )  # fmt: skip


def _account(case: Any, kept: Any, content: Mapping[str, Any], actor: Any, on: date, at: datetime) -> None:
    home, payee = content["household"], content.get("payee", "")
    if home.get("bank") and home.get("bank_account") and payee in kept.persons:
        households.set_account(
            kept.household, holder=kept.persons[payee], bank=home["bank"][:60], number=home["bank_account"], starts_on=on,
            actor=actor, at=at, case=case.number,
        )  # fmt: skip


def accept(
    case: Any,
    *,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
    follow_code: str = "",
    follow_address: str = "",
) -> Any:
    """The papers are complete: accepted, the total clock runs from this day, the receipt is printed. Answers the receipt.

    Raises StillMissing, NotThisStage, Stale, NotEmpowered, OwnCase. What was told as missing and is still not there stops it.
    """
    with transaction.atomic():
        held = held_at(case, "accepting", version=version)
        application = applications.application(held)
        lacking = lacks(application)
        if lacking:
            raise StillMissing(items=[one["zh"] for one in lacking])
        cases.take_duty(held, actor, "accept", on=on, at=at)
        moved = advance(held, "complete", actor=actor, on=on, at=at, accepted_on=on)
        content = sheets.receipt(moved, application, actor=actor, on=on, follow_address=follow_address)
        secret = sheets.code(follow_code, follow_address, moved.number)
        paper = sheets.issue(
            "receipt", "受理通知书", moved, content, unkept=secret, actor=actor, on=on, at=at
        )
        intake.note_accepted(moved, paper, actor=actor, at=at)
        home = applications.content(application).get("household", {})
        told = home.get("staff_relative_of") or ("有近亲属" if home.get("staff_relative") else "")
        cases.record_relatives(moved, told=str(told), on=on, at=at)
        return paper


def lacks(application: Any) -> list[dict[str, Any]]:
    """What is still missing: of the notice once it was given, else of the application itself."""
    if applications.notice(application) is not None:
        return applications.still_missing(application)
    return [one.as_json() for one in applications.missing_in(application)]


def supply_until(area_code: str, on: date) -> date:
    """The day that the notice proposes; the counter may give more time. Raises NotInForce."""
    days = standards.figures().number("supplement-working-days", area_code, on).value
    if not isinstance(days, int):
        raise TypeError(f"supplement-working-days is {days!r}")
    return calendars.calendar().add(on, days).on


def tell_missing(
    case: Any, *, deadline_on: date | None = None, actor: Any, on: date, at: datetime, version: int | None = None,
    follow_code: str = "", follow_address: str = "",
) -> Any:  # fmt: skip
    """Tell once everything that is missing, with the law and a day; the case waits for the applicant. Answers the notice.

    Raises NothingMissing, AlreadyTold, NotThisStage, Stale, NotEmpowered.
    """
    with transaction.atomic():
        held = held_at(case, "accepting", version=version)
        application = applications.application(held)
        items = applications.missing_in(application)
        until = deadline_on or supply_until(held.area_id, on)
        notice = intake.tell_missing(application, items, deadline_on=until, actor=actor, on=on, at=at)
        cases.take_duty(held, actor, "accept", on=on, at=at)
        moved = advance(held, "incomplete", actor=actor, on=on, at=at)
        content = sheets.notice(moved, application, notice, actor=actor, on=on)
        secret = sheets.code(follow_code, follow_address, moved.number)
        return sheets.issue(
            "notice-of-missing", "一次性告知书", moved, content, unkept=secret, actor=actor, on=on, at=at
        )


def record_supply(
    case: Any, *, typed: Mapping[str, str] | None = None, seen_papers: Sequence[str] = (),
    files: Mapping[str, tuple[str, bytes]] | None = None, actor: Any, on: date, at: datetime, version: int | None = None,
) -> Any:  # fmt: skip
    """What the applicant brought. When nothing is missing any more the case returns to `accepting` (answers the case).

    Raises NotTold, NotThisStage, Stale, and what an answer or a file is refused for.
    """
    with transaction.atomic():
        held = held_at(case, "supplementing", version=version)
        application = applications.application(held)
        intake.record_supplement(
            application, typed=typed or {}, seen_papers=seen_papers, files=files, actor=actor, on=on, at=at
        )
        if applications.still_missing(application):
            return held
        return advance(held, "supplied", actor=actor, on=on, at=at)


def lapse(case: Any, *, actor: Any | None, on: date, at: datetime, version: int | None = None) -> Any:
    """Nothing was supplied in time: the application ends, and may be made again. Raises DeadlinePassed before the day."""
    with transaction.atomic():
        held = held_at(case, "supplementing", version=version)
        application = applications.application(held)
        notice = applications.notice(application)
        if notice is not None and on <= notice.deadline_on:
            raise DeadlinePassed(deadline_on=notice.deadline_on)
        intake.keep_turning(
            application,
            "lapsed",
            reason="逾期未补正",
            law="行政许可法 第三十二条（类推）",
            actor=actor,
            on=on,
            at=at,
        )
        return advance(held, "lapsed", actor=actor, on=on, at=at)


def refuse_acceptance(
    case: Any, *, reason: str, law: str, actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """Not accepted, with the reason in writing and its article (57号 Art. 10; 社会救助法 Art. 45). Raises ReasonNeeded."""
    with transaction.atomic():
        held = held_at(case, "accepting", version=version)
        intake.keep_turning(
            applications.application(held),
            "refused_acceptance",
            reason=reason,
            law=law,
            actor=actor,
            on=on,
            at=at,
        )
        cases.take_duty(held, actor, "accept", on=on, at=at)
        return advance(held, "refused_acceptance", actor=actor, on=on, at=at, note=reason)
