"""Minimum living allowance, urban MZ01-01 and rural MZ01-02: the grounds, the grant, the grace period.

社会救助暂行办法 第九条、第十二条; 民发〔2021〕57号 第二十三条; 社会救助法 第十八条 from 2026-07-01.
"""

from __future__ import annotations

# In the order in which one thing follows from another, and in which the reference page tells it.
# isort: off
from jiuzhu.eligibility.rules import composition
from jiuzhu.eligibility.rules import income
from jiuzhu.eligibility.rules import assets
from jiuzhu.eligibility.rules import uplift

# isort: on
from jiuzhu.eligibility.rules.given import CLASSES, RULES
from jiuzhu.eligibility.rules.income import HUNDRED_PERCENT
from jiuzhu.rules.nodes import law
from jiuzhu.rules.terms import Term, constant, every, half_up, months, same, up, where
from jiuzhu.rules.units import FEN_PER_MONTH, FEN_PER_YEAR

__all__ = ["CODES", "FLAGS", "GROUNDS", "RULES", "assets", "composition", "income", "uplift"]

#: Item codes of the catalogue and the words of the facts.
CODES = {"MZ01-01": "urban-minimum-living", "MZ01-02": "rural-minimum-living"}
#: Every one must hold; each that fails is told.
GROUNDS = (
    "members_ground", "route_ground", "income_ground", "money_ground", "vehicles_ground", "houses_ground",
    "companies_ground",
)  # fmt: skip
#: Not holding, yet passed because the county only wants them looked at.
FLAGS = {
    "money_within": "money_ground",
    "vehicles_within": "vehicles_ground",
    "houses_within": "houses_ground",
    "companies_within": "companies_ground",
}

GRANT_LAW = law(
    from_2012_12_12="社会救助暂行办法 第十二条",
    from_2021_07_01="社会救助暂行办法 第十二条；民发〔2021〕57号 第二十三条",
    from_2026_07_01="社会救助法 第十八条；民发〔2021〕57号 第二十三条",
)
ELIGIBLE_LAW = law(from_2012_12_12="社会救助暂行办法 第九条", from_2026_07_01="社会救助法 第十八条")
#: Twelve months and hundredths of a percent under one denominator: the grant is rounded once.
PARTS = 12 * HUNDRED_PERCENT

RULES.figure(
    "grant-method",
    zh="低保金计发方式",
    en="How the grant is reckoned",
    kind="word",
    words={"difference": ("差额", "difference"), "band": ("分档", "band")},
)
RULES.figure(
    "grant-bands",
    zh="分档低保金（每人每月）",
    en="Grant by band, per person",
    high=10**6,
    keys=CLASSES,
    money=True,
)
RULES.figure(
    "grant-rounding",
    zh="低保金进位单位",
    en="Unit to which the grant is rounded up",
    low=1,
    high=1000,
    money=True,
)
RULES.figure("grace-exit-months", zh="渐退期", en="Months of the grace exit", high=36)


@RULES.rule("household", zh="符合低保条件", en="Eligible for minimum living", law=ELIGIBLE_LAW,
            text_zh="收入{income_ground}，货币财产{money_ground}，机动车{vehicles_ground}，住房{houses_ground}，"
                    "股权{companies_ground}，申请方式{route_ground}：{value}",
            text_en="income {income_ground}, money {money_ground}, vehicles {vehicles_ground}, houses {houses_ground}, "
                    "shares {companies_ground}, route {route_ground}: {value}")  # fmt: skip
def eligible(
    members_ground: Term, route_ground: Term, income_ground: Term, money_ground: Term, vehicles_ground: Term,
    houses_ground: Term, companies_ground: Term,
) -> Term:  # fmt: skip
    return every(
        members_ground,
        route_ground,
        income_ground,
        money_ground,
        vehicles_ground,
        houses_ground,
        companies_ground,
    )


@RULES.rule("household", zh="年收入与标准的差额", en="What the year's income lacks", unit=FEN_PER_YEAR, law=GRANT_LAW,
            text_zh="{line_year_fen}−{income_year_fen}，不低于零：{value}",
            text_en="{line_year_fen} − {income_year_fen}, at least nought: {value}")  # fmt: skip
