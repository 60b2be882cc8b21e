"""The rules of minimum living on 2024-02-29 with the numbers of county 990001, written by hand for one day and one county.

Without dates, reasons, unknown facts or a second county: the yardstick for what the kernel's generality costs.
``in_polars`` is one lazy plan; ``in_numpy`` takes words as small whole numbers (index into the closed list).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

ON = 20240229
LINE = {"urban": 60000, "rural": 45000}
MONTHS, CLERGY_YEARS, ADULT, OLD, GRACE = 24, 3, 18, 60, 6
RATES = (1000, 1000, 2000, 1250)


def _day(column: str) -> pl.Expr:
    day = pl.col(column).dt
    return day.year().cast(pl.Int64) * 10000 + day.month().cast(pl.Int64) * 100 + day.day().cast(pl.Int64)


def in_polars(households: pl.DataFrame, persons: pl.DataFrame) -> pl.LazyFrame:
    c = pl.col
    home = households.lazy().with_columns(
        standard=pl.when(c("item") == "urban-minimum-living")
        .then(LINE["urban"])
        .otherwise(LINE["rural"])
        .cast(pl.Int64),
        alone=c("applied_as") == "single_person",
    )
    people = persons.lazy().join(
        home.select("household", "standard", "alone", "edge_family"), on="household", how="left"
    )
    grade, kind = c("disability_grade"), c("disability_type")
    people = people.with_columns(
        age=(ON - _day("birth_on")) // 10000,
        member=c("standing") == "member",
        applicant=c("relation") == "applicant",
        severe=(grade >= 1) & (grade <= 2),
        long_in=(ON - _day("religious_premises_since")) // 10000 >= CLERGY_YEARS,
        left_out=pl.when(c("away") == "none").then(pl.lit(False)).when(c("away") == "clergy")
        .then((ON - _day("away_since")) // 10000 >= CLERGY_YEARS).otherwise(pl.lit(True)),
    ).with_columns(adult=c("age") >= ADULT)  # fmt: skip
    dependent = c("full_time_student") | ~c("lives_independently")
    related = (
        c("applicant") | (c("relation") == "spouse")
        | pl.when(c("relation") == "child").then(~c("adult") | dependent).otherwise(c("support_duty") & c("lives_with_household"))
    )  # fmt: skip
    enough = c("severe") | (kind.is_in(["intellectual", "mental"]) & (grade == 3))
    people = people.with_columns(
        counted=c("member") & (_day("died_on") > ON)
        & pl.when(c("alone")).then(c("applicant")).otherwise(related & ~c("left_out")),
        helpless=c("member") & c("applicant") & c("adult") & ~c("employed") & c("severe"),
    ).with_columns(
        by_law=(c("member") & c("applicant") & ((c("edge_family") & (enough | c("serious_illness"))) | c("long_in"))) | c("helpless"),
        net=sum((c(f"{k}_fen") - c(f"{k}_cost_fen")).clip(lower_bound=0) for k in ("wage", "business", "property", "transfer", "other")),
        money_all=sum(c(f"{k}_fen") for k in ("deposit", "securities", "fund", "insurance", "lent", "online_finance", "home_sale")),
        rate=pl.max_horizontal(
            pl.when(c("age") >= OLD).then(RATES[0]).otherwise(0), pl.when(c("adult")).then(0).otherwise(RATES[1]),
            pl.when(c("severe")).then(RATES[2]).otherwise(0), pl.when(c("serious_illness")).then(RATES[3]).otherwise(0),
        ),
        surplus=(c("supporter_income_fen") * 10000 - c("standard") * 12 * 15000).clip(lower_bound=0),
    )  # fmt: skip
    divisor = c("supporter_dependants") * 10**8
    owed = (
        pl.when(c("support_agreed"))
        .then(c("support_agreed_fen"))
        .otherwise((2 * c("surplus") * 2000 + divisor) // (2 * divisor))
    )
    owed = pl.when(c("standing") == "supporter").then(owed).otherwise(0)
    giver = (c("relation") == "sibling") | (c("age") >= OLD)

    def counted(name: str, expression: pl.Expr) -> pl.Expr:
        return pl.when(c("counted")).then(expression).otherwise(0).sum().alias(name)

    sums = people.group_by("household").agg(
        c("counted").sum().cast(pl.Int64).alias("members"), c("by_law").any(), c("helpless").any(),
        counted("income", c("net")), counted("money", c("money_all")), counted("rates", c("rate")),
        counted("rigid", pl.when((grade >= 1) | c("serious_illness")).then(c("rigid_spending_fen")).otherwise(0)),
        counted("cars", c("vehicles") + c("livelihood_vehicles")),
        owed.sum().alias("owed"), pl.when(giver).then(owed).otherwise(0).sum().alias("owed_exempt"),
    )  # fmt: skip
    home = home.join(sums, on="household", how="left").with_columns(
        support=c("owed") - pl.when(c("alone") & c("helpless")).then(c("owed_exempt")).otherwise(0)
    )
    gross = (c("income") + c("support") + c("unlisted_support_fen")) * 10000 - c("rigid") * 5000
    home = home.with_columns(
        year=(2 * gross.clip(lower_bound=0) + 10000) // 20000, line=c("standard") * c("members") * 12
    ).with_columns(
        members_ground=c("members") >= 1, route_ground=~c("alone") | c("by_law"), income_ground=c("year") < c("line"),
        money_ground=(c("money") == 0) | (c("money") <= MONTHS * c("standard") * c("members")), vehicles_ground=c("cars") == 0,
        houses_ground=pl.lit(True), companies_ground=pl.lit(True),
    )  # fmt: skip
    others = c("members_ground") & c("route_ground") & c("money_ground") & c("vehicles_ground")
    exact = (c("line") - c("year")) * 10000 + c("standard") * c("rates") * 12
    twelve = pl.max_horizontal(c("members"), 1) * 12
    since = _day("over_line_since")
    months = (
        (ON // 10000 - since // 10000) * 12
        + (ON // 100 % 100 - since // 100 % 100)
        - (since % 100 > ON % 100).cast(pl.Int64)
    )
    grace = (
        (c("current_grant_fen") > 0)
        & c("raised_by_work")
        & ~c("income_ground")
        & others
        & (since <= ON)
        & (months < GRACE)
    )
    return home.with_columns(
        eligible=c("income_ground") & others,
        income_per_head_fen=(2 * c("year") + twelve) // (2 * twelve),
        grace_fen=pl.when(grace).then(c("current_grant_fen")).otherwise(0),
    ).with_columns(
        grant_fen=pl.when(c("eligible")).then(-(-exact // (100 * 120000)) * 100).otherwise(0),
        outcome=pl.when(c("eligible")).then(pl.lit("eligible")).otherwise(pl.lit("not_eligible")),
    )  # fmt: skip


def codes(frame: pl.DataFrame, words: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Columns as numpy arrays: days as 20240229, words as their index. Not part of what is measured."""
    found: dict[str, Any] = {}
    for name, kind in frame.schema.items():
        if kind == pl.Date:
            found[name] = frame.select(_day(name))[name].to_numpy()
        elif name in words:
            found[name] = (
                frame[name]
                .replace_strict({w: n for n, w in enumerate(words[name])}, return_dtype=pl.Int8)
                .to_numpy()
            )
        else:
            found[name] = frame[name].to_numpy()
    return found


