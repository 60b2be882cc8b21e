"""The three adapters keep the contract; and what is only theirs: half files, a gateway that slows down, tables and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.utils import timezone

from jiuzhu.verification.sources.faults import (
    ClockSkew,
    SourceBusy,
    SourceRefuses,
    SourceUnreachable,
)
from jiuzhu.verification.sources.signers.base import Seal
from jiuzhu.verification.sources.signers.shared_key import SharedKey
from jiuzhu.verification.sources.transports.folders import Folders
from jiuzhu.verification.sources.transports.gateway import Gateway
from jiuzhu.verification.sources.transports.tables import SharedTables
from tests import exchanging
from tests.exchanging import Met, shared
from tests.rooms.contract_of_adapters import AdapterContract


class TestFilesCsv(AdapterContract):
    way, form = "files", "csv"

    def test_half_a_message_is_left_alone_until_it_is_whole(self, met: Met) -> None:
        ticket = met.adapter.submit(self.batch())
        met.step()
        folder = met.adapter.transport.home / "in"  # type: ignore[attr-defined]
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        assert len(files) == 3
        for missing, body in files.items():
            whole = folder / missing
            whole.unlink()
            assert list(met.adapter.collect(ticket)) == [], missing
            if missing.endswith(".csv"):
                whole.write_bytes(body[:-20])
                assert list(met.adapter.collect(ticket)) == [], "half a file"
            whole.write_bytes(body)
        assert len(list(met.adapter.collect(ticket))) == 1

    def test_a_manifest_reaches_no_other_folder(self, met: Met, folder: Path) -> None:
        (folder / "secret.csv").write_text("x")
        body = json.dumps(
            {"batch": "n", "files": [{"name": "../../secret.csv", "size": 1, "sha256": "0" * 64}]}
        ).encode()
        met.adapter.submit(self.batch())  # makes the folders
        home = met.adapter.transport.home  # type: ignore[attr-defined]
        Folders(home, "out", "in").send(met.department.seal.close("evil", body))
        assert list(met.adapter.collect()) == []

    def test_a_folder_that_is_gone_is_a_fault(self, met: Met) -> None:
        met.adapter.transport.home.rename(met.adapter.transport.home.with_name("away"))  # type: ignore[attr-defined]
        with pytest.raises(SourceUnreachable):
            met.adapter.submit(self.batch())
        with pytest.raises(SourceUnreachable):
            list(met.adapter.collect())

    @pytest.mark.parametrize("odd", ["gbk", "columns"])
    def test_other_encodings_and_orders_of_columns_are_read(self, folder: Path, odd: str) -> None:
        with exchanging.met("files", folder, form="csv", faults=exchanging.plan(messages={"r1": odd})) as met:
            (message,) = self.answered(met, self.batch())
            assert [one.reference for one in self.read(met, message).replies] == ["370982-1-1"]


class TestFilesExcel(AdapterContract):
    way, form = "files", "xlsx"


class TestGateway(AdapterContract):
    way, signer = "gateway", "sm2"

    def test_an_old_answer_is_refused(self, met: Met) -> None:
        (message,) = self.answered(met, self.batch())
        now = timezone.now() + timedelta(minutes=6)
        with pytest.raises(ClockSkew):
            met.adapter.receive(message, on=now.date(), now=now)

    def test_the_department_knows_us_by_our_signature_and_our_clock(self, met: Met, folder: Path) -> None:
        transport = met.adapter.transport
        assert isinstance(transport, Gateway)
        for seal in (
            Seal(SharedKey(b"another"), exchanging.SKEW, timezone.now),
            Seal(transport.seal.signer, exchanging.SKEW, lambda: timezone.now() - timedelta(minutes=6)),
        ):
            stranger = Gateway(transport.client, seal, 1, 0, 60_000)
            with pytest.raises(SourceRefuses):
                stranger.send(seal.close("n", b"{}"))


class TestTables(AdapterContract):
    way = "tables"

    def test_nothing_but_our_two_tables_is_touched(self, met: Met) -> None:
        met.adapter.submit(self.batch())
        with shared() as there:
            found = there.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = %s ORDER BY 1",
                [exchanging.SCHEMA],
            ).fetchall()
        assert found == [("reply",), ("request",)]

    def test_a_database_that_is_gone_is_a_fault(self) -> None:
        import psycopg

        gone = SharedTables(lambda: psycopg.connect("host=127.0.0.1 port=1 connect_timeout=1"), "exchange_x")
        with pytest.raises(SourceUnreachable):
            list(gone.fetch())


class _Talking:
    """A department of a few words: each request gets the next one."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.heard = list(statuses), 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.heard += 1
        status = self.statuses.pop(0)
        if status == 0:
            raise httpx.ConnectError("nobody", request=request)
        return httpx.Response(status, json={"ticket": "T"})


def _gateway(talking: _Talking, slept: list[float], **more: int) -> Gateway:
    client = httpx.Client(transport=httpx.MockTransport(talking), base_url="http://x/")
    seal = Seal(SharedKey(b"k"), exchanging.SKEW, timezone.now)
    return Gateway(client, seal, more.get("tries", 4), 0.5, more.get("per_minute", 10**9), sleep=slept.append)


def test_what_passes_by_itself_is_tried_again_after_pauses_that_double() -> None:
    talking, slept = _Talking(0, 503, 429, 202), list[float]()
    assert (
        _gateway(talking, slept).send(Seal(SharedKey(b"k"), exchanging.SKEW, timezone.now).close("n", b""))
        == "T"
    )
    assert (talking.heard, slept) == (4, [0.5, 1.0, 2.0])


@pytest.mark.parametrize(
    ("statuses", "fault", "heard"),
    [
        ((0, 0, 0, 0), SourceUnreachable, 4),
        ((503, 503, 503, 503), SourceUnreachable, 4),
        ((429, 429, 429, 429), SourceBusy, 4),
        ((401,), SourceRefuses, 1),
        ((302,), SourceRefuses, 1),
    ],
)
def test_what_does_not_pass_is_a_fault(statuses: tuple[int, ...], fault: type[Exception], heard: int) -> None:
    talking = _Talking(*statuses)
    with pytest.raises(fault):
        list(_gateway(talking, []).fetch())
    assert talking.heard == heard


def test_calls_are_no_faster_than_agreed() -> None:
    slept: list[float] = []
    gateway = _gateway(_Talking(204, 204, 204), slept, per_minute=60)
    for _ in range(3):
        list(gateway.fetch())
    assert len(slept) == 2 and all(0.9 < one <= 1.0 for one in slept)
