"""The household follows its own case, with the number and the code on its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.audit import queries as audit_queries
from jiuzhu.cases import queries as cases
from jiuzhu.cases.refusals import NoSuchCase
from jiuzhu.values.refusals import Refusal

from .accepting import follows

FOLLOWED = audit.act(
    "portal.followed", zh="申请人查看了自己的办理情况", en="the applicant looked at the case"
)
FAILED = audit.act("portal.follow-failed", zh="有人用错误的查询码查询", en="somebody tried a wrong code")
MOST_FAILURES, WITHIN = 10, timedelta(hours=1)


class WrongCode(Refusal):
    code = "portal.wrong-code"
    zh = "办理编号或者查询码不对。"
    en = "The case number or the code is wrong."
    next_zh = "请对照受理通知书上的编号和查询码再填一次；找不到通知书，可以打电话请窗口帮您查。"
    next_en = "Compare with the receipt and try again; if it is lost, the counter will help you by telephone."


class TooManyTries(Refusal):
    code = "portal.too-many-tries"
    zh = "这个编号一小时内输错了{tries}次，暂时不能再查。"
    en = "This number was tried wrongly {tries} times within an hour; it is closed for now."
    next_zh = "请一小时后再试，或者打电话请窗口帮您查。"
    next_en = "Please try again in an hour, or telephone the counter."


@dataclass(frozen=True)
class Applicant:
    """The household in the log: nobody's name, only that it was the household itself."""

    audit_key: str = "applicant"
    audit_name: str = "申请人"


def open_own(number: str, code: str, *, at: datetime) -> Any:
    """The case of a receipt. Raises WrongCode, TooManyTries; every try leaves its trace."""
    failures = audit_queries.count(FAILED.code, case=number, since=at - WITHIN)
    if failures >= MOST_FAILURES:
        raise TooManyTries("code", tries=failures)
    try:
        case = cases.get(number)
    except NoSuchCase:
        raise WrongCode("code") from None
    right = follows(case, code)
    with transaction.atomic():
        audit.record(
            FOLLOWED if right else FAILED, actor=Applicant() if right else None, at=at, case=number,
            person=str(case.applicant_id) if right else "",
        )  # fmt: skip
    if not right:
        raise WrongCode("code")
    return case
