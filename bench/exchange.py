"""A soak: ``python -m bench exchange [inquiries] [share of faults]``. Questions of real cases through the simulator, which runs as a
process of its own over HTTP, files and tables and goes wrong as planned. Prints what was lost, doubled or attributed to the wrong
person, counted against what the simulator's registers hold, and the time. The database is a scratch one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 11
QUIET_ROUNDS = 4


def main(arguments: list[str]) -> None:
    """`python -m bench exchange 10000 0.2`"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    count, share = int(arguments[0]) if arguments else 500, float(arguments[1]) if len(arguments) > 1 else 0.2
    setup_test_environment()
    settings.SIGNING_KEY_COST = 2
    settings.LOGGING_CONFIG = None
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.VAR, settings.MEDIA_ROOT = Path(folder), Path(folder) / "files"
            settings.EXCHANGE_KEYS = Path(folder) / "keys"
            _soak(count, share, Path(folder))
    finally:
        runner.teardown_databases(old)


def _soak(count: int, share: float, folder: Path) -> None:
    import logging

    from jiuzhu.demo.exchange import opening
    from jiuzhu.offices import scope
    from jiuzhu.verification import actions
    from tests import people

    logging.disable(logging.WARNING)  # thousands of planned faults
    with scope.whole_county():
        start = time.perf_counter()
        where = people.county()
        today = _now().date()
        terms = actions.Terms(
            breaker_minutes=0, pause_ms=5, per_minute=100_000, most_lines=max(20, min(500, count // 60))
        )
        connections = opening.open_all(today, _now(), port=_free_port(), terms=terms)
        _ask(where, count, today)
        print(f"{count} inquiries asked in {time.perf_counter() - start:.1f} s", flush=True)
        simulator = _start(connections, folder, share)
        try:
            _rounds()
        finally:
            simulator.send_signal(signal.SIGTERM)
            simulator.wait()
        _compare(share)


def _now() -> Any:
    from django.utils import timezone

    return timezone.localtime()


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _ask(where: Any, count: int, today: date) -> None:
    """One adult in each household, asked about at every source, until there are enough."""
    from jiuzhu.households.models import Household, Membership, Person
    from jiuzhu.values import citizen_id
    from jiuzhu.verification import actions
    from jiuzhu.verification.sources.layouts import SOURCES
    from tests.rooms import verification_cases as made

    sources = tuple(SOURCES)
    for order in range(-(-count // len(sources))):
        born_on = date(1950, 1, 1) + timedelta(days=order % 15_000)
        number = citizen_id.invent("370982", born_on, "female", order // 15_000).number
        home = Household.objects.create(
            area=where.areas["370982002201"], hukou_kind="rural", opened_on=made.TODAY
        )
        person = Person.objects.create(
            citizen_id=number, name=f"罗{order % 7 * '安'}宁", sex="female", born_on=born_on, sort_key="l"
        )
        Membership.objects.create(household=home, person=person, relation="01", starts_on=date(2020, 1, 1))
        case = made.open_case(where, {"mother": person})
        made.authorise(where, case, person)
        left = count - order * len(sources)
        actions.ask(case, sources=sources[:left], actor=where.verifier, on=made.TODAY, at=made.at())


def _start(connections: list[Any], folder: Path, share: float) -> subprocess.Popen[bytes]:
    from jiuzhu.demo.exchange import opening

    gateway = next(one for one in connections if one.adapter == "gateway")
    port = gateway.address.split(":")[2].split("/")[0]
    simulator = subprocess.Popen(
        [sys.executable, "-m", "jiuzhu", "exchange", "serve", "--told", str(opening.told()), "--keys", str(opening.keys()),
         "--port", port, "--seed", str(SEED), "--faults", str(share), "--delay", "0.3", "--pause", "0.1"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert simulator.stdout is not None
    print(simulator.stdout.readline().decode().strip(), flush=True)
    return simulator


def _rounds() -> None:
    from jiuzhu.verification import exchanging
    from jiuzhu.verification.models import Answer, Batch, Inbound, Inquiry

    start, before, quiet, rounds = time.perf_counter(), (-1, -1), 0, 0
    while quiet < QUIET_ROUNDS:
        now = _now()
        exchanging.run(now.date(), now)
        rounds += 1
        stands = (Inbound.objects.count(), Answer.objects.count())
        waits = Batch.objects.filter(closed_at=None).exists() or Inquiry.objects.filter(line=None).exists()
        quiet = quiet + 1 if stands == before and not (waits and quiet > QUIET_ROUNDS * 5) else 0
        if stands == before:
            time.sleep(0.4)
        before = stands
    spent = time.perf_counter() - start - QUIET_ROUNDS * 0.4
    done = Answer.objects.count()
    print(f"{done} answers in {spent:.1f} s, {rounds} rounds: {done / spent:.0f} a second", flush=True)


def _compare(share: float) -> None:
    """Against what the simulator holds, line by line."""
    from django.db.models import Count

    from jiuzhu.demo.exchange import writing
    from jiuzhu.demo.exchange.plan import Plan
    from jiuzhu.demo.exchange.registers import Registers
    from jiuzhu.verification.models import Answer, Contact, ExtractRow, Inbound, Inquiry, Stray

    plan, registers = Plan(SEED, share), Registers(SEED)
    whose = dict(ExtractRow.objects.values_list("pk", "citizen_id"))
    found: Counter[str] = Counter()
    planned: Counter[str] = Counter()
    for inquiry in Inquiry.objects.select_related("person", "line").prefetch_related("answers"):
        number = str(inquiry.person.citizen_id)
        line = writing.Line(inquiry.line.reference, inquiry.source, number, inquiry.person.name)
        fault = plan.of_line(line.reference)
        planned[fault or "none"] += 1
        told = sorted(inquiry.answers.all(), key=lambda one: one.pk)
        right = writing.truth(line, registers, fault)
        if not told:
            found["lost"] += 1
            continue
        found["differs"] += told[-1].outcome != right.outcome
        firm = [one for one in told if one.outcome not in ("source_error", "expired")]
        found["doubled"] += len(firm) > (2 if fault == "contradicts" else 1)
        marks = {
            cell
            for one in registers.about(number, inquiry.source)
            for cell in one.values()
            if cell.startswith("演示")
        }
        said = {
            value
            for one in told
            for fact in one.facts
            for value in fact.values()
            if str(value).startswith("演示")
        }
        found["misattributed"] += bool(said - marks - {"演示"}) or any(
            whose[pk] != number for one in told for pk in one.rows
        )
        found[f"outcome {told[-1].outcome}"] += 1
    print(f"lines by plan: {dict(planned)}")
    print(
        f"outcomes: { {key[8:]: many for key, many in sorted(found.items()) if key.startswith('outcome ')} }"
    )
    refused = Inbound.objects.filter(taken=False).values_list("refusal__code").annotate(count=Count("pk"))
    print(f"messages taken {Inbound.objects.filter(taken=True).count()}, refused {dict(refused.order_by())}")
    faults = Contact.objects.filter(kind="fault").values_list("code").annotate(count=Count("pk"))
    print(
        f"strays {Stray.objects.count()}, faults on the line {dict(faults.order_by())}, answers {Answer.objects.count()}"
    )
    faulty = sum(many for key, many in planned.items() if key != "none") / max(1, sum(planned.values()))
    print(
        f"faults in {faulty:.1%} of lines: lost {found['lost']}, doubled {found['doubled']}, "
        f"misattributed {found['misattributed']}, other than the truth {found['differs']}"
    )
