"""The report: what was declared beside what was found, signed by the verifier over exactly this content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import canonical
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Answer, Report
from jiuzhu.verification.refusals import AnswersMissing, NothingAsked
from jiuzhu.verification.rules import Line
from jiuzhu.verification.sources.layouts import SOURCES

REPORTED = audit.act(
    "verification.reported",
    zh="出具核对报告{number}：{outcome_zh}{because}",
    en="filed verification report {number}: {outcome_en}{because}",
)
_NAMED = 4  # this many missing answers are spelled out in the refusal


def report(
    case: Any,
    *,
    declared: Mapping[str, Mapping[str, Any]],
    incomplete_because: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Report:
    """Judge what was answered against `declared` and sign it. The outcome is the rules'.

    `declared`: person id as text → the member's answers in the application (keys of the rulebook's form).

    Raises NothingAsked, AnswersMissing (unless `incomplete_because` says why it cannot wait), NotEmpowered, OwnCase.
    """
    refuse_if_any([queries.why_not_ask(case, actor, on)])
    seen = queries.assessment(case, declared, on)
    if not any(one.outcome != "not_authorised" for one in seen.asked):
        raise NothingAsked
    missing = seen.judged.missing
    if missing and not incomplete_because.strip():
        raise AnswersMissing("incomplete_because", count=len(missing), missing=_spelled(missing, seen.names))
    with transaction.atomic(), refusing():
        duty = cases.take_duty(case, actor, "verify", on=on, at=at)
        number = f"HD-{case.number}-{Report.objects.filter(case=case).count() + 1}"
        before = queries.latest_report(case)
        content = _content(case, number, seen, incomplete_because.strip(), on) | {
            "replaces": before.number if before else ""
        }
        filed = Report.objects.create(
            case=case, duty=duty, number=number, replaces=before, outcome=seen.judged.outcome, content=content,
            digest=canonical.digest(content), incomplete_because=incomplete_because.strip()[:300], on=on, at=at,
            signature=signatures.sign(
                content, kind="report", about=number, case=case.number, area_code=case.area_id, actor=actor, on=on, at=at
            ),
            last_answer=Answer.objects.filter(inquiry__case=case).order_by("-id").first(),
        )  # fmt: skip
        zh = dict(Report.OUTCOMES)[filed.outcome]
        because = f"（{filed.incomplete_because}）" if filed.incomplete_because else ""
        audit.record(
            REPORTED, actor=actor, at=at, case=case.number, number=number, outcome_zh=zh, outcome_en=filed.outcome,
            because=because, digest=filed.digest, missing=len(missing),
        )  # fmt: skip
        return filed


def _content(case: Any, number: str, seen: queries.Seen, because: str, on: date) -> dict[str, Any]:
    judged = seen.judged
    return {
        "number": number, "case": case.number, "item": case.item_code, "on": on.isoformat(), "outcome": judged.outcome,
        "incomplete_because": because, "people": seen.people,
        "grid": [
            {"person": one.person, "source": one.source, "outcome": one.outcome,
             "as_of": one.as_of.isoformat() if one.as_of else "",
             "asked_on": one.asked_on.isoformat() if one.asked_on else "",
             "days": (on - one.asked_on).days if one.asked_on and not one.outcome else None}
            for one in seen.asked
        ],
        "lines": [line.as_dict() for line in judged.lines], "figures": queries.figures_as_json(seen.figures),
    }  # fmt: skip


def _spelled(missing: tuple[Line, ...], names: Mapping[str, str]) -> str:
    told = [f"{names.get(line.person, line.person)}·{SOURCES[line.source].zh}" for line in missing[:_NAMED]]
    return "、".join(told) + ("……" if len(missing) > _NAMED else "")
