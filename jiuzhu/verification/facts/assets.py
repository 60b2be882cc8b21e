"""Facts of assets. Of money only whether it is over the limit: what it is, the household says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .shape import ASSETS, Kind, Known, Maker, Period, Record, in_business, standing, sum_of


def _insured(member: Mapping[str, Any]) -> bool:
    return bool(member.get("insurance_fen"))


FACTS = (
    Kind("vehicles", "vehicles", "pieces", "机动车", "Motor vehicles", "请现场核实机动车的数量、用途、何时购买、是否已转卖。",
         "How many vehicles, for what, bought when, sold?", ASSETS),
    Kind("houses", "real_estate", "pieces", "不动产", "Real estate", "请核实住房数量、坐落、谁在住、是否出租。",
         "How many homes, where, who lives there, is one let?", ASSETS, judged="household"),
    Kind("fund_loan_fen", "fund_loans", "fen_per_month", "公积金贷款月还款额", "Housing-fund loan repaid a month",
         "请核实住房贷款每月由谁偿还、还多少。",
         "Who repays a home loan, how much a month?", ASSETS, judged="to_ask"),
    Kind("company_shares_fen", "business", "fen", "出资额", "Capital paid in", "请核实是否经营企业或个体户、是否实际出资、是否停业。",
         "Does she run or own a business, was capital paid, is it closed?", ASSETS),
    Kind("businesses", "business", "pieces", "登记的市场主体", "Registered businesses", "请核实是否经营企业或个体户、收入多少、是否停业。",
         "Does she run a business, what does it earn, is it closed?", judged="declared", declared_as=in_business),
    Kind("deposits_over", "deposits", "yes_no", "存款超限", "Deposits over the limit", "请家庭说明存款情况，可由本人提供流水。",
         "Ask the household to explain its savings.", ASSETS, judged="alarm"),
    Kind("securities_over", "securities", "yes_no", "证券超限", "Securities over the limit", "请家庭说明股票、基金、债券等情况。",
         "Ask the household to explain shares, funds and bonds.", ASSETS, judged="alarm"),
    Kind("securities_account", "securities", "yes_no", "开立证券账户", "Securities account", "请家庭说明是否有股票、基金、债券等。",
         "Are there shares, funds or bonds?", ASSETS, judged="to_ask", declared_as=sum_of("securities_fen", "fund_fen")),
    Kind("insurance_over", "insurance", "yes_no", "商业保险超限", "Insurance over the limit", "请家庭说明购买商业保险的情况。",
         "Ask the household to explain its insurance.", ASSETS, judged="alarm"),
    Kind("policies", "insurance", "pieces", "有效的商业保单", "Insurance policies in force", "请核实购买了哪些商业保险、由谁交费。",
         "What insurance is held, who pays for it?", ASSETS, judged="to_ask", declared_as=_insured),
    Kind("payments_over", "payments", "yes_no", "网络支付账户超限", "Payment accounts over the limit", "请家庭说明网络支付账户的情况。",
         "Ask the household to explain its payment accounts.", f"社会救助法 第四十一条；{ASSETS}", judged="alarm"),
)  # fmt: skip


def _vehicles(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known({"vehicles": len({one["plate"] for one in standing(records)})})


def _real_estate(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known({"houses": len({one["certificate"] for one in standing(records)})})


def _fund_loans(records: Sequence[Record], period: Period, on: date) -> Known:
    running = [one["month_fen"] for one in records if one.get("status") != "settled"]
    return Known({"fund_loan_fen": sum(running)})


def _business(records: Sequence[Record], period: Period, on: date) -> Known:
    running = [one for one in records if one["status"] == "open"]
    unclear = () if all(one.get("capital_fen") is not None for one in running) else ("company_shares_fen",)
    return Known(
        {
            "businesses": len(running),
            "company_shares_fen": sum(one.get("capital_fen") or 0 for one in running),
        },
        unclear,
    )


def _deposits(records: Sequence[Record], period: Period, on: date) -> Known:
    record = records[0]
    return Known({"deposits_over": bool(record["person_over"] or record.get("household_over"))})


def _securities(records: Sequence[Record], period: Period, on: date) -> Known:
    return _over(records[0], "securities_over", securities_account="opened")


def _insurance(records: Sequence[Record], period: Period, on: date) -> Known:
    return _over(records[0], "insurance_over", policies="policies")


def _payments(records: Sequence[Record], period: Period, on: date) -> Known:
    return _over(records[0], "payments_over")


def _over(record: Record, key: str, **more: str) -> Known:
    """Over the limit, and what else the record says."""
    said = {fact: record[column] for fact, column in more.items() if record.get(column) is not None}
    return Known({key: record["person_over"], **said})


MAKERS: dict[str, Maker] = {
    "vehicles": _vehicles, "real_estate": _real_estate, "fund_loans": _fund_loans, "business": _business,
    "deposits": _deposits, "securities": _securities, "insurance": _insurance, "payments": _payments,
}  # fmt: skip
