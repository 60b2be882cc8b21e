"""The text file that county rural banks take: GB 18030, one payment a line, a control line with count, sum.

No public standard fixes such files, so the layout is ours and is documented in funds/README.md; a bank that
wants other columns gets a connector beside this one. Lines end with CR LF, columns are separated by ``|``
(U+007C only: the full-width ``｜`` is an ordinary character). Amounts are yuan with two decimals.

Batch   ``H|1|number|created|pay day|payer bank|payer account|payer name|CNY|count|sum``
        ``D|000001|reference|bank|account|name|citizen id|amount|purpose``
        ``T|count|sum|sha-256 of everything before this line``
Answer  ``R|1|number|day|count|sum``
        ``D|000001|reference|account|amount|S, F or P|reason code|reason``
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from jiuzhu.funds.banks.base import (
    Batch,
    ControlDiffers,
    EmptyBatch,
    Instruction,
    Outcome,
    ReturnRow,
    ReturnRows,
    Unreadable,
    why_not_text,
)
from jiuzhu.values import money
from jiuzhu.values.refusals import Refusal

ENCODING = "gb18030"
BATCH_COLUMNS, LINE_COLUMNS, RETURN_COLUMNS, ANSWER_COLUMNS = 11, 9, 6, 8
OUTCOMES: dict[str, Outcome] = {"S": "paid", "F": "returned", "P": "unknown"}
_MOST = {"reference": 35, "payee_name": 70, "citizen_id": 18, "bank": 70, "account": 34, "purpose": 70}


class Delimited:
    key = "delimited"
    zh = "农村商业银行批量代发文本（GB 18030）"
    en = "Text file for rural commercial banks (GB 18030)"
    suffix = ".txt"
    media_type = "text/plain; charset=gb18030"

    def why_not(self, one: Instruction) -> Refusal | None:
        for field, most in _MOST.items():
            refusal = why_not_text(field, getattr(one, field), most=most, forbidden="|")
            if refusal is not None:
                return refusal
        return None

    def write(self, batch: Batch) -> bytes:
        if not batch.instructions:
            raise EmptyBatch(number=batch.number)
        control = f"{batch.count}|{money.plain(batch.total_fen)}"
        head = (
            f"H|1|{batch.number}|{batch.created_at.isoformat()}|{batch.pay_on:%Y%m%d}"
            f"|{batch.payer_bank}|{batch.payer_account}|{batch.payer_name}|CNY|{control}"
        )
        lines = [head]
        for position, one in enumerate(batch.instructions, 1):
            if (refusal := self.why_not(one)) is not None:
                raise refusal
            lines.append(
                f"D|{position:06d}|{one.reference}|{one.bank}|{one.account}|{one.payee_name}"
                f"|{one.citizen_id}|{money.plain(one.amount_fen)}|{one.purpose}"
            )
        body = ("\r\n".join(lines) + "\r\n").encode(ENCODING)
        return body + f"T|{control}|{hashlib.sha256(body).hexdigest()}\r\n".encode(ENCODING)

    def recognises(self, content: bytes) -> bool:
        return content[:4] in {b"H|1|", b"R|1|"}

    def read_batch(self, content: bytes) -> Batch:
        lines = _lines(content)
        head = _columns(lines[0], 1, "H", BATCH_COLUMNS)
        tail = _columns(lines[-1], len(lines), "T", 4)
        body = content[: content.rindex(b"T|")]
        if tail[3] != hashlib.sha256(body).hexdigest():
            raise Unreadable(
                line=len(lines), wrong_zh="校验码不符，文件被改动过", wrong_en="the check sum does not match"
            )
        batch = Batch(
            number=head[2], created_at=datetime.fromisoformat(head[3]),
            pay_on=datetime.strptime(head[4], "%Y%m%d").date(),  # noqa: DTZ007 - a day without a time
            payer_bank=head[5], payer_account=head[6], payer_name=head[7],
            instructions=tuple(_instruction(line, at) for at, line in enumerate(lines[1:-1], 2)),
        )  # fmt: skip
        _check(head[9], head[10], batch.count, batch.total_fen)
        return batch

    def read_return(self, content: bytes) -> ReturnRows:
        lines = _lines(content)
        head = _columns(lines[0], 1, "R", RETURN_COLUMNS)
        rows = tuple(_row(line, at) for at, line in enumerate(lines[1:], 2))
        _check(head[4], head[5], len(rows), sum(row.amount_fen or 0 for row in rows))
        return ReturnRows(head[2], rows)


def _lines(content: bytes) -> list[str]:
    try:
        lines = content.decode(ENCODING).replace("\r\n", "\n").rstrip("\n").split("\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(
            line=line, wrong_zh="不是 GB 18030 编码", wrong_en="it is not GB 18030 text"
        ) from None
    return lines


def _columns(line: str, at: int, kind: str, count: int) -> list[str]:
    columns = line.split("|")
    if columns[0] != kind or len(columns) != count:
        raise Unreadable(
            line=at,
            wrong_zh=f"应为以 {kind} 开头的 {count} 栏，实为以 {columns[0][:10]} 开头的 {len(columns)} 栏",
            wrong_en=f"expected {count} columns from {kind}, found {len(columns)} from {columns[0][:10]}",
        )
    return columns


def _instruction(line: str, at: int) -> Instruction:
    columns = _columns(line, at, "D", LINE_COLUMNS)
    return Instruction(
        reference=columns[2], bank=columns[3], account=columns[4], payee_name=columns[5],
        citizen_id=columns[6], amount_fen=_amount(columns[7], at), purpose=columns[8],
    )  # fmt: skip


def _row(line: str, at: int) -> ReturnRow:
    columns = _columns(line, at, "D", ANSWER_COLUMNS)
    if columns[5] not in OUTCOMES:
        raise Unreadable(
            line=at,
            wrong_zh=f"状态“{columns[5]}”不是 S、F、P",
            wrong_en=f"the status {columns[5]!r} is not S, F or P",
        )
    outcome = OUTCOMES[columns[5]]
    code = columns[6] or {"paid": "", "returned": "NARR", "unknown": "PENDING"}[outcome]
    return ReturnRow(at, columns[2], outcome, _amount(columns[4], at), columns[3], code, columns[7])


def _amount(typed: str, at: int) -> int:
    try:
        return money.parse(typed)
    except money.NotMoney as refusal:
        raise Unreadable(line=at, wrong_zh=refusal.wrong(), wrong_en=refusal.wrong("en")) from None


def _check(stated_count: str, stated_sum: str, count: int, total_fen: int) -> None:
    if not stated_count.isdecimal():
        raise Unreadable(line=1, wrong_zh="控制行没有笔数", wrong_en="the control line states no count")
    try:
        # Not money.parse: a batch may be larger than what a person may type.
        yuan, _, rest = stated_sum.partition(".")
        stated = int(yuan) * 100 + int(rest.ljust(2, "0"))
    except ValueError:
        raise Unreadable(
            line=1, wrong_zh="控制行没有金额", wrong_en="the control line states no sum"
        ) from None
    if (int(stated_count), stated) != (count, total_fen):
        raise ControlDiffers(
            stated_count=int(stated_count), stated_fen=stated, found_count=count, found_fen=total_fen
        )
