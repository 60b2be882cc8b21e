"""The record of a visit: its shape, and what must be in it. Pure.

content = {
  shape (2; records without it are of shape 1 and lack what is marked *), *mode (home | phone | video), *mode_reason,
  visited_on, visited_at "HH:MM" or "", place, outcome (surveyed | not_cooperating | nobody_home), cause (code) or "",
  respondent: {name, relation} or None when nobody was at home,
  home: {tenure, square_metres, condition}, belongings: {vehicles, machines, livestock, own_mu, let_mu, rented_mu},
  spending: {utilities_fen, school_fen, medical_fen} (a year),
  members: [{person (id as text), name, seen, self_care, actual: {fact: value}, declared: {fact: value}, reason, note,
    *illness, *care: {eat, dress, bed, toilet, walk, wash: true (alone) | false | null}}],
  neighbours: [{name, relation, opinion}], staff_relative, staff_relative_of,
  finding, differs, differs_how, household_signed (signed | fingerprint | refused | nobody), *refused: {reason, witness},
  papers: [{id, sha256, kind}], corrects (number of the visit) or None
}
`actual` holds only what differs from the declaration, by the keys of the rulebook's form (money in fen, by the year): each
goes before declared and departments' values in a determination and needs a reason. Source: china.md §11.6; 57号 Art. 16.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jiuzhu.surveys.refusals import (
    CareContradicts,
    CareHalf,
    DifferenceUntold,
    Missing,
    NobodyCannotSign,
    ReasonNeeded,
    RefusalUntold,
    RefusedUntold,
    RemoteNotSigned,
    RemoteUnexplained,
    SignatureMissing,
    VisitedAhead,
)
from jiuzhu.values.refusals import Refusal

from . import care

SHAPE = 2
LEAST_TOLD = 10  # letters of an explanation

#: fact → (kind, Chinese, English); kinds: money (fen a year, or fen for assets), count, yes_no, or a list of codes
ACTUAL: dict[str, tuple[str, str, str]] = {
    "wage_fen": ("money", "工资性收入（年）", "Wages of a year"),
    "business_fen": ("money", "经营收入（年）", "Business income of a year"),
    "property_fen": ("money", "财产收入（年）", "Property income of a year"),
    "transfer_fen": ("money", "转移收入（年）", "Transfers of a year"),
    "other_fen": ("money", "其他收入（年）", "Other income of a year"),
    "rigid_spending_fen": ("money", "残疾、重病刚性支出（年）", "Unavoidable spending of a year"),
    "deposit_fen": ("money", "存款和现金", "Deposits and cash"),
    "vehicles": ("count", "机动车（辆）", "Motor vehicles"),
    "other_houses": ("count", "自住以外的住房（处）", "Houses not lived in"),
    "lives_with_household": ("yes_no", "长期共同居住", "Lives with the household for good"),
    "health": ("health", "健康状况", "Health"),
    "labour_ability": ("labour-ability", "劳动能力", "Ability to work"),
    "employment": ("employment", "就业状况", "Employment"),
}
TENURES: dict[str, tuple[str, str]] = {
    "own": ("商品房（自有）", "Bought home"),
    "self_built": ("自建房", "Self-built home"),
    "resettled": ("还建房", "Resettlement home"),
    "public": ("公租房、廉租房", "Public rental"),
    "rented": ("租住", "Rented"),
    "with_children": ("与子女同住", "With the children"),
    "borrowed": ("借住", "Lent"),
    "other": ("其他", "Other"),
}
CONDITIONS: dict[str, tuple[str, str]] = {
    "good": ("完好", "Good"),
    "fair": ("一般", "Fair"),
    "poor": ("破旧", "Poor"),
    "dangerous": ("危房", "Dangerous"),
}
SELF_CARE: dict[str, tuple[str, str]] = {
    "full": ("能自理", "Looks after herself"),
    "partial": ("部分自理", "Partly"),
    "none": ("不能自理", "Not able to"),
}
OUTCOMES: dict[str, tuple[str, str]] = {
    "surveyed": ("调查完成", "Visited"),
    "nobody_home": ("家中无人，改日再访", "Nobody at home: to be visited again"),
    "not_cooperating": ("家庭拒不配合，终止程序", "The household refuses: the procedure ends"),
}
SIGNED: dict[str, tuple[str, str]] = {
    "signed": ("家庭成员签名", "Signed by a member"),
    "fingerprint": ("按指印", "Fingerprint"),
    "refused": ("拒绝签字", "Refused to sign"),
    "nobody": ("无人在场", "Nobody present"),
}
MODES: dict[str, tuple[str, str]] = {
    "home": ("入户", "At the home"),
    "phone": ("电话（紧急情况）", "By telephone (emergency)"),
    "video": ("视频（紧急情况）", "By video (emergency)"),
}


def wrong_with(content: Mapping[str, Any], *, on: date) -> list[Refusal]:
    """Everything that stands against signing this record on a day, each with the field it belongs to."""
    return list(_wrong(content, on))


def _wrong(content: Mapping[str, Any], on: date) -> Iterator[Refusal]:
    visited = date.fromisoformat(content["visited_on"])
    if visited > on:
        yield VisitedAhead("visited_on", visited_on=visited, on=on)
    yield from _needed(content)
    signed, papers = content["household_signed"], {one["kind"] for one in content["papers"]}
    if signed == "signed" and "household-signature" not in papers:
        yield SignatureMissing("signature")
    if content["outcome"] == "nobody_home" and signed in ("signed", "fingerprint"):
        yield NobodyCannotSign("household_signed")
    if content["differs"] and not content["differs_how"]:
        yield DifferenceUntold("differs_how")
    if (
        content["outcome"] == "not_cooperating"
        and not content["differs_how"]
        and len(content["finding"]) < LEAST_TOLD
    ):
        yield RefusalUntold("finding")
    yield from _unsigned(content)
    for one in content["members"]:
        if one["actual"] and not one["reason"]:
            yield ReasonNeeded(f"m{one['person']}_reason", name=one["name"])
        yield from _care(one)


def _unsigned(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Why nobody of the household signed must be on record; one that refuses the whole visit is told of in the finding."""
    signed, refused = content["household_signed"], content.get("refused") or {}
    untold = not refused.get("reason", "").strip() or not refused.get("witness", "").strip()
    if signed == "refused" and content["outcome"] != "not_cooperating" and untold:
        yield RefusedUntold("refused_reason")
    if content.get("mode", "home") != "home":
        if len(content.get("mode_reason", "").strip()) < LEAST_TOLD:
            yield RemoteUnexplained("mode_reason")
        if signed != "nobody":
            yield RemoteNotSigned("household_signed")


