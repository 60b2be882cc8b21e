"""A stand-in for the bank, for demonstrations and tests: it answers a batch file with a return file.

No money moves. Which payments come back is drawn from a seed, so that the same file gets the same answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from xml.sax.saxutils import escape

from jiuzhu.funds.banks.base import Batch, Instruction, Outcome
from jiuzhu.funds.banks.delimited import ENCODING
from jiuzhu.funds.banks.registry import of_content
from jiuzhu.values import money

WARNING_ZH = "模拟银行：没有任何资金划转，结果由随机数产生，仅供演示和测试。"
WARNING_EN = "Stand-in bank: no money has moved; outcomes are drawn at random, for demonstrations and tests."

Fate = tuple[Outcome, str]
_REASONS = ("AC01", "AC04", "BE01", "AC06")
_WORD = {"paid": "S", "returned": "F", "unknown": "P"}
_STATUS = {"paid": "ACSC", "returned": "RJCT", "unknown": "PDNG"}


def draw(
    batch: Batch, *, return_rate: float, unknown_rate: float = 0.0, seed: int = 0
) -> Callable[[str], Fate]:
    """A fate for every reference: returned at ``return_rate``, unknown at ``unknown_rate``, else paid."""
    chance = random.Random(f"{batch.number}/{seed}")  # noqa: S311 - a demonstration, not a secret
    fates: dict[str, Fate] = {}
    for one in batch.instructions:
        drawn = chance.random()
        if drawn < return_rate:
            fates[one.reference] = ("returned", chance.choice(_REASONS))
        elif drawn < return_rate + unknown_rate:
            fates[one.reference] = ("unknown", "PENDING")
        else:
            fates[one.reference] = ("paid", "")
    return fates.__getitem__


def answer(content: bytes, fate: Callable[[str], Fate] | None = None, *, return_rate: float = 0.02,
           unknown_rate: float = 0.0, seed: int = 0) -> bytes:  # fmt: skip
    """The return file for a batch file, in the same format. Raises what reading the batch raises."""
    connector = of_content(content)
    batch = connector.read_batch(content)
    fate = fate or draw(batch, return_rate=return_rate, unknown_rate=unknown_rate, seed=seed)
    return {"delimited": _delimited, "pain001": _pain002}[connector.key](batch, fate)


def _delimited(batch: Batch, fate: Callable[[str], Fate]) -> bytes:
    lines = [f"R|1|{batch.number}|{batch.pay_on:%Y%m%d}|{batch.count}|{money.plain(batch.total_fen)}"]
    for position, one in enumerate(batch.instructions, 1):
        outcome, reason = fate(one.reference)
        lines.append(
            f"D|{position:06d}|{one.reference}|{one.account}|{money.plain(one.amount_fen)}"
            f"|{_WORD[outcome]}|{reason}|{'模拟银行' if reason else ''}"
        )
    return ("\r\n".join(lines) + "\r\n").encode(ENCODING)


def _pain002(batch: Batch, fate: Callable[[str], Fate]) -> bytes:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- ' + WARNING_EN + " -->\n"
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>A-{escape(batch.number)[:33]}</MsgId>"
        f"<CreDtTm>{batch.created_at.isoformat()}</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{escape(batch.number)}</OrgnlMsgId>"
        "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{escape(batch.number)}</OrgnlPmtInfId>"
    )
    rows = "".join(_status(one, *fate(one.reference)) for one in batch.instructions)
    return (head + rows + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n").encode()


def _status(one: Instruction, outcome: Outcome, reason: str) -> str:
    why = (
        ""
        if outcome == "paid"
        else f"<StsRsnInf><Rsn>{_reason(reason)}</Rsn><AddtlInf>模拟银行</AddtlInf></StsRsnInf>"
    )
    return (
        f"\n<TxInfAndSts><OrgnlEndToEndId>{escape(one.reference)}</OrgnlEndToEndId>"
        f"<TxSts>{_STATUS[outcome]}</TxSts>{why}"
        f'<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">{money.plain(one.amount_fen)}</InstdAmt></Amt>'
        f"<CdtrAcct><Id><Othr><Id>{escape(one.account)}</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>"
    )


def _reason(code: str) -> str:
    return f"<Cd>{code}</Cd>" if len(code) <= 4 else f"<Prtry>{code}</Prtry>"  # ExternalStatusReason1Code
