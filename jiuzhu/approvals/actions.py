"""Sign opinions and decisions. Amounts come from the determination and are never typed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import canonical, money
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries as verification

from . import queries
from .models import Decision, Opinion
from .refusals import ChangedSinceSeen, ContentDiffers, GroundsNeeded, NotDetermined

__all__ = ["ChangedSinceSeen", "GroundsNeeded", "NotDetermined", "digest_of", "opine", "sign"]

OPINED = audit.act(
    "approvals.opined",
    zh="签署{kind_zh}：{proposes_zh}，每月{amount}",
    en="signed the {kind}: {proposes}, {amount} a month",
)
DECIDED = audit.act(
    "approvals.decided",
    zh="以{name}名义决定{decision_zh}，每月{amount}（{authority}）",
    en="decided in the name of {name}: {decision}, {amount} a month ({authority})",
)
WORDS = {
    "preliminary": "初审意见", "county_review": "县级审核意见", "grant": "拟给予", "refuse": "拟不予",
    "granted": "给予", "refused": "不予",
}  # fmt: skip


digest_of = canonical.digest  # what doors call the fingerprint of a content to be signed


def opine(
    case: Any,
    *,
    kind: str,
    proposes: str,
    amount_fen: int,
    determination_digest: str,
    content: Any,
    remark: str = "",
    officer: Any,
    on: date,
    at: datetime,
) -> Opinion:
    """Sign the preliminary opinion or the county's review over exactly `content`.

    Raises NotEmpowered, Incompatible (whoever surveyed does not review), OwnCase, NotReauthenticated.
    Source: 民发〔2021〕57号 Art. 19; 民发〔2012〕220号 Art. 22–26 for the county's review.
    """
    with transaction.atomic(), refusing():
        duty = "review" if kind == "preliminary" else "county_review"
        opinion = Opinion.objects.create(
            case=case, duty=cases.take_duty(case, officer, duty, on=on, at=at), kind=kind, proposes=proposes,
            amount_fen=amount_fen, determination_digest=determination_digest, content=content,
            digest=digest_of(content), remark=remark, on=on, at=at,
            signature=_signed(case, content, kind, queries.last_signature(Opinion, case), officer, on, at),
        )  # fmt: skip
        audit.record(
            OPINED, actor=officer, at=at, case=case.number, kind=kind, kind_zh=WORDS[kind], proposes=proposes,
            proposes_zh=WORDS[proposes], amount=money.format(amount_fen), digest=opinion.digest,
        )  # fmt: skip
        return opinion


def sign(
    case: Any,
    *,
    officer: Any,
    agrees: bool,
    content: Any,
    seen: str,
    grounds: str = "",
    remark: str = "",
    on: date,
    at: datetime,
) -> Decision:
    """Decide a case on its latest opinion. `agrees` grants or refuses as the opinion proposes; a decision against
    the opinion is sent back instead (journey.send_back). `seen` is the digest of what the page showed.

    Raises ChangedSinceSeen, GroundsNeeded, ContentDiffers, and what the database refuses: NoLetterInForce, BeyondTheAmount,
    LetterSuspended, CountyHandedDown, NotEmpowered, Incompatible, AlreadyDecided, NoOpinion, NotReauthenticated.
    """
    if seen != digest_of(content):
        raise ChangedSinceSeen
    opinion = queries.latest_opinion(case)
    if opinion is None or not agrees:
        raise queries.NoOpinion
    granted = opinion.proposes == "grant"
    if not granted and not grounds.strip():
        raise GroundsNeeded("grounds")
    # The opinion was given on one determination; a later one may be shown, but nobody proposed it.
    shown = (content["determination"], content["amount_fen"] if granted else 0)
    if shown != (opinion.determination_digest, opinion.amount_fen):
        raise ContentDiffers
    authority = queries.authority(case, opinion.amount_fen, on)
    refuse_if_any([queries.why_not_township(case, officer, authority, on=on)])
    refuse_if_any([verification.why_not_rest_on(case, on)])
    with transaction.atomic(), refusing():
        duty = "decide" if authority.level == "township" else "decide_county"
        decision = Decision.objects.create(
            case=case, duty=cases.take_duty(case, officer, duty, on=on, at=at), kind="granted" if granted else "refused",
            amount_fen=opinion.amount_fen, persons=case.household_size, starts_on=_next_month(on) if granted else None,
            opinion=opinion, decided_by_level=authority.level, letter_id=authority.letter_id,
            legal_form=authority.legal_form, in_the_name_of=authority.in_the_name_of, grounds=grounds.strip(),
            determination_digest=opinion.determination_digest, content=content, digest=seen, remark=remark, on=on, at=at,
            signature=_signed(case, content, "decision", queries.last_signature(Decision, case), officer, on, at, authority.words),
        )  # fmt: skip
        audit.record(
            DECIDED, actor=officer, at=at, case=case.number, decision=decision.kind, decision_zh=WORDS[decision.kind],
            name=authority.in_the_name_of, amount=money.format(decision.amount_fen), authority=authority.words,
            digest=decision.digest,
        )  # fmt: skip
        return decision


def _signed(
    case: Any,
    content: Any,
    kind: str,
    corrects: Any,
    officer: Any,
    on: date,
    at: datetime,
    authority: str = "",
) -> Any:
    """The author's signature; a further opinion or decision on the same case names the one it replaces."""
    return signatures.sign(
        content, kind=kind, about=case.number, case=case.number, area_code=case.area_id, authority=authority,
        corrects=corrects, actor=officer, on=on, at=at,
    )  # fmt: skip


def _next_month(on: date) -> date:
    """Paid from the month after the decision: 民发〔2021〕57号 Art. 25, 民发〔2012〕220号 Art. 29."""
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)
