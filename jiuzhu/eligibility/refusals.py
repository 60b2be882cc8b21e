"""What the room refuses: facts that are not as their shape says, each named by its path, and what keeps a
determination from being made."""

from __future__ import annotations

from jiuzhu.values.refusals import Refusal


class FactsRefused(Refusal):
    """The family: something in the facts is not as the shape says."""


class NotAnObject(FactsRefused):
    code = "eligibility.facts-not-an-object"
    zh = "{path}（{label_zh}）应为一个对象，即 {{…}}。"
    en = "{path} ({label_en}) must be an object, {{…}}."


class NotAList(FactsRefused):
    code = "eligibility.facts-not-a-list"
    zh = "{path}（{label_zh}）应为列表，即 […]；没有就填 []。"
    en = "{path} ({label_en}) must be a list, […]; write [] for none."


class FieldMissing(FactsRefused):
    code = "eligibility.facts-field-missing"
    zh = "缺少 {path}（{label_zh}）。"
    en = "{path} ({label_en}) is missing."


class FieldUnknown(FactsRefused):
    code = "eligibility.facts-field-unknown"
    zh = "没有 {path} 这个字段。可用的字段：{known}。"
    en = "There is no field {path}. The fields are: {known}."


class NotMoney(FactsRefused):
    code = "eligibility.facts-not-money"
    zh = "{path}（{label_zh}）应为整数分（1 元写作 100），不能是“{value}”。"
    en = "{path} ({label_en}) must be whole fen (1 yuan is 100), not “{value}”."


class NotANumber(FactsRefused):
    code = "eligibility.facts-not-a-number"
    zh = "{path}（{label_zh}）应为整数，不能是“{value}”。"
    en = "{path} ({label_en}) must be a whole number, not “{value}”."


class OutOfRange(FactsRefused):
    code = "eligibility.facts-out-of-range"
    zh = "{path}（{label_zh}）应在 {low} 与 {high} 之间，不能是 {value}。"
    en = "{path} ({label_en}) must lie between {low} and {high}, not {value}."
    next_zh = "请核对是否多写了零，或把元写成了分。"
    next_en = "Check for a nought too many, or yuan written as fen."


class NumberOutOfRange(FactsRefused):
    code = "eligibility.facts-number-out-of-range"
    zh = "{path}（{label_zh}）应在 {low} 与 {high} 之间，不能是 {value}。"
    en = "{path} ({label_en}) must lie between {low} and {high}, not {value}."


class NotADay(FactsRefused):
    code = "eligibility.facts-not-a-day"
    zh = "{path}（{label_zh}）应为日期，写作 2020-08-01，不能是“{value}”。"
    en = "{path} ({label_en}) must be a day written as 2020-08-01, not “{value}”."


class NotYesNo(FactsRefused):
    code = "eligibility.facts-not-yes-no"
    zh = "{path}（{label_zh}）应为 true 或 false，不能是“{value}”。"
    en = "{path} ({label_en}) must be true or false, not “{value}”."


class NotAWord(FactsRefused):
    code = "eligibility.facts-not-a-word"
    zh = "{path}（{label_zh}）不能是“{value}”，只能是：{words}。"
    en = "{path} ({label_en}) cannot be “{value}”; it is one of: {words}."


class NotText(FactsRefused):
    code = "eligibility.facts-not-text"
    zh = "{path}（{label_zh}）应为 1 到 {high} 个字的文字。"
    en = "{path} ({label_en}) must be text of 1 to {high} characters."


class WrongLength(FactsRefused):
    code = "eligibility.facts-wrong-length"
    zh = "{path}（{label_zh}）应有 {low} 到 {high} 项，现有 {found} 项。"
    en = "{path} ({label_en}) must have {low} to {high} entries; it has {found}."


class ReferenceTwice(FactsRefused):
    code = "eligibility.facts-reference-twice"
    zh = "{path}：编号“{value}”在本文件中出现了两次，同一个人不能计算两次。"
    en = "{path}: the reference “{value}” stands twice in this file; nobody is counted twice."


class OneApplicant(FactsRefused):
    code = "eligibility.facts-one-applicant"
    zh = "members 中应当恰有一人的 relation 是 applicant（申请人），现有 {found} 人。"
    en = "Exactly one of members must have the relation applicant; {found} have it."


class OneSpouse(FactsRefused):
    code = "eligibility.facts-one-spouse"
    zh = "members 中在世的 spouse（配偶）有 {found} 人，最多一人。"
    en = "{found} living members have the relation spouse; there can be one."


class BornLater(FactsRefused):
    code = "eligibility.facts-born-later"
    zh = "{path}（{label_zh}）{value} 晚于认定日期 {on}。"
    en = "{path} ({label_en}) {value} is after the day of the determination, {on}."


class DiedBeforeBirth(FactsRefused):
    code = "eligibility.facts-died-before-birth"
    zh = "{path}：死亡日期 {value} 早于出生日期 {birth}。"
    en = "{path}: the day of death {value} is before the day of birth {birth}."


class ExemptionOfAnotherKind(FactsRefused):
    code = "eligibility.facts-exemption-of-another-kind"
    zh = "{path}：“{value}”不能用于“{kind}”。"
    en = "{path}: “{value}” cannot be claimed for “{kind}”."


class CostOfAnotherKind(FactsRefused):
    code = "eligibility.facts-cost-of-another-kind"
    zh = "{path}：“{kind}”没有可扣减的成本，请删去 cost_fen。"
    en = "{path}: nothing is taken off “{kind}”; leave cost_fen out."


class TooMuchTogether(FactsRefused):
    code = "eligibility.facts-too-much-together"
    zh = "{path}：“{label_zh}”合计 {value}，超过上限 {high}。"
    en = "{path}: “{label_en}” adds up to {value}, more than the most, {high}."
    next_zh = "请核对是否多写了零，或把元写成了分。"
    next_en = "Check for a nought too many, or yuan written as fen."


class ReasonMissing(FactsRefused):
    code = "eligibility.facts-reason-missing"
    zh = "{path}：填了 agreed_fen（核定的赡养费），必须在 agreed_reason 写明协议、判决或核定理由。"
    en = "{path}: with agreed_fen, agreed_reason must name the agreement, the ruling or the reason."


class NotJson(FactsRefused):
    code = "eligibility.facts-not-json"
    zh = "第 {line} 行第 {column} 列不是有效的 JSON：{problem}。"
    en = "Line {line}, column {column} is not valid JSON: {problem}."


class KeyTwice(FactsRefused):
    code = "eligibility.facts-key-twice"
    zh = "同一个对象里“{key}”写了两次，不知以哪个为准。"
    en = "“{key}” stands twice in one object; it is not clear which counts."


class NotUtf8(FactsRefused):
    code = "eligibility.facts-not-utf8"
    zh = "文件第 {position} 个字节起不是 UTF-8 编码的文字。"
    en = "From byte {position} on, the file is not UTF-8 text."
    next_zh = "请另存为 UTF-8 编码。"
    next_en = "Save it again as UTF-8."


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
