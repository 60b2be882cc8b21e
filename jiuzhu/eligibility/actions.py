"""Determine a case and keep the determination."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.standards import queries as standards
from jiuzhu.values import figures

from . import determination, queries
from .models import Determination

DETERMINED = audit.act(
    "eligibility.determined",
    zh="认定：{outcome_zh}，每月{yuan}元",
    en="determined: {outcome_en}, {yuan} yuan a month",
)


def determine(case: Any, facts: Mapping[str, Any], *, actor: Any, on: date, at: datetime) -> Determination:
    """Run the rules in force on a day over the facts of a case, and keep facts, outcome and reasons.

    The same facts on the same day under the same rulebook give the row that is there already.
    Raises FactsRefused for facts that are wrong in themselves; missing facts or numbers are an outcome.
    """
    found = determination.determine(
        dict(facts), item=case.item_code, area=case.area_id, on=on, figures=standards.figures()
    )
    told = {"zh": found.as_dict("zh-hans"), "en": found.as_dict("en")}
    digest = queries.fingerprint(facts, told["zh"], on, rulebook.digest())
    standing = Determination.objects.filter(case=case, digest=digest).order_by("-id").first()
    if standing is not None and standing == Determination.objects.filter(case=case).order_by("-id").first():
        return standing
    with transaction.atomic():
        row = Determination.objects.create(
            case=case, item_code=case.item_code, on=on, outcome=found.outcome, amount_fen=found.amount_fen,
            income_per_head_fen=found.income_per_head_fen, standard_fen=found.standard_fen, members=found.members,
            facts=dict(facts), told=told, demo=found.demo, rulebook_digest=rulebook.digest(), digest=digest, by=actor,
            at=at,
        )  # fmt: skip
        audit.record(
            DETERMINED, actor=actor, at=at, case=case.number, outcome=found.outcome,
            outcome_zh=dict(Determination.OUTCOMES)[found.outcome], outcome_en=found.outcome.replace("_", " "),
            amount_fen=found.amount_fen or 0, yuan=figures.plain_yuan(found.amount_fen or 0), digest=digest,
        )  # fmt: skip
        return row
