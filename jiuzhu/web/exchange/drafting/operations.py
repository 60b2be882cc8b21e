"""Letters on their way: drafted, reviewed, signed by both sides, published."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.delegation.refusals import NoSuchDraft
from jiuzhu.values import canonical
from jiuzhu.web import clock
from jiuzhu.web.exchange.delegation.operations import LetterOut, Limit, told
from jiuzhu.web.exchange.doorkeeper import area, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Line, Row, answers

router = Router()


class LetterDraftIn(Schema):
    """委托书草案 | A letter to be reviewed and signed."""

    township: AreaCode
    items: dict[Code, Limit | None] = Field(max_length=60, examples=[{"MZ01-01": 300000}])
    legal_form: Literal["entrusted", "statutory_township"]
    provincial_rule: Annotated[str, Field(max_length=120)] = ""
    basis: Line
    starts_on: Day
    stops_on: Day
    terms: dict[str, Line] = Field(
        max_length=20,
        description="委托书的各项约定 | The terms, by key (docs/glossary.md)",
        examples=[{"powers": "…"}],
    )
    amends: Annotated[str, Field(max_length=40)] = Field(
        "", description="替代的委托书编号 | The letter it takes over from"
    )


class ReviewIn(Schema):
    agrees: bool
    note: Annotated[str, Field(max_length=1000)] = ""
    seen: Annotated[str, Field(min_length=64, max_length=64)] = Field(
        description="阅读内容的 SHA-256 | SHA-256 of what was read", examples=["0" * 64]
    )


class SeenIn(Schema):
    seen: Annotated[str, Field(min_length=64, max_length=64)] = Field(examples=["0" * 64])


class PublishIn(Schema):
    published_in: Line


class LetterDraftOut(Schema):
    id: int
    township: str
    state: str
    seen: str
    content: dict[str, Any]
    letter: str | None


def _draft(made: Any) -> dict[str, Any]:
    content = letters.draft_content(made)
    return {
        "id": made.pk, "township": made.township_id, "state": made.state, "seen": canonical.digest(content), "content": content,
        "letter": made.letter.number if made.letter else None,
    }  # fmt: skip


@router.get(
    "/letter-drafts", summary="委托书草案 | Drafts of letters", response=answers(list[LetterDraftOut])
)
@operation(
    "delegation.issue",
    "delegation.review",
    "delegation.sign_county",
    "delegation.sign_township",
    "supervision.see",
)
def drafts(request: HttpRequest) -> list[dict[str, Any]]:
    found = letters.drafts(request.reach, open_only=True)[:200]  # type: ignore[attr-defined]
    return [_draft(one) for one in found]


@router.post("/letter-drafts", summary="起草委托书 | Draft a letter", response=answers(LetterDraftOut))
@operation("delegation.issue")
def draft(request: HttpRequest, body: LetterDraftIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told = body.dict()
        plan, old = (
            letters.plan_in_force(settings.COUNTY, max(clock.today(), body.starts_on)),
            told.pop("amends"),
        )
        if plan is None:
            raise delegation.NoSuchPlan
        amends = letters.get(old) if old else None
        if old and amends is None:
            raise delegation.NoSuchLetter(number=old)
        told["township"] = area(told["township"])
        return _draft(delegation.draft(plan=plan, amends=amends, **told, **who_and_when(request)))

    return dict(once(request, "draft letter", run))


def _mine(request: HttpRequest, pk: int) -> Any:
    made = letters.draft(pk)
    if not made.township_id.startswith(tuple(request.reach)):  # type: ignore[attr-defined]
        raise NoSuchDraft
    return made


@router.post(
    "/letter-drafts/{draft}/review",
    summary="合法性审查（同意时签名） | Legal review; signed when it agrees",
    response=answers(LetterDraftOut),
)
@operation("delegation.review")
def review(request: HttpRequest, draft: Row, body: ReviewIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = _mine(request, draft)
        told = signing(request) if body.agrees else who_and_when(request)
        return _draft(delegation.review(made, **body.dict(), **told))

    return dict(once(request, f"review {draft}", run))


@router.post(
    "/letter-drafts/{draft}/sign-township",
    summary="代表乡镇签署 | Sign for the township",
    response=answers(LetterDraftOut),
)
@operation("delegation.sign_township")
def sign_township(request: HttpRequest, draft: Row, body: SeenIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = _mine(request, draft)
        return _draft(delegation.sign_for_township(made, seen=body.seen, **signing(request)))

    return dict(once(request, f"sign township {draft}", run))


@router.post(
    "/letter-drafts/{draft}/sign-county",
    summary="代表县级民政部门签署 | Sign for the county bureau",
    response=answers(LetterDraftOut),
)
@operation("delegation.sign_county")
def sign_county(request: HttpRequest, draft: Row, body: SeenIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = _mine(request, draft)
        return _draft(delegation.sign_for_county(made, seen=body.seen, **signing(request)))

    return dict(once(request, f"sign county {draft}", run))


@router.post(
    "/letter-drafts/{draft}/publish",
    summary="编号公布，委托书生效 | Number and publish: the letter is in force",
    response=answers(LetterOut),
)
@operation("delegation.issue")
def publish(request: HttpRequest, draft: Row, body: PublishIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(delegation.publish(_mine(request, draft), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"publish {draft}", run))
