"""Entering a county's number and checking it; the database refuses the same things again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, refuse_if_any

from . import queries, rules
from .models import LocalNumber, NumberCheck
from .refusals import Missing, NoticeInFuture, ReasonNeeded, SameFirstDay, StopsBeforeStart, TooLong

ENTERED = audit.act(
    "standards.entered",
    zh="录入政策数字“{label_zh}”{shown_zh}，{area}，自{starts_on}起（{notice_number}）",
    en="entered the number “{label_en}” {shown_en} for {area} from {starts_on} ({notice_number})",
)
CORRECTED = audit.act(
    "standards.corrected",
    zh="更正政策数字“{label_zh}”为{shown_zh}，{area}，自{starts_on}起；理由：{reason}",
    en="corrected the number “{label_en}” to {shown_en} for {area} from {starts_on}; reason: {reason}",
)
WITHDRAWN = audit.act(
    "standards.withdrawn",
    zh="提出撤销政策数字“{label_zh}”（{area}，自{starts_on}起）；理由：{reason}",
    en="asked to withdraw the number “{label_en}” ({area}, from {starts_on}); reason: {reason}",
)
AGREED = audit.act(
    "standards.agreed",
    zh="复核同意政策数字“{label_zh}”（{area}，自{starts_on}起）{remark}",
    en="checked and agreed the number “{label_en}” ({area}, from {starts_on}) {remark}",
)
SENT_BACK = audit.act(
    "standards.sent-back",
    zh="退回政策数字“{label_zh}”（{area}，自{starts_on}起）：{remark}",
    en="sent back the number “{label_en}” ({area}, from {starts_on}): {remark}",
)


@dataclass(frozen=True)
class Notice:
    """The paper a number is copied from: title, document number, issuing body, day of issue."""

    title: str
    number: str
    issuing_body: str
    issued_on: date


# field → (model's length, Chinese, English)
TEXTS: Mapping[str, tuple[int, str, str]] = {
    "notice_title": (200, "文件名称", "Title of the notice"),
    "notice_number": (80, "文号", "Number of the notice"),
    "issuing_body": (100, "发文机关", "Issuing body"),
}


def enter(
    name: str, area: str, value: rules.Value, *, starts_on: date, stops_on: date | None = None,
    notice: Notice, notice_file: Any = None, demo: bool = False, actor: Any, at: datetime,
) -> LocalNumber:  # fmt: skip
    """A number for an area from a day (until before ``stops_on``); it holds once another officer agrees.

    ``value`` in the unit of the rulebook's parameter: fen, Decimal, whole number, bool, words, or a dict of
    these; ``notice_file`` a documents.StoredFile with the notice itself.
    Raises the refusals of ``queries.why_not_enter``, of ``rules`` and of this room, several as Refusals.
    """
    today = timezone.localdate(at)
    refuse_if_any([queries.why_not_enter(name, area, officer=actor, on=today)])
    kept = rules.kept(rulebook.figures().parameter(name), value)
    return _added(
        name, area, kept, starts_on=starts_on, stops_on=stops_on, notice=notice, notice_file=notice_file,
        demo=demo, replaces=None, reason="", act=ENTERED, actor=actor, at=at,
    )  # fmt: skip


def correct(
    old: LocalNumber, value: rules.Value, *, starts_on: date, stops_on: date | None = None, notice: Notice,
    notice_file: Any = None, reason: str, actor: Any, at: datetime,
) -> LocalNumber:  # fmt: skip
    """A value to stand in the place of an agreed one, once it is agreed itself.

    Raises NotAgreed, AlreadyCorrected, ReasonNeeded and what ``enter`` raises.
    """
    parameter = rulebook.figures().parameter(old.name)
    refuse_if_any([queries.why_not_correct(old, officer=actor, on=timezone.localdate(at)), _reason(reason)])
    return _added(
        old.name, old.area_id, rules.kept(parameter, value), starts_on=starts_on, stops_on=stops_on,
        notice=notice, notice_file=notice_file, demo=old.demo, replaces=old, reason=reason.strip(),
        act=CORRECTED, actor=actor, at=at,
    )  # fmt: skip


def withdraw(old: LocalNumber, *, reason: str, actor: Any, at: datetime) -> LocalNumber:
    """Ask that an agreed value be taken out with nothing in its place (entered under the wrong name)."""
    refuse_if_any([queries.why_not_correct(old, officer=actor, on=timezone.localdate(at)), _reason(reason)])
    notice = Notice(old.notice_title, old.notice_number, old.issuing_body, old.notice_on)
    return _added(
        old.name, old.area_id, None, starts_on=old.starts_on, stops_on=old.stops_on, notice=notice,
        notice_file=None, demo=old.demo, replaces=old, reason=reason.strip(), act=WITHDRAWN,
        actor=actor, at=at,
    )  # fmt: skip


def check(number: LocalNumber, *, agrees: bool, remark: str = "", actor: Any, at: datetime) -> NumberCheck:
    """The second officer's verdict. Raises CheckedByEnterer, AlreadyChecked, SameFirstDay, ReasonNeeded …"""
    remark = remark.strip()
    refuse_if_any([queries.why_not_check(number, officer=actor, on=timezone.localdate(at))])
    refuse_if_any(
        [
            queries.why_not_agree(number) if agrees else (None if remark else ReasonNeeded("remark")),
            _too_long("remark", remark, 300, "意见", "Remark"),
        ]
    )
    try:
        return _given(number, agrees=agrees, remark=remark, actor=actor, at=at)
    except SameFirstDay as raced:
        # The database knows the number by its name only; the page says what it is called.
        raise queries.why_not_agree(number) or raced from raced


