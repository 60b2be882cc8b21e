"""Why the summary of a month is not signed."""

from __future__ import annotations

from jiuzhu.values.refusals import Refusal


class MonthNotOver(Refusal):
    code = "filings.month-not-over"
    zh = "{month}还没有结束，不能签署汇总。"
    en = "{month} is not over; its summary cannot be signed yet."
    law = "监管办法 第十一条"


class MonthSigned(Refusal):
    code = "filings.month-signed"
    zh = "{month}的汇总已由{by}于{on}签署，不再改动。"
    en = "The summary of {month} was signed by {by} on {on} and stands."
    next_zh = "以后发生的事项，计入发生的当月。"
    next_en = "What happens later counts in its own month."


class SummaryChanged(Refusal):
    code = "filings.summary-changed"
    zh = "{month}的数字在您打开以后有变化，没有签署。"
    en = "Figures of {month} changed since you opened it; nothing was signed."
    next_zh = "请重新打开，核对以后再签署。"
    next_en = "Open it again, compare, and sign."


class NotItsFigures(Refusal):
    code = "filings.not-its-figures"
    zh = "{month}的汇总与备案登记不一致，没有写入。"
    en = "The summary of {month} is not what is on file; nothing was written."
    law = "监管办法 第十一条"
