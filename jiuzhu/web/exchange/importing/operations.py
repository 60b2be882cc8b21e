"""Take over a county's existing recipients from a sheet."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiuzhu.journey import importing
from jiuzhu.web import handing_out
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.doorkeeper import operation, who_and_when
from jiuzhu.web.exchange.shapes import answers

router = Router()
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RowOut(Schema):
    row: int = Field(description="表里的行号 | Row of the sheet")
    result: str
    reason: str


class ImportedOut(Schema):
    """导入结果 | What became of the file."""

    entered: int = Field(description="新录入户数 | Households entered")
    known: int = Field(description="以前已导入户数 | Households known before")
    refused: int = Field(description="退回行数 | Rows sent back")
    rows: list[RowOut]
    workbook: str = Field(
        description="带原因的工作簿，Base64 的 xlsx | The answered workbook, xlsx in Base64"
    )


@router.get("/imports/households/template", summary="导入模板 | The template")
@operation("households.import")
def template(request: HttpRequest) -> HttpResponse:
    return handing_out.kept(importing.template(settings.COUNTY), "在享家庭导入模板.xlsx", _XLSX)


@router.post(
    "/imports/households", summary="导入在享家庭 | Import existing recipients", response=answers(ImportedOut)
)
@operation("households.import")
def households(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    """同一文件可重复发送，每户只录入一次，不需要 Idempotency-Key。 | Safe to repeat without a key: each household enters once."""
    body, _name = papers.received(file)
    done = importing.import_households(body, area=settings.COUNTY, **who_and_when(request))
    return {
        "entered": done.entered, "known": done.known, "refused": done.refused,
        "rows": [{"row": row, "result": result, "reason": reason} for row, (result, reason) in sorted(done.results.items())],
        "workbook": base64.b64encode(done.workbook).decode(),
    }  # fmt: skip
