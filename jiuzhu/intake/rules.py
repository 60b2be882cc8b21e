"""Where the pieces of an application come together as values: members for the register, facts for reading. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jiuzhu.households.rules import Member


def members(content: Mapping[str, Any]) -> list[Member]:
    """The members as the register takes them; lines whose identity could not be read are left out (they are reported)."""
    wanted = ("name", "relation", "sex", "birth_on")
    return [
        Member(
            key=one["key"], name=one["name"], relation=one["relation"], sex=one["sex"],
            born_on=date.fromisoformat(one["birth_on"]), citizen_id=one.get("citizen_id"),
            renamed=bool(one.get("renamed")),
            left_former_on=date.fromisoformat(one["left_former_on"]) if one.get("left_former_on") else None,
        )
        for one in content["members"]
        if all(key in one for key in wanted)
    ]  # fmt: skip


def with_supplements(
    content: Mapping[str, Any], supplements: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> dict[str, Any]:
    """The content with what was supplied later laid over it: (answers by path, papers by key), oldest first."""
    whole: dict[str, Any] = {
        **content,
        "household": dict(content["household"]),
        "members": [dict(one) for one in content["members"]],
        "supporters": [dict(one) for one in content["supporters"]],
        "papers": dict(content["papers"]),
    }
    lines = {one["key"]: one for one in [*whole["members"], *whole["supporters"]]}
    for answers, papers in supplements:
        for path, answer in answers.items():
            who, _, key = path.partition(".")
            (whole["household"] if who == "household" else lines[who])[key] = answer
        whole["papers"].update(papers)
    if "not_asked" in whole:
        said = {path for answers, _ in supplements for path in answers}
        whole["not_asked"] = {path: by for path, by in whole["not_asked"].items() if path not in said}
    return whole
