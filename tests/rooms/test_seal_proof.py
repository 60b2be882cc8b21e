"""A sealed decision against forgers and other makers' programs; the providers, the authority and its time-stamps."""

from __future__ import annotations

import http.client
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import core
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from jiuzhu.commands import seals as commands
from jiuzhu.seals import authority, imprint, proof
from jiuzhu.seals.providers import pkcs11, sm2
from jiuzhu.seals.providers.base import Credential, NoCredential, NotInstalled, Place
from jiuzhu.seals.providers.registry import PROVIDERS, provider
from tests import people, road, tampering

pytestmark = pytest.mark.django_db  # the decision that is sealed comes out of the database
NOW = datetime.now(UTC)
SINCE = NOW - timedelta(days=2)


@pytest.fixture(scope="module")
def sealed(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A decision sealed once for all tests of this file, with the authority that sealed it."""
    from django.db import transaction
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("var")
    with override_settings(VAR=folder):
        with django_db_blocker.unblock(), transaction.atomic():
            where = people.county()
            for fen, starts_on in ((98_000, (2026, 1, 1)), (80_000, (2020, 1, 1))):
                road.standard(where, fen, starts_on=people.date(*starts_on))
            road.numbers(where, starts_on=people.date(2020, 1, 1))
            people.letter(where)
            body, place = tampering.decision_paper(where)
            transaction.set_rollback(True)
        credential = tampering.new_authority(at=SINCE)
        yield body, place, credential, tampering.seal(body, place, credential).body
    authority.load.cache_clear()


def verdict(body: bytes) -> tuple[str, str]:
    found = proof.check(body, [authority.root_pem()])
    return found.verdict, found.trouble


def test_no_changed_byte_is_whole(sealed: Any) -> None:
    body = sealed[3]
    assert verdict(body) == ("whole", "")
    for number, one in enumerate(tampering.changed(body, 60, random.Random(3))):
        assert verdict(one)[0] != "whole", number


def test_nothing_is_added_and_nothing_cut_off(sealed: Any) -> None:
    body = sealed[3]
    assert verdict(tampering.appended(body)) == ("changed", "appended")
    assert verdict(tampering.noted(body)) == ("changed", "overlaid")
    assert verdict(tampering.painted(body)) == ("changed", "overlaid")
    assert verdict(tampering.cut(body)) == ("changed", "no_timestamp")
    assert verdict(body + b"\n%") == ("changed", "appended")
    for length in (10, len(body) // 2, len(body) - 40):
        assert verdict(body[:length])[0] != "whole", length
    assert verdict(sealed[0]) == ("unknown", "no_seal")


def test_a_second_seal_only_where_a_place_was_kept_for_it(sealed: Any) -> None:
    body, place, credential, once = sealed
    other = Place(place.page, 50, place.y_mm)
    uninvited = tampering.seal(once, other, credential).body
    assert tampering.seals_of(uninvited) == 2 and verdict(uninvited)[0] == "changed"
    first = tampering.seal(body, place, credential, further=[other]).body
    both = tampering.seal(first, other, credential).body
    assert (verdict(first)[0], verdict(both)[0], tampering.seals_of(both)) == ("whole", "whole", 2)


def test_another_countys_root_trusts_nothing(sealed: Any, settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    authority.create("别县", at=SINCE)
    assert verdict(sealed[3]) == ("changed", "not_trusted")


def test_openssl_accepts_the_seal_and_refuses_a_changed_byte(sealed: Any, tmp_path: Path) -> None:
    root, body = authority.root_pem(), sealed[3]
    assert tampering.openssl_cms(body, root, tmp_path) == "CMS Verification successful; exit 0"
    changed = tampering.one_byte(body)
    assert "failure" in tampering.openssl_cms(changed, root, tmp_path)


def test_poppler_and_mupdf_say_what_was_done(sealed: Any, tmp_path: Path) -> None:
    lacking = [one for one in ("pdfsig", "mutool", "certutil") if shutil.which(one) is None]
    if lacking:
        pytest.skip(
            f"{', '.join(lacking)} is not on this machine: what other makers' programs say is not asked"
        )
    body, file = sealed[3], tmp_path / "asked.pdf"
    store = tampering.certificate_store(tmp_path, authority.root_pem())

    def asked(one: bytes) -> tuple[str, str]:
        file.write_bytes(one)
        return tampering.pdfsig(file, store), tampering.mutool(file)

    poppler, mupdf = asked(body)
    assert "Signature is Valid." in poppler and "Certificate is Trusted." in poppler
    assert poppler.count("; Total document signed") == 1  # the time-stamp covers all
    assert "The signature is valid" in mupdf
    poppler, mupdf = asked(tampering.one_byte(body))
    assert "Digest Mismatch" in poppler and "Signature invalidated by change" in mupdf
    for attack in (tampering.appended, tampering.noted, tampering.painted):
        assert "; Total document signed" not in asked(attack(body))[0]


# The contract of providers.


@pytest.mark.parametrize("key", sorted(set(PROVIDERS) - {"pades+pkcs11"}))
def test_every_provider_seals_checks_and_refuses(
    key: str, sealed: Any, tmp_path: Path, settings: Any
) -> None:
    body, place, credential, _once = sealed
    if key == "pades+sm2":
        sm2.create(tampering.COUNTY)
        sm2.issue(credential, tampering.OFFICE, tampering.NAME)
    of, told = provider(key), {"imprint": imprint.pdf("某局"), "place": place, "reason": "1", "name": "某局"}
    assert of.key == key
    with pytest.raises(NoCredential):
        of.seal(body, credential=Credential("0" * 64), **told)
    made = of.seal(body, credential=credential, **told)
    assert made.body.startswith(body) and made.certificate_fingerprint == credential.fingerprint
    assert made.stamped_at is not None and abs(made.stamped_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert of.check(made) is None
    changed = tampering.one_byte(made.body)
    assert of.check(type(made)(changed, *list(vars(made).values())[1:])) == "not_intact"
    if made.side:
        assert of.check(type(made)(*list(vars(made).values())[:4], made.side[:-1] + b"\0")) == "not_intact"


def test_the_token_is_asked_for_by_its_settings(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PKCS11_MODULE = ""
    pkcs11._signer.cache_clear()
    with pytest.raises(NotInstalled):
        provider("pades+pkcs11").signer(Credential("0" * 64))  # type: ignore[attr-defined]


def test_openssl_reads_the_example_of_the_sm2_standard(tmp_path: Path) -> None:
    """GB/T 32918.5—2017, Annex A: key, message, identity and signature as printed there."""
    point = bytes.fromhex(
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
    )
    head = bytes.fromhex("3059301306072A8648CE3D020106082A811CCF5501822D034200")  # SPKI of a key on sm2p256v1
    pem = tmp_path / "key.pem"
    told = ["openssl", "pkey", "-pubin", "-inform", "DER", "-out", str(pem)]
    subprocess.run(told, input=head + point, check=True, capture_output=True)
    numbers = (
        0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
        0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
    )
    signature = core.SequenceOf(list(numbers), spec=core.Integer).dump()
    assert sm2.IDENTITY == "1234567812345678"
    assert sm2.verify(b"message digest", signature, pem, public=True)
    assert not sm2.verify(b"message digesT", signature, pem, public=True)
    assert not sm2.verify(b"message digest", signature[:-1] + b"\0", pem, public=True)


# The authority.


def outside(
    at: datetime, *, usage: bool = True, signing: bool = True, days: int = 30, foreign: bool = False, chain: bool = True
) -> bytes:  # fmt: skip
    """A PKCS#12 file as an outside authority sends it."""
    name = lambda common: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])  # noqa: E731
    upper, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def built(subject: str, public: Any) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name("外部机构"))
        made = made.public_key(public).serial_number(x509.random_serial_number())
        return made.not_valid_before(at - timedelta(days=60)).not_valid_after(at + timedelta(days=days))

    ca = built("外部机构", upper.public_key()).add_extension(x509.BasicConstraints(True, None), True)
    below = built("某局", key.public_key())
    if usage:
        told = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False
        )  # fmt: skip
        below = below.add_extension(
            x509.KeyUsage(digital_signature=signing, content_commitment=signing, key_agreement=not signing, **told), True
        )  # fmt: skip
    signer = ec.generate_private_key(ec.SECP256R1()) if foreign else upper
    return pkcs12.serialize_key_and_certificates(
        b"seal", key, below.sign(signer, hashes.SHA256()), [ca.sign(upper, hashes.SHA256())] if chain else None,
        serialization.BestAvailableEncryption(b"open"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"usage": False}, "no key usage"),
        ({"signing": False}, "not for signing"),
        ({"days": -1}, "outside its validity"),
        ({"foreign": True}, "the chain does not hold"),
        ({"chain": False}, "no certificates above it"),
    ],
)
def test_an_outside_certificate_is_refused_with_its_reason(
    more: Any, why: str, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    with pytest.raises(authority.NotTrusted) as raised:
        authority.import_pkcs12(outside(NOW, **more), "open", at=NOW)
    assert why in raised.value.text("zh-hans")
    assert not list(tmp_path.rglob("*.p12"))


def test_an_outside_certificate_is_taken_over_and_kept_for_its_owner_alone(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    authority.create(tampering.COUNTY, at=SINCE)
    for wrong in ((b"nonsense", "open"), (outside(NOW), "shut")):
        with pytest.raises(authority.NotTrusted):
            authority.import_pkcs12(*wrong, at=NOW)
    told = authority.import_pkcs12(outside(NOW), "open", at=NOW)
    assert authority.fingerprint_of(authority.load(told.fingerprint).certificate) == told.fingerprint
    for file in authority.folder().iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file.name
        assert b"PRIVATE KEY" not in file.read_bytes() or b"ENCRYPTED" in file.read_bytes()
    assert authority.folder().stat().st_mode & 0o077 == 0


def test_the_revoked_are_listed_and_seals_from_before_stay_whole(sealed: Any) -> None:
    credential, body = sealed[2], sealed[3]
    serial = authority.load(credential.fingerprint).certificate.serial_number
    kept = {
        name: (authority.folder() / name).read_bytes() for name in ("revoked.json", "issuing.crl", "root.crl")
    }
    authority.revoke(f"{serial:x}", at=datetime.now(UTC))
    listed = x509.load_der_x509_crl(authority.crls()[1])
    assert listed.get_revoked_certificate_by_serial_number(serial) is not None
    assert listed.is_signature_valid(authority.chain()[1].public_key())  # type: ignore[arg-type]
    assert verdict(body) == ("whole", "")
    for name, was in kept.items():
        (authority.folder() / name).write_bytes(was)


# The commands and the time-stamp server.


@pytest.fixture
def county(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    authority.load.cache_clear()
    return tmp_path


def command(*words: str, **more: Any) -> Any:
    return CliRunner().invoke(commands.command, list(words), catch_exceptions=True, **more)


def test_the_authority_is_made_once_and_its_root_printed(county: Path) -> None:
    assert isinstance(command("root").exception, authority.NoAuthority)
    assert isinstance(command("timestamp-server").exception, authority.NoAuthority)
    made = command("create-authority", "新泰市", "--sm2")
    root = command("root").stdout
    assert made.exit_code == 0 and x509.load_pem_x509_certificate(root.encode())
    assert (authority.folder() / "sm2-root.pem").is_file()
    assert "没有改动" in command("create-authority", "别县").output and command("root").stdout == root
    (county / "seal.p12").write_bytes(outside(NOW))
    taken = command("import", str(county / "seal.p12"), env={"JIUZHU_PKCS12_PASSPHRASE": "open"})
    assert taken.exit_code == 0 and "SHA-256" in taken.output
    assert isinstance(
        command("import", str(county / "seal.p12"), input="shut\n").exception, authority.NotTrusted
    )


def test_openssl_asks_our_server_for_the_time(county: Path) -> None:
    command("create-authority", "新泰市")
    data, query, reply = county / "data", county / "query", county / "reply"
    data.write_bytes(b"paper")

    def openssl(*words: str) -> str:
        done = subprocess.run(["openssl", "ts", *words], capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    openssl("-query", "-data", str(data), "-sha256", "-cert", "-out", str(query))
    (county / "root.pem").write_bytes(authority.root_pem())
    with commands.server("127.0.0.1", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        try:

            def post(body: bytes, kind: str = commands.QUERY, **headers: str) -> tuple[int, str, bytes]:
                calling = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
                calling.request("POST", "/", body, {"Content-Type": kind} | headers)
                answer = calling.getresponse()
                return answer.status, answer.headers["Content-Type"], answer.read()

            status, kind, body = post(query.read_bytes())
            assert (status, kind) == (200, commands.REPLY)
            reply.write_bytes(body)
            issuing = authority.folder() / "issuing.pem"
            trusted = ("-CAfile", str(county / "root.pem"), "-untrusted", str(issuing))
            assert "Verification: OK" in openssl(
                "-verify", "-in", str(reply), "-queryfile", str(query), *trusted
            )
            data.write_bytes(b"forged")
            assert "FAILED" in openssl("-verify", "-in", str(reply), "-data", str(data), *trusted)
            openssl("-query", "-data", str(data), "-sha1", "-out", str(query))
            for asked in (query.read_bytes(), b"nonsense", b""):
                reply.write_bytes(post(asked)[2])
                assert "rejected" in openssl("-reply", "-in", str(reply), "-text").lower(), asked
            assert post(query.read_bytes(), "text/plain")[0] == 415
            assert post(b"0" * (commands.LIMIT + 1))[0] == 413
            assert post(b"", **{"Content-Length": "-1"})[0] == 411
        finally:
            running.shutdown()
