"""Visits without a network: cases onto a telephone, photographs and filled visits back, clashes settled by field."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import AwareDatetime, Field

from jiuzhu.cases import queries as cases
from jiuzhu.journey import along
from jiuzhu.surveys import queries as surveys
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.along import shapes
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.shapes import answers

router = Router()


class PhotographForm(Schema):
    """照片的编号、时间和地点 | Number, time and place of a photograph."""

    uuid: UUID
    visit: UUID = Field(description="所属入户记录的编号 | Number of the filled visit it belongs to")
    taken_at: AwareDatetime | None = None
    latitude: Annotated[Decimal, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180)] | None = None
    accuracy_m: Annotated[int, Field(ge=0, le=100_000)] | None = None

    def noted(self) -> along.Noted:
        """Half a place is none."""
        whole = self.latitude is not None and self.longitude is not None
        at: datetime | None = self.taken_at
        if not whole:
            return along.Noted(at)
        return along.Noted(at, _six(self.latitude), _six(self.longitude), self.accuracy_m)


def _six(degrees: Decimal | None) -> Decimal | None:
    """A tenth of a metre is more than a telephone knows."""
    return None if degrees is None else round(degrees, 6)


@router.get(
    "/visits/along",
    summary="我带在手机上的申请 | What I have on my telephone",
    response=answers(list[shapes.TakenAlongOut]),
)
@operation("surveys.visit")
def along_with_me(request: HttpRequest) -> list[dict[str, Any]]:
    return [shapes.taken_along(one) for one in surveys.along_with(request.officer)]  # type: ignore[attr-defined]


@router.post(
    "/visits/along",
    summary="带下去（留痕） | Take cases along; logged",
    response=answers(list[shapes.TakenAlongOut]),
)
@operation("surveys.visit")
def take_along(request: HttpRequest, body: shapes.TakeAlongIn) -> list[dict[str, Any]]:
    def run() -> list[dict[str, Any]]:
        found = [cases.get(number) for number in body.cases]
        taken = along.take_along(found, **who_and_when(request))
        return [shapes.taken_along(surveys.taken(one.key)) for one in taken]

    return list(once(request, "take along", run))


@router.post(
    "/visits/along/{taken}/give-back",
    summary="手机上已清除 | It has left the telephone",
    response=answers(shapes.GivenBackOut),
)
@operation("surveys.visit")
def give_back(request: HttpRequest, taken: UUID, body: shapes.GiveBackIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        found = along.give_back(taken, why=body.why, actor=when["actor"], at=when["at"])
        return {"key": found.key, "given_back_at": found.given_back_at}

    return dict(once(request, f"give back {taken}", run))


@router.post(
    "/visits/along/{taken}/photographs",
    summary="传一张照片（先于记录） | Send a photograph, before its record",
    response=answers(shapes.KeptPhotographOut),
)
@operation("surveys.visit")
def photograph(
    request: HttpRequest, taken: UUID, file: File[UploadedFile], told: Form[PhotographForm]
) -> dict[str, Any]:
    body, name = papers.received(file)

    def run() -> dict[str, Any]:
        when = who_and_when(request)
        kept = along.keep_photograph(
            taken, body, uuid=told.uuid, visit=told.visit, name=name, noted=told.noted(), actor=when["actor"], at=when["at"]
        )  # fmt: skip
        return shapes.photograph(kept)

    return dict(once(request, f"photograph {told.uuid}", run))


@router.post(
    "/visits/along/{taken}/send",
    summary="传送入户记录：同一编号只收一次 | Send a filled visit; one number is taken once",
    response=answers(shapes.SentVisitOut),
)
@operation("surveys.visit")
def send(request: HttpRequest, taken: UUID, body: shapes.SendVisitIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        came = along.send(
            taken, uuid=body.uuid, typed=body.typed, photographs=body.photographs, **who_and_when(request)
        )
        return shapes.sent(surveys.sent(came.pk))

    return dict(once(request, f"send {body.uuid}", run))


@router.get(
    "/visits/sent/{sent}",
    summary="传送的记录和现有的并排 | What was sent beside what stands",
    response=answers(shapes.SentVisitOut),
)
@operation("surveys.visit")
def sent_visit(request: HttpRequest, sent: UUID) -> dict[str, Any]:
    return shapes.sent(surveys.sent(sent))


@router.post(
    "/visits/sent/{sent}/settle",
    summary="逐项处理冲突 | Settle a clash field by field",
    response=answers(shapes.SentVisitOut),
)
@operation("surveys.visit")
def settle(request: HttpRequest, sent: UUID, body: shapes.SettleVisitIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        along.settle(sent, chosen=body.chosen, seen=body.seen, **who_and_when(request))
        return shapes.sent(surveys.sent(sent))

    return dict(once(request, f"settle {sent}", run))
