"""Take over households that already receive the allowance: marked as legacy, to be completed (民发〔2021〕57号 Art. 28).

Good households enter once, however often the file is sent; a household with one bad row stays out whole, and its rows
come back with the reason beside each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.delegation import queries as delegation
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.households import actions as households
from jiuzhu.households import queries as register
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.values.refusals import Refusal, Refusals, refuse_if_any

from . import import_sheet as sheets
from . import import_workbook as workbooks
from .import_refusals import AlreadyOnFile
from .import_sheet import HEADS, Row

IMPORTED = audit.act(
    "households.imported",
    zh="导入{entered}户，已有{known}户，退回{refused}行",
    en="imported {entered}, known {known}, {refused} rows back",
)


# Households in one transaction: each has its savepoint, only the wait for the disk is shared.
TOGETHER = 25
KNOWN = "以前已导入，未作改动"


@dataclass
class Imported:
    """What became of a file: households entered, known before, rows sent back, and the answered workbook."""

    entered: int = 0
    known: int = 0
    refused: int = 0
    workbook: bytes = b""
    results: dict[int, tuple[str, str]] = field(default_factory=dict)


def words(area: str) -> dict[str, dict[str, str]]:
    """The words that a sheet may use for villages, items and relations, with their codes."""
    relations = rulebook.codes("relations").entries
    villages = list(offices.villages((area,)))
    twice = {one.name for one in villages if sum(other.name == one.name for other in villages) > 1}
    return {
        # A name that two townships share is told apart by the township before it.
        "village": {
            (f"{one.parent.name}{one.name}" if one.parent and one.name in twice else one.name): one.code
            for one in villages
        },
        "item": {item.zh: item.code for item in rulebook.items()},
        "relation": {str(entry["zh"]): code for code, entry in relations.items()},
    }


def template(area: str) -> bytes:
    known = words(area)
    return workbooks.template(*(list(known[key]) for key in ("village", "item", "relation")))


def import_households(
    body: bytes,
    *,
    area: str,
    actor: Any,
    on: date,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Read a sheet and enter its good households, some at a time: stopped half-way, the same file goes on where it was.

    `progress` is told households done and in all, after every commit. The same file again enters nothing twice.
    Raises NotYourPower, NotYourArea, SheetUnreadable, HeadingsMissing, HeadingTwice.
    """
    refusal = offices.why_not(actor, "households.import", area, on)
    if refusal is not None:
        raise refusal
    headings, rows = sheets.read(body)
    grouped = sheets.understand(rows, words(area), on=on)
    done = Imported()
    waiting = list(grouped.items())
    for start in range(0, len(waiting), TOGETHER):
        some = waiting[start : start + TOGETHER]
        with transaction.atomic():
            for key, members in some:
                _one(key, members, done, area, actor, on, at)
        if progress is not None:
            progress(start + len(some), len(waiting))
    done.refused = sum(1 for result, reason in done.results.values() if reason)
    done.workbook = workbooks.answered(headings, rows, done.results)
    with transaction.atomic():
        audit.record(
            IMPORTED, actor=actor, at=at, entered=done.entered, known=done.known, refused=done.refused,
            sha256=hashlib.sha256(body).hexdigest(),
        )  # fmt: skip
    return done


def _one(
    key: str, members: Sequence[Row], done: Imported, area: str, actor: Any, on: date, at: datetime
) -> None:
    """One household: entered, known before, or sent back with the reason at the row it belongs to."""
    import_key = hashlib.sha256(f"{area}:{key}".encode()).hexdigest()
    if register.imported(import_key):
        done.known += 1
        done.results |= {row.number: (KNOWN, "") for row in members}
        return
    if not any(row.wrong for row in members):
        try:
            number = _enter(members, import_key, actor, on, at)
        except (Refusal, Refusals) as refusal:
            for one in refusal.many if isinstance(refusal, Refusals) else (refusal,):
                _at_row(members, one).wrong.append(one)
        else:
            done.entered += 1
            done.results |= {row.number: (f"已导入 {number}", "") for row in members}
            return
    for row in members:
        reasons = "；".join(one.text() for one in row.wrong) or "同户其他行有误，整户未导入。"
        done.results[row.number] = ("未导入", reasons)


def _at_row(members: Sequence[Row], refusal: Refusal) -> Row:
    """The row that a refusal speaks of: its field is `<row>.<field>`; the householder's when it names none."""
    line = (refusal.field or "").partition(".")[0]
    return next((row for row in members if str(row.number) == line), members[0])


def _enter(members: Sequence[Row], import_key: str, actor: Any, on: date, at: datetime) -> str:
    head = members[0].values
    village = offices.area(head["village"])
    township = offices.township_of(village.code)
    item = rulebook.item(head["item"])
    people = [
        register.Member(
            key=str(row.number), name=row.values["name"], relation=_relation(row), sex=row.values["sex"],
            born_on=row.values["born_on"], citizen_id=row.values.get("citizen_id"), phone=row.values.get("phone", ""),
        )
        for row in members
    ]  # fmt: skip
    refuse_if_any(_on_file(people, item.code))
    with transaction.atomic():
        kept = households.register(
            area=village, address=head.get("address", ""), members=people, on=on, actor=actor, at=at, legacy=True,
            hukou_kind="rural" if item.slug.startswith("rural") else "urban", import_key=import_key,
        )  # fmt: skip
        case = _open(head, village, township, item, kept, len(people), actor, on, at)
        entitlements.import_legacy(
            case, members=list(kept.persons.values()), amount_fen=head["amount"],
            starts_on=max(head["since"].first_day, date(2000, 1, 1)), actor=actor, at=at,
        )  # fmt: skip
        if head.get("bank") and head.get("account"):
            households.set_account(
                kept.household, holder=kept.persons[str(members[0].number)], bank=head["bank"], number=head["account"],
                starts_on=on.replace(day=1), actor=actor, at=at, case=case.number,
            )  # fmt: skip
        return str(case.number)


def _relation(row: Row) -> str:
    """Whoever heads the household is the one from whom relations are counted."""
    relation = str(row.values["relation"])
    return register.APPLICANT if relation in HEADS else relation


def _on_file(people: Sequence[register.Member], item_code: str) -> list[Refusal]:
    """Whoever is on the road or paid already is not taken over a second time, wherever in the county."""
    lines = {one.citizen_id: one for one in people if one.citizen_id}
    with scope.whole_county():
        running: list[Any] = list(
            case_queries.open_of_persons(list(lines)).filter(item_code__startswith=item_code[:4])
        )
    return [
        AlreadyOnFile(lines[case.of].at("citizen_id"), name=lines[case.of].name, number=case.number)
        for case in running
    ]


def _open(
    head: dict[str, Any],
    village: Any,
    township: Any,
    item: Any,
    kept: Any,
    size: int,
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    version = rulebook.process(item.process, township.code, on)
    pinned = cases.keep_process(
        key=version.key, area_code=version.area, in_force_from=version.starts_on, digest=version.digest,
        body=dict(version.body),
    )  # fmt: skip
    return cases.open_case(
        item_code=item.code, village=village, township=township, household=kept.household,
        applicant=next(iter(kept.persons.values())), household_size=size, process=pinned,
        rulebook_digest=rulebook.digest(), first_stage="receiving", stage_due_on=None, follow_code_hash="", actor=actor,
        delegated=delegation.covering(item.code, township.code, on) is not None, on=on, at=at, legacy=True,
    )  # fmt: skip
