"""The chain of responsibility of a case, and its signatures for whoever wants to check them herself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.journey import responsibility
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, operation
from jiuzhu.web.exchange.shapes import answers

router = Router()


class SignedOut(Schema):
    kind: str = Field(description="survey、report、preliminary、county_review、decision、change_decision")
    name: str
    digest: str = Field(description="所签内容的 SHA-256 | SHA-256 over the content signed")
    authority: str
    key: str | None = Field(description="签名密钥的指纹 | Fingerprint of the signing key")
    trouble: str | None = Field(description="null：核验无误 | null: everything agrees")
    words: str


class LinkOut(Schema):
    duty: str
    did: str
    officer: str
    name: str
    office: str
    posts: list[str]
    on: date
    at: datetime
    looks: int = Field(description="此前查看的次数 | How often she had looked before")
    signed: list[SignedOut]


class SealingOut(Schema):
    at: datetime
    custodian: str
    title: str
    document_number: str
    seal: str
    use: int = Field(description="该印章的用印编号，不断号 | Number of the use, gapless per seal")
    letter: str
    sealed_sha256: str
    void: bool


class ChainOut(Schema):
    case: str
    troubles: int
    altered_determinations: int
    links: list[LinkOut]
    sealings: list[SealingOut]


@router.get(
    "/cases/{number}/responsibility",
    summary="责任链，逐份核验签名（留痕） | The chain of responsibility, every signature checked; logged",
    response=answers(ChainOut),
)
@operation("cases.see")
def chain(request: HttpRequest, number: str) -> dict[str, Any]:
    found = cases.get(number)
    case_actions.look(found, actor=request.officer, at=clock.now(), purpose="responsibility")  # type: ignore[attr-defined]
    checked, altered = responsibility.verify(found)
    return {
        "case": found.number,
        "troubles": sum(1 for one in checked if one.trouble) + len(altered),
        "altered_determinations": len(altered),
        "links": [_link(link) for link in responsibility.chain(found)],
        "sealings": [
            {
                "at": use.at, "custodian": use.custodian.name, "title": use.title, "document_number": use.document_number,
                "seal": use.seal.number, "use": use.number, "letter": use.letter_number,
                "sealed_sha256": use.sealed_sha256, "void": hasattr(use, "void"),
            }
            for use in responsibility.sealings(found)
        ],
    }  # fmt: skip


def _link(link: responsibility.Link) -> dict[str, Any]:
    officer = link.duty.officer
    return {
        "duty": link.duty.duty, "did": link.did(language()), "officer": officer.staff_number, "name": officer.name,
        "office": officer.office.name, "posts": list(link.posts), "on": link.duty.on, "at": link.duty.at,
        "looks": len(link.looks),
        "signed": [
            {
                "kind": one.act.kind, "name": one.kind(language()), "digest": one.act.digest, "authority": one.act.authority,
                "key": one.act.signature.key.fingerprint if one.act.signature else None, "trouble": one.trouble,
                "words": one.words(language()),
            }
            for one in link.signed
        ],
    }  # fmt: skip
