"""What the database refuses: ``python -m bench refusals [histories]``. Letters with random lives, asked on every edge, against an
oracle written in plain Python that knows nothing of SQL. Prints the combinations tried and those answered otherwise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FIRST = date(2026, 4, 1)
ITEMS = ("MZ01-01", "MZ01-02", "MZ08-01")
LIMITS = (None, 100_000, 500_000)
KINDS = ("suspended", "resumed", "withdrawn")


@dataclass(frozen=True)
class Told:
    """One letter's life: items with limits, length in days, events (kind, day, item or "" for all), a letter that amends it."""

    items: tuple[tuple[str, int | None], ...]
    length: int
    events: tuple[tuple[str, int, str], ...]
    amended_on: int | None


def oracle(told: Told, item: str, township: bool, day: int, amount: int) -> str | None:
    """What must be answered; `day` counts from FIRST."""
    limits = dict(told.items)
    if not township or item not in limits:
        return "delegation.no-letter-in-force"
    withdrawn = [on for kind, on, _item in told.events if kind == "withdrawn"]
    amended = told.amended_on if told.amended_on is not None and not withdrawn else None
    if amended is not None and day >= amended:
        return (
            None if amended <= day < told.length + 40 else "delegation.no-letter-in-force"
        )  # the new letter has no limit
    if not 0 <= day < told.length or any(on <= day for on in withdrawn):
        return "delegation.no-letter-in-force"
    for whose in ("", item):
        last = [
            kind
            for kind, on, what in sorted(told.events, key=lambda one: one[1])
            if what == whose and on <= day
        ]
        if last and last[-1] == "suspended":
            return "delegation.letter-suspended"
    limit = limits[item]
    return "delegation.beyond-the-amount" if limit is not None and amount > limit else None


def invented(chance: random.Random) -> Told:
    """A life at random: the events in the order of their days, each allowed where it stands."""
    items = tuple((one, chance.choice(LIMITS)) for one in ITEMS[:2] if chance.random() < 0.85) or (
        ("MZ01-01", None),
    )
    length, events, states, day = (
        chance.randint(2, 60),
        [],
        {"": False, **{code: False for code, _limit in items}},
        0,
    )
    for _ in range(chance.randint(0, 5)):
        day += chance.choice((0, 0, 1, 3, 10))
        whose = chance.choice(list(states))
        if chance.random() < 0.15:
            events.append(("withdrawn", day - chance.choice((0, 5)), ""))
            break
        events.append(("resumed" if states[whose] else "suspended", day, whose))
        states[whose] = not states[whose]
    amended = chance.choice((None, None, chance.randint(0, length - 1)))
    return Told(
        items,
        length,
        tuple(events),
        None if any(kind == "withdrawn" for kind, _on, _what in events) else amended,
    )


def histories() -> Any:
    """For property tests: a life from a seed, so that a failing one is told by one number."""
    from hypothesis import strategies as some

    return some.integers(0, 2**32).map(lambda seed: invented(random.Random(seed)))


def compare(where: Any, told: Told, days: Sequence[int]) -> tuple[int, list[str]]:
    """Build the letter through its own actions and ask the database on the given days and on every edge."""
    from jiuzhu.delegation import actions, queries
    from tests import delegating as way
    from tests import people

    def day(number: int) -> date:
        return FIRST + timedelta(days=number)

    def by() -> dict[str, Any]:
        return way.told(where.supervisor)

    letter = people.letter(
        where,
        items=dict(told.items),
        starts_on=FIRST,
        stops_on=day(told.length),
        number=f"试{random.getrandbits(40)}号",
    )
    for kind, on, item in told.events:
        act = {"suspended": actions.suspend, "resumed": actions.resume, "withdrawn": actions.withdraw}[kind]
        act(
            letter,
            reason="试",
            effective_on=day(on),
            **({"item_code": item} if kind != "withdrawn" else {}),
            **by(),
        )
    if told.amended_on is not None:
        actions.letters.end_items(letter, day(told.amended_on))
        people.letter(
            where, items=dict.fromkeys(dict(told.items)), starts_on=day(told.amended_on), stops_on=day(told.length + 40),
            number=f"改{random.getrandbits(40)}号",
        )  # fmt: skip
    edges = {
        -1,
        0,
        told.length - 1,
        told.length,
        *(on + more for _kind, on, _item in told.events for more in (-1, 0, 1)),
    }
    if told.amended_on is not None:
        edges |= {told.amended_on - 1, told.amended_on}
    asked, unexpected = 0, []
    for number in sorted({*days, *edges}):
        for item in ITEMS:
            for township, code in ((True, people.TOWNSHIP), (False, people.NEIGHBOUR)):
                for amount in (0, 100_000, 100_001, 500_000, 500_001):
                    asked += 1
                    refusal = queries.why_not_decide(item, code, day(number), amount)
                    wanted = oracle(told, item, township, number, amount)
                    if (refusal.code if refusal else None) != wanted:
                        unexpected.append(
                            f"{told} {item} {code} {number} {amount}: {refusal} instead of {wanted}"
                        )
    return asked, unexpected


def main(arguments: list[str]) -> None:
    """`python -m bench refusals [letters]`, on a database of its own."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    settings.SIGNING_KEY_COST = 2
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        _measure(int(arguments[0]) if arguments else 300)
    finally:
        runner.teardown_databases(old)


def _measure(letters: int) -> None:
    from collections import Counter

    from django.db import transaction

    from jiuzhu.offices import scope
    from tests import people

    chance, asked, unexpected = random.Random(2026), 0, []
    lives: Counter[str] = Counter()
    with scope.whole_county(), transaction.atomic():
        where = people.county()
        for _ in range(letters):
            point = transaction.savepoint()
            people.signatures.take_pen(where.supervisor, people.PASSWORD, at=people.at(FIRST))
            told = invented(chance)
            lives.update({kind for kind, _on, _item in told.events} or {"untouched"})
            lives.update(["amended"] if told.amended_on is not None else [])
            tried, wrong = compare(where, told, [chance.randint(-2, 70) for _ in range(4)])
            asked, unexpected = asked + tried, unexpected + wrong
            transaction.savepoint_rollback(point)
        transaction.set_rollback(True)
    print(
        f"{letters} letters ({', '.join(f'{number} {life}' for life, number in sorted(lives.items()))}), "
        f"{asked} combinations of item, township, day and amount: {len(unexpected)} unexpected"
    )
    for line in unexpected[:5]:
        print(" ", line)
