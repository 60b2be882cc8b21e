"""Papers as the API tells of them and hands them out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiuzhu.documents import queries as documents
from jiuzhu.web import handing_out


class PaperOut(Schema):
    """一份材料 | A paper."""

    id: int = Field(description="取文件用 /papers/{id} | Fetch it at /papers/{id}")
    kind: str = Field(examples=["receipt"])
    name: str
    media_type: str
    size: int = Field(description="字节 | Bytes")
    sha256: str
    at: datetime
    by: str


def told(stored: Any) -> dict[str, Any]:
    return {
        "id": stored.pk, "kind": stored.kind, "name": stored.original_name, "media_type": stored.media_type,
        "size": stored.size, "sha256": stored.sha256, "at": stored.at, "by": stored.uploaded_by_name,
    }  # fmt: skip


def handed_out(stored: Any) -> HttpResponse:
    """The bytes, proved against the hash on record."""
    return handing_out.kept(documents.read(stored), stored.original_name, stored.media_type)


def received(file: UploadedFile) -> tuple[bytes, str]:
    """Bytes and name of an upload; what cannot be stored in a name is refused by the room."""
    return file.read(), (file.name or "").replace("\x00", "")[:200]
