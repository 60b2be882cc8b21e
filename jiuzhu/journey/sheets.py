"""What the papers of acceptance say: the receipt and the one notice, as content for rulebook/documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from jiuzhu import rulebook
from jiuzhu.documents import actions as documents
from jiuzhu.intake import queries as applications
from jiuzhu.offices import queries as offices
from jiuzhu.values import figures, masking

from .advancing import process_of
from .labels import limit_in_words


def code(follow_code: str, follow_address: str, number: str) -> dict[str, str]:
    """What is printed and not kept: the code that opens the case on the portal, and the same as a QR code."""
    if not follow_code:
        return {}
    told = {"follow_code": follow_code, "follow_address": follow_address}
    return told | ({"qr": f"{follow_address}?{urlencode({'number': number})}"} if follow_address else {})


def issue(
    template: str,
    title: str,
    case: Any,
    content: dict[str, Any],
    *,
    unkept: dict[str, str],
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    """Print and issue a paper of the counter under a check code, without a seal. Answers the stored file."""
    draft = documents.draft(template, content, unkept=unkept, at=at)
    issued = documents.issue(
        draft, kind=template, title=title, number=content.get("number", case.number), name=f"{title}{case.number}.pdf",
        issuer=content["office"], area_code=case.area_id, case=case.number, addressee=case.applicant_name, dated_on=on,
        actor=actor, at=at,
    )  # fmt: skip
    return issued.file


def _office(case: Any, actor: Any, on: date) -> dict[str, str]:
    office = offices.office_of(case.area_id)
    return {
        "office": office.name if office else case.area.name, "office_phone": office.phone if office else case.area.phone,
        "office_address": office.address if office else "", "handler": actor.name if actor else "—",
        "handler_phone": actor.phone if actor else "", "day": figures.day(on), "case_number": case.number,
        "applicant_name": case.applicant_name, "item": rulebook.item(case.item_code).zh,
    }  # fmt: skip


def receipt(case: Any, application: Any, *, actor: Any, on: date, follow_address: str) -> dict[str, Any]:
    """The receipt of an accepted application: what came, who has it, until when by law and by promise."""
    road = process_of(case)
    usual, shorter = road.total(delegated=False), road.total(delegated=True)
    mine = shorter if case.delegated else usual
    content = applications.content(application)
    names = {one.key: one.zh for one in rulebook.item(case.item_code).documents}
    brought = [{"name": "申请表、诚信承诺书、核对授权书", "count": "1"}]
    brought += [
        {"name": names.get(key, key), "count": str(len(entry["files"])) if entry["files"] else "已查看原件"}
        for key, entry in content["papers"].items()
    ]
    return {
        **_office(case, actor, on), "title": "受理通知书", "citizen_id": masking.citizen_id(case.applicant_citizen_id),
        "received_on": figures.day(application.received_on), "standing": "材料齐全，予以受理。",
        "household_size": f"{case.household_size} 人",
        "statutory": f"{limit_in_words(usual)}（{usual.law}）" if usual else "",
        "promised": f"{limit_in_words(shorter)}（{shorter.law}）" if shorter and mine is shorter and shorter != usual else "",
        "expected_on": figures.day(case.due_on) if case.due_on else "",
        "provisional": "该日期跨入放假安排尚未公布的年份，是最早可能的日期，公布后可能顺延。" if case.due_provisional else "",
        "papers": brought, "fetched": [one.zh for one in applications.fetched(case.item_code)],
    }  # fmt: skip


def notice(case: Any, application: Any, told: Any, *, actor: Any, on: date) -> dict[str, Any]:
    """The one notice of what is missing: items, law, how and until when; what the office fetches itself."""
    return {
        **_office(case, actor, on), "number": f"{case.number}-告", "received_on": figures.day(application.received_on),
        "items": [
            {
                "name": one["zh"], "member": one["member"], "note": one["note_zh"], "law": one["law"],
                "how": "到窗口出示或交复印件，也可拍照发来" if one["key"].startswith("papers.") else "到窗口或打电话说明，签字的由本人签",
            }
            for one in told.items
        ],
        "deadline": figures.day(told.deadline_on),
        "after_deadline": "逾期没有补齐的，本次申请终结；以后可以重新申请。补齐以前，办理时限不开始计算。",
        "fetched": [one.zh for one in applications.fetched(case.item_code)],
    }  # fmt: skip
