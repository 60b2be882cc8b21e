"""What keeps a determination from being made."""

from __future__ import annotations

from jiuzhu.values.refusals import Refusal


class UnknownItem(Refusal):
    code = "eligibility.unknown-item"
    zh = "没有事项“{item}”的认定规则。可用：{known}。"
    en = "There are no rules for the item “{item}”. Known: {known}."


class FactMissing(Refusal):
    code = "eligibility.fact-missing"
    zh = "还不能认定：缺少“{label_zh}”（{path}）。"
    en = "Cannot be decided yet: “{label_en}” ({path}) is missing."
    next_zh = "请补充该事实后重新认定。"
    next_en = "State it and determine again."
