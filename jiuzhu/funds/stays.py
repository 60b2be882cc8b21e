"""Why a room above asks that nothing be paid for the moment (plain words, no Django)."""

from __future__ import annotations

STAYS = {
    "not-on-file": ("决定尚未报县备案", "the decision is not on file with the county"),
    "correction-ordered": ("县级责令更正，暂缓发放", "a correction was ordered and payment waits for it"),
}
