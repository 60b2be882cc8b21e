"""Facts of work and income. What is paid by the month counts twelve times; a year's sum is the unit of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from .shape import (
    Kind,
    Known,
    Maker,
    Period,
    Record,
    at_work,
    by_the_month,
    in_business,
    receiving,
    sum_of,
    summed,
)

_INCOME = "民发〔2021〕57号 第十二条"
_LEFT_OUT = "民发〔2021〕57号 第十四条"

FACTS = (
    Kind("wage_fen", "tax", "fen_per_year", "工资性收入", "Wages", "请核实在哪里上班、从何时起、每月实际拿到多少。",
         "Where does she work, since when, what is paid a month?"),
    Kind("other_taxed_fen", "tax", "fen_per_year", "其他已申报纳税的收入", "Other taxed income", "请核实工资以外的收入和来源。",
         "What income other than wages is there?", declared_as=sum_of("business_fen", "property_fen", "other_fen")),
    Kind("transfer_fen", "social_insurance", "fen_per_year", "转移性收入（养老金等，不含基础养老金）",
         "Transfers (pension and others, without the basic part)", "请核实养老金每月发放多少、发到哪张卡。",
         "What pension is paid a month, to which card?", judged="part", part_of="transfer_fen"),
    Kind("unemployment_fen", "employment", "fen_per_year", "失业保险金", "Unemployment benefit", "请核实是否领取失业保险金、每月多少、还有几个月。",
         "Is unemployment benefit paid, how much a month, for how long?", _INCOME, judged="part", part_of="transfer_fen"),
    Kind("survivor_fen", "public_payroll", "fen_per_year", "遗属补助", "Survivors' allowance", "请核实是否领取遗属补助、每月多少。",
         "Is a survivors' allowance paid, how much a month?", _INCOME, judged="part", part_of="transfer_fen"),
    Kind("farm_subsidy_fen", "farm_subsidies", "fen_per_year", "惠农补贴", "Farm subsidies", "请核实一年领取的各项惠农补贴。",
         "What farm subsidies are paid a year?", _INCOME, judged="part", part_of="transfer_fen"),
    Kind("basic_pension_fen", "social_insurance", "fen_per_year", "城乡居民基础养老金", "Residents' basic pension",
         "请核实基础养老金每月多少。", "What basic pension is paid a month?", _LEFT_OUT),
    Kind("preferential_treatment_fen", "veterans", "fen_per_year", "优抚对象抚恤补助", "Veterans' benefits", "请核实抚恤补助的类别和每月金额。",
         "Which veterans' benefit is paid, how much a month?", _LEFT_OUT, judged="exempt"),
    Kind("insured_as_employee", "social_insurance", "yes_no", "正在参加职工社会保险", "Insured as an employee",
         "请核实由哪个单位参保、是否在那里工作。", "Which employer insures her, does she work there?",
         judged="declared", declared_as=at_work),
    Kind("registered_at_work", "employment", "yes_no", "登记为就业", "Registered as employed", "请核实是否就业、在哪里、做什么。",
         "Does she work, where, as what?", judged="declared", declared_as=at_work),
    Kind("public_payroll", "public_payroll", "yes_no", "财政供养在职人员", "On the public payroll", "请核实在哪个单位工作、每月实际拿到多少。",
         "For which unit does she work, what is paid a month?", judged="declared", declared_as=at_work),
    Kind("housing_fund_fen", "housing_fund", "fen_per_month", "住房公积金月缴存额", "Housing fund paid in a month",
         "请核实公积金由哪个单位缴存。", "Which employer pays into the housing fund?", judged="declared", declared_as=at_work),
    Kind("business_sales_fen", "business_tax", "fen_per_year", "经营主体计税销售额", "Taxed sales of a business",
         "请核实是否经营企业或个体户、收入和成本多少。",
         "Does she run a business, what does it earn and cost?", judged="declared", declared_as=in_business),
)  # fmt: skip


def _social_insurance(records: Sequence[Record], period: Period, on: date) -> Known:
    facts: dict[str, Any] = {}
    unclear: list[str] = []
    employed = [
        one for one in records if one["insurance"] == "employee_pension" and one["status"] == "paying"
    ]
    facts["insured_as_employee"] = bool(employed)
    for one in records:
        if one["status"] != "receiving":
            continue
        month, basic = one.get("month_fen"), one.get("basic_month_fen")
        if one["insurance"] == "resident_pension" and (month is None or basic is None or basic > month):
            unclear.append("basic_pension_fen")  # the part that is left out cannot be told from the rest
        elif month is None or (basic or 0) > month:
            unclear.append("transfer_fen")
        else:
            facts["transfer_fen"] = facts.get("transfer_fen", 0) + (month - (basic or 0)) * 12
            facts["basic_pension_fen"] = facts.get("basic_pension_fen", 0) + (basic or 0) * 12
    return Known(facts, tuple(dict.fromkeys(unclear)))


def _employment(records: Sequence[Record], period: Period, on: date) -> Known:
    """A benefit that ends within the year is not a year's: it is asked about."""
    facts: dict[str, Any] = {"registered_at_work": any(one["state"] == "employed" for one in records)}
    unclear: tuple[str, ...] = ()
    paid = [one for one in records if one.get("month_fen")]
    if len(paid) > 1 or any((one.get("months_left") or 0) < 12 for one in paid):
        unclear = ("unemployment_fen",)
    elif paid:
        facts["unemployment_fen"] = paid[0]["month_fen"] * 12
    return Known(facts, unclear)


def _public_payroll(records: Sequence[Record], period: Period, on: date) -> Known:
    survivors = by_the_month([one for one in records if one["kind"] == "survivor"], "survivor_fen")
    serving = {"public_payroll": any(one["kind"] == "staff" for one in records)}
    return Known(serving | survivors.facts, survivors.unclear)


def _housing_fund(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known(
        {"housing_fund_fen": sum(one["month_fen"] for one in records if one.get("status") != "stopped")}
    )


def _tax(records: Sequence[Record], period: Period, on: date) -> Known:
    wages = summed([one for one in records if one["item"] == "wage"], period, "income_fen", "wage_fen")
    others = summed(
        [one for one in records if one["item"] != "wage"], period, "income_fen", "other_taxed_fen"
    )
    return Known(wages.facts | others.facts, wages.unclear + others.unclear)


def _business_tax(records: Sequence[Record], period: Period, on: date) -> Known:
    """One declaration for each kind of tax of a period: the same sales must not count twice."""
    once = {(one["company"], one["period_from"], one["period_to"]): one for one in records}
    sales = {(one["company"], one["period_from"], one["period_to"], one["sales_fen"]) for one in records}
    if len(sales) > len(once):
        return Known({}, ("business_sales_fen",))
    return summed(list(once.values()), period, "sales_fen", "business_sales_fen")


def _veterans(records: Sequence[Record], period: Period, on: date) -> Known:
    return by_the_month(receiving(records), "preferential_treatment_fen")


def _farm_subsidies(records: Sequence[Record], period: Period, on: date) -> Known:
    paid = [
        one["amount_fen"] for one in records if period[0] <= date.fromisoformat(one["paid_on"]) <= period[1]
    ]
    return Known({"farm_subsidy_fen": sum(paid)} if paid else {})


MAKERS: dict[str, Maker] = {
    "social_insurance": _social_insurance, "employment": _employment, "public_payroll": _public_payroll,
    "housing_fund": _housing_fund, "tax": _tax, "business_tax": _business_tax, "veterans": _veterans,
    "farm_subsidies": _farm_subsidies,
}  # fmt: skip
