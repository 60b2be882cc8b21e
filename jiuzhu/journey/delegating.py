"""Where delegation meets the cases: what a letter says on paper, and where running cases go when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu import rulebook
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.delegation import queries as delegation
from jiuzhu.offices import queries as offices
from jiuzhu.values import figures, money
from jiuzhu.values.refusals import Refusal

__all__ = ["Running", "letter_paper", "running_cases"]


@dataclass(frozen=True)
class Running:
    """An open case not yet decided: who decides it on a day, and why not the township where it is the county."""

    case: Any
    decider: str  # township, county
    why_not_township: Refusal | None


def running_cases(letter: Any, on: date) -> list[Running]:
    """Open, undecided cases of the letter's items in its township, each with where the law sends it on that day.

    A decision needs a letter in force on its own day (社会救助法 Art. 44): when none covers the item any more, the county decides.
    What was decided before stays. The amount is that of the latest opinion, if there is one.
    """
    codes = {item.item_code for item in letter.items.all()}
    wanted = cases.Wanted(area=letter.township_id, closed=False, order="due")
    found = []
    for case in cases.listing(wanted, reach=(letter.township_id,)):
        if case.item_code not in codes or case.decided_on is not None:
            continue
        opinion = approvals.latest_opinion(case)
        who = approvals.authority(case, opinion.amount_fen if opinion else 0, on)
        found.append(Running(case, who.level, who.why_not_township))
    return found


def letter_paper(letter: Any) -> dict[str, Any]:
    """What rulebook/documents/delegation-letter.typ prints."""
    county, township = offices.office_of(letter.county_id), offices.office_of(letter.township_id)
    form = delegation.LEGAL_FORMS[letter.legal_form][0]
    catalogue = {one.code: one for one in rulebook.catalogue(letter.county_id, letter.starts_on).items}
    return {
        "number": letter.number, "issuer": county.name if county else letter.county.name,
        "county": county.name if county else letter.county.name, "township": township.name if township else letter.township.name,
        "legal_form": form, "basis": letter.basis, "provincial_rule": letter.provincial_rule,
        "starts_on": figures.day(letter.starts_on), "stops_on": figures.day(letter.stops_on), "day": figures.day(letter.issued_on),
        "amends": letter.amends.number if letter.amends else "",
        "items": [
            {
                "code": one.item_code, "name": catalogue[one.item_code].zh if one.item_code in catalogue else one.item_code,
                "limit": f"每户每月不超过{money.format(one.limit_fen)}" if one.limit_fen else "以认定结果为准，不设限额",
            }
            for one in letter.items.all()
        ],
        "terms": [{"name": zh, "text": letter.terms[key]} for key, (zh, _en) in delegation.TERMS.items() if letter.terms.get(key)],
        "signed_for_county": letter.signed_for_county.name, "signed_for_township": letter.signed_for_township,
    }  # fmt: skip
