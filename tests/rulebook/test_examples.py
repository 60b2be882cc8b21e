"""Every example of the rulebook, worked out alone with its reasons and in a table with all the others."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from jiuzhu import rulebook
from jiuzhu.eligibility.determination import determine, item_word
from jiuzhu.eligibility.facts import checked
from jiuzhu.eligibility.many import determine_many, frames
from jiuzhu.eligibility.rows import rows_of
from jiuzhu.rulebook import overlays, reading
from tests.rulebook.arithmetic import fen

FOLDER = rulebook.ROOT / "examples"


@cache
def figures() -> rulebook.Figures:
    book = rulebook.book()
    return book.figures(overlays.from_file(FOLDER / "figures.yaml", book))


def _examples() -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob("*.yaml"))
    return [one for file in files if file.name != "figures.yaml" for one in reading.read(file)["examples"]]


EXAMPLES = _examples()


def test_there_are_examples_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(EXAMPLES) >= 25
    assert len({one["id"] for one in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["id"] for one in EXAMPLES])
def test_example_of_one_household(example: dict[str, Any]) -> None:
    on, expect = date.fromisoformat(example["on"]), example["expect"]
    found = determine(example["facts"], item=example["item"], area=example["area"], on=on, figures=figures())
    told = {
        "outcome": found.outcome,
        "eligible": found.eligible,
        "members": found.members,
        "failed": [one.name for one in found.failed],
        "flags": [one.name for one in found.flags],
        "missing": sorted(one.path for one in found.missing),
        "numbers": sorted(str(one.figures["name"]) for one in found.missing_figures),
    }
    wanted = {"failed": [], "flags": [], "missing": [], "numbers": []} | {
        key: sorted(one) if key in ("missing", "numbers") else one
        for key, one in expect.items()
        if key in told
    }
    assert {key: told[key] for key in wanted} == wanted
    for key, value in (
        ("amount", found.amount_fen),
        ("grace", found.grace_fen),
        ("income_per_head", found.income_per_head_fen),
    ):
        if key in expect:
            assert value == fen(expect[key]), f"{key}: {expect[key]}"
    assert len(found.refusals()) == (
        len(found.missing) + len(found.missing_figures) if found.outcome == "cannot_decide" else 0
    )
    _tree_is_whole(found.as_dict("zh-hans"), found.as_dict("en"))


@pytest.mark.parametrize("on", sorted({one["on"] for one in EXAMPLES}))
def test_examples_in_a_table(on: str) -> None:
    """All households of a day through one plan, each with the figures of its own county."""
    day = date.fromisoformat(on)
    mine = [one for one in EXAMPLES if one["on"] == on]
    rows = [
        (one["id"], one["area"], rows_of(checked(one["facts"], on=day), item=item_word(one["item"]), on=day))
        for one in mine
    ]
    households, persons = frames(rows, day)
    table = determine_many(households, persons, on=day, figures=figures()).collect()
    found = {one["household"]: one for one in table.iter_rows(named=True)}
    for example in mine:
        alone = determine(
            example["facts"], item=example["item"], area=example["area"], on=day, figures=figures()
        )
        row = found[example["id"]]
        assert row["outcome"] == alone.outcome
        assert (row["eligible"], row["grant_fen"], row["grace_fen"], row["members"], row["income_per_head_fen"]) == (
            alone.eligible, alone.amount_fen, alone.grace_fen, alone.members, alone.income_per_head_fen,
        )  # fmt: skip
        for ground in alone.grounds:
            assert row[ground.name] == ground.value, ground.name


def _tree_is_whole(chinese: dict[str, Any], english: dict[str, Any]) -> None:
    """Each branch has its label in both languages; no text is left with a hole."""

    def walk(zh: dict[str, Any], en: dict[str, Any]) -> None:
        assert zh["label"] != en["label"]
        assert "{" not in zh.get("text", "") + en.get("text", "")
        assert bool(zh.get("text")) == bool(en.get("text")), zh["name"]
        for one, other in zip(zh.get("because", ()), en.get("because", ()), strict=True):
            walk(one, other)

    walk(chinese["reasons"], english["reasons"])
