"""What every adapter must keep, whatever its transport, codec and signer: one class, run on all of them (test_exchange_adapters)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.utils import timezone

from jiuzhu.demo.exchange import writing
from jiuzhu.demo.exchange.registers import Registers
from jiuzhu.values import citizen_id
from jiuzhu.verification.sources.base import OUTCOMES, Batch, Message, Replies
from jiuzhu.verification.sources.faults import ClockSkew, ForgedSignature, NotAMessage, WrongChecksum
from jiuzhu.verification.sources.layouts import SOURCES
from tests import exchanging
from tests.exchanging import Met

NUMBER = citizen_id.invent("370982", date(1961, 5, 4), "female", 0).number


@pytest.mark.django_db
class AdapterContract:
    """Subclass with the way, the form and the signer of one adapter."""

    way: ClassVar[str]
    form: ClassVar[str] = "json"
    signer: ClassVar[str] = "hmac"

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path

    @pytest.fixture
    def met(self, folder: Path) -> Iterator[Met]:
        with exchanging.met(self.way, folder, form=self.form, signer=self.signer) as made:
            yield made

    def batch(self, number: str = "370982-1", *lines: Any) -> Batch:
        return Batch(number, timezone.now(), lines or (exchanging.asked(f"{number}-1", "vehicles", NUMBER),))

    def answered(self, met: Met, batch: Batch) -> list[Message]:
        ticket = met.adapter.submit(batch)
        met.step()
        return list(self.once(met, ticket))

    def once(self, met: Met, ticket: Any = None) -> Iterator[Message]:
        """What waits now: a gateway offers the same message until it is settled."""
        seen = set()
        for message in met.adapter.collect(ticket):
            if message.number in seen:
                return
            seen.add(message.number)
            yield message

    def read(self, met: Met, message: Message) -> Replies:
        now = timezone.now()
        return met.adapter.receive(message, on=now.date(), now=now)

    def test_every_source_is_asked_and_answered_in_our_units(self, met: Met) -> None:
        people = [citizen_id.invent("370982", date(1961, 5, day), "female", 0).number for day in range(1, 7)]
        lines = [
            exchanging.asked(f"n-{place}-{source}", source, number)
            for source in SOURCES
            for place, number in enumerate(people)
        ]
        (message,) = self.answered(met, self.batch("n", *lines))
        replies = self.read(met, message)
        assert replies.batch == "n" and not replies.rejected
        assert {one.reference for one in replies.replies} == {one.reference for one in lines}
        registers = Registers(7)
        for reply in replies.replies:
            held = registers.about(reply.citizen_id, reply.source)
            assert reply.outcome == ("found" if held else "not_found")
            assert len(reply.rows) == len(held)
            texts = [cell for record in held for cell in record.values() if cell.startswith("演示")]
            assert sorted(
                value for row in reply.rows for value in row.facts.values() if str(value).startswith("演示")
            ) == sorted(texts)

    def test_a_batch_that_is_sent_twice_is_one_batch(self, met: Met) -> None:
        batch = self.batch()
        first = met.adapter.submit(batch)
        assert met.adapter.submit(batch) == first
        met.step()
        assert len(list(self.once(met))) == 1

    def test_a_message_comes_until_it_is_settled_and_then_no_more(self, met: Met) -> None:
        (message,) = self.answered(met, self.batch())
        (again,) = self.once(met)
        assert again.sha256 == message.sha256
        met.adapter.settle(again)
        met.adapter.settle(again)
        met.step()
        assert list(self.once(met)) == []

    def test_a_ticket_brings_its_own_messages_only(self, met: Met) -> None:
        first, second = met.adapter.submit(self.batch("a")), met.adapter.submit(self.batch("b"))
        met.step()
        assert [self.read(met, one).batch for one in self.once(met, second)] == ["b"]
        assert [self.read(met, one).batch for one in self.once(met, first)] == ["a"]

    def test_a_refused_message_comes_again(self, met: Met) -> None:
        (message,) = self.answered(met, self.batch())
        met.adapter.settle(message, ForgedSignature(number=message.number))
        met.step()
        (again,) = self.once(met)
        assert self.read(met, again).replies

    def test_what_the_department_did_not_sign_is_not_read(self, met: Met) -> None:
        (message,) = self.answered(met, self.batch())
        for forged in (
            replace(message, signature="00"),
            replace(message, signature=""),
            replace(message, body=message.body + b" "),
            replace(message, number="other"),
            replace(message, nonce="0" * 32),
        ):
            with pytest.raises(ForgedSignature):
                self.read(met, forged)

    def test_changed_files_are_refused(self, met: Met) -> None:
        (message,) = self.answered(met, self.batch())
        for place, part in enumerate(message.parts):
            parts = [*message.parts]
            for body in (part.body[:-1] + b"#", part.body[:-1], b""):
                parts[place] = replace(part, body=body)
                with pytest.raises(WrongChecksum):
                    self.read(met, replace(message, parts=tuple(parts)))

    def test_a_message_of_the_future_is_refused(self, met: Met) -> None:
        (message,) = self.answered(met, self.batch())
        now = timezone.now() - timedelta(minutes=6)
        with pytest.raises(ClockSkew):
            met.adapter.receive(message, on=now.date(), now=now)

    def test_outcomes_stay_apart(self, met: Met) -> None:
        lines = [exchanging.asked(f"n-{one}", "vehicles", NUMBER) for one in OUTCOMES]
        told = [
            writing.Said(
                writing.Line(line.reference, line.source, line.citizen_id, line.name), outcome,
                ({"号牌号码": "鲁J00001"},) if outcome in ("found", "ambiguous") else (), line.citizen_id, line.name,
            )
            for line, outcome in zip(lines, OUTCOMES, strict=True)
        ]  # fmt: skip
        body, parts = writing.written(self.form, "n", "n-r1", told, date(2026, 8, 31), odd="")
        replies = self.read(met, met.department.seal.close("n-r1", body, parts))
        assert [one.outcome for one in replies.replies] == list(OUTCOMES)

    def test_nonsense_is_refused_and_told(self, met: Met) -> None:
        for body in (
            b"",
            b"[]",
            b"{",
            b"null",
            b'{"batch": 1}',
            b"\xff",
            b'{"batch":"n","files":[{}],"answers":[1]}',
            b"[" * 5000,
        ):
            with pytest.raises(NotAMessage) as refused:
                self.read(met, met.department.seal.close("n", body))
            assert refused.value.text() and refused.value.text("en")

    def test_one_bad_record_fails_its_own_line_and_no_other(self, met: Met) -> None:
        whose = [writing.Line(f"n-{place}", "vehicles", NUMBER, "罗安") for place in range(3)]
        good = ({"号牌号码": "鲁J00001"},)
        told = [
            writing.Said(whose[0], "found", good, NUMBER, "罗安"),
            writing.Said(
                whose[1], "found", (*good, {"号牌号码": "鲁J2", "初次登记日期": "13/32"}), NUMBER, "罗安"
            ),
            writing.Said(whose[2], "不知道", (), NUMBER, "罗安"),
        ]
        body, parts = writing.written(self.form, "n", "n-r1", told, date(2026, 8, 31), odd="")
        replies = self.read(met, met.department.seal.close("n-r1", body, parts))
        assert [one.reference for one in replies.replies] == ["n-0"]
        assert {key: one.refusal.code for key, one in replies.failed.items()} == {
            "n-1": "verification.not-a-day",
            "n-2": "verification.unknown-word",
        }
