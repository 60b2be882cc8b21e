"""The household's income of a year (57号 第十二条至第十四条): what counts, what is left out, what is taken off.

The year is authoritative: everything is summed over the year first and rounded once to the fen; the monthly
figure per head is for reading only. Support fees are rounded one by one, because each is owed by somebody.
"""

from __future__ import annotations

from jiuzhu.eligibility.rules.given import LISTED_INCOME, RULES
from jiuzhu.rules.nodes import law
from jiuzhu.rules.terms import Term, every, half_up, largest, same, where
from jiuzhu.rules.units import FEN_PER_PERSON_MONTH, FEN_PER_YEAR, HUNDREDTHS

INCOME_LAW = law(from_2012_12_12="民发〔2012〕220号", from_2021_07_01="民发〔2021〕57号 第十二条、第十三条")
LEFT_OUT_LAW = law(from_2012_12_12="民发〔2012〕220号", from_2021_07_01="民发〔2021〕57号 第十四条")
SUPPORT_LAW = law(from_2012_12_12="民发〔2012〕220号", from_2021_07_01="民发〔2021〕57号 第十三条")
STANDARD_LAW = law(from_2012_12_12="社会救助暂行办法 第十条", from_2026_07_01="社会救助法 第十九条")
HUNDRED_PERCENT = 10_000

RULES.figure(
    "urban-minimum-living-standard",
    zh="城市低保标准",
    en="Urban minimum living standard",
    low=1,
    high=10**6,
    money=True,
)
RULES.figure(
    "rural-minimum-living-standard",
    zh="农村低保标准",
    en="Rural minimum living standard",
    low=1,
    high=10**6,
    money=True,
)
RULES.figure("employment-cost-method", zh="就业成本扣减办法", en="How the cost of working is taken off", kind="word",
             words={"stated": ("按核定", "as established"), "flat": ("定额", "flat sum")})  # fmt: skip
RULES.figure("employment-cost-flat", zh="就业成本定额", en="Flat cost of working", high=10**6, money=True)
RULES.figure("income-excluded", zh="不计入家庭收入的项目", en="Income that is left out", kind="yes_no",
             keys={key: one for key, one in LISTED_INCOME.items() if key != "basic_pension"})  # fmt: skip
RULES.figure(
    "basic-pension-excluded", zh="基础养老金不计入家庭收入", en="The basic pension is left out", kind="yes_no"
)
RULES.figure("rigid-spending-share", zh="刚性支出扣减比例", en="Share of unavoidable spending taken off", high=HUNDRED_PERCENT,
             scale=100)  # fmt: skip
RULES.figure("support-line-percent", zh="赡养能力线（低保标准的百分比）", en="Supporter's line in percent of the standard",
             high=100 * HUNDRED_PERCENT, scale=100)  # fmt: skip
RULES.figure(
    "support-rate-percent",
    zh="赡养费计算比例",
    en="Share of the surplus owed as support",
    high=HUNDRED_PERCENT,
    scale=100,
)
RULES.figure("support-of-siblings-and-elderly-exempt", zh="豁免兄弟姐妹和老年人给予的供养费", kind="yes_no",
             en="Leave out support from siblings and the elderly")  # fmt: skip
RULES.figure("elderly-age", zh="老年人年龄", en="Age of the elderly", low=50, high=100)


@RULES.rule("household", zh="当地低保标准", en="Local minimum living standard", unit=FEN_PER_PERSON_MONTH, law=STANDARD_LAW,
            text_zh="{item}：{value}", text_en="{item}: {value}")  # fmt: skip
def standard(
    item: Term, p_urban_minimum_living_standard: Term, p_rural_minimum_living_standard: Term
) -> Term:
    return where(
        same(item, "urban-minimum-living"), p_urban_minimum_living_standard, p_rural_minimum_living_standard
    )


@RULES.rule("person", zh="工资性净收入", en="Wages, net", unit=FEN_PER_YEAR, law=INCOME_LAW,
            text_zh="{wage_fen}减必要就业成本，不低于零：{value}",
            text_en="{wage_fen} less the cost of working, at least nought: {value}")  # fmt: skip
