"""Whose seals and time-stamps count for this county, and which certificates were revoked: what `proof.check` is told."""

from __future__ import annotations

from typing import TypedDict

from . import authority, timestamps


class Trusted(TypedDict):
    roots: list[bytes]
    stamp_roots: list[bytes]
    lists: list[bytes]


def trusted() -> Trusted:
    """For `proof.check(body, **trusted())`. Nothing before the county has an authority: then every paper is of strangers."""
    if not authority.exists():
        return {"roots": [], "stamp_roots": [], "lists": []}
    return {
        "roots": [authority.root_pem(), *authority.outside_seals()],
        "stamp_roots": timestamps.outside_roots(),
        "lists": list(authority.crls()),
    }