def gap_year_fen(income_ground: Term, line_year_fen: Term, income_year_fen: Term) -> Term:
    return where(income_ground, line_year_fen - income_year_fen, 0)


@RULES.rule("household", zh="差额（每月，供阅读）", en="Difference a month (for reading)", unit=FEN_PER_MONTH, law=GRANT_LAW,
            text_zh="{gap_year_fen}÷12，四舍五入到分：{value}",
            text_en="{gap_year_fen} ÷ 12, to the nearest fen: {value}")  # fmt: skip
def difference_fen(gap_year_fen: Term) -> Term:
    return half_up(gap_year_fen, 12)


@RULES.rule("household", zh="分档金额", en="Grant by band", unit=FEN_PER_MONTH, law=GRANT_LAW,
            text_zh="{hardship_class}档（{p_grant_bands}）×{members}：{value}",
            text_en="band {hardship_class} ({p_grant_bands}) × {members}: {value}")  # fmt: skip
def band_fen(hardship_class: Term, members: Term, p_grant_bands: Term) -> Term:
    return p_grant_bands[hardship_class] * members


@RULES.rule("household", zh="月低保金", en="Monthly grant", unit=FEN_PER_MONTH, law=GRANT_LAW,
            text_zh="按{p_grant_method}：年差额{gap_year_fen}÷12+标准{standard}×{uplift_rates}"
                    "+{uplift_sums_fen}，合计后进到{p_grant_rounding}：{value}",
            text_en="by {p_grant_method}: {gap_year_fen} ÷ 12 + {standard} × {uplift_rates} + "
                    "{uplift_sums_fen}, summed, then up to {p_grant_rounding}: {value}")  # fmt: skip
def grant_fen(
    eligible: Term, gap_year_fen: Term, band_fen: Term, standard: Term, uplift_rates: Term, uplift_sums_fen: Term,
    p_grant_method: Term, p_grant_rounding: Term,
) -> Term:  # fmt: skip
    """Difference or band, plus uplift: added as exact fractions, rounded up once to the county's unit."""
    base = where(same(p_grant_method, "difference"), gap_year_fen * HUNDRED_PERCENT, band_fen * PARTS)
    exact = base + standard * uplift_rates * 12 + uplift_sums_fen * PARTS
    return where(eligible, up(exact, p_grant_rounding * PARTS) * p_grant_rounding, 0)


@RULES.rule("household", name="in_grace", zh="处于渐退期", en="Within the grace exit", until="2022-10-20")
def in_grace_2012() -> Term:
    return constant(value=False)


@RULES.rule("household", name="in_grace", zh="处于渐退期", en="Within the grace exit", since="2022-10-20",
            law=law("2022年兜底保障通知"),
            text_zh="就业使收入超过标准：{raised_by_work}，自{over_line_since}，渐退期{p_grace_exit_months}个月：{value}",
            text_en="work raised the income: {raised_by_work}, since {over_line_since}, {p_grace_exit_months} months: {value}")  # fmt: skip
def in_grace_2022(
    income_ground: Term, members_ground: Term, route_ground: Term, money_ground: Term, vehicles_ground: Term,
    houses_ground: Term, companies_ground: Term, current_grant_fen: Term, raised_by_work: Term,
    over_line_since: Term, on: Term, p_grace_exit_months: Term,
) -> Term:  # fmt: skip
    """Someone in receipt whose income passed the standard through work keeps the grant for some months."""
    only_income = every(
        ~income_ground,
        members_ground,
        route_ground,
        money_ground,
        vehicles_ground,
        houses_ground,
        companies_ground,
    )
    recently = every(over_line_since <= on, months(over_line_since, on) < p_grace_exit_months)
    return every(current_grant_fen > 0, raised_by_work, only_income, recently)


@RULES.rule(
    "household",
    zh="渐退期内续发",
    en="Continued during the grace exit",
    unit=FEN_PER_MONTH,
    law=law("2022年兜底保障通知"),
)
def grace_fen(in_grace: Term, current_grant_fen: Term) -> Term:
    return where(in_grace, current_grant_fen, 0)
