"""Whether what the household owns conforms (57号 第十五条, 社会救助法 第十八条). The limits are each county's own.

A household that owns nothing of a kind needs no limit of that kind. A kind above its limit ends the matter
(``stop``) or is put before the reviewer (``flag``): figure asset-test-effect.
"""

from __future__ import annotations

from jiuzhu.eligibility.rules.given import CLAIMED_MONEY, CLAIMED_VEHICLES, RULES
from jiuzhu.rules.nodes import law
from jiuzhu.rules.terms import Term, same, where
from jiuzhu.rules.units import FEN, PIECES

ASSETS_LAW = law(
    from_2012_12_12="社会救助暂行办法 第九条",
    from_2021_07_01="社会救助暂行办法 第九条；民发〔2021〕57号 第十五条",
    from_2026_07_01="社会救助法 第十八条；民发〔2021〕57号 第十五条",
)

RULES.figure("money-asset-limit-months", zh="货币财产限额（人均低保标准月数）", high=1200,
             en="Limit of money assets, in months of the standard per head")  # fmt: skip
RULES.figure("vehicle-limit", zh="机动车限额（辆）", en="Limit of motor vehicles", high=100)
RULES.figure("other-house-limit", zh="自住以外住房限额（套）", en="Limit of houses not lived in", high=100)
RULES.figure(
    "company-share-limit", zh="公司股权、投资限额", en="Limit of shares in companies", high=10**10, money=True
)
RULES.figure("asset-exemptions", zh="不计入财产的情形", en="Assets that do not count", kind="yes_no",
             keys=CLAIMED_MONEY | CLAIMED_VEHICLES)  # fmt: skip
RULES.figure("asset-test-effect", zh="超过财产限额的后果", en="What exceeding a limit leads to", kind="word",
             words={"stop": ("不符合条件", "not eligible"), "flag": ("提请审核查看", "put before the reviewer")},
             keys={"money": ("货币财产", "money"), "vehicles": ("机动车", "vehicles"), "houses": ("住房", "houses"),
                   "companies": ("公司股权、投资", "shares")})  # fmt: skip


def _unless_exempt(amount: Term, exempt: Term) -> Term:
    return where(amount > 0, where(exempt, 0, amount), 0)


@RULES.rule("person", zh="本人计入的货币财产", en="Money assets of the person that count", unit=FEN, law=ASSETS_LAW,
            text_zh="计入成员{counted}，不计入的情形：{p_asset_exemptions}；{value}",
            text_en="counted as a member {counted}; does not count: {p_asset_exemptions}; {value}")  # fmt: skip
def money_fen(
    counted: Term, deposit_fen: Term, securities_fen: Term, fund_fen: Term, insurance_fen: Term, lent_fen: Term,
    online_finance_fen: Term, relief_deposit_fen: Term, home_sale_fen: Term, p_asset_exemptions: Term,
) -> Term:  # fmt: skip
    claimed = _unless_exempt(relief_deposit_fen, p_asset_exemptions["relief_deposit"]) + _unless_exempt(
        home_sale_fen, p_asset_exemptions["home_sale"]
    )
    plain = deposit_fen + securities_fen + fund_fen + insurance_fen + lent_fen + online_finance_fen
    return where(counted, plain + claimed, 0)


@RULES.rule("person", zh="本人计入的机动车", en="Vehicles of the person that count", unit=PIECES, law=ASSETS_LAW,
            text_zh="不计入的情形：{p_asset_exemptions}；{value}",
            text_en="does not count: {p_asset_exemptions}; {value}")  # fmt: skip
def counted_vehicles(
    counted: Term, vehicles: Term, treatment_vehicles: Term, rehabilitation_vehicles: Term,
    livelihood_vehicles: Term, p_asset_exemptions: Term,
) -> Term:  # fmt: skip
    claimed = (
        _unless_exempt(treatment_vehicles, p_asset_exemptions["treatment_vehicle"])
        + _unless_exempt(rehabilitation_vehicles, p_asset_exemptions["rehabilitation_vehicle"])
        + _unless_exempt(livelihood_vehicles, p_asset_exemptions["livelihood_vehicle"])
    )
    return where(counted, vehicles + claimed, 0)


@RULES.rule(
    "person", zh="本人自住以外的住房", en="Houses of the person not lived in", unit=PIECES, law=ASSETS_LAW
)
def counted_houses(counted: Term, other_houses: Term) -> Term:
    """The home that the household lives in is a necessity and is never counted."""
    return where(counted, other_houses, 0)


