"""What this room refuses. The triggers of migrations/0002 raise the same codes."""

from __future__ import annotations

from jiuzhu.values.refusals import Refusal

LAW = "社会救助法 第十九条"


class CheckedByEnterer(Refusal):
    code = "standards.checked-by-enterer"
    zh = "这个数字是您自己录入的，不能由您复核。"
    en = "You entered this number yourself; you cannot be the one who checks it."
    next_zh = "请另一位政策专员复核。"
    next_en = "Ask another policy officer to check it."
    law = "县级民政部门岗位职责（录入与复核分离）"


class NotEmpowered(Refusal):
    """The database's own answer; the page says NotYourPower or NotYourArea with the names."""

    code = "standards.not-empowered"
    zh = "录入或复核人当天在该地区没有政策专员的岗位。"
    en = "The officer held no post as policy officer for this area on that day."
    next_zh = "请系统管理员核对岗位。"
    next_en = "Ask the administrator to check the posts."


class AlreadyChecked(Refusal):
    code = "standards.already-checked"
    zh = "这个数字已经复核过，结论不能更改。"
    en = "This number has been checked already; the verdict cannot be changed."
    next_zh = "如结论有误，请录入一条更正。"
    next_en = "If the verdict is wrong, enter a correction."


class SameFirstDay(Refusal):
    code = "standards.same-first-day"
    zh = "“{label_zh}”在{area}已有一个从{starts_on}起执行并经复核的数值。"
    en = "“{label_en}” already has a checked value for {area} that starts on {starts_on}."
    next_zh = "如原数值有误，请在原数值上选择“更正”。"
    next_en = "If that value is wrong, choose “Correct” on it."
    law = LAW


class AlreadyCorrected(Refusal):
    code = "standards.already-corrected"
    zh = "被更正的数值已经由另一条记录更正过。"
    en = "The value to be corrected has been corrected by another record already."
    next_zh = "请在最新的一条上更正。"
    next_en = "Correct the newest record instead."


class NotAgreed(Refusal):
    code = "standards.not-agreed"
    zh = "只能更正经复核同意的数值；未经复核的数值从未生效。"
    en = "Only a value that was checked and agreed can be corrected; others were never in force."
    next_zh = "待复核的请复核人退回，退回的请重新录入。"
    next_en = "Let the checker send back what waits; enter again what was sent back."


class OfAnotherNumber(Refusal):
    code = "standards.of-another-number"
    zh = "更正必须与被更正的数值同名、同地区。"
    en = "A correction must have the name and the area of what it corrects."


class NotTheCountys(Refusal):
    code = "standards.not-the-countys"
    zh = "“{label_zh}”由国家统一规定，县里不能另行录入。"
    en = "“{label_en}” is set by national law; a county cannot enter a value of its own."
    next_zh = "请更新规则库；新规定的文号可在“政策数字”页查看。"
    next_en = "Update the rulebook; the page of the number names the law."


class UnknownArea(Refusal):
    code = "standards.unknown-area"
    zh = "没有代码为“{code}”的地区。"
    en = "There is no area with the code “{code}”."


class Missing(Refusal):
    code = "standards.missing"
    zh = "没有填写“{what_zh}”。"
    en = "“{what_en}” is missing."
    next_zh = "请按发文填写。"
    next_en = "Please copy it from the notice."
    law = LAW


class TooLong(Refusal):
    code = "standards.too-long"
    zh = "“{what_zh}”最多 {most} 个字。"
    en = "“{what_en}” may have at most {most} characters."


class NotADay(Refusal):
    code = "standards.not-a-day"
    zh = "“{typed}”不是日期。"
    en = "“{typed}” is not a date."
    next_zh = "请按 2026-07-01 的样式填写。"
    next_en = "Write it like 2026-07-01."


class StopsBeforeStart(Refusal):
    code = "standards.stops-before-start"
    zh = "失效日期（{stops_on}）必须晚于执行日期（{starts_on}）。"
    en = "The first day out of force ({stops_on}) must lie after the first day in force ({starts_on})."


class NoticeInFuture(Refusal):
    code = "standards.notice-in-future"
    zh = "发文日期（{notice_on}）还没有到。"
    en = "The notice is dated {notice_on}, which has not come yet."


class ReasonNeeded(Refusal):
    code = "standards.reason-needed"
    zh = "请写明理由。"
    en = "Please give the reason."
    next_zh = "退回、更正和撤销都要写明理由，录入人会看到。"
    next_en = "It is needed to send back, correct or withdraw; the person who entered it will read it."


class BadValue(Refusal):
    """Family: a value that is not of the unit of its number."""


class ValueMissing(BadValue):
    code = "standards.value-missing"
    zh = "没有填写数值{of_zh}。"
    en = "The value{of_en} is missing."


class NotANumber(BadValue):
    code = "standards.not-a-number"
    zh = "“{typed}”不是数。"
    en = "“{typed}” is not a number."
    next_zh = "请只填数字，例如 1.5，不带单位。"
    next_en = "Enter digits only, for example 1.5, without the unit."


class NotWhole(BadValue):
    code = "standards.not-whole"
    zh = "“{typed}”不是整数。"
    en = "“{typed}” is not a whole number."


class OutOfRange(BadValue):
    code = "standards.out-of-range"
    zh = "“{typed}”不在 {least} 至 {most} 之间。"
    en = "“{typed}” does not lie between {least} and {most}."
    next_zh = "请核对小数点和单位。"
    next_en = "Check the decimal point and the unit."


class UnknownChoice(BadValue):
    code = "standards.unknown-choice"
    zh = "“{typed}”不是可选的值。"
    en = "“{typed}” is not one of the choices."
    next_zh = "可选：{choices}。"
    next_en = "The choices are: {choices}."


class UnknownEntry(BadValue):
    code = "standards.unknown-entry"
    zh = "这个数字没有名为“{typed}”的分项。"
    en = "This number has no entry called “{typed}”."
    next_zh = "分项有：{choices}。"
    next_en = "Its entries are: {choices}."


class NoSuchEntry(Refusal):
    code = "standards.no-such-entry"
    zh = "没有编号为 {pk} 的数值。"
    en = "There is no value with the number {pk}."
