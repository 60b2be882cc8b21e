"""Facts of persons and families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .shape import Kind, Known, Maker, Period, Record

_MEMBERS = "民发〔2021〕57号 第七条"
_ALONE = "民发〔2021〕57号 第八条"
_TYPES = (
    "visual",
    "hearing",
    "speech",
    "physical",
    "intellectual",
    "mental",
    "multiple",
)  # GB/T 26341-2010, 1 to 7
_MARITAL = {"single": "10", "married": "20", "widowed": "30", "divorced": "40"}  # GB/T 2261.2-2003


def _disability_type(member: Mapping[str, Any]) -> str | None:
    said = str(member.get("disability_type") or "")
    return _TYPES[int(said) - 1] if said.isdecimal() and 1 <= int(said) <= len(_TYPES) else None


def _disability_grade(member: Mapping[str, Any]) -> int | None:
    said = str(member.get("disability_grade") or "")
    return int(said) if said.isdecimal() else None


def _marital(member: Mapping[str, Any]) -> str | None:
    """Married in any way is one. Who was widowed may still stand as married: that is the question about the spouse."""
    said = str(member.get("marital_status") or "")[:1]
    return {"1": "10", "2": "20", "4": "40"}.get(said)


def _away(member: Mapping[str, Any]) -> str:
    return member.get("away") or "none"


FACTS = (
    Kind("register_ended", "household_register", "yes_no", "户籍已注销或迁出", "Register ended", "请核实该成员的户籍和居住情况。",
         "Where is this member registered, where does she live?", _MEMBERS, judged="alarm"),
    Kind("sex", "household_register", "word", "性别", "Sex", "请对照身份证核实性别。", "Check the sex against the card.",
         _MEMBERS, judged="same", codes="sex"),
    Kind("birth_on", "household_register", "day", "出生日期", "Date of birth", "请对照身份证核实出生日期。",
         "Check the birth date against the card.", _MEMBERS, judged="same"),
    Kind("marital_status", "marriage", "word", "婚姻登记状况", "Marital status on record", "请核实该成员的婚姻状况，查看结婚证或离婚证。",
         "Is this member married? See the certificate.", _MEMBERS, judged="same", declared_as=_marital, codes="marital-status"),
    Kind("spouse", "marriage", "citizen_id", "登记的配偶", "Registered spouse", "请核实该成员的配偶是谁、是否共同生活、现在何处。",
         "Who is this member's spouse, do they live together, where?", _MEMBERS, judged="member"),
    Kind("died_on", "death", "day", "死亡日期", "Date of death", "请核实该成员是否健在、是否见到本人。",
         "Is this member alive, was she seen?", "民发〔2022〕83号 一（三）", judged="alarm"),
    Kind("disability_type", "disability", "word", "残疾类别", "Type of disability", "请查看残疾人证。", "See the certificate.",
         _ALONE, judged="favour", declared_as=_disability_type, codes="disability-types"),
    Kind("disability_grade", "disability", "grade", "残疾等级", "Grade of disability", "请查看残疾人证。", "See the certificate.",
         _ALONE, judged="favour", declared_as=_disability_grade),
    Kind("schooling", "education", "word", "就学情况", "Schooling", "请核实是否在校、何校何年级、是否全日制。",
         "Does she go to school, which, full-time?", _MEMBERS, judged="same", codes="schooling"),
    Kind("scholarship_fen", "education", "fen_per_year", "奖学金、助学金", "Scholarships and study grants", "请核实一年领取的奖学金、助学金。",
         "What scholarships and study grants a year?", "民发〔2021〕57号 第十四条", judged="exempt"),
    Kind("away", "justice", "word", "不在家的原因", "Reason for absence", "请核实该成员是否在家、不在家的去向和时间。",
         "Is this member at home? If not, where and since when?", _MEMBERS, judged="same", declared_as=_away, codes="absences"),
    Kind("away_since", "justice", "day", "离家之日", "Away since", "请核实该成员是否在家、不在家的去向和时间。",
         "Is this member at home? If not, where and since when?", _MEMBERS, judged="same"),
)  # fmt: skip


def _register(records: Sequence[Record], period: Period, on: date) -> Known:
    record = records[0]
    facts = {"sex": record.get("sex"), "birth_on": record.get("born_on")}
    if record.get("status") is not None:
        facts["register_ended"] = record["status"] == "ended"
    return Known({key: value for key, value in facts.items() if value is not None})


def _marriage(records: Sequence[Record], period: Period, on: date) -> Known:
    """The latest act counts. Several without their days cannot be put in order."""
    if len(records) > 1 and any(one.get("registered_on") is None for one in records):
        return Known({}, ("marital_status", "spouse"))
    latest = max(records, key=lambda one: one.get("registered_on") or "")
    same_day = [one for one in records if one.get("registered_on") == latest.get("registered_on")]
    if len({one["status"] for one in same_day}) > 1:
        return Known({}, ("marital_status", "spouse"))
    facts = {"marital_status": _MARITAL[latest["status"]]}
    if latest["status"] != "married":
        return Known(facts)
    if latest.get("spouse_id") is None:
        return Known(facts, ("spouse",))
    return Known({**facts, "spouse": latest["spouse_id"]})


def _death(records: Sequence[Record], period: Period, on: date) -> Known:
    return Known({"died_on": records[0]["died_on"]})


def _disability(records: Sequence[Record], period: Period, on: date) -> Known:
    record = records[0]
    until = record.get("valid_until")
    if not 1 <= record["grade"] <= 4 or (until is not None and date.fromisoformat(until) < on):
        return Known({}, ("disability_type", "disability_grade"))
    return Known({"disability_type": record["type"], "disability_grade": record["grade"]})


def _education(records: Sequence[Record], period: Period, on: date) -> Known:
    """Admitted is not yet in school; two schools at once, or a leave, are asked about."""
    facts: dict[str, Any] = {}
    unclear: tuple[str, ...] = ()
    levels = {one["level"] for one in records if one["status"] == "attending"}
    if len(levels) == 1:
        facts["schooling"] = levels.pop()
    elif levels or any(one["status"] in ("admitted", "suspended") for one in records):
        unclear = ("schooling",)
    else:
        facts["schooling"] = "none"
    aid = [one["aid_fen"] for one in records if one.get("aid_fen") is not None]
    return Known(facts | ({"scholarship_fen": sum(aid)} if aid else {}), unclear)


def _justice(records: Sequence[Record], period: Period, on: date) -> Known:
    record = records[0]
    facts = {"away": record["away"]}
    return Known(
        facts | ({"away_since": record["since"]} if record["away"] != "none" and record.get("since") else {})
    )


MAKERS: dict[str, Maker] = {
    "household_register": _register, "marriage": _marriage, "death": _death, "disability": _disability,
    "education": _education, "justice": _justice,
}  # fmt: skip
