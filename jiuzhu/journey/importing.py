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
    waiting = list(sheets.understand(rows, words(area), on=on).items())
    done, desk = Imported(), _Desk(area, actor, on, at)
    for start in range(0, len(waiting), TOGETHER):
        some = waiting[start : start + TOGETHER]
        with transaction.atomic():
            desk.look_up(some)
            for key, members in some:
                _one(key, members, done, desk)
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


@dataclass
class _Desk:
    """Who imports, when, and what is the same for thousands of households: looked up once."""

    area: str
    actor: Any
    on: date
    at: datetime
    known: frozenset[str] = frozenset()  # import keys that are taken
    on_file: dict[str, str] = field(
        default_factory=dict
    )  # citizen ID → number of an open case of the same kind
    _kept: dict[Any, Any] = field(default_factory=dict)

    def key(self, household: str) -> str:
        return hashlib.sha256(f"{self.area}:{household}".encode()).hexdigest()

    def look_up(self, some: Sequence[tuple[str, Sequence[Row]]]) -> None:
        """What the register has of a lot, in one question each."""
        self.known = register.imported_of([self.key(household) for household, _members in some])
        numbers = [
            row.values["citizen_id"] for _key, rows in some for row in rows if "citizen_id" in row.values
        ]
        with scope.whole_county():
            running: list[Any] = list(case_queries.open_of_persons(numbers))
        self.on_file = {case.of: case.number for case in running}

    def once(self, name: Any, ask: Callable[[], Any]) -> Any:
        if name not in self._kept:
            self._kept[name] = ask()
        return self._kept[name]

    def village(self, code: str) -> Any:
        return self.once(("village", code), lambda: offices.area(code))

    def township(self, village: str) -> Any:
        return self.once(("township", village[:9]), lambda: offices.township_of(village))

    def process(self, item: Any, township: str) -> Any:
        """The process version that a case of this item begins with today, kept."""
        version = rulebook.process(item.process, township, self.on)
        return self.once(("process", version.digest), lambda: cases.keep_process(
            key=version.key, area_code=version.area, in_force_from=version.starts_on, digest=version.digest,
            body=dict(version.body),
        ))  # fmt: skip

    def delegated(self, item: Any, township: str) -> bool:
        return bool(
            self.once(
                ("delegated", item.code, township),
                lambda: delegation.covering(item.code, township, self.on) is not None,
            )
        )


def _one(household: str, members: Sequence[Row], done: Imported, desk: _Desk) -> None:
    """One household: entered, known before, or sent back with the reason at the row it belongs to."""
    import_key = desk.key(household)
    if import_key in desk.known:
        done.known += 1
        done.results |= {row.number: (KNOWN, "") for row in members}
        return
    if not any(row.wrong for row in members):
        try:
            number = _enter(members, import_key, desk)
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


def _enter(members: Sequence[Row], import_key: str, desk: _Desk) -> str:
    head = members[0].values
    item = rulebook.item(head["item"])
    told: dict[str, Any] = {"actor": desk.actor, "at": desk.at}
    people = [
        register.Member(
            key=str(row.number), name=row.values["name"], relation=_relation(row), sex=row.values["sex"],
            born_on=row.values["born_on"], citizen_id=row.values.get("citizen_id"), phone=row.values.get("phone", ""),
        )
        for row in members
    ]  # fmt: skip
    refuse_if_any(_on_file(people, desk))
    with transaction.atomic():
        kept = households.register(
            area=desk.village(head["village"]), address=head.get("address", ""), members=people, on=desk.on, legacy=True,
            hukou_kind="rural" if item.slug.startswith("rural") else "urban", import_key=import_key, **told,
        )  # fmt: skip
        case = _open(head["village"], item, kept, desk)
        entitlements.import_legacy(
            case, members=list(kept.persons.values()), amount_fen=head["amount"], starts_on=head["since"].first_day, **told
        )  # fmt: skip
        if "account" in head:
            households.set_account(
                kept.household, holder=kept.persons[str(members[0].number)], bank=head["bank"], number=head["account"],
                starts_on=desk.on, case=case.number, **told,
            )  # fmt: skip
        return str(case.number)


def _relation(row: Row) -> str:
    """Whoever heads the household is the one from whom relations are counted."""
    relation = str(row.values["relation"])
    return register.APPLICANT if relation in HEADS else relation


def _on_file(people: Sequence[register.Member], desk: _Desk) -> list[Refusal]:
    """Whoever is on the road or paid already is not taken over a second time, wherever in the county."""
    return [
        AlreadyOnFile(one.at("citizen_id"), name=one.name, number=desk.on_file[one.citizen_id])
        for one in people
        if one.citizen_id in desk.on_file
    ]


def _open(village: str, item: Any, kept: Any, desk: _Desk) -> Any:
    township = desk.township(village)
    return cases.open_case(
        item_code=item.code, village=desk.village(village), township=township, household=kept.household,
        applicant=next(iter(kept.persons.values())), household_size=len(kept.persons),
        process=desk.process(item, township.code), rulebook_digest=desk.once("digest", rulebook.digest),
        first_stage="receiving", stage_due_on=None, follow_code_hash="", actor=desk.actor,
        delegated=desk.delegated(item, township.code), on=desk.on, at=desk.at, legacy=True,
    )  # fmt: skip
