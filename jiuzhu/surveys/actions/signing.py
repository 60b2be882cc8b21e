"""Drafts of visits, the two signatures, and the record itself (57号 Art. 16: at least two visitors, each signs)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.documents import actions as documents
from jiuzhu.households import queries as households
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.surveys import photographs, queries, rules
from jiuzhu.surveys.models import Visit, VisitDraft, Visitor
from jiuzhu.surveys.refusals import (
    AnotherIsWriting,
    ChangedSinceSeen,
    NotAMember,
    NotSignedYet,
    NotTheSecond,
    SameVisitor,
)
from jiuzhu.values import canonical
from jiuzhu.values.refusals import refuse_if_any

SIGNED = audit.act(
    "surveys.signed",
    zh="签署入户调查记录（第一名调查员），待{second}核对签名",
    en="signed the record of the visit as first visitor; {second} is to read and sign it",
)
TAKEN_BACK = audit.act(
    "surveys.taken-back", zh="收回入户调查签名，继续修改", en="took the signature back to change the record"
)
FILED = audit.act(
    "surveys.filed",
    zh="提交第{number}次入户调查记录（{visitors}共同签名）：{outcome_zh}{differs_zh}",
    en="filed visit {number}, signed by {visitors}: {outcome_en}{differs_en}",
)
LOOKED = audit.act(
    "surveys.looked", zh="查看了入户调查记录（{purpose}）", en="looked at the record of the visit ({purpose})"
)


@dataclass(frozen=True)
class Signed:
    """A visitor and when she signed; `signature` is None while she is signing now."""

    officer: Any
    at: datetime
    signature: Any = None


def _signed(case: Any, content: Mapping[str, Any], officer: Any, on: date, at: datetime) -> Any:
    return signatures.sign(
        dict(content), kind="survey", about=case.number, case=case.number, area_code=case.area_id, actor=officer, on=on,
        at=at,
    )  # fmt: skip


def look(case: Any, *, actor: Any, on: date, at: datetime, purpose: str) -> None:
    """The trace of a look. Raises NotYourPower, NotYourArea: then nothing may be shown."""
    refuse_if_any([queries.why_not_read(case, actor, on)])
    with transaction.atomic():
        audit.record(
            LOOKED, actor=actor, at=at, case=case.number, person=str(case.applicant_id), purpose=purpose
        )


def save_draft(
    case: Any, typed: Mapping[str, Sequence[str]], *, turn: int, actor: Any, on: date, at: datetime
) -> VisitDraft:
    """Keep what was typed so far. `turn` is what the page showed (0: there was none).

    Raises AnotherIsWriting when somebody else saved since: neither overwrites the other. A change takes the first
    visitor's signature off.
    """
    refuse_if_any([queries.why_not_visit(case, actor, on)])
    with transaction.atomic():
        cases.locked(case.number)  # two first savers: the second finds the draft of the first
        held = VisitDraft.objects.select_for_update().filter(case=case, filed=False).first()
        told = {name: list(values) for name, values in typed.items()}
        if held is None:
            return VisitDraft.objects.create(case=case, typed=told, saved_by=actor, saved_at=at)
        if held.saved_by_id != actor.pk and held.turn != turn:
            raise AnotherIsWriting(officer=held.saved_by.name, at=f"{held.saved_at:%H:%M}")
        if held.typed == told:
            return held
        if held.saved_by_id != actor.pk:
            held.turn += 1
        held.typed, held.saved_by, held.saved_at = told, actor, at
        _unsign(held)
        held.save()
        return held


def _unsign(held: VisitDraft) -> None:
    held.content, held.digest, held.first, held.first_signed_at, held.second = None, "", None, None, None
    held.first_signature = None


def keep_paper(
    case: Any, body: bytes, *, name: str, kind: str, field: str, actor: Any, at: datetime
) -> dict[str, Any]:
    """A photograph (made small, without what the camera wrote into it) or signature of this visit, as the record names it.

    Raises NotAPhotograph, and what documents refuse.
    """
    if kind == "survey-photograph":
        body, name = photographs.shrunk(body, name=name, field=field)
    kept = documents.store(
        body, name=name, kind=kind, area_code=case.area_id, case=case.number, actor=actor, at=at, field=field
    )
    return {"id": kept.pk, "sha256": kept.sha256, "kind": kind}


def sign_first(
    case: Any, content: Mapping[str, Any], *, second: Any, actor: Any, on: date, at: datetime
) -> VisitDraft:
    """The first visitor signs exactly this content; it waits until `second` has read and signed the same.

    Raises what rules.wrong_with finds, SameVisitor, NotAMember, and why either may not visit.
    """
    refuse_if_any(
        [
            queries.why_not_visit(case, actor, on),
            SameVisitor("second", officer=actor.name)
            if second.pk == actor.pk
            else queries.why_not_visit(case, second, on),
            _foreign(case, content, on),
            queries.why_not_remote(case, content.get("mode", "home"), on),
            *rules.wrong_with(content, on=on),
        ]
    )
    with transaction.atomic():
        cases.locked(case.number)
        held = VisitDraft.objects.select_for_update().filter(case=case, filed=False).first()
        if held is None:
            held = VisitDraft(case=case, saved_by=actor, saved_at=at)
        elif held.saved_by_id != actor.pk:
            raise AnotherIsWriting(officer=held.saved_by.name, at=f"{held.saved_at:%H:%M}")
        held.content, held.digest = dict(content), canonical.digest(content)
        held.first, held.first_signed_at, held.second = actor, at, second
        held.first_signature = _signed(case, content, actor, on, at)
        held.save()
        audit.record(SIGNED, actor=actor, at=at, case=case.number, second=second.name, digest=held.digest)
        return held


def take_back(case: Any, *, actor: Any, at: datetime) -> None:
    """The first or second visitor sends the record back to be changed. Raises NotSignedYet, NotTheSecond."""
    with transaction.atomic():
        held = VisitDraft.objects.select_for_update().filter(case=case, filed=False).first()
        if held is None or held.first is None or held.second is None:
            raise NotSignedYet
        if actor.pk not in (held.first_id, held.second_id):
            raise NotTheSecond(first=held.first.name, second=held.second.name)
        _unsign(held)
        held.save()
        audit.record(TAKEN_BACK, actor=actor, at=at, case=case.number)


def confirm(case: Any, *, seen: str, actor: Any, on: date, at: datetime) -> Visit:
    """The second visitor, with her own login, signs what she was shown (`seen`: its digest): now it is filed.

    Raises NotSignedYet, NotTheSecond, ChangedSinceSeen, and what `file` raises.
    """
    with transaction.atomic():
        held = VisitDraft.objects.select_for_update().filter(case=case, filed=False).first()
        if held is None or held.first is None or held.second is None or held.content is None:
            raise NotSignedYet
        if actor.pk != held.second_id:
            raise NotTheSecond(first=held.first.name, second=held.second.name)
        if seen != held.digest:
            raise ChangedSinceSeen
        held.filed = True
        held.save(update_fields=["filed"])
        first = Signed(held.first, held.first_signed_at or at, held.first_signature)
        return file(case, held.content, visitors=(first, Signed(actor, at)), on=on, at=at, sent=held.sent)


def file(
    case: Any,
    content: Mapping[str, Any],
    *,
    visitors: Sequence[Signed],
    on: date,
    at: datetime,
    sent: Any = None,
) -> Visit:
    """The record with its signatures, at least two. Each visitor takes the duty of one; who has not signed yet signs now.

    Raises what rules.wrong_with finds, NotAMember, RemoteNotAllowed, NotReauthenticated, and from the database
    TooFewVisitors, NotEmpowered, Incompatible, OwnCase, PaperOfAnother, RemoteAgain.
    """
    mode = content.get("mode", "home")
    refuse_if_any(
        [
            _foreign(case, content, on),
            queries.why_not_remote(case, mode, on),
            *rules.wrong_with(content, on=on),
        ]
    )
    days = None if mode == "home" else queries.follow_up_days(case, on)
    digest = canonical.digest(content)
    signature = next((one["id"] for one in content["papers"] if one["kind"] == "household-signature"), None)
    with transaction.atomic(), refusing():
        earlier = queries.of_case(case)
        corrects = earlier.filter(number=content["corrects"]).first() if content.get("corrects") else None
        filed = Visit.objects.create(
            case=case, number=earlier.count() + 1, visited_on=date.fromisoformat(content["visited_on"]),
            outcome=content["outcome"], household_signed=content["household_signed"], signature_id=signature,
            differs_from_declared=rules.differs(content), content=dict(content), digest=digest, corrects=corrects, on=on, at=at,
            mode=mode, follow_up_by=None if days is None else on + timedelta(days=days), sent=sent,
        )  # fmt: skip
        for one in visitors:
            duty = cases.take_duty(case, one.officer, "survey", on=on, at=one.at)
            Visitor.objects.create(
                case=case, visit=filed, duty=duty, digest=digest, signed_at=one.at,
                signature=one.signature or _signed(case, content, one.officer, on, one.at),
            )  # fmt: skip
        _check_now()
        zh, en = rules.OUTCOMES[filed.outcome]
        audit.record(
            FILED, actor=visitors[-1].officer, at=at, case=case.number, number=filed.number,
            visitors="、".join(one.officer.name for one in visitors), outcome_zh=zh, outcome_en=en, digest=digest,
            differs_zh="，与申报有不一致" if filed.differs_from_declared else "",
            differs_en="; differs from what was declared" if filed.differs_from_declared else "",
        )  # fmt: skip
        return filed


def _check_now() -> None:
    """Ask the deferred check (two visitors) before the caller goes on, so that its refusal is this action's."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS surveys_visit_two_visitors IMMEDIATE")
        cursor.execute("SET CONSTRAINTS surveys_visit_two_visitors DEFERRED")


def _foreign(case: Any, content: Mapping[str, Any], on: date) -> NotAMember | None:
    known = {str(one.pk) for one in households.persons_of(case.household_id, on)}
    return None if {one["person"] for one in content["members"]} <= known else NotAMember("members")
