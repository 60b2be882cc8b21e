"""An invented population for measurements: numpy from a seed, complete or with unknown facts."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from jiuzhu.eligibility.rules.minimum_living import RULES
from jiuzhu.rules import graph
from jiuzhu.rules.nodes import Node

AREAS = ("990001", "990002")


def population(
    households: int, on: date, *, seed: int = 1, unknown: float = 0.0, areas: tuple[str, ...] = AREAS[:1]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Households and persons as ``eligibility.many`` wants them: 1 to 4 members and sometimes a supporter."""
    random = np.random.default_rng(seed)
    sizes = random.choice([1, 2, 3, 4], households, p=[0.35, 0.3, 0.2, 0.15])
    supporters = (random.random(households) < 0.15).astype(np.int64)
    owner = np.repeat(np.arange(households), sizes + supporters)
    first = np.r_[True, owner[1:] != owner[:-1]]
    last = np.r_[first[1:], True]
    supporter = last & (supporters[owner] == 1)
    second = np.r_[False, first[:-1]] & ~first & ~supporter
    day = graph.on(RULES, on)
    persons = {one.name: _column(random, one, len(owner)) for one in day.inputs("person")}
    relation = np.where(first, "applicant", np.where(second, "spouse", persons["relation"]))
    persons |= {
        "relation": np.where((relation == "applicant") & ~first, "child", relation),
        "standing": np.where(supporter, "supporter", "member"),
        "household": owner,
    }
    home = {one.name: _column(random, one, households) for one in day.inputs("household")}
    home |= {
        "household": np.arange(households),
        "area": random.choice(areas, households),
        "on": np.full(households, on),
    }
    frames = [pl.DataFrame(home), pl.DataFrame(persons)]
    if unknown:
        frames = [_holes(random, one, unknown) for one in frames]
    return frames[0], frames[1]


def _column(random: np.random.Generator, node: Node, rows: int) -> np.ndarray:
    """Mostly nought, as in life; a tenth to a quarter of the rows have something."""
    if node.unit.kind == "day":
        if node.name == "birth_on":
            return np.datetime64("1935-01-01") + random.integers(0, 80 * 365, rows).astype("timedelta64[D]")
        happened = random.random(rows) < 0.03
        some_day = np.datetime64("2016-01-01") + random.integers(0, 3500, rows).astype("timedelta64[D]")
        return np.where(happened, some_day, np.datetime64("9999-12-31"))
    if node.unit.kind == "yes_no":
        return random.random(rows) < (0.8 if node.name == "lives_with_household" else 0.2)
    if node.words:
        words = np.array(list(node.words))
        often = random.random(rows) < 0.9
        return np.where(
            often & (words[0] in ("none", "household", "full")), words[0], random.choice(words, rows)
        )
    high = {"disability_grade": 4, "supporter_dependants": 5}.get(
        node.name, 2 if node.unit.kind == "number" else 10**6
    )
    value = random.integers(max(node.low, 1), high + 1, rows)
    return np.where(random.random(rows) < 0.15, value, node.low)


def _holes(random: np.random.Generator, frame: pl.DataFrame, share: float) -> pl.DataFrame:
    kept = {"household", "area", "on", "item", "standing", "relation"}
    return frame.with_columns(
        pl.when(pl.Series(random.random(frame.height) >= share)).then(pl.col(name)).alias(name)
        for name in frame.columns
        if name not in kept
    )
