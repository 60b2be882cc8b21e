"""Draws, what was drawn, what the visits found; and the draw again."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from jiuzhu.filings import drawing
from jiuzhu.filings.models import Draw, Mark, SampleEntry, SampleVisit
from jiuzhu.filings.refusals import NoSuchRecord, QuarterUnreadable
from jiuzhu.offices.scope import under
from jiuzhu.standards import queries as standards


def quarter_of(on: date) -> str:
    return f"{on.year}Q{(on.month + 2) // 3}"


def span(quarter: str) -> tuple[date, date]:
    """The first day of a quarter and the first day after it. Raises QuarterUnreadable."""
    if not re.fullmatch(r"(19|20)\d\dQ[1-4]", quarter):
        raise QuarterUnreadable("quarter", quarter=quarter)
    year, number = int(quarter[:4]), int(quarter[5])
    after = date(year + number // 4, number * 3 % 12 + 1, 1)
    return date(year, number * 3 - 2, 1), after


def quarter_before(on: date) -> str:
    first, _after = span(quarter_of(on))
    return f"{first.year - 1}Q4" if first.month == 1 else f"{first.year}Q{first.month // 3}"


def wanted(township: str, first: date, after: date) -> list[dict[str, Any]]:
    """The lines of a list, as the database itself puts them together, in the order of filings."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT filing, item, must, carried FROM filings_wanted(%s, %s, %s)", [township, first, after]
        )
        rows = cursor.fetchall()
    must = _why([row[0] for row in rows if row[2]])
    return sorted(
        ({"filing": filing, "item": item, "must": must.get(filing, ""), "carried": carried} for filing, item, _must, carried in rows),
        key=lambda line: line["filing"],
    )  # fmt: skip


def _why(digests: Sequence[str]) -> dict[str, str]:
    """Filing → why it must be visited; a registered relative is told before a complaint."""
    rows = Mark.objects.filter(filing__digest__in=digests, code__in=("relative", "complained"))
    # In order of codes: "complained" comes first and "relative" replaces it.
    return dict(rows.order_by("code").values_list("filing__digest", "code"))


def state(draw: Draw) -> str:
    """given_up, drawn, or listed."""
    if hasattr(draw, "abort"):
        return "given_up"
    return "drawn" if hasattr(draw, "reveal") else "listed"


def draws(reach: Sequence[str]) -> QuerySet[Draw]:
    found = Draw.objects.filter(under(reach)).select_related("area", "by", "abort", "reveal")
    return found.order_by("-quarter", "area_id", "-serial")


def get_draw(number: str) -> Draw:
    found = Draw.objects.select_related("area", "by", "abort", "reveal").filter(number=number).first()
    if found is None:
        raise NoSuchRecord
    return found


def lines(draw: Draw) -> list[dict[str, Any]]:
    return list(json.loads(draw.body)["lines"])


def entries(draw: Draw) -> QuerySet[SampleEntry]:
    found = draw.entries.select_related("filing", "case__village", "case__area")
    return found.prefetch_related("visits__confirmation").order_by("filing__item_code", "rank")


def entry(pk: int) -> SampleEntry:
    wanted_rows = ("draw__area", "filing", "case__village")
    found = SampleEntry.objects.select_related(*wanted_rows).filter(pk=pk).first()
    if found is None:
        raise NoSuchRecord
    return found


def visits(of: SampleEntry) -> QuerySet[SampleVisit]:
    return of.visits.select_related("officer", "confirmation__officer").order_by("id")


def visit(pk: int) -> SampleVisit:
    wanted_rows = ("entry__draw__area", "entry__filing", "case", "officer")
    found = SampleVisit.objects.select_related(*wanted_rows).filter(pk=pk).first()
    if found is None:
        raise NoSuchRecord
    return found


def waiting_visits(reach: Sequence[str]) -> QuerySet[SampleVisit]:
    """Visits that the first officer signed and a second must read and sign."""
    return (
        SampleVisit.objects.filter(under(reach, "entry__draw__area__code"), confirmation=None)
        .select_related("entry__draw", "case", "officer")
        .order_by("id")
    )


@dataclass(frozen=True)
class Rate:
    """What a sample has shown so far. `effect_fen`: the sum of the money effects of its errors, a month."""

    sample: int
    visited: int
    errors: int
    effect_fen: int
    bound: Any  # percent above which a suspension is proposed

    @property
    def percent(self) -> str:
        """Errors in a hundred visits, one decimal."""
        return f"{self.errors * 1000 // self.visited / 10:.1f}" if self.visited else "—"

    @property
    def above(self) -> bool:
        return bool(self.visited) and self.errors * 100 > self.bound * self.visited


def _findings(draw: Draw) -> list[SampleVisit]:
    """The last finding per home that two officers signed; nobody home is no finding."""
    found = SampleVisit.objects.filter(entry__draw=draw, confirmation__isnull=False).exclude(
        finding="nobody_home"
    )
    return list({one.entry_id: one for one in found.select_related("entry__filing").order_by("id")}.values())


def errors_of(draw: Draw) -> list[SampleVisit]:
    return [one for one in _findings(draw) if one.finding == "error"]


def error_rate(draw: Draw) -> Rate:
    """What the sample has shown so far."""
    errors = errors_of(draw)
    bound = standards.number("sample-error-percent", draw.area_id, draw.on).value
    return Rate(
        draw.entries.count(), len(_findings(draw)), len(errors), sum(one.effect_fen for one in errors), bound
    )


def published(draw: Draw) -> dict[str, Any]:
    """What anybody may have: the list by fingerprints only, what was promised in advance, and after the draw everything
    that it takes to repeat it. No name, no case number."""
    told: dict[str, Any] = {
        "number": draw.number, "algorithm": draw.algorithm, "township": draw.area_id, "quarter": draw.quarter,
        "percent": str(draw.percent.normalize()), "published_at": draw.at.isoformat(), "list_sha256": draw.digest,
        "secret_sha256": draw.secret_digest, "entropy_named": draw.entropy_named, "entropy_on": draw.entropy_on.isoformat(),
        "wait_hours": draw.wait_hours, "state": state(draw),
    }  # fmt: skip
    if told["state"] == "given_up":
        told["given_up"] = {"reason": draw.abort.reason, "on": draw.abort.on.isoformat()}
    if told["state"] == "drawn":
        told |= {
            "list": draw.body, "entropy": draw.reveal.entropy, "secret": draw.reveal.secret, "seed": draw.reveal.seed,
            "drawn_at": draw.reveal.at.isoformat(),
            "sample": sorted(draw.entries.values_list("filing__digest", "why")),
        }  # fmt: skip
    return told


def redraw(draw: Draw) -> list[str]:
    """Repeat a draw from what was published; what differs, in words. Empty: it is the same."""
    told = published(draw)
    if told["state"] != "drawn":
        return ["not drawn"]
    trouble = []
    if drawing.sha256(told["list"]) != told["list_sha256"]:
        trouble.append("the list is not the one whose fingerprint was published")
    if drawing.sha256(told["secret"]) != told["secret_sha256"]:
        trouble.append("the secret is not the one whose fingerprint was published")
    seed = drawing.seed_of(told["list_sha256"], told["entropy"], told["secret"], told["algorithm"])
    if seed != told["seed"]:
        trouble.append("the seed does not follow from list, number and secret")
    again = [(one.filing, one.why) for one in drawing.sample(lines(draw), seed, draw.percent)]
    if sorted(again) != [tuple(one) for one in told["sample"]]:
        trouble.append("the sample is not what the algorithm yields")
    return trouble
