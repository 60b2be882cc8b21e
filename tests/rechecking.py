"""Makers for re-checks of everybody: a family with its case and authorisations, and sources' files of a month. Invented."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jiuzhu.rechecks import actions, files
from jiuzhu.rechecks.models import Run
from jiuzhu.values.month import Month
from tests import people
from tests.rooms import verification_cases as made

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
TODAY = made.TODAY
HEADINGS = {source: f"身份证号,姓名,{columns}" for source, (columns, _row) in made.ROWS.items()}


@dataclass
class Family:
    """Members by their key in verification_cases.NAMES; mother and son have authorised, the grandchild has not."""

    members: dict[str, Any]
    case: Any
    mother_allows: Any
    son_allows: Any

    @property
    def mother(self) -> Any:
        return self.members["mother"]

    @property
    def son(self) -> Any:
        return self.members["son"]


def family(where: people.County, order: int = 0, township: str = people.TOWNSHIP) -> Family:
    members = made.household(where, order, township)
    case = made.open_case(where, members)
    clerk = where.clerk if township == people.TOWNSHIP else where.neighbour_clerk
    signed = [
        made.authorise(where, case, members[key], stops_on=None, actor=clerk) for key in ("mother", "son")
    ]
    return Family(members, case, *signed)


def line(source: str, about: Any, values: str | None = None, *, name: str = "", number: str = "") -> str:
    """One row of a source about a person."""
    return f"{number or about.citizen_id},{name or about.name},{made.ROWS[source][1] if values is None else values}"


def deliver(
    source: str,
    lines: Sequence[str] = (),
    *,
    month: Month = SEPTEMBER,
    headings: str = "",
    encoding: str = "gb18030",
    end: str = "\r\n",
) -> Path:
    """A source's file with its checksum; a far-away person is always in it."""
    stranger = line(source, None, name="远方人", number="370982195501010496")
    return put(f"{source}.csv", "".join(
        f"{one}\r\n" for one in (headings or HEADINGS[source], *([] if headings else [stranger]), *lines)
    ).removesuffix("\r\n").encode(encoding) + end.encode(), month)  # fmt: skip


def put(name: str, body: bytes, month: Month = SEPTEMBER) -> Path:
    """Any bytes as a file of a month, with the checksum that is theirs."""
    folder = files.folder(month)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(body)
    path.with_name(f"{name}.sha256").write_text(f"{hashlib.sha256(body).hexdigest()}  {name}\n")
    return path


def run(where: people.County, month: Month = SEPTEMBER, on: date = TODAY, **more: Any) -> Run:
    """Asked for by the supervisor and worked through."""
    asked = actions.ask(month, area=people.COUNTY, actor=where.supervisor, on=on, at=people.at(on))
    return actions.carry_on(asked, on=on, now=lambda: people.at(on, 11), **more)