def net_wage_fen(
    wage_fen: Term, wage_cost_fen: Term, p_employment_cost_method: Term, p_employment_cost_flat: Term
) -> Term:
    """The law leaves necessary costs to be established; a county may set a flat monthly sum instead."""
    cost = where(same(p_employment_cost_method, "stated"), wage_cost_fen, p_employment_cost_flat * 12)
    return where(wage_fen > 0, largest(wage_fen - cost, 0), 0)


@RULES.rule("person", zh="经营净收入", en="Business income, net", unit=FEN_PER_YEAR, law=INCOME_LAW)
def net_business_fen(business_fen: Term, business_cost_fen: Term) -> Term:
    """A loss of one kind of income is not set off against another kind."""
    return largest(business_fen - business_cost_fen, 0)


@RULES.rule("person", zh="财产净收入", en="Income from property, net", unit=FEN_PER_YEAR, law=INCOME_LAW)
def net_property_fen(property_fen: Term, property_cost_fen: Term) -> Term:
    return largest(property_fen - property_cost_fen, 0)


@RULES.rule("person", zh="转移净收入", en="Transfers, net", unit=FEN_PER_YEAR, law=INCOME_LAW)
def net_transfer_fen(transfer_fen: Term, transfer_cost_fen: Term) -> Term:
    return largest(transfer_fen - transfer_cost_fen, 0)


@RULES.rule("person", zh="其他净收入", en="Other income, net", unit=FEN_PER_YEAR, law=INCOME_LAW)
def net_other_fen(other_fen: Term, other_cost_fen: Term) -> Term:
    return largest(other_fen - other_cost_fen, 0)


def _unless_left_out(amount_fen: Term, left_out: Term) -> Term:
    """Asks whether this kind is left out only where there is some of it."""
    return where(amount_fen > 0, where(left_out, 0, amount_fen), 0)


@RULES.rule("person", zh="列明项目中应计入的部分", en="Part of the listed income that counts", unit=FEN_PER_YEAR, law=LEFT_OUT_LAW,
            text_zh="不计入的项目：{p_income_excluded}；应计入{value}",
            text_en="left out: {p_income_excluded}; {value} counts")  # fmt: skip
def listed_income_fen(
    preferential_treatment_fen: Term, family_planning_fen: Term, scholarship_fen: Term, bravery_fen: Term,
    social_assistance_fen: Term, basic_pension_fen: Term, p_income_excluded: Term, p_basic_pension_excluded: Term,
) -> Term:  # fmt: skip
    return (
        _unless_left_out(preferential_treatment_fen, p_income_excluded["preferential_treatment"])
        + _unless_left_out(family_planning_fen, p_income_excluded["family_planning"])
        + _unless_left_out(scholarship_fen, p_income_excluded["scholarship"])
        + _unless_left_out(bravery_fen, p_income_excluded["bravery"])
        + _unless_left_out(social_assistance_fen, p_income_excluded["social_assistance"])
        + _unless_left_out(basic_pension_fen, p_basic_pension_excluded)
    )


@RULES.rule("person", zh="本人计入的年收入", en="Income of the person that counts", unit=FEN_PER_YEAR, law=INCOME_LAW,
            text_zh="工资{net_wage_fen}+经营{net_business_fen}+财产{net_property_fen}+转移{net_transfer_fen}"
                    "+其他{net_other_fen}+列明项目{listed_income_fen}，计入成员{counted}：{value}",
            text_en="wages {net_wage_fen} + business {net_business_fen} + property {net_property_fen} + transfers "
                    "{net_transfer_fen} + other {net_other_fen} + listed {listed_income_fen}; "
                    "counted as a member {counted}: {value}")  # fmt: skip
def income_fen(
    counted: Term, net_wage_fen: Term, net_business_fen: Term, net_property_fen: Term, net_transfer_fen: Term,
    net_other_fen: Term, listed_income_fen: Term,
) -> Term:  # fmt: skip
    every_kind = net_wage_fen + net_business_fen + net_property_fen + net_transfer_fen + net_other_fen
    return where(counted, every_kind + listed_income_fen, 0)


@RULES.rule("person", zh="按公式计算的赡养费", en="Support by the formula", unit=FEN_PER_YEAR, law=SUPPORT_LAW,
            text_zh="（{supporter_income_fen}−{standard}×12×{p_support_line_percent}%）×{p_support_rate_percent}%"
                    "÷{supporter_dependants}：{value}",
            text_en="({supporter_income_fen} − {standard} × 12 × {p_support_line_percent}%) × "
                    "{p_support_rate_percent}% ÷ {supporter_dependants}: {value}")  # fmt: skip
