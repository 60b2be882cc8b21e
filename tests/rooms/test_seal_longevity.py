"""What a sealed paper is worth years later, after a theft, and under authorities that are not the county's own."""

from __future__ import annotations

import hashlib
import io
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader

from jiuzhu.commands import document
from jiuzhu.commands import seals as commands
from jiuzhu.documents import typefaces
from jiuzhu.seals import authority, proof, timestamps, trust
from jiuzhu.seals.providers import pades
from jiuzhu.seals.providers.base import CannotSeal, CertificateRevoked, Credential, NoTimestamp, Place
from tests import tampering

NOW = datetime.now(UTC)
SINCE = NOW - timedelta(days=2)
PLACE, OTHER = Place(1, 150, 235), Place(1, 60, 235)
YEAR = timedelta(days=365.25)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    source = tmp_path_factory.mktemp("paper") / "paper.typ"
    source.write_text('#set text(font: "Jiuzhu Song")\n决定', encoding="utf-8")
    made = typst.compile(
        str(source), font_paths=typefaces.fonts(), ignore_system_fonts=True, pdf_standards="a-2b"
    )
    assert isinstance(made, bytes)
    return made


@pytest.fixture
def county(settings: Any, tmp_path: Path) -> Iterator[Credential]:
    settings.VAR = tmp_path / "var"
    settings.TIMESTAMP_URL = settings.TIMESTAMP_ROOT = ""
    yield tampering.new_authority(at=SINCE)
    authority.load.cache_clear()


def put_on(paper: bytes, credential: Credential, place: Place = PLACE, **more: Any) -> bytes:
    return tampering.seal(paper, place, credential, **more).body


def told(body: bytes, **more: Any) -> tuple[str, str]:
    found = proof.check(body, **(trust.trusted() | more))
    return found.verdict, found.trouble


def serial(credential: Credential) -> str:
    return f"{authority.load(credential.fingerprint).certificate.serial_number:x}"


@pytest.mark.parametrize("both", [False, True])
def test_a_paper_outlives_the_certificate_of_its_seal(county: Credential, paper: bytes, both: bool) -> None:
    body = put_on(paper, county, further=[OTHER] if both else [])
    body = put_on(body, county, OTHER) if both else body
    ends = authority.load(county.fingerprint).certificate.not_valid_after_utc
    assert ends < NOW + 6 * YEAR
    for years in (1, 4, 6, 11, 29):
        assert told(body, at=NOW + years * YEAR) == ("whole", ""), years
    # When the last time-stamp's certificate has run out, nothing vouches for the day any more: said, not guessed.
    assert told(body, at=NOW + 31 * YEAR) == ("changed", "no_timestamp")


def test_no_certificate_outlives_the_one_above_it(county: Credential) -> None:
    root, issuing = authority.chain()
    late = issuing.not_valid_after_utc - timedelta(days=100)
    for use in ("seal", "timestamp"):
        issued = authority.issue("某局", "某局", at=late, use=use)
        assert (
            authority.load(issued.fingerprint).certificate.not_valid_after_utc == issuing.not_valid_after_utc
        )
    assert issuing.not_valid_after_utc <= root.not_valid_after_utc


