"""What county and township do about a filing: accept, ask, answer, order, correct, object, press, close, hear, revoke."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.filings.deadlines import due
from jiuzhu.filings.models import Act, Filing, Hearing, Opened
from jiuzhu.filings.refusals import NotLowRisk, NotOpened
from jiuzhu.filings.rules import ACTS
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.rulebook import calendars
from jiuzhu.signatures import actions as signatures
from jiuzhu.standards import queries as standards
from jiuzhu.values import canonical

ACTED = audit.act(
    "filings.acted", zh="备案{number}：{kind_zh}{text}{due}", en="filing {number}: {kind_en}{text}{due}"
)
HEARD = audit.act(
    "filings.heard", zh="撤销前听取{side_zh}意见：{said}", en="heard {side_en} before a revocation: {said}"
)
OPENED = audit.act("filings.opened", zh="打开备案{number}", en="opened filing {number}")


def open_filing(filing: Filing, *, actor: Any, at: datetime) -> None:
    """The officer has the whole filing before her eyes; the look is logged once per officer."""
    with transaction.atomic(), refusing():
        _row, new = Opened.objects.get_or_create(
            filing=filing, officer=actor, defaults={"case_id": filing.case_id, "at": at}
        )
        if new:
            audit.record(OPENED, actor=actor, at=at, case=filing.case.number, number=filing.number)


def _act(
    filing: Filing, kind: str, *, actor: Any, on: date, at: datetime, text: str = "", law: str = "",
    due_on: date | None = None, names: str = "", freezes: bool = False, paper: Any = None,
) -> Act:  # fmt: skip
    """One act in one transaction. The database asks for power, state, hearing, article and signature."""
    refusal = offices.why_not(actor, ACTS[kind].power, filing.area_id, on)
    if refusal is not None:
        raise refusal
    told = {
        "filing": filing.number, "filed": filing.digest, "case": filing.case.number, "kind": kind, "text": text.strip(),
        "law": law.strip(), "due_on": due_on.isoformat() if due_on else None, "names": names.strip(), "freezes": freezes,
        "paper": paper.sha256 if paper else None, "by": actor.staff_number, "on": on.isoformat(),
    }  # fmt: skip
    signed_as = ACTS[kind].signed_as
    with transaction.atomic(), refusing():
        signature = signatures.sign(
            told, kind=signed_as, about=filing.number, case=filing.case.number, area_code=filing.area_id,
            authority=law.strip(), actor=actor, on=on, at=at,
        ) if signed_as else None  # fmt: skip
        act = Act.objects.create(
            filing=filing, case_id=filing.case_id, kind=kind, by=actor, text=text.strip(), law=law.strip(), due_on=due_on,
            names=names.strip(), freezes=freezes, paper=paper, body=canonical.text(told), digest=canonical.digest(told),
            signature=signature, on=on, at=at,
        )  # fmt: skip
        audit.record(
            ACTED, actor=actor, at=at, case=filing.case.number, number=filing.number, kind=kind, kind_zh=ACTS[kind].zh,
            kind_en=ACTS[kind].en, text=f"：{text.strip()}" if text.strip() else "",
            due=f"（{due_on.isoformat()}前）" if due_on else "",
        )  # fmt: skip
        filing.refresh_from_db()
        return act


def accept(filing: Filing, *, text: str = "", actor: Any, on: date, at: datetime) -> Act:
    """The county has looked and takes it on file. It approves nothing: the decision stood before and stands on.

    Raises NotThisState, WithoutPower, HandledHerself.
    """
    open_filing(filing, actor=actor, at=at)
    return _act(filing, "accepted", text=text, actor=actor, on=on, at=at)


def accept_many(filings: Sequence[Filing], *, actor: Any, on: date, at: datetime) -> int:
    """Accept many of low risk, all or none, after this officer has opened each. Raises NotOpened, NotLowRisk."""
    opened = set(Opened.objects.filter(officer=actor, filing__in=filings).values_list("filing_id", flat=True))
    closed = [one for one in filings if one.pk not in opened]
    if closed:
        raise NotOpened(count=len(closed), example=closed[0].number)
    with transaction.atomic():
        for one in filings:
            levels: Any = standards.number("risk-levels", one.area_id, on).value
            if one.risk >= levels["low_below"]:
                raise NotLowRisk(number=one.number)
            _act(one, "accepted", actor=actor, on=on, at=at)
    return len(filings)


def ask(filing: Filing, *, text: str, due_on: date | None = None, actor: Any, on: date, at: datetime) -> Act:
    """Ask the township in writing; without a day, the answer is due in `filing-answer-working-days`."""
    return _act(
        filing,
        "question",
        text=text,
        due_on=due_on or due("filing-answer-working-days", filing.area_id, on),
        actor=actor,
        on=on,
        at=at,
    )


def answer(filing: Filing, *, text: str, paper: Any = None, actor: Any, on: date, at: datetime) -> Act:
    """The township answers, with a paper of the case if it helps."""
    return _act(filing, "answer", text=text, paper=paper, actor=actor, on=on, at=at)


def order(
    filing: Filing,
    *,
    text: str,
    law: str,
    working_days: int,
    freezes: bool = False,
    actor: Any,
    on: date,
    at: datetime,
) -> Act:
    """Order a correction: what, on which article, within how many working days. Signed. `freezes`: nothing is paid meanwhile."""
    due = calendars.calendar().add(on, working_days).on
    return _act(filing, "order", text=text, law=law, due_on=due, freezes=freezes, actor=actor, on=on, at=at)


def correct(
    filing: Filing, *, text: str, names: str, paper: Any = None, actor: Any, on: date, at: datetime
) -> Act:
    """The township reports the correction; `names` is the new signed version or the change that carries it."""
    return _act(filing, "corrected", text=text, names=names, paper=paper, actor=actor, on=on, at=at)


def object_to(filing: Filing, *, text: str, paper: Any = None, actor: Any, on: date, at: datetime) -> Act:
    """The township holds the order for wrong, with its reasons."""
    return _act(filing, "objected", text=text, paper=paper, actor=actor, on=on, at=at)


def press(
    filing: Filing, *, text: str, law: str, working_days: int, actor: Any, on: date, at: datetime
) -> Act:
    """The county is not content and presses on, with a new deadline. Signed. A freeze of the order goes on."""
    due = calendars.calendar().add(on, working_days).on
    last = filing.acts.filter(kind__in=("order", "pressed")).order_by("-id").first()
    freezes = last.freezes if last else False
    return _act(filing, "pressed", text=text, law=law, due_on=due, freezes=freezes, actor=actor, on=on, at=at)


def close(filing: Filing, *, text: str = "", actor: Any, on: date, at: datetime) -> Act:
    """The order is settled; the filing counts as accepted."""
    return _act(filing, "closed", text=text, actor=actor, on=on, at=at)


def hear(
    filing: Filing, *, side: str, how: str, who_spoke: str, told: str, said: str, considered: str, actor: Any, on: date,
    at: datetime,
) -> Hearing:  # fmt: skip
    """Record what the household or the township was told and said before a revocation (社会救助法 Art. 48)."""
    with transaction.atomic(), refusing():
        hearing = Hearing.objects.create(
            filing=filing, case_id=filing.case_id, side=side, how=how, who_spoke=who_spoke, told=told.strip(),
            said=said.strip(), considered=considered.strip(), by=actor, on=on, at=at,
        )  # fmt: skip
        zh = dict(Hearing.SIDES)[side]
        audit.record(
            HEARD, actor=actor, at=at, case=filing.case.number, side=side, side_zh=zh, side_en=f"the {side}", said=said,
            who=who_spoke,
        )  # fmt: skip
        return hearing


def revoke(filing: Filing, *, text: str, law: str, actor: Any, on: date, at: datetime) -> Act:
    """Revoke the decision on file: reasons, law, signed by the supervisor. Where the case goes is journey's (filing.revoke).

    Raises NotHeard, ChangeIsCorrected, DecidedAnew, NotThisState. Source: 行政许可法 Art. 69, by analogy.
    """
    return _act(filing, "revoked", text=text, law=law, actor=actor, on=on, at=at)
