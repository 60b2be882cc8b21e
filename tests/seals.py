"""Seals of the tests, brought through their life by the register's own actions; papers to put them on."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.delegation import queries as delegation
from jiuzhu.documents import actions as documents
from jiuzhu.documents import typesetting
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content, deciding, reviewing
from jiuzhu.offices.database import refusal_from
from jiuzhu.seals import actions as seals
from jiuzhu.seals import authority, queries
from jiuzhu.seals.providers import registry
from jiuzhu.seals.providers.base import Credential, Place, Sealed
from jiuzhu.seals.rules import CHECKLIST
from tests import people, road

SINCE = date(2026, 1, 5)
CHECKED = dict.fromkeys(CHECKLIST, True)
TEXTS = {
    "special": "新泰市民政局委托事项专用章",
    "county": "新泰市民政局",
    "township": "新泰市新汶街道办事处",
}
TOLD: dict[str, dict[str, Any]] = {
    "approved": {"opinion": "同意刻制"},
    "turned_down": {"opinion": "已有同类印章"},
    "filed": {
        "police_office": "新泰市公安局（演示）", "filing_number": "3709820000001", "shop": "指定刻章店（演示）", "filed_on": "2026-01-05"
    },
    "kept": {
        "imprint_sha256": "1" * 64, "certificate_serial": "1", "certificate_fingerprint": "2" * 64, "provider": "pades"
    },  # for rows written past the action; the action takes them from the authority
    "issued": {"announced_in": "新民〔2026〕1号（演示）"},
    "suspended": {"reason": "印面损坏待查"},
    "resumed": {"reason": "检查完好"},
    "lost": {"circumstances": "搬迁后找不到", "police_report": "报案〔2026〕1号"},
    "declared_void": {"published_in": "新泰日报（演示）", "published_on": "2026-02-01"},
    "withdrawn": {"reason": "委托书收回", "handed_back_by": "郑守约"},
    "destroyed": {"witness_one": "甲", "witness_two": "乙", "how": "切割"},
    "sealed_up": {"witness_one": "甲", "witness_two": "乙", "place": "县档案室"},
}  # fmt: skip

TEMPLATE = """#import "sheet.typ": *
#let must(key) = get(key)
#show: paper.with(title: must("issuer"), number: must("number"))
#must("text")
#must("day")
"""


def papers_in(folder: Path, settings: Any, monkeypatch: Any) -> None:
    """Files and templates in a folder of one test; seals put on quickly."""
    quickly(monkeypatch)
    templates_in(folder, settings, monkeypatch)


def templates_in(folder: Path, settings: Any, monkeypatch: Any) -> None:
    """Templates of these tests' own beside the shared sheet."""
    settings.MEDIA_ROOT = folder / "files"
    shutil.copytree(typesetting.TEMPLATES, folder / "documents")
    (folder / "documents" / "sealed-for-tests.typ").write_text(TEMPLATE, encoding="utf-8")
    (folder / "documents" / "nothing-asked.typ").write_text('#import "sheet.typ": *\n空', encoding="utf-8")
    monkeypatch.setattr(typesetting, "TEMPLATES", folder / "documents")


SPOT = Place(1, 150, 235)


class Quick:
    """A provider without cryptography, for tests that ask about the register and not about the file (0.5 s a paper)."""

    key = "pades"

    def seal(self, pdf: bytes, *, credential: Credential, **_told: Any) -> Sealed:
        mark = uuid.uuid4().hex
        return Sealed(
            pdf + f"%{mark}\n".encode(),
            hashlib.sha256(mark.encode()).hexdigest(),
            credential.fingerprint,
            None,
        )

    def check(self, sealed: Sealed) -> str | None:
        return None


def quickly(monkeypatch: Any) -> None:
    """Certificates by name only, seals by the quick provider."""

    def issue(office: str, name: str, **_told: Any) -> authority.Issued:
        return authority.Issued(uuid.uuid4().hex, hashlib.sha256(uuid.uuid4().bytes).hexdigest())

    monkeypatch.setattr(authority, "issue", issue)
    monkeypatch.setitem(registry.PROVIDERS, "pades", Quick)


def told(officer: Any, on: date = SINCE, hour: int = 10, minute: int = 0) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on, hour, minute)}