def _care(one: Mapping[str, Any]) -> Iterator[Refusal]:
    items = one.get("care") or {}
    told, should = care.told(items), care.ability(items)
    if told and not should:
        yield CareHalf(f"m{one['person']}_care_eat", name=one["name"], told=told)
    if should and one["self_care"] and one["self_care"] != should:
        zh, en = SELF_CARE[should]
        yield CareContradicts(
            f"m{one['person']}_self_care",
            name=one["name"],
            failed=care.failed(items),
            should_zh=zh,
            should_en=en,
        )


def _needed(content: Mapping[str, Any]) -> Iterator[Refusal]:
    if not content["place"]:
        yield Missing("place", what_zh="调查地点", what_en="Place")
    if not content["finding"]:
        yield Missing("finding", what_zh="调查结论", what_en="Finding")
    if content["outcome"] != "surveyed":
        return
    if not content["respondent"]:
        yield Missing("respondent_name", what_zh="受访人", what_en="Respondent")
    if not content["home"]["tenure"]:
        yield Missing("tenure", what_zh="住房性质", what_en="Home")
    for one in content["members"]:
        if one["seen"] is None:
            yield Missing(
                f"m{one['person']}_seen", what_zh=f"是否见到{one['name']}", what_en=f"Was {one['name']} seen"
            )


def differs(content: Mapping[str, Any]) -> bool:
    """Whether the visit found anything otherwise than declared."""
    return bool(content["differs"]) or any(one["actual"] for one in content["members"])


def for_household(content: Mapping[str, Any]) -> dict[str, Any]:
    """The record as the household may read it: who of the neighbours said what is not told."""
    return dict(content) | {
        "neighbours": [
            {"name": "", "relation": "", "opinion": one["opinion"]} for one in content["neighbours"]
        ]
    }
