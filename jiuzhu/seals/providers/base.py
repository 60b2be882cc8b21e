"""What a provider of electronic seals must answer: put a seal on a paper, and say later whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jiuzhu.values.refusals import Refusal


@dataclass(frozen=True)
class Place:
    """Where the middle of the seal goes: page from 1, millimetres from the left top of the page."""

    page: int
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class Credential:
    """Key and certificate of a seal by the certificate's fingerprint (SHA-256 over its DER).

    In the authority's folder (PKCS#12), or on a token (PKCS#11): which one, says the provider.
    """

    fingerprint: str


@dataclass(frozen=True)
class Sealed:
    """A sealed paper. `side` is a signature that lies beside the file instead of in it (SM2)."""

    body: bytes
    signature_sha256: str
    certificate_fingerprint: str
    stamped_at: datetime | None  # what the time-stamp says; None where the provider takes none
    side: bytes = b""


class SealProvider(Protocol):
    """`key` is what the register keeps beside each use."""

    key: str

    def seal(
        self, pdf: bytes, *, imprint: bytes, credential: Credential, place: Place, further: Sequence[Place] = (),
        reason: str, name: str,
    ) -> Sealed:  # fmt: skip
        """Put the imprint on the place and sign the whole paper. `further`: where other seals will follow on this paper
        (a letter is sealed by both sides); they come by the same call on the sealed file. Raises CannotSeal, NoTimestamp, NoCredential."""
        ...

    def check(self, sealed: Sealed) -> str | None:
        """A word for what is wrong with a paper sealed by this provider; None when it is whole and trusted."""
        ...


class CannotSeal(Refusal):
    code = "seals.cannot-seal"
    zh = "签章服务没有完成：{trouble}。"
    en = "The seal could not be put on: {trouble}."
    next_zh = "没有登记用印编号。请稍后再试，或请系统管理员检查签章服务。"
    next_en = "No number was used. Try again later, or ask the administrator to look at the provider."
    law = "电子签名法 第十三条"


class CertificateRevoked(Refusal):
    code = "seals.certificate-revoked"
    zh = "印章证书（序列号{serial}）已被吊销，不能再用印。"
    en = "The seal's certificate (serial {serial}) was revoked; it seals nothing more."
    next_zh = "印章已挂失或收回。需要继续用印的，请申请制发新的印章。"
    next_en = "The seal was lost or withdrawn. Apply for a new one."
    law = "电子签名法 第十三条"


class NoCredential(Refusal):
    code = "seals.no-credential"
    zh = "没有指纹为{fingerprint}的印章证书和密钥。"
    en = "There is no key and certificate with the fingerprint {fingerprint}."
    next_zh = "请县级监管员检查印章证书是否已签发或导入。"
    next_en = "The supervisor should check whether the certificate was issued or imported."
    law = "电子签名法 第十三条"


class NoTimestamp(Refusal):
    code = "seals.no-timestamp"
    zh = "时间戳服务没有应答：{trouble}。"
    en = "The time-stamp authority does not answer: {trouble}."
    next_zh = "没有用印。请稍后再试，或请系统管理员检查时间戳服务。"
    next_en = "Nothing was sealed. Try again later, or ask the administrator to look at the service."
    law = "电子签名法 第十三条"


class NotInstalled(Refusal):
    code = "seals.not-installed"
    zh = "没有安装{what}，不能使用这种签章方式。"
    en = "{what} is not installed; this way of sealing cannot be used."
    next_zh = "请系统管理员安装后再试（docs/how-to/check-a-sealed-paper.md）。"
    next_en = "The administrator installs it first (docs/how-to/check-a-sealed-paper.md)."