def applied(
    where: people.County, kind: str = "special", area: str = people.TOWNSHIP, on: date = SINCE
) -> Any:
    place = where.areas[people.COUNTY if kind == "county" else area]
    return seals.apply(
        kind=kind, area=place, text=TEXTS[kind], purpose="加盖委托事项的决定", basis="放权委托书；国发〔1999〕25号",
        applying_office=place.name, **told(where.supervisor, on),
    )  # fmt: skip


def take(where: people.County, seal: Any, step: str, on: date = SINCE, hour: int = 10, **more: Any) -> Any:
    officer = where.bureau if step in ("approved", "turned_down") else where.supervisor
    if step == "kept":
        return seals.keep_imprint(seal, **told(officer, on, hour))
    return seals.take(seal, step, TOLD[step] | more, **told(officer, on, hour))


def issued(where: people.County, kind: str = "special", area: str = people.TOWNSHIP, on: date = SINCE) -> Any:
    """A seal in use that nobody keeps yet."""
    seal = applied(where, kind, area, on)
    for step in ("approved", "filed", "kept", "issued"):
        take(where, seal, step, on)
    return queries.get(seal.pk)


def give(
    seal: Any, giver: Any, receiver: Any, on: date = SINCE, hour: int = 10, minute: int = 0, **more: Any
) -> Any:
    """Handed over and accepted in the same minute."""
    handover = seals.hand_over(
        seal, receiver=receiver, condition="完好", **more, **told(giver, on, hour, minute)
    )
    seals.accept(handover, **told(receiver, on, hour, minute))
    return queries.custodian(seal, people.at(on, hour, minute))


def kept(where: people.County, kind: str = "special", area: str = people.TOWNSHIP, on: date = SINCE) -> Any:
    """A seal in use, in the hands of its regular custodian."""
    seal = issued(where, kind, area, on)
    keepers = {
        "special": where.chief if area == people.TOWNSHIP else where.neighbour_chief,
        "county": where.bureau,
        "township": where.head if area == people.TOWNSHIP else where.neighbour_head,
    }
    give(seal, where.supervisor, keepers[kind], on)
    return seal


def decided(where: people.County, *, on: date, hour: int = 10) -> Any:
    """A signed decision of the township, on a case of its own."""
    case = road.case_at(where, "reviewing", on=on)
    found = road.determined(where, case, on=on)
    seen = approvals.digest_of(content.opinion_content(case, found))
    case = reviewing.give_opinion(case, seen=seen, **told(where.reviewer, on))
    if case.stage == "posting_opinion":
        case = road.cases.move(
            case, outcome="undisputed", to_stage="deciding", stage_due_on=None, **told(None, on)
        )
    seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), on))
    return deciding.decide(case, seen=seen, officer=where.chief, on=on, at=people.at(on, hour))


def paper(decision: Any, *, template: str = "sealed-for-tests", words: str = "给予", **content: Any) -> Any:
    """An unsealed decision as a PDF; `content` overrides its fields."""
    case, on = decision.case, decision.on
    return documents.render(
        template, {"issuer": "新泰市民政局", "day": "2026年9月1日", "text": words, "number": case.number} | content,
        name=f"决定书 {case.number}", kind="unsealed", area_code=case.area_id, case=case.number, actor=None, at=people.at(on),
    )  # fmt: skip


def use(
    seal: Any, decision: Any, officer: Any, *, on: date, hour: int = 11, minute: int = 0, **more: Any
) -> Any:
    given = {
        "paper": more.pop("paper", None) or paper(decision), "subject": decision, "checklist": CHECKED, "purpose": "给予最低生活保障",
        "copies": 2, "pages": 1, "applicant": "罗安甲", "handler": "陆听澜", "spot": SPOT,
    }  # fmt: skip
    return seals.use(seal, **given | more, **told(officer, on, hour, minute))


def ready(where: people.County) -> people.County:
    """A county with its standard and the letter of the first township, so that decisions can be signed."""
    road.standard(where)
    people.letter(where)
    return where


def raw(statement: str, *values: Any) -> str:
    """The code with which the database refuses a statement; empty when it does not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values or None)
    except DatabaseError as error:
        refusal = refusal_from(error)
        return refusal.code if refusal else type(error).__name__
    return ""


def letter_of(township: str) -> Any:
    """The letter of `ready`."""
    return delegation.listing([township])[0]