@RULES.rule(
    "person", zh="本人计入的公司股权、投资", en="Shares of the person that count", unit=FEN, law=ASSETS_LAW
)
def counted_shares_fen(counted: Term, company_shares_fen: Term) -> Term:
    return where(counted, company_shares_fen, 0)


RULES.total(
    "household_money_fen",
    of="money_fen",
    zh="家庭货币财产",
    en="Money assets of the household",
    unit=FEN,
    law=ASSETS_LAW,
)
RULES.total("household_vehicles", of="counted_vehicles", zh="家庭机动车", en="Vehicles of the household", unit=PIECES,
            law=ASSETS_LAW)  # fmt: skip
RULES.total("household_houses", of="counted_houses", zh="家庭自住以外的住房", en="Houses not lived in", unit=PIECES,
            law=ASSETS_LAW)  # fmt: skip
RULES.total("household_shares_fen", of="counted_shares_fen", zh="家庭公司股权、投资", en="Shares of the household", unit=FEN,
            law=ASSETS_LAW)  # fmt: skip


@RULES.rule("household", zh="货币财产不超过限额", en="Money assets within the limit", law=ASSETS_LAW,
            text_zh="{household_money_fen}不超过{p_money_asset_limit_months}个月×{standard}×{members}：{value}",
            text_en="{household_money_fen} within {p_money_asset_limit_months} months × {standard} × {members}: {value}")  # fmt: skip
def money_within(
    household_money_fen: Term, p_money_asset_limit_months: Term, standard: Term, members: Term
) -> Term:
    limit = p_money_asset_limit_months * standard * members
    return where(household_money_fen > 0, household_money_fen <= limit, True)


@RULES.rule("household", zh="机动车不超过限额", en="Vehicles within the limit", law=ASSETS_LAW,
            text_zh="{household_vehicles}辆，限{p_vehicle_limit}辆：{value}",
            text_en="{household_vehicles}, limit {p_vehicle_limit}: {value}")  # fmt: skip
def vehicles_within(household_vehicles: Term, p_vehicle_limit: Term) -> Term:
    return where(household_vehicles > 0, household_vehicles <= p_vehicle_limit, True)


@RULES.rule("household", zh="自住以外住房不超过限额", en="Houses not lived in within the limit", law=ASSETS_LAW,
            text_zh="{household_houses}套，限{p_other_house_limit}套：{value}",
            text_en="{household_houses}, limit {p_other_house_limit}: {value}")  # fmt: skip
def houses_within(household_houses: Term, p_other_house_limit: Term) -> Term:
    return where(household_houses > 0, household_houses <= p_other_house_limit, True)


@RULES.rule("household", zh="公司股权、投资不超过限额", en="Shares in companies within the limit", law=ASSETS_LAW,
            text_zh="{household_shares_fen}，限{p_company_share_limit}：{value}",
            text_en="{household_shares_fen}, limit {p_company_share_limit}: {value}")  # fmt: skip
def companies_within(household_shares_fen: Term, p_company_share_limit: Term) -> Term:
    return where(household_shares_fen > 0, household_shares_fen <= p_company_share_limit, True)


@RULES.rule("household", zh="货币财产符合规定", en="Money assets conform", law=ASSETS_LAW)
def money_ground(money_within: Term, p_asset_test_effect: Term) -> Term:
    return where(money_within, True, same(p_asset_test_effect["money"], "flag"))


@RULES.rule("household", zh="机动车符合规定", en="Vehicles conform", law=ASSETS_LAW)
def vehicles_ground(vehicles_within: Term, p_asset_test_effect: Term) -> Term:
    return where(vehicles_within, True, same(p_asset_test_effect["vehicles"], "flag"))


@RULES.rule("household", zh="住房符合规定", en="Houses conform", law=ASSETS_LAW)
def houses_ground(houses_within: Term, p_asset_test_effect: Term) -> Term:
    return where(houses_within, True, same(p_asset_test_effect["houses"], "flag"))


@RULES.rule("household", zh="公司股权、投资符合规定", en="Shares in companies conform", law=ASSETS_LAW)
def companies_ground(companies_within: Term, p_asset_test_effect: Term) -> Term:
    return where(companies_within, True, same(p_asset_test_effect["companies"], "flag"))
