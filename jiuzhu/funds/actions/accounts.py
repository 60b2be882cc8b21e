"""The county's side: the account that pays, and the money granted for the year."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.funds.actions import acts
from jiuzhu.funds.actions.common import book, require
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.models import Appropriation, FundAccount
from jiuzhu.funds.refusals import AppropriationTwice
from jiuzhu.offices.database import refusing
from jiuzhu.values import figures


def open_fund_account(
    *, holder: str, bank: str, number: str, file_format: str, area: str, actor: Any, on: date, at: datetime
) -> FundAccount:
    """Pay from this account, in this file format, from a day on; the account before ends there. Power funds.release.

    `file_format` is a key of banks/registry.py. Registering the account in force again answers it unchanged.
    """
    require(actor, "funds.release", area, on)
    connector = CONNECTORS[file_format]
    with transaction.atomic(), refusing():
        before = FundAccount.objects.select_for_update().filter(area_id=area, stops_on=None).first()
        if before is not None:
            if (before.holder, before.bank, before.number, before.format) == (
                holder,
                bank,
                number,
                file_format,
            ):
                return before
            before.stops_on = on
            before.save(update_fields=["stops_on"])
        opened = FundAccount.objects.create(
            area_id=area, holder=holder, bank=bank, number=number, format=file_format, starts_on=on
        )
        audit.record(
            acts.ACCOUNT_OPENED, actor=actor, at=at, bank=bank, tail=number[-4:], format=connector.zh
        )
        return opened


def appropriate(
    *, year: int, source: str, document: str, amount_fen: int, area: str, actor: Any, on: date, at: datetime
) -> Appropriation:
    """Record money granted for a year by a document (negative: a cut). Power funds.release.

    The same document again answers the first record. Raises AppropriationTwice when its amount is another,
    AppropriationExceeded when a cut would take what is already committed.
    """
    require(actor, "funds.release", area, on)
    with transaction.atomic(), refusing():
        known = Appropriation.objects.filter(area_id=area, year=year, document=document).first()
        if known is not None:
            if known.amount_fen != amount_fen:
                raise AppropriationTwice(
                    "document", document=document, recorded_fen=known.amount_fen, typed_fen=amount_fen
                )
            return known
        granted = Appropriation.objects.create(
            area_id=area, year=year, source=source, document=document, amount_fen=amount_fen, on=on, at=at,
            by=actor,
        )  # fmt: skip
        book(
            "appropriation", f"appropriation:{granted.pk}", area_code=area, run=None, on=on, at=at, by=actor,
            fen=amount_fen,
        )  # fmt: skip
        audit.record(
            acts.APPROPRIATED,
            actor=actor,
            at=at,
            year=year,
            document=document,
            amount_fen=amount_fen,
            amount=figures.plain_yuan(amount_fen),
        )
        return granted
