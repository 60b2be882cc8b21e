"""Making, locking and using a signing key, and checking what it signed. No clock, no database."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

PEN_SECONDS = 300  # how long after typing her password an officer may sign; the trigger knows the same number
_BLOCK, _PARALLEL = 8, 1  # scrypt's r and p


@dataclass(frozen=True)
class Locked:
    """A private key that opens with a password: AES-256-GCM under scrypt(password, salt, n=cost)."""

    secret: bytes
    salt: bytes
    nonce: bytes
    cost: int


def make() -> ec.EllipticCurvePrivateKey:
    """A new key on P-256, which ordinary programs can check."""
    return ec.generate_private_key(ec.SECP256R1())


def public_pem(key: ec.EllipticCurvePrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def fingerprint(public: str) -> str:
    """SHA-256 over the public key's DER, 64 hexadecimal characters."""
    key = serialization.load_pem_public_key(public.encode())
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(key.public_bytes(serialization.Encoding.DER, form)).hexdigest()


def lock(key: ec.EllipticCurvePrivateKey, password: str, cost: int) -> Locked:
    salt, nonce = os.urandom(16), os.urandom(12)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Locked(AESGCM(_derived(password, salt, cost)).encrypt(nonce, plain, None), salt, nonce, cost)


def unlock(locked: Locked, password: str) -> ec.EllipticCurvePrivateKey | None:
    """The private key, or None when the password is another."""
    try:
        plain = AESGCM(_derived(password, locked.salt, locked.cost)).decrypt(
            locked.nonce, locked.secret, None
        )
    except InvalidTag:
        return None
    key = serialization.load_der_private_key(plain, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("a signing key is on P-256")
    return key


def _derived(password: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=_PARALLEL).derive(password.encode())


def signed(key: ec.EllipticCurvePrivateKey, text: str) -> str:
    """The signature over a text, DER in base64."""
    return base64.b64encode(key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))).decode()


def is_by(public: str, text: str, signature: str) -> bool:
    """Whether this key signed exactly this text."""
    key = serialization.load_pem_public_key(public.encode())
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(base64.b64decode(signature, validate=True), text.encode(), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True
