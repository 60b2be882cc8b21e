"""The figures of a month."""

from __future__ import annotations

#: What the summary of a month tells of each township, in its order (监管办法 Art. 11, D); the last word: count or fen.
FIGURES: dict[str, tuple[str, str, str]] = {
    "accepted": ("受理", "accepted", "count"),
    "granted": ("给予", "granted", "count"),
    "granted_fen": ("给予每月金额", "granted, a month", "fen"),
    "refused": ("不予", "refused", "count"),
    "adjusted": ("调整", "adjusted", "count"),
    "stopped": ("停止", "stopped", "count"),
    "received": ("收到备案", "filings received", "count"),
    "on_time": ("按时", "on time", "count"),
    "late": ("逾期", "late", "count"),
    "questioned": ("询问", "questioned", "count"),
    "ordered": ("责令更正", "corrections ordered", "count"),
    "corrected": ("已更正", "corrected", "count"),
    "revoked": ("撤销", "revoked", "count"),
    "sampled": ("抽查入户", "sampled", "count"),
    "errors": ("抽查差错", "errors in the sample", "count"),
    "complaints": ("投诉", "complaints", "count"),
    "seal_uses": ("用印", "seal uses", "count"),
    "seal_signals": ("用印异常", "seal signals", "count"),
    "refusals": ("系统拒绝", "refusals by the system", "count"),
    "due": ("应发户数", "households due", "count"),
    "due_fen": ("应发金额", "amount due", "fen"),
    "paid": ("已发户数", "households paid", "count"),
    "paid_fen": ("已发金额", "amount paid", "fen"),
}
