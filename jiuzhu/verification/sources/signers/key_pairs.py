"""SM2 with SM3: we sign with our key and check with theirs."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path

from jiuzhu.values import sm2


@dataclass(frozen=True)
class KeyPairs:
    """`ours` is a private key file, `theirs` a public one."""

    ours: Path
    theirs: Path

    def sign(self, text: bytes) -> str:
        return base64.b64encode(sm2.sign(text, self.ours)).decode()

    def verify(self, text: bytes, signature: str) -> bool:
        try:
            return sm2.verify(text, base64.b64decode(signature, validate=True), self.theirs)
        except (binascii.Error, ValueError):
            return False
