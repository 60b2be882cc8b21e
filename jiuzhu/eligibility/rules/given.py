"""The facts that the rules for minimum living are given. Money in whole fen, income as a year's sum, days as dates.

A person's row is a member of the household or a supporter outside it (``standing``); what does not apply
to a supporter is stated as nought, never left unknown. ``jiuzhu.eligibility.facts`` makes these rows.
"""

from __future__ import annotations

from jiuzhu.rules.ruleset import RuleSet
from jiuzhu.rules.units import DAY, FEN, FEN_PER_MONTH, FEN_PER_YEAR, GRADE, PERSONS, PIECES, WORD, YES_NO

RULES = RuleSet("minimum-living", persons=60)

ITEMS = {
    "urban-minimum-living": ("城市低保", "urban minimum living"),
    "rural-minimum-living": ("农村低保", "rural minimum living"),
}
ROUTES = {"household": ("整户", "household"), "single_person": ("单人户", "single person")}
STANDINGS = {"member": ("成员", "member"), "supporter": ("户外赡养人", "supporter outside")}
RELATIONS = {
    "applicant": ("申请人", "applicant"),
    "spouse": ("配偶", "spouse"),
    "child": ("子女", "child"),
    "parent": ("父母", "parent"),
    "grandparent": ("祖父母、外祖父母", "grandparent"),
    "grandchild": ("孙子女、外孙子女", "grandchild"),
    "sibling": ("兄弟姐妹", "sibling"),
    "other": ("其他", "other"),
}
ABSENCES = {
    "none": ("在家", "at home"),
    "clergy": ("宗教教职人员离家", "away as clergy"),
    "prison": ("服刑", "in prison"),
    "drug_rehabilitation": ("强制隔离戒毒", "in compulsory drug rehabilitation"),
    "declared_missing": ("宣告失踪", "declared missing"),
}
DISABILITIES = {
    "none": ("无", "none"),
    "visual": ("视力", "visual"),
    "hearing": ("听力", "hearing"),
    "speech": ("言语", "speech"),
    "physical": ("肢体", "physical"),
    "intellectual": ("智力", "intellectual"),
    "mental": ("精神", "mental"),
    "multiple": ("多重", "multiple"),
}
LABOUR = {"full": ("有", "full"), "partial": ("部分", "partial"), "none": ("无", "none")}
CLASSES = {"a": ("A档", "band A"), "b": ("B档", "band B"), "c": ("C档", "band C")}

#: Kinds of income that count, with what is taken off before they do.
NET_INCOME = {
    "wage": ("工资性收入", "Wages", "必要就业成本", "Necessary cost of working"),
    "business": ("经营性收入", "Business income", "成本、折旧和税费", "Costs, depreciation and taxes"),
    "property": ("财产性收入", "Income from property", "相关费用", "Costs of the property"),
    "transfer": (
        "转移性收入",
        "Transfers received",
        "缴纳的税费、社保和赡养费",
        "Taxes, insurance, support paid",
    ),
    "other": ("其他收入", "Other income", "相关费用", "Costs"),
}
#: Kinds of income that a rule may leave out (figure income-excluded).
LISTED_INCOME = {
    "preferential_treatment": ("优抚对象抚恤补助", "Pensions for veterans and martyrs' families"),
    "family_planning": ("计划生育奖励扶助金", "Family-planning rewards"),
    "scholarship": ("奖学金、助学金", "Scholarships and study grants"),
    "bravery": ("见义勇为奖励", "Rewards for acts of bravery"),
    "social_assistance": ("社会救助金", "Social assistance of any kind"),
    "basic_pension": ("中央确定的城乡居民基础养老金", "Centrally set basic pension of residents"),
}
MONEY_ASSETS = {
    "deposit": ("存款和现金", "Deposits and cash"),
    "securities": ("有价证券", "Securities"),
    "fund": ("基金", "Funds"),
    "insurance": ("商业保险", "Commercial insurance"),
    "lent": ("债权", "Money lent to others"),
    "online_finance": ("互联网金融资产", "Internet finance"),
}
#: Assets for which the household names a reason why they should not count (figure asset-exemptions).
CLAIMED_MONEY = {
    "relief_deposit": ("救助金形成的存款", "Savings made of assistance money"),
    "home_sale": ("一年内的售房款", "Proceeds of a home sold within a year"),
}
CLAIMED_VEHICLES = {
    "treatment_vehicle": ("治疗必需车辆", "Vehicles needed for treatment"),
    "rehabilitation_vehicle": ("康复必需车辆", "Vehicles needed for rehabilitation"),
    "livelihood_vehicle": ("谋生工具车辆", "Vehicles as a tool of livelihood"),
}

#: 100 million yuan, a hundred vehicles or houses: above it a figure is a typing mistake (and 64 bits stay safe).
MOST_FEN = 10**10
MOST_PIECES = 100