def test_a_revoked_seal_seals_nothing_more(
    county: Credential, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = put_on(paper, county)
    old = authority.crls()
    authority.revoke(serial(county), at=NOW - timedelta(days=1))
    with pytest.raises(CertificateRevoked):
        put_on(paper, county)
    # Whoever stole the key asks nobody, and puts the list of the day before into the paper.
    monkeypatch.setattr(pades, "_refuse_revoked", lambda signer: None)
    with monkeypatch.context() as stealing:
        stealing.setattr(authority, "crls", lambda: old)
        stolen = put_on(paper, county)
    assert told(stolen) == ("changed", "revoked_seal")
    assert told(stolen, lists=[]) == ("whole", "")  # without today's list nobody can know
    assert told(put_on(paper, county), lists=[]) == ("changed", "revoked_seal")  # today's list is inside
    assert told(before) == ("changed", "revoked_seal")  # revoked as from the day before it was put on


def test_what_was_sealed_before_the_loss_stays_whole(
    county: Credential, paper: bytes, settings: Any, tmp_path: Path
) -> None:
    body, number = put_on(paper, county), serial(county)
    authority.revoke(number, at=datetime.now(UTC) + timedelta(minutes=1))
    assert told(body) == ("whole", "")
    # A list under the same name that somebody else signed revokes nothing.
    here, settings.VAR = settings.VAR, tmp_path / "forger"
    tampering.new_authority(at=SINCE)
    authority.revoke(number, at=SINCE)
    forged, settings.VAR = authority.crls()[1], here
    assert told(body, lists=[forged]) == ("whole", "")


def test_two_losses_at_the_same_moment_are_both_kept(county: Credential) -> None:
    serials = [authority.issue("某局", "某局", at=SINCE).serial for _ in range(6)]
    together = [threading.Thread(target=authority.revoke, args=(one,), kwargs={"at": NOW}) for one in serials]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert all(authority.is_revoked(int(one, 16)) for one in serials)


def stamped_first_by(other: Any, ours: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seal's own time-stamp comes from another service, the one over the whole paper from ours."""

    class Both(type(ours)):  # type: ignore[misc]
        asked = 0

        def request_tsa_response(self, req: Any) -> Any:
            # First the library asks how long an answer is, then comes the seal, then the whole paper.
            self.asked += 1
            return (other if self.asked == 2 else ours).request_tsa_response(req)

    mixed = Both(ours._key, ours.tsa_cert, ours.tsa_key)
    mixed.certs_to_embed = ours.certs_to_embed
    monkeypatch.setattr(timestamps, "stamper", lambda **_told: mixed)


def test_nobody_dates_a_seal_back_with_a_time_stamp_of_his_own(
    county: Credential, paper: bytes, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, settings.VAR = settings.VAR, tmp_path / "thief"
    tampering.new_authority(at=SINCE)
    his, his_root = timestamps.own(at=SINCE), authority.root_pem()
    his.fixed_dt = NOW - timedelta(days=1)
    settings.VAR = here
    stamped_first_by(his, timestamps.own(at=SINCE), monkeypatch)
    monkeypatch.setattr(timestamps, "outside_roots", lambda: [his_root])  # he tells his own machine so
    body = put_on(paper, county)
    [mark] = proof.check(body, **trust.trusted()).marks
    assert mark.stamped_at is not None and mark.stamped_at < NOW - timedelta(hours=23)
    assert told(body) == ("whole", "")  # on his machine nothing is wrong with it
    assert told(body, stamp_roots=[]) == ("changed", "no_timestamp")


def test_a_time_stamp_is_judged_on_the_day_that_the_next_one_proves(
    county: Credential, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = timestamps.own(at=SINCE)
    with monkeypatch.context() as brief:
        short = authority.issue("时间戳服务", "一年", at=SINCE, years=1, use="timestamp")
        brief.setattr(authority, "timestamp_credential", lambda **_told: authority.load(short.fingerprint))
        other = timestamps.own(at=SINCE)
    stamped_first_by(other, ours, monkeypatch)
    assert told(put_on(paper, county), at=NOW + 3 * YEAR) == ("whole", "")


def test_a_sealed_paper_stays_within_pdf_a_2(county: Credential, paper: bytes) -> None:
    """What can be asked without a validator: PDF 1.7, the county's file still declares itself, fonts inside, nothing see-through."""
    body = put_on(paper, county)
    held = PdfFileReader(io.BytesIO(body))
    assert body.startswith(b"%PDF-1.7") and held.root.get("/Version", "/1.7") == "/1.7"
    assert "/OutputIntents" in held.root and b"pdfaid" in held.root["/Metadata"].data
    seal = next(one.get_object() for one in held.root["/Pages"]["/Kids"][0]["/Annots"])
    assert seal["/F"] & 4 and not seal["/F"] & 2  # printed, not hidden
    looks = seal["/AP"]["/N"]["/Resources"]
    assert all(one.get_object()["/ca"] == 1 for one in looks["/ExtGState"].values())
    [drawn] = (one.get_object() for one in looks["/XObject"].values())
    assert "/SMask" not in str(drawn["/Resources"]) and "/Group" not in drawn
    for font in drawn["/Resources"]["/Font"].values():
        [below] = font.get_object()["/DescendantFonts"]
        assert "/FontFile2" in below.get_object()["/FontDescriptor"]


# Authorities that are not the county's own.


def elsewhere(settings: Any, folder: Path) -> tuple[bytes, bytes, Credential]:
    """An outside authority: its root, a PKCS#12 file it sends, and the credential of another of its customers."""
    here, settings.VAR = settings.VAR, folder
    ours, other = tampering.new_authority(at=SINCE), authority.issue("别的公司", "别的公司", at=SINCE)
    held, root = authority.load(ours.fingerprint), authority.root_pem()
    sent = pkcs12.serialize_key_and_certificates(
        b"seal", held.key, held.certificate, list(held.above), serialization.BestAvailableEncryption(b"open")
    )
    settings.VAR = here
    authority.load.cache_clear()
    return root, sent, Credential(other.fingerprint)


def test_a_seal_of_an_outside_authority_counts_and_its_other_customers_do_not(
    county: Credential, paper: bytes, settings: Any, tmp_path: Path
) -> None:
    _root, sent, other = elsewhere(settings, tmp_path / "outside")
    ours = Credential(authority.import_pkcs12(sent, "open", at=NOW).fingerprint)
    body = put_on(paper, ours)
    assert told(body) == ("whole", "")
    assert told(body, at=NOW + 8 * YEAR) == ("whole", "")
    assert told(body, roots=[authority.root_pem()]) == ("changed", "not_trusted")
    (authority.folder() / f"{other.fingerprint}.p12").write_bytes(
        locked_anew(tmp_path / "outside", other.fingerprint)
    )
    assert told(put_on(paper, other)) == ("changed", "not_trusted")
    authority.revoke(serial(ours), at=NOW)
    with pytest.raises(CertificateRevoked):
        put_on(paper, ours)


def locked_anew(outside: Path, fingerprint: str) -> bytes:
    return (outside / "authority" / f"{fingerprint}.p12").read_bytes()  # the same secret in this test


def test_time_stamps_of_an_outside_service(
    county: Credential, paper: bytes, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"  # nobody there
    with pytest.raises(NoTimestamp):
        put_on(paper, county)
    root, sent, _other = elsewhere(settings, tmp_path / "service")
    here, settings.VAR = settings.VAR, tmp_path / "service"
    service = timestamps.own(at=SINCE)
    settings.VAR = here
    (tmp_path / "service.pem").write_bytes(root)
    monkeypatch.setattr(timestamps, "own", lambda **_told: service)  # what the server answers with
    with commands.server("127.0.0.1", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:
            settings.TIMESTAMP_URL = f"http://127.0.0.1:{running.server_address[1]}/"
            with pytest.raises(CannotSeal):  # nobody could check it later
                put_on(paper, county)
            settings.TIMESTAMP_ROOT = str(tmp_path / "service.pem")
            body = put_on(paper, county)
        finally:
            running.shutdown()
    assert told(body) == ("whole", "")
    assert told(body, stamp_roots=[]) == ("changed", "no_timestamp")
    # The service's root vouches for hours, not for seals.
    theirs = Credential(authority.import_pkcs12(sent, "open", at=NOW).fingerprint)
    settings.TIMESTAMP_URL = ""
    assert told(put_on(paper, theirs), roots=[authority.root_pem()]) == ("changed", "not_trusted")


# The command without a database.


def asked(*words: Any, language: str = "zh-hans") -> Any:
    return CliRunner().invoke(document.command, ["check", *map(str, words)], obj={"language": language})


def test_whoever_has_the_file_and_the_root_needs_no_database(
    county: Credential, paper: bytes, tmp_path: Path
) -> None:
    file, root, lists = tmp_path / "paper.pdf", tmp_path / "root.pem", tmp_path / "issuing.crl"
    root.write_bytes(authority.root_pem())
    file.write_bytes(paper)
    assert (asked(file, "--root", root).exit_code, asked(file, "--root", file).exit_code) == (2, 2)
    assert (
        "--root" in asked(file, "--list", root).output
        and "--code" in asked(file, "--root", root, "--code", "X").output
    )
    body = put_on(paper, county)
    file.write_bytes(tampering.painted(body))
    assert asked(file, "--root", root).exit_code == 1
    file.write_bytes(body)
    told = asked(file, "--root", root)
    assert told.exit_code == 0 and tampering.NAME in told.output and "完整" in told.output
    told = asked(file, "--root", root, "--json", language="en")
    assert json.loads(told.output)["sha256"] == hashlib.sha256(body).hexdigest()
    authority.revoke(serial(county), at=SINCE)
    printed = CliRunner().invoke(commands.command, ["revoked"])
    lists.write_bytes(printed.stdout.encode())
    revoked = asked(file, "--root", root, "--list", lists)
    assert revoked.exit_code == 1 and "吊销" in revoked.output
