"""What departments know about a person, as facts that stand beside what was declared. Pure.

Keys (those of the eligibility rules where they have one), units, registers and how they are judged are in `FACTS`; `known`
makes them out of a register's records. Amounts are fen a year unless the key says otherwise; counts are whole; days are
ISO text. A fact that a register gives no unambiguous answer to is left out and named in `unclear`: it is asked at the
visit, never completed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import assets, income, other, people
from .shape import Judged, Kind, Known, Record, Unit

__all__ = ["FACTS", "SUMS", "Judged", "Kind", "Known", "Record", "Unit", "known", "of_source"]

FACTS: dict[str, Kind] = {one.key: one for one in (*people.FACTS, *income.FACTS, *assets.FACTS, *other.FACTS)}
#: Fact → the facts of several registers that it is the sum of, itself among them.
SUMS: dict[str, tuple[str, ...]] = {
    whole: tuple(key for key, one in FACTS.items() if one.part_of == whole)
    for whole in dict.fromkeys(one.part_of for one in FACTS.values() if one.part_of)
}
_MAKERS = people.MAKERS | income.MAKERS | assets.MAKERS | other.MAKERS


def of_source(source: str) -> list[Kind]:
    """The facts that a register can give."""
    return [one for one in FACTS.values() if one.source == source]


def known(source: str, records: Sequence[Record], *, period: tuple[date, date], on: date) -> Known:
    """The facts in a register's records about one person, over the period that she authorised, as on a day."""
    return _MAKERS[source](records, period, on)
