"""Who did what, saw what, signed what, when, on whose authority."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.journey import responsibility
from jiuzhu.signatures import queries as signatures
from jiuzhu.signatures.refusals import NoSuchSignature
from jiuzhu.web import clock
from jiuzhu.web.office import pages

#: What was signed holds incomes and what visitors saw: for those who judge, decide, supervise and audit.
READERS = ("approvals.review", "approvals.decide", "approvals.decide_county", "supervision.see", "audit.read")


@require_safe
@pages.power("cases.see")
def chain(request: HttpRequest, number: str) -> HttpResponse:
    """The chain of a case, every signature checked at this moment."""
    found = cases.get(number)
    case_actions.look(found, actor=request.officer, at=clock.now(), purpose="responsibility")  # type: ignore[attr-defined]
    language = pages.language()
    links = [
        {
            "duty": link.duty, "did": link.did(language), "posts": link.held(language), "looks": link.looks,
            "in_place_of": link.in_place_of(language),
            "signed": [{"act": one.act, "kind": one.kind(language), "words": one.words(language)} for one in link.signed],
        }
        for link in responsibility.chain(found)
    ]  # fmt: skip
    checked, altered = responsibility.verify(found)
    context: dict[str, Any] = {
        "case": found, "links": links, "altered": altered, "count": len(checked), "sealings": responsibility.sealings(found),
        "bad": sum(1 for one in checked if one.trouble) + len(altered),
        "may_read": bool(request.powers & set(READERS)),  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/responsibility/chain.html", context)


@require_safe
@pages.power(*READERS)
def signature(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One signature in full: the exact text, the fingerprint, the public key, and how to check it with openssl."""
    found = cases.get(number)
    one = signatures.get(pk)
    if one is None or one.case_number != found.number:
        raise NoSuchSignature
    case_actions.look(found, actor=request.officer, at=clock.now(), purpose="signature")  # type: ignore[attr-defined]
    trouble = signatures.trouble_with(one)
    context = {
        "case": found, "one": one, "text": json.dumps(json.loads(one.body), ensure_ascii=False, indent=1),
        "trouble": signatures.TROUBLES[trouble][pages.language().startswith("en")] if trouble else "",
    }  # fmt: skip
    return pages.show(request, "office/responsibility/signature.html", context)
