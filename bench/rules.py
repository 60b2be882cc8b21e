"""The rules in bulk: ``python -m bench rules [households …]``, by default 100,000 and 1,000,000.

For each size: CPU seconds and memory of the kernel's plan, of the same rules written by hand in Polars and in numpy,
equal results demanded; then with two counties and with unknown facts; then one household with its reasons.
Each measurement runs in a process of its own, so that memory is its own.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from bench import by_hand
from bench.population import AREAS, population
from jiuzhu import rulebook
from jiuzhu.eligibility.determination import determine
from jiuzhu.eligibility.many import ANSWERS, determine_many
from jiuzhu.eligibility.rules.minimum_living import RULES
from jiuzhu.rulebook import overlays

ON = date(2024, 2, 29)
ROUNDS = 3


def main(arguments: list[str]) -> None:
    sizes = [int(one) for one in arguments] or [100_000, 1_000_000]
    print(f"{'households':>10}  {'what':<34} {'CPU s':>7} {'wall s':>7} {'MB more':>8}")
    for size in sizes:
        for name in MEASURED:
            cpu, wall, memory = _apart(name, size)
            print(f"{size:>10}  {name:<34} {cpu:>7.2f} {wall:>7.2f} {memory:>8}")
    _one_household()


def _figures() -> rulebook.Figures:
    book = rulebook.book()
    return book.figures(overlays.from_file(rulebook.ROOT / "examples" / "figures.yaml", book))


def _words() -> dict[str, tuple[str, ...]]:
    return {one.name: tuple(one.words) for one in RULES.nodes if one.words}


def _kernel(households: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    return determine_many(households, persons, on=ON, figures=_figures()).collect()


def _by_hand_polars(households: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    return by_hand.in_polars(households, persons).select("household", "area", "outcome", *ANSWERS).collect()


def _measure_kernel(size: int) -> tuple[float, float, int]:
    return _best(_kernel, *population(size, ON))


def _measure_polars(size: int) -> tuple[float, float, int]:
    home, people = population(size, ON)
    best = _best(_by_hand_polars, home, people)
    answer = _kernel(home, people).sort("household")
    by_hand_ = _by_hand_polars(home, people).sort("household")
    # Fails here, and not in a table of numbers, when the two disagree.
    for name in answer.columns:
        assert answer[name].equals(by_hand_[name].cast(answer[name].dtype)), name
    return best


def _measure_numpy(size: int) -> tuple[float, float, int]:
    home, people = population(size, ON)
    words = _words()
    h, p = by_hand.codes(home, words), by_hand.codes(people, words)
    best = _best(by_hand.in_numpy, h, p, words)
    answer, found = _kernel(home, people).sort("household"), by_hand.in_numpy(h, p, words)
    for name in ANSWERS:
        assert answer[name].equals(pl.Series(name, found[name]).cast(answer[name].dtype)), name
    return best


def _measure_numpy_from_tables(size: int) -> tuple[float, float, int]:
    """With the words turned into numbers, as a program that starts from the same tables has to."""
    home, people = population(size, ON)
    words = _words()
    return _best(lambda: by_hand.in_numpy(by_hand.codes(home, words), by_hand.codes(people, words), words))


def _measure_two_counties(size: int) -> tuple[float, float, int]:
    return _best(_kernel, *population(size, ON, areas=AREAS))


def _measure_unknown(size: int) -> tuple[float, float, int]:
    return _best(_kernel, *population(size, ON, unknown=0.02))


MEASURED: dict[str, Callable[[int], tuple[float, float, int]]] = {
    "kernel, one county": _measure_kernel,
    "by hand in Polars": _measure_polars,
    "by hand in numpy, words as numbers": _measure_numpy,
    "by hand in numpy, from the tables": _measure_numpy_from_tables,
    "kernel, two counties": _measure_two_counties,
    "kernel, 2 % of facts unknown": _measure_unknown,
}


def _best(function: Callable[..., Any], *arguments: Any) -> tuple[float, float, int]:
    """The best CPU and wall time of a few rounds, and how far memory rose above where it stood."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    before, times = _memory("VmHWM"), []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        function(*arguments)
        times.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(one for one, _ in times), min(one for _, one in times), _memory("VmHWM") - before


def _memory(line: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{line}:")[1].split()[0]) // 1024


def _apart(name: str, size: int) -> tuple[float, float, int]:
    # Spawned: Polars must not be forked once its threads run.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (name, size))


def measure(name: str, size: int) -> tuple[float, float, int]:
    return MEASURED[name](size)


def _one_household() -> None:
    facts = json.loads((Path(__file__).parents[1] / "docs/examples/facts.json").read_text(encoding="utf-8"))
    figures, rounds = rulebook.figures(), 200
    determine(facts, item="MZ01-01", area="370982", on=date(2020, 8, 1), figures=figures)
    start = time.process_time()
    for _ in range(rounds):
        determine(facts, item="MZ01-01", area="370982", on=date(2020, 8, 1), figures=figures).as_dict()
    each = (time.process_time() - start) / rounds
    print(f"one household with its reasons: {each * 1000:.2f} ms CPU, {1 / each:.0f} determinations a second")
