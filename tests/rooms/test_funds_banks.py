"""One contract for every bank connector: what goes out comes back the same, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.funds.banks import base, delimited, stand_in
from jiuzhu.funds.banks.base import Batch, Instruction
from jiuzhu.funds.banks.registry import CONNECTORS, of_content

connectors = pytest.mark.parametrize("bank", CONNECTORS.values(), ids=CONNECTORS.keys())


def instruction(number: int = 1, **changes) -> Instruction:
    made = Instruction(
        reference=f"370982-202611-1-{number:06d}", payee_name="张三丰", citizen_id="370982199001019017",
        bank="新泰农村商业银行", account=f"62231900{number:011d}", amount_fen=110250,
        purpose="2026年11月城市低保",
    )  # fmt: skip
    return replace(made, **changes)


def batch(*instructions: Instruction) -> Batch:
    return Batch(
        number="370982-202611-1",
        created_at=datetime(2026, 11, 5, 9, 30, tzinfo=UTC), pay_on=date(2026, 11, 6),
        payer_name="新泰市财政局", payer_bank="新泰农村商业银行", payer_account="9080110020000001",
        instructions=instructions or (instruction(1), instruction(2, amount_fen=5)),
    )  # fmt: skip


# --- refusals -------------------------------------------------------------------------------------------


@connectors
def test_empty_batch_is_refused(bank):
    with pytest.raises(base.EmptyBatch):
        bank.write(replace(batch(), instructions=()))


@connectors
@pytest.mark.parametrize("name", ["王\ue000丽", "王\x00", "王\n丽", "\ud840王"])
def test_characters_that_get_lost_are_named(bank, name):
    refusal = bank.why_not(instruction(payee_name=name))
    assert refusal is not None
    assert refusal.code == "funds.not-writable"
    assert "U+" in str(refusal.figures["characters"])
    with pytest.raises(base.NotWritable):
        bank.write(batch(instruction(payee_name=name)))


@connectors
def test_a_name_of_two_hundred_characters_is_refused_not_cut(bank):
    assert bank.why_not(instruction(payee_name="长" * 200)).code == "funds.too-long-for-bank-file"


def test_the_separator_may_not_stand_in_a_name_but_its_full_width_twin_may():
    bank = CONNECTORS["delimited"]
    assert bank.why_not(instruction(payee_name="王|丽")) is not None
    kept = bank.read_batch(bank.write(batch(instruction(payee_name="王｜丽"))))
    assert kept.instructions[0].payee_name == "王｜丽"


@connectors
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"<html/>", "张三,100".encode()])
def test_other_files_are_not_taken_for_bank_files(bank, content):
    assert not bank.recognises(content)
    with pytest.raises(base.UnknownFormat):
        of_content(content)
    with pytest.raises(base.Unreadable):
        bank.read_return(content)


@connectors
def test_half_a_file_is_refused(bank):
    whole = stand_in.answer(bank.write(batch()))
    with pytest.raises((base.Unreadable, base.ControlDiffers)):
        bank.read_return(whole[: len(whole) * 2 // 3])


def test_control_line_that_does_not_add_up_is_refused():
    whole = stand_in.answer(CONNECTORS["delimited"].write(batch()))
    with pytest.raises(base.ControlDiffers) as refused:
        CONNECTORS["delimited"].read_return(whole.replace(b"|1102.50|S", b"|1102.05|S"))
    assert refused.value.figures["stated_fen"] == 110255
    assert refused.value.figures["found_fen"] == 110210


def test_a_changed_batch_file_is_refused():
    written = CONNECTORS["delimited"].write(batch())
    with pytest.raises(base.Unreadable):
        CONNECTORS["delimited"].read_batch(
            written.replace("张三丰".encode("gb18030"), "李三丰".encode("gb18030"))
        )


def test_entities_and_foreign_messages_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    space = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12">&e;</Document>'
    for content in (bomb + space, space.replace(b"&e;", b"").replace(b"pain.002.001.12", b"camt.053.001.08")):
        with pytest.raises(base.Unreadable):
            CONNECTORS["pain001"].read_return(content)


def test_a_promise_is_not_money():
    whole = stand_in.answer(CONNECTORS["pain001"].write(batch()), return_rate=0)
    for status in (b"ACSP", b"ACCP", b"PDNG", b"XXXX"):
        rows = CONNECTORS["pain001"].read_return(whole.replace(b"ACSC", status)).rows
        assert {row.outcome for row in rows} == {"unknown"}


# --- what works -----------------------------------------------------------------------------------------


@connectors
def test_what_is_written_reads_back_the_same(bank):
    made = batch(
        instruction(1, payee_name="𬭎𠮷 & <王>'\""),
        instruction(2, citizen_id=""),
        instruction(3, bank="Ａ１银行"),
    )
    assert bank.read_batch(bank.write(made)) == made


@connectors
def test_the_same_batch_gives_the_same_bytes(bank):
    assert bank.write(batch()) == bank.write(batch())
    assert of_content(bank.write(batch())) is bank


@connectors
def test_every_payment_comes_back_with_its_fate(bank):
    fates = {"370982-202611-1-000001": ("paid", ""), "370982-202611-1-000002": ("returned", "AC04"),
             "370982-202611-1-000003": ("unknown", "PENDING")}  # fmt: skip
    made = batch(*(instruction(n, amount_fen=n * 100) for n in (1, 2, 3)))
    found = bank.read_return(stand_in.answer(bank.write(made), fates.__getitem__))
    assert found.number == made.number
    assert {row.reference: row.outcome for row in found.rows} == {key: fate[0] for key, fate in fates.items()}
    assert [row.amount_fen for row in found.rows] == [100, 200, 300]
    assert [row.account for row in found.rows] == [one.account for one in made.instructions]
    assert found.rows[1].reason_code == "AC04"
    assert found.rows[0].reason_code == ""


def test_a_whole_message_refused_by_the_bank_says_so_for_every_payment():
    xml = stand_in.answer(CONNECTORS["pain001"].write(batch()), return_rate=0).decode()
    start, stop = xml.index("<OrgnlPmtInfAndSts>"), xml.index("</CstmrPmtStsRpt>")
    refused = xml[:start].replace("</OrgnlMsgNmId>", "</OrgnlMsgNmId><GrpSts>RJCT</GrpSts>") + xml[stop:]
    found = CONNECTORS["pain001"].read_return(refused.encode())
    assert (found.rows, found.rest) == ((), "returned")


@connectors
@given(amounts=st.lists(st.integers(1, 9_999_999_999), min_size=1, max_size=30))
def test_sums_are_exact_to_the_fen(bank, amounts):
    made = batch(*(instruction(n, amount_fen=fen) for n, fen in enumerate(amounts, 1)))
    content = bank.write(made)
    assert bank.read_batch(content).total_fen == sum(amounts)
    assert sum(row.amount_fen for row in bank.read_return(stand_in.answer(content)).rows) == sum(amounts)


@given(name=st.text(min_size=1, max_size=70))
def test_any_name_is_either_kept_or_refused(name):
    for bank in CONNECTORS.values():
        if bank.why_not(instruction(payee_name=name)) is None:
            kept = bank.read_batch(bank.write(batch(instruction(payee_name=name)))).instructions[0].payee_name
            assert kept == name


def test_amounts_in_a_delimited_file_are_yuan_with_two_decimals():
    assert b"|1102.50|" in CONNECTORS["delimited"].write(batch())
    assert "张三丰".encode(delimited.ENCODING) in CONNECTORS["delimited"].write(batch())
