"""Facts of illness and care, posts and trades, and of assistance itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .shape import Kind, Known, Maker, Period, Record, at_work, nothing, receiving, standing, summed


def _spent(member: Mapping[str, Any]) -> Any:
    return member.get("rigid_spending_fen")


FACTS = (
    Kind("medical_fen", "medical", "fen_per_year", "个人负担的医疗费用", "Medical costs borne", "请核实一年自己负担的医疗费用，查看票据。",
         "What was paid for treatment in a year? See the receipts.", "民发〔2021〕57号 第十三条", judged="exempt", declared_as=_spent),
    Kind("care_benefit_fen", "long_term_care", "fen_per_month", "长期护理保险待遇", "Care insurance benefit",
         "请核实是否享受长期护理待遇、是钱还是服务。",
         "Is there a care benefit, in money or in service?", judged="to_ask", declared_as=nothing),
    Kind("posts", "organisations", "pieces", "在社会组织任职", "Posts in organisations", "请核实在社会组织担任什么职务、有无报酬。",
         "Which post in an organisation is held, is it paid?", judged="to_ask", declared_as=at_work),
    Kind("qualifications", "qualifications", "pieces", "有效的从业资格", "Qualifications in force", "请核实是否从事运输等工作、收入多少。",
         "Does she work in transport or another trade, what does it earn?", judged="to_ask", declared_as=at_work),
    Kind("distressed_employee", "distressed_employees", "yes_no", "工会建档的特困职工", "Registered as in distress by the union",
         "请核实单位、工资和工会帮扶情况。", "Which employer, which wage, what help from the union?", judged="favour", declared_as=nothing),
    Kind("aided", "assistance", "yes_no", "已在享受社会救助", "Assistance in payment already", "请核实是否已在其他地方或其他家庭享受低保、特困供养。",
         "Is assistance paid elsewhere, or in another household?", "民发〔2021〕57号 第五条；社会救助法 第四十二条", judged="to_ask",
         declared_as=nothing),
    Kind("dishonest", "credit", "yes_no", "社会救助失信记录", "Record of fraud", "请逐项核实申报的收入和财产。",
         "Go through the declared income and assets line by line.", "社会救助法 第七十三条", judged="alarm"),
)  # fmt: skip


def _medical(records: Sequence[Record], period: Period, on: date) -> Known:
    return summed(records, period, "own_fen", "medical_fen")


def _long_term_care(records: Sequence[Record], period: Period, on: date) -> Known:
    paid = [one.get("month_fen") for one in receiving(records)]
    if any(one is None for one in paid):
        return Known({}, ("care_benefit_fen",))
    return Known({"care_benefit_fen": sum(one for one in paid if one is not None)})


def _organisations(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known({"posts": len({one["organisation"] for one in standing(records)})})


def _qualifications(records: Sequence[Record], period: Period, on: date) -> Known:
    valid = [one for one in standing(records) if (one.get("valid_until") or on.isoformat()) >= on.isoformat()]
    return Known({"qualifications": len({one["qualification"] for one in valid})})


def _distressed(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known({"distressed_employee": True} if standing(records) else {})


def _assistance(records: Sequence[Record], period: Period, on: date) -> Known:
    """An edge family may still apply; temporary relief excludes nothing."""
    monthly = [one for one in receiving(records) if one["kind"] in ("minimum_living", "extreme_hardship")]
    return Known({"aided": bool(monthly)})


def _credit(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known({"dishonest": any(one["dishonest"] for one in records)})


MAKERS: dict[str, Maker] = {
    "medical": _medical, "long_term_care": _long_term_care, "organisations": _organisations,
    "qualifications": _qualifications, "distressed_employees": _distressed, "assistance": _assistance, "credit": _credit,
}  # fmt: skip