def support_by_formula_fen(
    supporter_income_fen: Term, supporter_dependants: Term, standard: Term, p_support_line_percent: Term,
    p_support_rate_percent: Term,
) -> Term:  # fmt: skip
    surplus = largest(supporter_income_fen * HUNDRED_PERCENT - standard * 12 * p_support_line_percent, 0)
    return half_up(
        surplus * p_support_rate_percent, supporter_dependants * (HUNDRED_PERCENT * HUNDRED_PERCENT)
    )


@RULES.rule("person", zh="赡养抚养扶养费", en="Support owed to the household", unit=FEN_PER_YEAR, law=SUPPORT_LAW,
            text_zh="已有协议、判决或核定：{support_agreed}；{value}",
            text_en="set by agreement, court or with reason: {support_agreed}; {value}")  # fmt: skip
def support_owed_fen(
    standing: Term, support_agreed: Term, support_agreed_fen: Term, support_by_formula_fen: Term
) -> Term:
    """What was agreed, ruled or set with a reason goes before the formula."""
    owed = where(support_agreed, support_agreed_fen, support_by_formula_fen)
    return where(same(standing, "supporter"), owed, 0)


@RULES.rule("person", zh="兄弟姐妹或老年人", en="A sibling, or elderly", law=law("2022年兜底保障通知"))
def sibling_or_elderly(relation: Term, age: Term, p_elderly_age: Term) -> Term:
    return same(relation, "sibling") | (age >= p_elderly_age)


@RULES.rule("person", zh="兄弟姐妹和老年人给予的供养费", en="Support from siblings and the elderly", unit=FEN_PER_YEAR,
            law=SUPPORT_LAW)  # fmt: skip
def near_support_fen(support_owed_fen: Term, sibling_or_elderly: Term) -> Term:
    return where(support_owed_fen > 0, where(sibling_or_elderly, support_owed_fen, 0), 0)


@RULES.rule("person", zh="其他人给予的赡养费", en="Support from others", unit=FEN_PER_YEAR, law=SUPPORT_LAW)
def other_support_fen(support_owed_fen: Term, sibling_or_elderly: Term) -> Term:
    return where(support_owed_fen > 0, where(sibling_or_elderly, 0, support_owed_fen), 0)


RULES.total("near_supporters_fen", of="near_support_fen", zh="兄弟姐妹和老年人给予的供养费合计",
            en="All support from siblings and the elderly", unit=FEN_PER_YEAR, law=SUPPORT_LAW)  # fmt: skip
RULES.total("other_supporters_fen", of="other_support_fen", zh="其他人给予的赡养费合计", en="All support from others",
            unit=FEN_PER_YEAR, law=SUPPORT_LAW)  # fmt: skip
RULES.any("for_adult_unemployed_severe", of="adult_unemployed_severe", zh="为成年无业重度残疾人申请",
          en="Applied for by an adult, unemployed and severely disabled", since="2022-10-20")  # fmt: skip


@RULES.rule("household", name="supporters_fen", zh="计入的赡养抚养扶养费", en="Support that counts", unit=FEN_PER_YEAR,
            until="2022-10-20", law=SUPPORT_LAW)  # fmt: skip
def supporters_2012(near_supporters_fen: Term, other_supporters_fen: Term) -> Term:
    return near_supporters_fen + other_supporters_fen


@RULES.rule("household", name="supporters_fen", zh="计入的赡养抚养扶养费", en="Support that counts", unit=FEN_PER_YEAR,
            since="2022-10-20", law=law("民发〔2021〕57号 第十三条；2022年兜底保障通知"))  # fmt: skip
def supporters_2022(
    near_supporters_fen: Term, other_supporters_fen: Term, applied_as: Term, for_adult_unemployed_severe: Term,
    p_support_of_siblings_and_elderly_exempt: Term,
) -> Term:  # fmt: skip
    """A county may leave out what siblings, or people of 60 and more, give to an adult who cannot work."""
    alone = same(applied_as, "single_person") & for_adult_unemployed_severe
    left_out = alone & p_support_of_siblings_and_elderly_exempt
    return other_supporters_fen + where(left_out, 0, near_supporters_fen)


