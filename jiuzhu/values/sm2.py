"""SM2 signatures with SM3 (GB/T 32918, GB/T 32905) by the openssl program: a message or a paper at a time, never a row.

The program, not a library: the Python one crashes on one key in 256 (docs/decisions; trust.md 8).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

IDENTITY = "1234567812345678"  # the signer's identity that GB/T 35276 takes when none is agreed
SECONDS = 20


class OpensslFailed(RuntimeError):
    """The program did not do what it was asked; the text is its own."""


def create(key: Path, public: Path) -> None:
    """A new key pair as PEM files; the private one only its owner may read."""
    key.touch(mode=0o600)
    run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", str(key))
    run("pkey", "-in", str(key), "-pubout", "-out", str(public))


def sign(body: bytes, key: Path, *more: str, told: dict[str, str] | None = None) -> bytes:
    """The signature (DER) over SM3 of the body, with the usual identity. `more` and `told` unlock a locked key."""
    with tempfile.TemporaryDirectory() as folder:
        file, made = Path(folder) / "body", Path(folder) / "signature"
        file.write_bytes(body)
        run(
            "pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{IDENTITY}", "-inkey", str(key), *more,
            "-in", str(file), "-out", str(made), told=told,
        )  # fmt: skip
        return made.read_bytes()


def verify(body: bytes, signature: bytes, key: Path, *, public: bool = True) -> bool:
    """Whether the owner of the public key (or, not `public`, of the certificate) signed exactly this body."""
    with tempfile.TemporaryDirectory() as folder:
        file, made = Path(folder) / "body", Path(folder) / "signature"
        file.write_bytes(body)
        made.write_bytes(signature)
        try:
            run(
                "pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{IDENTITY}",
                "-pubin" if public else "-certin", "-inkey", str(key), "-in", str(file), "-sigfile", str(made),
            )  # fmt: skip
        except OpensslFailed:
            return False
        return True


def run(*words: str, told: dict[str, str] | None = None) -> None:
    """One call of the program. Raises OpensslFailed."""
    try:
        done = subprocess.run(
            ["openssl", *words],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=os.environ | (told or {}),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OpensslFailed(f"openssl: {error}") from error
    if done.returncode:
        raise OpensslFailed(f"openssl {words[0]}: {done.stderr.decode(errors='replace').strip()[-200:]}")
