"""Check a paper: by the code on it, or by its file. For anybody."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiuzhu.journey import checking
from jiuzhu.offices import scope
from jiuzhu.web import pace
from jiuzhu.web.exchange.doorkeeper import language, open_to_all
from jiuzhu.web.exchange.shapes import answers

router = Router()
_EXAMPLE = "7KQ2M-F4X9A-00000-11111-222222"


class CheckedOut(Schema):
    """一份文书的查验结果 | What is told of a paper."""

    verdict: str = Field(
        description="standing、whole、changed、unregistered、unknown、superseded、revoked | The word"
    )
    text: str
    signature: str = Field(
        "", description="文件里印章签名本身的检查结果 | What the seal's own signature says"
    )
    title: str = ""
    number: str = ""
    issuer: str = Field("", description="出具机关 | In whose name")
    dated_on: date | None = None
    addressee: str = Field("", description="只有姓 | Surname only")
    sealed_with: str = Field("", description="印章名称；不盖章的文书为空 | Text of the seal")
    seal_use: str = Field("", description="用印登记号 | Number in the register of use")
    keeper: str = Field("", description="印章保管单位 | Office that keeps the seal")
    letter: str = Field("", description="放权委托书 | Delegation letter")
    void_on: date | None = None
    replaced_by: str = ""


@router.get(
    "/check/{code}",
    auth=None,
    response=answers(CheckedOut),
    summary="凭查验码查文书 | Check a paper by its code",
)
@open_to_all
def by_code(request: HttpRequest, code: str) -> dict[str, Any]:
    """查无此码答 unknown，不是错误；查询频率有限制。 | An unknown code answers “unknown”, not an error; the pace is limited."""
    pace.keep(request, "check", most=60)
    with scope.whole_county():
        return checking.told(checking.by_code(code), language())


@router.post("/check", auth=None, response=answers(CheckedOut), summary="核对 PDF 文件 | Check a PDF file")
@open_to_all
def by_file(
    request: HttpRequest,
    file: File[UploadedFile],
    code: Annotated[str, Form(examples=[_EXAMPLE], max_length=40)] = "",
) -> dict[str, Any]:
    """文件不保存，不需要 Idempotency-Key。 | The file is not kept; no key is needed."""
    pace.keep(request, "check-file", most=20)
    body = file.read()
    with scope.whole_county():
        return checking.told(checking.by_file(body, code=code), language())
