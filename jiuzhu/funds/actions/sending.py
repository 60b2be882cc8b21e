"""The file for the bank: the same bytes for the same run, on disk before the books say that it was sent."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.funds import files, queries
from jiuzhu.funds.actions import acts
from jiuzhu.funds.actions.common import book, found, locked, not_in_state, require
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.models import BankFile, Payment, PaymentRun
from jiuzhu.funds.refusals import BankFileChanged, NoBankFile
from jiuzhu.offices.database import refusing


def write_bank_file(number: str, *, actor: Any, on: date, at: datetime) -> BankFile:
    """Write the one bank file of a released run and mark its payments as sent. Power funds.release.

    Killed at any point, a second call finishes the first: the file is made again, byte for byte, and the books
    follow in one transaction. Raises NotInState, and what the connector refuses.
    """
    run = found(number)
    require(actor, "funds.release", run.area_id, on)
    if run.status in ("sent", "settled"):
        return run.bank_file
    if run.status != "released":
        raise not_in_state(run, "生成银行文件", "written to a bank file")
    connector = CONNECTORS[run.account.format]
    content = connector.write(queries.batch(run))
    name = f"{number}{connector.suffix}"
    files.write(name, content)
    return _mark_sent(number, name, connector.key, hashlib.sha256(content).hexdigest(), actor, on, at)


def _mark_sent(
    number: str, name: str, file_format: str, sha256: str, actor: Any, on: date, at: datetime
) -> BankFile:
    with transaction.atomic(), refusing():
        run = locked(number)
        if run.status != "released":
            return found(number).bank_file  # another call was faster; it wrote the same bytes
        written = BankFile.objects.create(
            run=run, name=name, format=file_format, sha256=sha256, lines=run.lines, total_fen=run.total_fen,
            written_by=actor, written_at=at,
        )  # fmt: skip
        run.status, run.sent_at = "sent", at
        run.save(update_fields=["status", "sent_at"])
        Payment.objects.filter(run=run, state="prepared").update(state="sent")
        book(
            "sending", f"sending:{number}", area_code=run.area_id, run=run, on=on, at=at, by=actor,
            fen=run.total_fen,
        )  # fmt: skip
        audit.record(acts.SENT, actor=actor, at=at, run=number, sha256=sha256)
        return written


def hand_out(number: str, *, actor: Any, on: date, at: datetime) -> tuple[BankFile, bytes]:
    """The bytes for the bank, proved against the recorded check sum; every hand-out is logged.

    A file missing from the disk is made again from the rows. Power funds.release. Raises NoBankFile,
    BankFileChanged.
    """
    run = found(number)
    require(actor, "funds.release", run.area_id, on)
    written = BankFile.objects.filter(run=run).first()
    if written is None:
        raise NoBankFile(number=number)
    content = files.read(written.name)
    if content is None:
        content = _made_again(run, written)
    if hashlib.sha256(content).hexdigest() != written.sha256:
        raise BankFileChanged(number=number)
    with transaction.atomic():
        audit.record(acts.DOWNLOADED, actor=actor, at=at, run=number, sha256=written.sha256)
    return written, content


def _made_again(run: PaymentRun, written: BankFile) -> bytes:
    content = CONNECTORS[written.format].write(queries.batch(run))
    if hashlib.sha256(content).hexdigest() == written.sha256:
        files.write(written.name, content)
    return content


def look(number: str, *, part: str, actor: Any, at: datetime) -> None:
    """Leave the trace of a look at the payments of a run."""
    with transaction.atomic():
        audit.record(acts.LOOKED, actor=actor, at=at, run=number, part=part)
