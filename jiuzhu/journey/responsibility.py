"""The chain of responsibility of a case: who did what, saw what, signed what, when, on whose authority; and whether it still holds.

谁调查、谁签字、谁负责 (大众日报 2019-12-20). Rooms answer their signed acts; here they are lined up with duties and looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiuzhu.approvals import queries as approvals
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.cases.rules import NAMES, SUBSTITUTE_REASONS
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.offices import queries as offices
from jiuzhu.offices.roles import ROLES
from jiuzhu.seals import queries as seals
from jiuzhu.signatures.acts import TROUBLES, Act, trouble_with
from jiuzhu.surveys import queries as surveys
from jiuzhu.verification import queries as verification

__all__ = ["TROUBLES", "Checked", "Link", "acts", "chain", "sealings", "verify"]

KINDS: dict[str, tuple[str, str]] = {
    "survey": ("入户调查记录", "record of the home visit"),
    "report": ("核对报告", "verification report"),
    "preliminary": ("初审意见", "preliminary opinion"),
    "county_review": ("县级审核意见", "county review"),
    "decision": ("决定", "decision"),
    "change_decision": ("变更决定", "decision on a change"),
}
_LOOKS = ("cases.looked", "verification.looked", "surveys.looked", "cases.revealed")


@dataclass(frozen=True)
class Checked:
    """A signed act and what is wrong with it (a word of TROUBLES), or None."""

    act: Act
    trouble: str | None

    def kind(self, language: str = "zh-hans") -> str:
        return KINDS[self.act.kind][language.startswith("en")]

    def words(self, language: str = "zh-hans") -> str:
        """The trouble in words; empty when everything agrees."""
        return TROUBLES[self.trouble][language.startswith("en")] if self.trouble else ""


@dataclass(frozen=True)
class Link:
    """One duty of one officer on the case, with the posts she held that day, what she looked at before, and what she signed."""

    duty: Any
    posts: tuple[str, ...]  # role keys
    signed: tuple[Checked, ...]
    looks: tuple[audit.Line, ...]
    substitution: Any = None  # by whose order she stood in, and why

    def in_place_of(self, language: str = "zh-hans") -> str:
        """In whose place, named by whom, because of what; empty for whoever did her own work."""
        one = self.substitution
        if one is None:
            return ""
        english = language.startswith("en")
        reason = f"{SUBSTITUTE_REASONS[one.reason][english]}{': ' if english else '：'}{one.explanation}"
        if english:
            whom = f"in place of {one.stands_back.name}" if one.stands_back else "as a substitute"
            return f"{whom}, named by {one.ordered_by.name}, for {reason}"
        whom = f"代替{one.stands_back.name}" if one.stands_back else "代替本乡镇人员"
        return f"{whom}，由{one.ordered_by.name}指定，因{reason}"

    def did(self, language: str = "zh-hans") -> str:
        return NAMES[self.duty.duty][language.startswith("en")]

    def held(self, language: str = "zh-hans") -> list[str]:
        return [ROLES[post].name(language) for post in self.posts]


def acts(case: Any) -> list[Act]:
    """Every signed act of a case, oldest first."""
    found = [
        *surveys.signed_acts(case),
        *verification.signed_acts(case),
        *approvals.signed_acts(case),
        *entitlements.signed_acts(case),
    ]
    return sorted(found, key=lambda act: (act.at, act.duty or 0))


def verify(case: Any) -> tuple[list[Checked], list[Any]]:
    """Every signed act with what is wrong with it, and the determinations that were altered (社会救助法 Art. 70)."""
    return [Checked(act, trouble_with(act)) for act in acts(case)], eligibility.altered(case)


def chain(case: Any) -> list[Link]:
    """The duties of a case in order, each with the looks that came before it and the acts that stand on it."""
    checked, _altered = verify(case)
    named = list(cases.substitutions(case))
    looks = [line for act in _LOOKS for line in audit.looks_at(case.number, act, limit=1000)]
    return [
        Link(
            duty, tuple(offices.roles(duty.officer, duty.on)),
            tuple(one for one in checked if one.act.duty == duty.pk), _before(looks, duty.officer, duty.at),
            _standing_in(named, duty),
        )
        for duty in cases.duties(case)
    ]  # fmt: skip


def sealings(case: Any) -> list[Any]:
    """Every use of a seal on a paper of the case, void ones too, oldest first: who put which seal on what, under which letter."""
    return list(seals.of_case(case.number))


def _before(looks: Sequence[audit.Line], officer: Any, at: datetime) -> tuple[audit.Line, ...]:
    mine = [line for line in looks if line.actor_name == officer.audit_name and line.at <= at]
    return tuple(sorted(mine, key=lambda line: line.at))


def _standing_in(named: Sequence[Any], duty: Any) -> Any | None:
    """The substitution that a duty was done under; one taken back later the same day still counts for what was done before."""
    for one in named:
        end = getattr(one, "end", None)
        if (
            (one.substitute_id, one.duty) == (duty.officer_id, duty.duty)
            and one.starts_on <= duty.on and (one.stops_on is None or duty.on < one.stops_on)
            and (end is None or duty.at <= end.at)
        ):  # fmt: skip
            return one
    return None
