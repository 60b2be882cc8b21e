"""Three-way by field: what was taken along, what stands there now, what came back. Nothing is overwritten. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Beside:
    """One field that either side changed: as taken along, as it stands, as it came. `clash`: both, differently."""

    field: str
    base: list[str]
    theirs: list[str]
    mine: list[str]
    clash: bool


@dataclass(frozen=True)
class Merged:
    """What both together give where they do not clash, and every field that differs."""

    typed: dict[str, list[str]]
    differing: tuple[Beside, ...]

    @property
    def clashes(self) -> tuple[Beside, ...]:
        return tuple(one for one in self.differing if one.clash)


def plain(typed: Typed) -> dict[str, list[str]]:
    """Without what is empty: a field that nobody filled in and one that is not there are the same."""
    return {name: list(values) for name, values in sorted(typed.items()) if any(values)}


def three_way(base: Typed, theirs: Typed, mine: Typed) -> Merged:
    """Each field from the side that changed it; where both changed it differently theirs stays, and it is a clash."""
    was, now, came = plain(base), plain(theirs), plain(mine)
    typed: dict[str, list[str]] = {}
    differing = []
    for name in sorted(was.keys() | now.keys() | came.keys()):
        old, standing, coming = was.get(name, []), now.get(name, []), came.get(name, [])
        value = coming if standing == old else standing
        if value:
            typed[name] = value
        if standing != coming:
            differing.append(Beside(name, old, standing, coming, clash=old not in (standing, coming)))
    return Merged(typed, tuple(differing))


def chosen(merged: Merged, choice: Mapping[str, str]) -> dict[str, list[str]]:
    """The merged record with every field as it was chosen, mine or theirs; what was not asked stays as merged."""
    typed = dict(merged.typed)
    for one in merged.differing:
        if one.field not in choice:
            continue
        value = one.mine if choice[one.field] == "mine" else one.theirs
        typed.pop(one.field, None)
        if value:
            typed[one.field] = value
    return typed
