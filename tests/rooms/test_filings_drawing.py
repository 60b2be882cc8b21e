"""The draw: repeatable by anybody, fair, never smaller than promised."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.filings import drawing

PERCENT = Decimal(30)
LINES = st.lists(
    st.builds(
        lambda n, item, must, carried: {
            "filing": hashlib.sha256(str(n).encode()).hexdigest(), "item": item, "must": must if not carried else must or "relative",
            "carried": carried,
        },
        st.integers(0, 10**6), st.sampled_from(["MZ01-01", "MZ01-02"]), st.sampled_from(["", "", "", "relative", "complained"]),
        st.booleans().map(lambda yes: yes and False),
    ),
    max_size=60, unique_by=lambda line: line["filing"],
)  # fmt: skip
SEEDS = st.text("0123456789abcdef", min_size=64, max_size=64)


@settings(deadline=None)
@given(LINES, SEEDS, st.randoms())
def test_the_same_list_and_seed_give_the_same_sample_in_whatever_order(
    lines: list[Any], seed: str, chance: Any
) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert drawing.sample(lines, seed, PERCENT) == drawing.sample(shuffled, seed, PERCENT)


@settings(deadline=None)
@given(LINES, SEEDS)
def test_thirty_per_cent_rounded_up_of_every_item_and_all_that_must(lines: list[Any], seed: str) -> None:
    found = drawing.sample(lines, seed, PERCENT)
    chosen = {one.filing for one in found}
    assert len(chosen) == len(found)
    assert {line["filing"] for line in lines if line["must"]} <= chosen
    for item in {line["item"] for line in lines}:
        stratum = [line for line in lines if line["item"] == item]
        drawn = [
            one for one in found if one.why == "drawn" and one.filing in {line["filing"] for line in stratum}
        ]
        free = [line for line in stratum if not line["must"]]
        assert len(drawn) == min(len(free), -(-len(stratum) * 30 // 100))


def test_one_case_of_one_is_drawn_and_carried_ones_do_not_count() -> None:
    assert [drawing.quota(n, PERCENT) for n in (0, 1, 3, 4, 10, 11)] == [0, 1, 1, 2, 3, 4]
    old = {"filing": "f" * 64, "item": "MZ01-01", "must": "relative", "carried": True}
    assert [one.why for one in drawing.sample([old], "0" * 64, PERCENT)] == ["relative"]


def test_every_case_is_drawn_about_equally_often() -> None:
    """2,000 draws of 6 of 20: each case is expected 600 times; within five standard deviations (20.5 each)."""
    lines = [
        {
            "filing": hashlib.sha256(f"case {n}".encode()).hexdigest(),
            "item": "MZ01-01",
            "must": "",
            "carried": False,
        }
        for n in range(20)
    ]
    counted: Counter[str] = Counter()
    for n in range(2000):
        counted.update(
            one.filing for one in drawing.sample(lines, hashlib.sha256(str(n).encode()).hexdigest(), PERCENT)
        )
    assert sum(counted.values()) == 2000 * 6
    assert all(abs(count - 600) < 103 for count in counted.values())


def test_an_outsider_repeats_it_with_nothing_but_the_ten_lines() -> None:
    """Written from the docstring alone, without our code."""
    lines = [
        {"carried": False, "filing": hashlib.sha256(bytes([n])).hexdigest(), "item": "A", "must": ""}
        for n in range(9)
    ]
    body = json.dumps({"lines": lines}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    secret, number = "ab" * 32, "03 11 17 22 30 31 + 05"

    def sha(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    seed = sha("\n".join(["jiuzhu-draw-1", sha(body), number, secret]))
    by_rank = sorted(lines, key=lambda line: sha(seed + "\n" + line["filing"]))
    mine = sorted(line["filing"] for line in by_rank[:3])
    assert drawing.text_of({"lines": lines}) == body
    assert drawing.seed_of(sha(body), number, secret) == seed
    assert [one.filing for one in drawing.sample(lines, seed, PERCENT)] == mine
