"""SM2 with SM3 (GB/T 32918, GB/T 32905) beside the PAdES seal: a second signature over the whole file, by the openssl program.

Ordinary PDF readers do not check it; who must, uses openssl with the county's SM2 root (docs/how-to/check-a-sealed-paper.md).
Per paper, never per row (jiuzhu/values/sm2.py).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jiuzhu.seals import authority
from jiuzhu.values import sm2

from .base import CannotSeal, Credential, Place, Sealed
from .pades import Pades

IDENTITY = sm2.IDENTITY


class Sm2:
    """The PAdES seal, and an SM2 signature over the sealed file in `side`."""

    key = "pades+sm2"

    def seal(
        self, pdf: bytes, *, imprint: bytes, credential: Credential, place: Place, further: Sequence[Place] = (),
        reason: str, name: str,
    ) -> Sealed:  # fmt: skip
        sealed = Pades().seal(
            pdf,
            imprint=imprint,
            credential=credential,
            place=place,
            further=further,
            reason=reason,
            name=name,
        )
        return replace(sealed, side=sign(sealed.body, _key_of(credential)))

    def check(self, sealed: Sealed) -> str | None:
        if trouble := Pades().check(sealed):
            return trouble
        key = certificate_of(sealed.certificate_fingerprint)
        return None if verify(sealed.body, sealed.side, key) and is_trusted(key) else "not_intact"


def create(county: str) -> None:
    """The county's SM2 root, beside its other one. One that is there already stays."""
    root = authority.folder() / "sm2-root.pem"
    if root.is_file():
        return
    key = _new_key("sm2-root.key")
    _openssl(
        "req", "-x509", "-sm3", "-sigopt", f"distid:{IDENTITY}", "-key", str(key), "-passin", _password(), "-utf8",
        "-subj", f"/C=CN/O={county}/CN={county} SM2", "-days", "7300", "-out", str(root),
    )  # fmt: skip


def issue(credential: Credential, office: str, name: str) -> None:
    """An SM2 key and certificate for a seal that has its PAdES credential already."""
    key = _new_key(f"{credential.fingerprint}.sm2.key")
    place = authority.folder()
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.pem"
        _openssl("req", "-new", "-sm3", "-sigopt", f"distid:{IDENTITY}", "-key", str(key), "-passin", _password(), "-utf8",
                 "-subj", f"/C=CN/O={office}/CN={name}", "-out", str(asked))  # fmt: skip
        _openssl(
            "x509", "-req", "-sm3", "-sigopt", f"distid:{IDENTITY}", "-vfyopt", f"distid:{IDENTITY}", "-in", str(asked),
            "-CA", str(place / "sm2-root.pem"), "-CAkey", str(place / "sm2-root.key"), "-passin", _password(),
            "-set_serial", str(int(credential.fingerprint[:30], 16)), "-days", "1830",
            "-out", str(place / f"{credential.fingerprint}.sm2.pem"),
        )  # fmt: skip


def sign(body: bytes, key: Path) -> bytes:
    """The SM2 signature (DER) over SM3 of the body, with the usual identity."""
    try:
        return sm2.sign(body, key, "-passin", _password(), told=_told())
    except sm2.OpensslFailed as error:
        raise CannotSeal(trouble=str(error)) from error


def verify(body: bytes, signature: bytes, key: Path, *, public: bool = False) -> bool:
    """Whether the certificate's (or, `public`, the public key file's) owner signed exactly this body."""
    return sm2.verify(body, signature, key, public=public)


def is_trusted(certificate: Path) -> bool:
    """Whether the county's SM2 root issued this certificate."""
    told = ["openssl", "verify", "-vfyopt", f"distid:{IDENTITY}", "-CAfile", str(authority.folder() / "sm2-root.pem"),
            str(certificate)]  # fmt: skip
    return subprocess.run(told, capture_output=True, timeout=sm2.SECONDS, check=False).returncode == 0


def certificate_of(fingerprint: str) -> Path:
    return authority.folder() / f"{fingerprint}.sm2.pem"


def _key_of(credential: Credential) -> Path:
    key = authority.folder() / f"{credential.fingerprint}.sm2.key"
    if not key.is_file():
        raise CannotSeal(trouble="这枚印章没有 SM2 密钥 no SM2 key for this seal")
    return key


def _new_key(name: str) -> Path:
    place = authority.folder() / name
    place.touch(mode=0o600)
    _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-aes256", "-pass", _password(),
             "-out", str(place))  # fmt: skip
    return place


def _password() -> str:
    return "env:JIUZHU_AUTHORITY_SECRET"  # told to the program in its surroundings, never on its command line


def _told() -> dict[str, str]:
    return {"JIUZHU_AUTHORITY_SECRET": authority.passphrase().decode()}


def _openssl(*words: str) -> None:
    try:
        sm2.run(*words, told=_told())
    except sm2.OpensslFailed as error:
        raise CannotSeal(trouble=str(error)) from error
