"""A record of a visit in the words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jiuzhu.surveys import queries as surveys
from jiuzhu.values import figures
from jiuzhu.web.visited import code, value, word


@dataclass(frozen=True)
class Beside:
    """One fact of a member: as declared and as found."""

    name: str
    declared: str
    found: str


@dataclass(frozen=True)
class Member:
    name: str
    seen: str
    self_care: str
    facts: tuple[Beside, ...]
    reason: str
    note: str
    illness: str
    care: str


def fact(key: str, language: str) -> str:
    return surveys.ACTUAL[key][2 if language.startswith("en") else 1]


def members(content: Mapping[str, Any], language: str) -> list[Member]:
    return [
        Member(
            one["name"], {True: _("见到"), False: _("未见到")}.get(one["seen"], "—"),
            word(surveys.SELF_CARE, one["self_care"], language),
            tuple(
                Beside(fact(key, language), value(key, one["declared"].get(key), language), value(key, found, language))
                for key, found in one["actual"].items()
            ),
            one["reason"], one["note"], one.get("illness", ""), _care(one.get("care") or {}, language),
        )
        for one in content["members"]
    ]  # fmt: skip


def _care(items: Mapping[str, bool | None], language: str) -> str:
    """What the person cannot do alone, and the degree that follows; empty where the six were not asked."""
    degree = surveys.rules.ability(items)
    if not degree:
        return ""
    cannot = [word(surveys.CARE, key, language) for key in surveys.CARE if items[key] is False]
    told = _("、").join(cannot) if cannot else _("无")
    return _("六项评估：%(degree)s；不能：%(told)s") % {
        "degree": word(surveys.SELF_CARE, degree, language),
        "told": told,
    }


def pairs(content: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """What the record says of the household, without what is empty."""
    home, belongings, spending, who = (
        content[key] for key in ("home", "belongings", "spending", "respondent")
    )
    refused = content.get("refused") or {}
    remote = content.get("mode", "home") != "home"
    found = [
        (_("调查方式"), word(surveys.MODES, content["mode"], language) if remote else ""),
        (_("不能入户的紧急情况"), content.get("mode_reason", "") if remote else ""),
        (_("调查情况"), word(surveys.OUTCOMES, content["outcome"], language)),
        (_("地点"), content["place"]),
        (_("受访人"), f"{who['name']}（{code('relations', who['relation'], language)}）" if who else _("无人在家")),
        (_("住房"), _("、").join(part for part in (
            word(surveys.TENURES, home["tenure"], language) if home["tenure"] else "",
            f"{home['square_metres']} m²" if home["square_metres"] else "",
            word(surveys.CONDITIONS, home["condition"], language) if home["condition"] else "") if part)),
        (_("见到的车辆"), belongings["vehicles"]), (_("农机、经营设备"), belongings["machines"]),
        (_("牲畜、家禽"), belongings["livestock"]), (_("承包地（亩）"), belongings["own_mu"]),
        (_("流转出（亩）"), belongings["let_mu"]), (_("租种（亩）"), belongings["rented_mu"]),
        *((name, f"{figures.plain_yuan(spending[key])} {_('元')}") for key, name in (
            ("utilities_fen", _("水电气通信（一年）")), ("school_fen", _("上学（一年）")), ("medical_fen", _("看病自付（一年）")))
          if spending[key] is not None),
        (_("致困原因"), code("hardship-causes", content["cause"], language) if content["cause"] else ""),
        (_("近亲属"), content["staff_relative_of"] or _("是") if content["staff_relative"] else _("否")),
        *((_("邻居"), _neighbour(one)) for one in content["neighbours"]),
        (_("调查结论"), content["finding"]), (_("哪里不一致"), content["differs_how"]),
        (_("家庭签字"), word(surveys.SIGNED, content["household_signed"], language)),
        (_("拒签理由"), refused.get("reason", "")), (_("在场见证人"), refused.get("witness", "")),
    ]  # fmt: skip
    return [(name, text) for name, text in found if text]


def _neighbour(one: Mapping[str, str]) -> str:
    """What was said and by whom; in the household's copy by nobody."""
    return f"{one['name']}（{one['relation']}）：{one['opinion']}" if one["name"] else one["opinion"]
