"""What departments know about a person, as facts that stand beside what was declared. Pure.

Keys (those of the eligibility rules where they have one), units and registers are in `FACTS`; `known` makes them out of a register's records. Amounts
are fen a year unless the key says otherwise; counts are whole; days are ISO text. A fact that a register gives no
unambiguous answer to is left out and named in `unclear`: it is asked at the visit, never completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Unit = Literal["day", "fen_per_year", "fen_per_month", "fen", "pieces", "yes_no", "word", "grade"]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A fact: its source, unit, name, the question a visitor asks about it (which gives nothing away), and its law."""

    key: str
    source: str
    unit: Unit
    zh: str
    en: str
    ask_zh: str
    ask_en: str
    law: str = "民发〔2021〕57号 第十二条、第十三条"

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    def ask(self, language: str = "zh-hans") -> str:
        return self.ask_en if language.startswith("en") else self.ask_zh


_ASSETS = "民发〔2021〕57号 第十五条"
FACTS: dict[str, Kind] = {one.key: one for one in (
    Kind("died_on", "death", "day", "死亡日期", "Date of death", "请核实该成员是否健在、是否见到本人。",
         "Is this member alive, was she seen?", "民发〔2022〕83号 一（三）"),
    Kind("register_ended", "household_register", "yes_no", "户籍已注销或迁出", "Register ended", "请核实该成员的户籍和居住情况。",
         "Where is this member registered, where does she live?", "民发〔2021〕57号 第七条"),
    Kind("sex", "household_register", "word", "性别", "Sex", "请对照身份证核实性别。", "Check the sex against the card.",
         "民发〔2021〕57号 第七条"),
    Kind("birth_on", "household_register", "day", "出生日期", "Date of birth", "请对照身份证核实出生日期。",
         "Check the birth date against the card.", "民发〔2021〕57号 第七条"),
    Kind("wage_fen", "tax", "fen_per_year", "工资性收入", "Wages", "请核实在哪里上班、从何时起、每月实际拿到多少。",
         "Where does she work, since when, what is paid a month?"),
    Kind("other_taxed_fen", "tax", "fen_per_year", "其他已申报纳税的收入", "Other taxed income", "请核实工资以外的收入和来源。",
         "What income other than wages is there?"),
    Kind("transfer_fen", "social_insurance", "fen_per_year", "转移性收入（养老金，不含基础养老金）", "Transfers (pension without the basic part)",
         "请核实养老金每月发放多少、发到哪张卡。", "What pension is paid a month, to which card?"),
    Kind("basic_pension_fen", "social_insurance", "fen_per_year", "城乡居民基础养老金", "Residents' basic pension",
         "请核实基础养老金每月多少。", "What basic pension is paid a month?", "民发〔2021〕57号 第十四条"),
    Kind("insured_as_employee", "social_insurance", "yes_no", "正在参加职工社会保险", "Insured as an employee",
         "请核实由哪个单位参保、是否在那里工作。", "Which employer insures her, does she work there?"),
    Kind("housing_fund_fen", "housing_fund", "fen_per_month", "住房公积金月缴存额", "Housing fund paid in a month",
         "请核实公积金由哪个单位缴存。", "Which employer pays into the housing fund?"),
    Kind("vehicles", "vehicles", "pieces", "机动车", "Motor vehicles", "请现场核实机动车的数量、用途、何时购买、是否已转卖。",
         "How many vehicles, for what, bought when, sold?", _ASSETS),
    Kind("houses", "real_estate", "pieces", "不动产", "Real estate", "请核实住房数量、坐落、谁在住、是否出租。",
         "How many homes, where, who lives there, is one let?", _ASSETS),
    Kind("company_shares_fen", "business", "fen", "出资额", "Capital paid in", "请核实是否经营企业或个体户、是否实际出资、是否停业。",
         "Does she run or own a business, was capital paid, is it closed?", _ASSETS),
    Kind("businesses", "business", "pieces", "登记的市场主体", "Registered businesses", "请核实是否经营企业或个体户、收入多少、是否停业。",
         "Does she run a business, what does it earn, is it closed?"),
    Kind("deposits_over", "deposits", "yes_no", "存款超限", "Deposits over the limit", "请家庭说明存款情况，可由本人提供流水。",
         "Ask the household to explain its savings.", _ASSETS),
    Kind("disability_type", "disability", "word", "残疾类别", "Type of disability", "请查看残疾人证。", "See the certificate.",
         "民发〔2021〕57号 第八条"),
    Kind("disability_grade", "disability", "grade", "残疾等级", "Grade of disability", "请查看残疾人证。", "See the certificate.",
         "民发〔2021〕57号 第八条"),
)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What one register says of one person. `rows` are the records used, by their row number in the delivery."""

    facts: dict[str, Any] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()


def known(source: str, records: Sequence[Record], *, period: tuple[date, date], on: date) -> Known:
    """The facts in a register's records about one person, over the period that she authorised, as on a day."""
    return _MAKERS[source](records, period, on)


def _register(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    record = records[0]
    facts = {"sex": record.get("sex"), "birth_on": record.get("born_on")}
    if record.get("status") is not None:
        facts["register_ended"] = record["status"] == "ended"
    return Known({key: value for key, value in facts.items() if value is not None})


def _death(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    return Known({"died_on": records[0]["died_on"]})


def _vehicles(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    return Known({"vehicles": len({one["plate"] for one in _standing(records)})})


def _real_estate(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    return Known({"houses": len({one["certificate"] for one in _standing(records)})})


def _standing(records: Iterable[Record]) -> list[Record]:
    return [one for one in records if one.get("status") != "ended"]


def _housing_fund(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    return Known(
        {"housing_fund_fen": sum(one["month_fen"] for one in records if one.get("status") != "stopped")}
    )


def _social_insurance(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    facts: dict[str, Any] = {}
    unclear = []
    employed = [
        one for one in records if one["insurance"] == "employee_pension" and one["status"] == "paying"
    ]
    facts["insured_as_employee"] = bool(employed)
    for one in records:
        if one["status"] != "receiving":
            continue
        month, basic = one.get("month_fen"), one.get("basic_month_fen")
        if one["insurance"] == "resident_pension" and (month is None or basic is None):
            unclear.append("basic_pension_fen")  # the part that is left out cannot be told from the rest
        elif month is None:
            unclear.append("transfer_fen")
        else:
            facts["transfer_fen"] = facts.get("transfer_fen", 0) + (month - (basic or 0)) * 12
            facts["basic_pension_fen"] = facts.get("basic_pension_fen", 0) + (basic or 0) * 12
    return Known(facts, tuple(unclear))


def _tax(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    starts, stops = period
    facts: dict[str, Any] = {}
    unclear = []
    for one in records:
        begun, ended = date.fromisoformat(one["period_from"]), date.fromisoformat(one["period_to"])
        if ended < starts or begun > stops:
            continue
        key = "wage_fen" if one["item"] == "wage" else "other_taxed_fen"
        if begun < starts or ended > stops:
            unclear.append(key)  # a period that only overlaps the authorised one is not cut up
            continue
        facts[key] = facts.get(key, 0) + one["income_fen"]
    return Known(facts, tuple(dict.fromkeys(unclear)))


def _business(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    running = [one for one in records if one["status"] == "open"]
    unclear = () if all(one.get("capital_fen") is not None for one in running) else ("company_shares_fen",)
    return Known(
        {
            "businesses": len(running),
            "company_shares_fen": sum(one.get("capital_fen") or 0 for one in running),
        },
        unclear,
    )


def _deposits(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    record = records[0]
    return Known({"deposits_over": bool(record["person_over"] or record.get("household_over"))})


def _disability(records: Sequence[Record], period: tuple[date, date], on: date) -> Known:
    record = records[0]
    until = record.get("valid_until")
    if until is not None and date.fromisoformat(until) < on:
        return Known({}, ("disability_type", "disability_grade"))
    return Known({"disability_type": record["type"], "disability_grade": record["grade"]})


_MAKERS = {
    "household_register": _register, "death": _death, "vehicles": _vehicles, "real_estate": _real_estate,
    "housing_fund": _housing_fund, "social_insurance": _social_insurance, "tax": _tax, "business": _business,
    "deposits": _deposits, "disability": _disability,
}  # fmt: skip