def in_numpy(h: dict[str, Any], p: dict[str, Any], words: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Arrays by name. ``household`` of the persons is the row of their household."""

    def code(column: str, word: str) -> int:
        return words[column].index(word)

    owner, count = p["household"], len(h["household"])

    def total(values: Any) -> Any:
        # bincount adds in floating point, exact up to 2**53 fen.
        return np.bincount(owner, weights=values, minlength=count).astype(np.int64)

    standard = np.where(h["item"] == code("item", "urban-minimum-living"), LINE["urban"], LINE["rural"])
    alone = h["applied_as"] == code("applied_as", "single_person")
    alone_p, edge_p, standard_p = alone[owner], h["edge_family"][owner], standard[owner]
    grade, relation, ill = p["disability_grade"], p["relation"], p["serious_illness"]
    age = (ON - p["birth_on"]) // 10000
    adult, member, applicant = (
        age >= ADULT,
        p["standing"] == code("standing", "member"),
        relation == code("relation", "applicant"),
    )
    severe = (grade >= 1) & (grade <= 2)
    long_in = (ON - p["religious_premises_since"]) // 10000 >= CLERGY_YEARS
    clergy = p["away"] == code("away", "clergy")
    left_out = (p["away"] != code("away", "none")) & (
        ~clergy | ((ON - p["away_since"]) // 10000 >= CLERGY_YEARS)
    )
    child = ~adult | p["full_time_student"] | ~p["lives_independently"]
    related = applicant | (relation == code("relation", "spouse")) | np.where(
        relation == code("relation", "child"), child, p["support_duty"] & p["lives_with_household"]
    )  # fmt: skip
    counted = member & (p["died_on"] > ON) & np.where(alone_p, applicant, related & ~left_out)
    kind = p["disability_type"]
    third = (
        (kind == code("disability_type", "intellectual")) | (kind == code("disability_type", "mental"))
    ) & (grade == 3)
    helpless = member & applicant & adult & ~p["employed"] & severe
    by_law = (member & applicant & ((edge_p & (severe | third | ill)) | long_in)) | helpless
    net = sum(
        np.maximum(p[f"{k}_fen"] - p[f"{k}_cost_fen"], 0)
        for k in ("wage", "business", "property", "transfer", "other")
    )
    money = sum(
        p[f"{k}_fen"]
        for k in ("deposit", "securities", "fund", "insurance", "lent", "online_finance", "home_sale")
    )
    rate = np.maximum.reduce(
        [
            np.where(age >= OLD, RATES[0], 0),
            np.where(adult, 0, RATES[1]),
            np.where(severe, RATES[2], 0),
            np.where(ill, RATES[3], 0),
        ]
    )
    surplus = np.maximum(p["supporter_income_fen"] * 10000 - standard_p * 12 * 15000, 0)
    divisor = p["supporter_dependants"] * 10**8
    owed = np.where(
        p["support_agreed"], p["support_agreed_fen"], (2 * surplus * 2000 + divisor) // (2 * divisor)
    )
    owed = np.where(member, 0, owed)
    helpless_h = np.bincount(owner, weights=helpless, minlength=count) > 0
    giver = (relation == code("relation", "sibling")) | (age >= OLD)
    owed = np.where((alone & helpless_h)[owner] & giver, 0, owed)
    rigid = np.where((grade >= 1) | ill, p["rigid_spending_fen"], 0)
    members, cars = total(counted), total(np.where(counted, p["vehicles"] + p["livelihood_vehicles"], 0))
    money_h, rates = total(np.where(counted, money, 0)), total(np.where(counted, rate, 0))
    gross = (total(np.where(counted, net, 0)) + total(owed) + h["unlisted_support_fen"]) * 10000
    gross = gross - total(np.where(counted, rigid, 0)) * 5000
    year, line = (2 * np.maximum(gross, 0) + 10000) // 20000, standard * members * 12
    grounds = {
        "members_ground": members >= 1,
        "route_ground": ~alone | (np.bincount(owner, weights=by_law, minlength=count) > 0),
        "income_ground": year < line,
        "money_ground": (money_h == 0) | (money_h <= MONTHS * standard * members),
        "vehicles_ground": cars == 0,
        "houses_ground": np.ones(count, bool),
        "companies_ground": np.ones(count, bool),
    }
    others = (
        grounds["members_ground"]
        & grounds["route_ground"]
        & grounds["money_ground"]
        & grounds["vehicles_ground"]
    )
    eligible = others & grounds["income_ground"]
    since = h["over_line_since"]
    months = (
        (ON // 10000 - since // 10000) * 12
        + (ON // 100 % 100 - since // 100 % 100)
        - (since % 100 > ON % 100)
    )
    grace = (
        (h["current_grant_fen"] > 0)
        & h["raised_by_work"]
        & ~grounds["income_ground"]
        & others
        & (since <= ON)
        & (months < GRACE)
    )
    exact = (line - year) * 10000 + standard * rates * 12
    twelve = np.maximum(members, 1) * 12
    return grounds | {
        "eligible": eligible,
        "members": members,
        "standard": standard,
        "grant_fen": np.where(eligible, -(-exact // 12_000_000) * 100, 0),
        "income_per_head_fen": (2 * year + twelve) // (2 * twelve),
        "grace_fen": np.where(grace, h["current_grant_fen"], 0),
    }