def _given(number: LocalNumber, *, agrees: bool, remark: str, actor: Any, at: datetime) -> NumberCheck:
    with transaction.atomic(), refusing():
        verdict = NumberCheck.objects.create(
            number=number, agrees=agrees, remark=remark, checked_by=actor, checked_at=at
        )
        parameter = rulebook.figures().parameter(number.name)
        audit.record(
            AGREED if agrees else SENT_BACK, actor=actor, at=at, number=number.pk, name=number.name,
            label_zh=parameter.label_zh, label_en=parameter.label_en, area=number.area.name,
            starts_on=number.starts_on, remark=remark, retroactive=number.retroactive,
        )  # fmt: skip
        return verdict


def _added(
    name: str, area: str, kept: object, *, starts_on: date, stops_on: date | None, notice: Notice,
    notice_file: Any, demo: bool, replaces: LocalNumber | None, reason: str, act: audit.Act, actor: Any,
    at: datetime,
) -> LocalNumber:  # fmt: skip
    title, document, body = (text.strip() for text in (notice.title, notice.number, notice.issuing_body))
    notice = Notice(title, document, body, notice.issued_on)
    refuse_if_any(_wrong_with(notice, starts_on, stops_on, timezone.localdate(at)))
    parameter = rulebook.figures().parameter(name)
    with transaction.atomic(), refusing():
        number = LocalNumber.objects.create(
            name=name, area_id=area, unit=parameter.unit, value=kept, starts_on=starts_on, stops_on=stops_on,
            notice_title=title, notice_number=document, issuing_body=body, notice_on=notice.issued_on,
            notice_file=notice_file, replaces=replaces, reason=reason, demo=demo, entered_by=actor,
            entered_at=at,
        )  # fmt: skip
        shown = [
            ""
            if kept is None
            else rules.shown(
                parameter.unit, rules.restored(parameter, kept), language, queries.words(language)
            )
            for language in ("zh-hans", "en")
        ]
        audit.record(
            act, actor=actor, at=at, number=number.pk, name=name, label_zh=parameter.label_zh,
            label_en=parameter.label_en, area=number.area.name, value=kept, starts_on=starts_on,
            stops_on=stops_on, notice_number=document, reason=reason, demo=demo, shown_zh=shown[0],
            shown_en=shown[1], retroactive=number.retroactive,
        )  # fmt: skip
        return number


def _wrong_with(notice: Notice, starts_on: date, stops_on: date | None, today: date) -> list[Refusal | None]:
    texts = dict(zip(TEXTS, (notice.title, notice.number, notice.issuing_body), strict=True))
    found: list[Refusal | None] = []
    for field, (most, zh, en) in TEXTS.items():
        if not texts[field]:
            found.append(Missing(field, what_zh=zh, what_en=en))
        found.append(_too_long(field, texts[field], most, zh, en))
    if notice.issued_on > today:
        found.append(NoticeInFuture("notice_on", notice_on=notice.issued_on))
    if stops_on is not None and stops_on <= starts_on:
        found.append(StopsBeforeStart("stops_on", starts_on=starts_on, stops_on=stops_on))
    return found


def _reason(reason: str) -> Refusal | None:
    if not reason.strip():
        return ReasonNeeded("reason")
    return _too_long("reason", reason.strip(), 300, "理由", "Reason")


def _too_long(field: str, text: str, most: int, zh: str, en: str) -> Refusal | None:
    return TooLong(field, what_zh=zh, what_en=en, most=most) if len(text) > most else None
