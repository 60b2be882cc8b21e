"""The register of uses on paper and as a file: what leaves the house is in the log."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.seals import queries, rules
from jiuzhu.seals.models import Seal, Use

PRINTED = audit.act(
    "seals.printed", zh="打印印章{number}的用印登记（{rows}条）", en="printed the register of uses of seal {number} ({rows} rows)"
)  # fmt: skip
EXPORTED = audit.act(
    "seals.exported", zh="导出印章{number}的用印登记（{rows}条）", en="exported the register of uses of seal {number} ({rows} rows)"
)  # fmt: skip
#: The columns of 用印登记 (china.md §7.6, §11.17): key, Chinese, English.
COLUMNS = (
    ("number", "编号", "No."), ("at", "用印时间", "Date and time"), ("title", "文书名称", "Document"),
    ("document_number", "文号", "Document no."), ("case_number", "办理编号", "Case no."), ("item", "事项", "Item"),
    ("letter_number", "委托书", "Letter"), ("copies", "份数", "Copies"), ("pages", "页数", "Pages"),
    ("applicant", "申请人", "Applicant"), ("handler", "经办人", "Handler"), ("approver", "批准人", "Approver"),
    ("custodian", "用印人（首席代表）", "Sealed by (chief representative)"), ("purpose", "用途", "Purpose"),
    ("imprint_sha256", "印模指纹", "Imprint hash"), ("signature_sha256", "签章指纹", "Signature hash"),
    ("sealed_sha256", "文件指纹", "File hash"), ("void", "作废原因", "Void because"),
)  # fmt: skip


def _rows(seal: Seal, since: date | None, until: date | None) -> list[dict[str, str]]:
    found = queries.uses(seal, since=since, until=until).order_by("number")
    return [_row(use) for use in found]


def _row(use: Use) -> dict[str, str]:
    void = getattr(use, "void", None)
    told = {
        "at": f"{timezone.localtime(use.at):%Y-%m-%d %H:%M}", "custodian": use.custodian.name,
        "item": rulebook.item(use.item_code).zh if use.item_code else "", "void": void.reason if void else "",
    }  # fmt: skip
    return {key: told.get(key, str(getattr(use, key, ""))) for key, _zh, _en in COLUMNS}


def export(
    seal: Seal, *, since: date | None = None, until: date | None = None, actor: Any, on: date, at: datetime
) -> str:
    """The register of a period as CSV, heads in Chinese. Cells that a spreadsheet would run are made plain."""
    rows, out = _rows(seal, since, until), io.StringIO()
    with transaction.atomic():
        writer = csv.writer(out)
        writer.writerow([zh for _key, zh, _en in COLUMNS])
        writer.writerows([[_harmless(cell) for cell in row.values()] for row in rows])
        audit.record(
            EXPORTED, actor=actor, at=at, number=seal.number, rows=len(rows), since=since, until=until
        )
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def print_register(
    seal: Seal, *, since: date | None = None, until: date | None = None, actor: Any, on: date, at: datetime
) -> Any:
    """The register page of a period as a PDF, kept as a paper of the seal's area. Answers the stored file."""
    rows = _rows(seal, since, until)
    content = {
        "text": seal.text, "seal_number": seal.number, "kind": rules.KINDS[seal.kind].zh, "area": seal.area.name,
        "period": _period(since, until), "rows": rows, "used": str(len(rows)), "void": str(sum(bool(row["void"]) for row in rows)),
        "next_number": str(seal.last_number + 1), "printed": f"{timezone.localtime(at):%Y年%m月%d日 %H:%M}", "by": actor.name,
    }  # fmt: skip
    with transaction.atomic():
        made = documents.render(
            "seal-use-register", content, name=f"用印登记 {seal.number}.pdf", area_code=seal.area_id, actor=actor, at=at
        )  # fmt: skip
        audit.record(PRINTED, actor=actor, at=at, number=seal.number, rows=len(rows), sha256=made.sha256)
        return made


def _period(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return "全部"
    return f"{since.isoformat() if since else '启用'} 至 {until.isoformat() if until else '今'}"
