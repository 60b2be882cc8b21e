"""分类施保: more for the elderly, minors, the severely disabled and the seriously ill (社会救助法 第二十条).

What each group gets, whether in percent of the standard or as a sum, and whether two groups add up, is each
county's own decision. A household without any of them needs none of these figures.
"""

from __future__ import annotations

from jiuzhu.eligibility.rules.given import RULES
from jiuzhu.eligibility.rules.income import HUNDRED_PERCENT
from jiuzhu.rules.nodes import law
from jiuzhu.rules.terms import Term, half_up, largest, same, some, where
from jiuzhu.rules.units import FEN_PER_MONTH, HUNDREDTHS

UPLIFT_LAW = law(from_2012_12_12="社会救助暂行办法 第十二条", from_2026_07_01="社会救助法 第二十条")
GROUPS = {
    "elderly": ("老年人", "elderly"),
    "minor": ("未成年人", "minor"),
    "severely_disabled": ("重度残疾", "severely disabled"),
    "seriously_ill": ("重病", "seriously ill"),
}

RULES.figure(
    "category-uplift-basis",
    zh="分类施保计发方式",
    en="How the uplift is set",
    kind="word",
    words={"percent": ("按比例", "in percent"), "amount": ("按金额", "as a sum")},
)
RULES.figure("category-uplift-combination", zh="多类并存时的计发", en="When several groups apply", kind="word",
             words={"highest": ("就高", "the highest"), "cumulative": ("叠加", "all of them")})  # fmt: skip
RULES.figure("category-uplift-percent", zh="分类施保比例（低保标准的百分比）", en="Uplift in percent of the standard",
             high=3 * HUNDRED_PERCENT, scale=100, keys=GROUPS)  # fmt: skip
RULES.figure(
    "category-uplift-amount",
    zh="分类施保金额（每人每月）",
    en="Uplift as a monthly sum",
    high=10**6,
    keys=GROUPS,
    money=True,
)


@RULES.rule("person", zh="老年人", en="Elderly", law=law("老年人权益保障法 第二条"), text_zh="{age}，老年为{p_elderly_age}周岁",
            text_en="{age}; elderly at {p_elderly_age}")  # fmt: skip
def elderly(age: Term, p_elderly_age: Term) -> Term:
    return age >= p_elderly_age


@RULES.rule("person", zh="属于分类施保对象", en="Belongs to a group with an uplift", law=UPLIFT_LAW,
            text_zh="老年人{elderly}，成年{adult}，重度残疾{severely_disabled}，重病{serious_illness}",
            text_en="elderly {elderly}, of age {adult}, severely disabled {severely_disabled}, "
                    "seriously ill {serious_illness}")  # fmt: skip
def in_a_group(
    counted: Term, elderly: Term, adult: Term, severely_disabled: Term, serious_illness: Term
) -> Term:
    return counted & some(elderly, ~adult, severely_disabled, serious_illness)


def _combined(
    rates: Term, combination: Term, elderly: Term, adult: Term, severely_disabled: Term, serious_illness: Term
) -> Term:
    each = (
        where(elderly, rates["elderly"], 0),
        where(adult, 0, rates["minor"]),
        where(severely_disabled, rates["severely_disabled"], 0),
        where(serious_illness, rates["seriously_ill"], 0),
    )
    return where(same(combination, "highest"), largest(*each), each[0] + each[1] + each[2] + each[3])


@RULES.rule("person", zh="增发比例", en="Uplift in percent", unit=HUNDREDTHS, law=UPLIFT_LAW,
            text_zh="{p_category_uplift_percent}，{p_category_uplift_combination}：{value}",
            text_en="{p_category_uplift_percent}, {p_category_uplift_combination}: {value}")  # fmt: skip
def uplift_rate(
    in_a_group: Term, elderly: Term, adult: Term, severely_disabled: Term, serious_illness: Term,
    p_category_uplift_basis: Term, p_category_uplift_percent: Term, p_category_uplift_combination: Term,
) -> Term:  # fmt: skip
    rate = _combined(
        p_category_uplift_percent,
        p_category_uplift_combination,
        elderly,
        adult,
        severely_disabled,
        serious_illness,
    )
    return where(in_a_group, where(same(p_category_uplift_basis, "percent"), rate, 0), 0)


@RULES.rule("person", zh="增发金额", en="Uplift as a sum", unit=FEN_PER_MONTH, law=UPLIFT_LAW,
            text_zh="{p_category_uplift_amount}，{p_category_uplift_combination}：{value}",
            text_en="{p_category_uplift_amount}, {p_category_uplift_combination}: {value}")  # fmt: skip
def uplift_sum_fen(
    in_a_group: Term, elderly: Term, adult: Term, severely_disabled: Term, serious_illness: Term,
    p_category_uplift_basis: Term, p_category_uplift_amount: Term, p_category_uplift_combination: Term,
) -> Term:  # fmt: skip
    sum_fen = _combined(
        p_category_uplift_amount,
        p_category_uplift_combination,
        elderly,
        adult,
        severely_disabled,
        serious_illness,
    )
    return where(in_a_group, where(same(p_category_uplift_basis, "amount"), sum_fen, 0), 0)


RULES.total(
    "uplift_rates",
    of="uplift_rate",
    zh="增发比例合计",
    en="Uplift in percent, all members",
    unit=HUNDREDTHS,
    law=UPLIFT_LAW,
)
RULES.total("uplift_sums_fen", of="uplift_sum_fen", zh="增发金额合计", en="Uplift as sums, all members", unit=FEN_PER_MONTH,
            law=UPLIFT_LAW)  # fmt: skip


@RULES.rule("household", zh="分类施保增发（供阅读）", en="Uplift (for reading)", unit=FEN_PER_MONTH, law=UPLIFT_LAW,
            text_zh="{standard}×{uplift_rates}+{uplift_sums_fen}：{value}",
            text_en="{standard} × {uplift_rates} + {uplift_sums_fen}: {value}")  # fmt: skip
def uplift_fen(standard: Term, uplift_rates: Term, uplift_sums_fen: Term) -> Term:
    """For letters; the grant is rounded once over everything."""
    return half_up(standard * uplift_rates, HUNDRED_PERCENT) + uplift_sums_fen