_given = RULES.given
_given("household", "on", zh="认定日期", en="Day of the determination", unit=DAY)
_given("household", "item", zh="事项", en="Item", unit=WORD, words=ITEMS)
_given("household", "applied_as", zh="申请方式", en="Applied as", unit=WORD, words=ROUTES)
_given("household", "edge_family", zh="已认定为低保边缘家庭", en="Recognised as an edge family", unit=YES_NO)
_given("household", "hardship_class", zh="困难档次", en="Hardship class", unit=WORD, words=CLASSES)
_given("household", "unlisted_support_fen", zh="未列明的赡养抚养扶养费", en="Support not listed by supporter",
       unit=FEN_PER_YEAR, high=MOST_FEN)  # fmt: skip
_given(
    "household",
    "current_grant_fen",
    zh="现领低保金",
    en="Present monthly grant",
    unit=FEN_PER_MONTH,
    high=MOST_FEN,
)
_given(
    "household",
    "over_line_since",
    zh="收入超过标准之日",
    en="Day on which income passed the standard",
    unit=DAY,
)
_given("household", "raised_by_work", zh="收入因就业增加", en="Income grew through work", unit=YES_NO)

_given("person", "standing", zh="身份", en="Standing", unit=WORD, words=STANDINGS)
_given("person", "relation", zh="与申请人关系", en="Relation to the applicant", unit=WORD, words=RELATIONS)
_given("person", "birth_on", zh="出生日期", en="Date of birth", unit=DAY)
_given("person", "died_on", zh="死亡日期", en="Date of death", unit=DAY)
_given(
    "person", "lives_with_household", zh="长期共同居住", en="Lives with the household for good", unit=YES_NO
)
_given("person", "support_duty", zh="有法定赡养抚养扶养关系", en="Statutory duty of support", unit=YES_NO)
_given("person", "lives_independently", zh="能独立生活", en="Able to live independently", unit=YES_NO)
_given(
    "person",
    "full_time_student",
    zh="全日制本科及以下在校生",
    en="Full-time student up to bachelor",
    unit=YES_NO,
)
_given("person", "away", zh="不在家原因", en="Reason for absence", unit=WORD, words=ABSENCES)
_given("person", "away_since", zh="离家之日", en="Away since", unit=DAY)
_given(
    "person",
    "religious_premises_since",
    zh="入住宗教活动场所之日",
    en="In religious premises since",
    unit=DAY,
)
_given("person", "disability_type", zh="残疾类别", en="Type of disability", unit=WORD, words=DISABILITIES)
_given("person", "disability_grade", zh="残疾等级", en="Grade of disability", unit=GRADE, high=4)
_given("person", "serious_illness", zh="重病患者", en="Seriously ill", unit=YES_NO)
_given("person", "labour_ability", zh="劳动能力", en="Ability to work", unit=WORD, words=LABOUR)
_given("person", "employed", zh="就业", en="Employed", unit=YES_NO)
_given("person", "separate_register", zh="单独立户", en="Household register of one's own", unit=YES_NO)
for _kind, (_zh, _en, _cost_zh, _cost_en) in NET_INCOME.items():
    _given("person", f"{_kind}_fen", zh=_zh, en=_en, unit=FEN_PER_YEAR, high=MOST_FEN)
    _given("person", f"{_kind}_cost_fen", zh=_cost_zh, en=_cost_en, unit=FEN_PER_YEAR, high=MOST_FEN)
for _kind, (_zh, _en) in LISTED_INCOME.items():
    _given("person", f"{_kind}_fen", zh=_zh, en=_en, unit=FEN_PER_YEAR, high=MOST_FEN)
_given("person", "rigid_spending_fen", zh="残疾、重病刚性支出", en="Unavoidable spending on disability or illness",
       unit=FEN_PER_YEAR, high=MOST_FEN)  # fmt: skip
for _kind, (_zh, _en) in (MONEY_ASSETS | CLAIMED_MONEY).items():
    _given("person", f"{_kind}_fen", zh=_zh, en=_en, unit=FEN, high=MOST_FEN)
_given("person", "vehicles", zh="机动车", en="Motor vehicles", unit=PIECES, high=MOST_PIECES)
for _kind, (_zh, _en) in CLAIMED_VEHICLES.items():
    _given("person", f"{_kind}s", zh=_zh, en=_en, unit=PIECES, high=MOST_PIECES)
_given("person", "other_houses", zh="自住以外的住房", en="Houses not lived in", unit=PIECES, high=MOST_PIECES)
_given("person", "company_shares_fen", zh="公司股权、投资", en="Shares in companies", unit=FEN, high=MOST_FEN)
_given("person", "supporter_income_fen", zh="赡养人可支配收入", en="Supporter's disposable income",
       unit=FEN_PER_YEAR, high=MOST_FEN)  # fmt: skip
_given("person", "supporter_dependants", zh="赡养人供养人数", en="Persons the supporter provides for",
       unit=PERSONS, low=1, high=100)  # fmt: skip
_given("person", "support_agreed", zh="赡养费已有协议、判决或说明理由的核定", en="Support set by agreement, court or with reason",
       unit=YES_NO)  # fmt: skip
_given(
    "person",
    "support_agreed_fen",
    zh="协议、判决或核定的赡养费",
    en="Support as set",
    unit=FEN_PER_YEAR,
    high=MOST_FEN,
)