@RULES.rule("person", zh="可扣减的刚性支出", en="Unavoidable spending to take off", unit=FEN_PER_YEAR, law=LEFT_OUT_LAW,
            text_zh="残疾或重病成员的支出{rigid_spending_fen}：{value}",
            text_en="spending of a disabled or seriously ill member {rigid_spending_fen}: {value}")  # fmt: skip
def rigid_fen(counted: Term, rigid_spending_fen: Term, disability_grade: Term, serious_illness: Term) -> Term:
    for_illness = every(counted, (disability_grade >= 1) | serious_illness)
    return where(rigid_spending_fen > 0, where(for_illness, rigid_spending_fen, 0), 0)


RULES.total("members_income_fen", of="income_fen", zh="家庭成员年收入合计", en="Income of all members", unit=FEN_PER_YEAR,
            law=INCOME_LAW)  # fmt: skip
RULES.total("members_rigid_fen", of="rigid_fen", zh="刚性支出合计", en="Unavoidable spending of all members", unit=FEN_PER_YEAR,
            law=LEFT_OUT_LAW)  # fmt: skip


@RULES.rule(
    "household",
    zh="刚性支出扣减比例",
    en="Share of unavoidable spending taken off",
    unit=HUNDREDTHS,
    law=LEFT_OUT_LAW,
)
def rigid_share(members_rigid_fen: Term, p_rigid_spending_share: Term) -> Term:
    """Asked for only where there is such spending."""
    return where(members_rigid_fen > 0, p_rigid_spending_share, 0)


@RULES.rule("household", zh="家庭年收入", en="Income of the household in a year", unit=FEN_PER_YEAR, law=INCOME_LAW,
            text_zh="成员{members_income_fen}+赡养费{supporters_fen}+未列明{unlisted_support_fen}"
                    "−刚性支出{members_rigid_fen}×{rigid_share}，先合计后四舍五入到分，不低于零：{value}",
            text_en="members {members_income_fen} + support {supporters_fen} + not listed {unlisted_support_fen} − unavoidable "
                    "{members_rigid_fen} × {rigid_share}, summed first, rounded once, at least nought: {value}")  # fmt: skip
def income_year_fen(
    members_income_fen: Term, supporters_fen: Term, unlisted_support_fen: Term, members_rigid_fen: Term,
    rigid_share: Term,
) -> Term:  # fmt: skip
    gross = members_income_fen + supporters_fen + unlisted_support_fen
    return half_up(largest(gross * HUNDRED_PERCENT - members_rigid_fen * rigid_share, 0), HUNDRED_PERCENT)


@RULES.rule("household", zh="家庭人均月收入（供阅读）", en="Monthly income per head (for reading)", unit=FEN_PER_PERSON_MONTH,
            law=INCOME_LAW, text_zh="{income_year_fen}÷12÷{members}，四舍五入到分：{value}",
            text_en="{income_year_fen} ÷ 12 ÷ {members}, to the nearest fen: {value}")  # fmt: skip
def income_per_head_fen(income_year_fen: Term, members: Term) -> Term:
    """For letters and screens. Nothing is computed from it: the year's sum is authoritative."""
    return half_up(income_year_fen, largest(members, 1) * 12)


@RULES.rule("household", zh="标准对应的家庭年收入", en="The standard as the household's income of a year", unit=FEN_PER_YEAR,
            law=STANDARD_LAW, text_zh="{standard}×{members}×12＝{value}",
            text_en="{standard} × {members} × 12 = {value}")  # fmt: skip
def line_year_fen(standard: Term, members: Term) -> Term:
    return standard * members * 12


@RULES.rule("household", zh="人均收入低于标准", en="Income per head below the standard",
            law=law(from_2012_12_12="社会救助暂行办法 第九条", from_2026_07_01="社会救助法 第十八条"),
            text_zh="年收入{income_year_fen}低于{line_year_fen}：{value}",
            text_en="{income_year_fen} below {line_year_fen}: {value}")  # fmt: skip
def income_ground(income_year_fen: Term, line_year_fen: Term) -> Term:
    return income_year_fen < line_year_fen
