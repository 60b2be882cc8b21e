"""What the household says of single facts: that it is so, that it is not, or what no department could say. Never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.intake import answers, queries
from jiuzhu.intake.form import Field
from jiuzhu.intake.models import Application, Remark
from jiuzhu.intake.refusals import NothingToAgreeTo, NoValueHere, TooLong, ValueNeeded, WhyDifferent
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, refuse_if_any

LONGEST_REASON = 500
REMARKED = {
    "agrees": audit.act(
        "intake.fact-agreed", zh="家庭认可{name}的“{label}”", en="the household agreed: {label_en} of {name}"
    ),
    "differs": audit.act(
        "intake.fact-disputed", zh="家庭对{name}的“{label}”有不同说法：{reason}",
        en="the household says otherwise of {label_en} of {name}: {reason}",
    ),
    "supplies": audit.act(
        "intake.fact-supplied", zh="家庭补充说明{name}的“{label}”", en="the household supplied {label_en} of {name}"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class About:
    """The fact spoken of: whose, which, how it is called, and what she was shown of it (empty: nothing is known)."""

    member: Mapping[str, Any]  # her line in the content
    fact: str
    label_zh: str
    label_en: str
    found: Mapping[str, Any]

    @property
    def labels(self) -> dict[str, str]:
        return {"label_zh": self.label_zh, "label_en": self.label_en}


def remark(
    application: Application, about: About, *, says: str, typed: str = "", reason: str = "", channel: str = "counter",
    actor: Any, on: date, at: datetime,
) -> Remark:  # fmt: skip
    """Keep what she says beside what the department says. `actor` is the officer, or who speaks through the portal.

    Raises NothingToAgreeTo, WhyDifferent, ValueNeeded, NoValueHere, what an answer is refused for; the database refuses
    RemarkNotNow, RemarkNotYours and cases' NotAMember.
    """
    question = queries.question_of(application.item_code, about.fact)
    typed, reason = typed.strip(), reason.strip()
    refuse_if_any(why_not(about, question, says, typed, reason))
    path = f"{about.member['key']}.{question.key}" if question else ""
    value = answers.value(question, typed, path="value", on=on) if question and typed else None
    with transaction.atomic(), refusing():
        kept = Remark.objects.create(
            application=application, member=about.member["key"], person_id=about.member["person"], fact=about.fact, path=path,
            says=says, value=value, found=dict(about.found), reason=reason, channel=channel, on=on,
            by=actor if channel == "counter" else None, at=at,
        )  # fmt: skip
        audit.record(
            REMARKED[says], actor=actor, at=at, case=application.case.number, person=str(about.member["person"]),
            name=about.member.get("name", ""), label=about.label_zh, label_en=about.label_en, reason=reason, fact=about.fact,
        )  # fmt: skip
        return kept


def why_not(about: About, question: Field | None, says: str, typed: str, reason: str) -> list[Refusal | None]:
    """Everything that is wrong with a remark as it was typed."""
    return [
        NothingToAgreeTo("says", **about.labels) if says != "supplies" and not about.found else None,
        WhyDifferent("reason", **about.labels) if says == "differs" and not reason else None,
        ValueNeeded("value", **about.labels) if says == "supplies" and not typed else None,
        NoValueHere("value", **about.labels) if typed and question is None else None,
        TooLong("reason", label_zh="理由", label_en="reason", length=len(reason), longest=LONGEST_REASON)
        if len(reason) > LONGEST_REASON
        else None,
    ]
