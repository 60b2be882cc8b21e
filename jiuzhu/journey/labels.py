"""How owners, time limits and outcomes are written beside a process: in its drawing and in the reference pages."""

from __future__ import annotations

from jiuzhu.journey.process import Limit, Outcome, Stage
from jiuzhu.offices.roles import ROLES

OUTSIDE = {"applicant": ("申请家庭", "The household"), "nobody": ("", "")}
GUARDED = {"already_posted": ("异议处理后重新提出", "Stated again after an objection")}
SINCE = {"entry": ("", ""), "acceptance": ("自受理起", " from acceptance")}


def _english(language: str) -> bool:
    return language.lower().startswith("en")


def owner_name(stage: Stage, language: str = "zh-hans") -> str:
    """The role that acts; where a delegation decides who, both: ``首席代表／县级审核确认员``."""
    keys = [stage.owner, *([stage.owner_when_county] if stage.owner_when_county else [])]
    return ("/" if _english(language) else "／").join(role_name(key, language) for key in keys)


def role_name(key: str, language: str = "zh-hans") -> str:
    """A role, or the household itself."""
    if key in OUTSIDE:
        return OUTSIDE[key][_english(language)]
    return ROLES[key].name(language)


def limits_in_words(stage: Stage, language: str = "zh-hans") -> str:
    """The usual time of a stage, short: ``7天``, ``自受理起11个工作日``, ``3–10个工作日`` where it depends on who decides."""
    if stage.posting is not None and stage.posting.length is not None:
        return _span(str(stage.posting.length), stage.posting.unit, language)
    usual = [one for one in stage.limits if one.after is None]
    if not usual:
        return ""
    lengths = sorted({one.days for one in usual})
    number = "–".join(str(one) for one in (lengths[0], lengths[-1])[: len(lengths)])
    return _since(usual[0], _span(number, usual[0].unit, language), language)


def limit_in_words(limit: Limit, language: str = "zh-hans") -> str:
    """One limit in full."""
    return _since(limit, _span(str(limit.days), limit.unit, language), language)


def _span(number: str, unit: str, language: str) -> str:
    if _english(language):
        name = "working day" if unit == "working_days" else "day"
        return f"{number} {name}{'' if number == '1' else 's'}"
    return f"{number}{'个工作日' if unit == 'working_days' else '天'}"


def _since(limit: Limit, span: str, language: str) -> str:
    chinese, english = SINCE[limit.counted_from]
    return f"{span}{english}" if _english(language) else f"{chinese}{span}"


def edge_label(outcome: Outcome, to: str, language: str = "zh-hans") -> str:
    """What stands on the line to a stage; a guarded way is named by its guard."""
    if outcome.guard is not None and to == outcome.to_if_guarded:
        return GUARDED[outcome.guard][_english(language)]
    return outcome.label(language)
