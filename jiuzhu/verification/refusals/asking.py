"""What is refused about questions and answers."""

from jiuzhu.values.refusals import Refusal


class NotOfThisPerson(Refusal):
    code = "verification.not-of-this-person"
    zh = "答复引用的部门记录不属于被核对的人，没有保存。"
    en = "The answer points to records of another person or source; it was not kept."


class NothingAsked(Refusal):
    code = "verification.nothing-asked"
    zh = "本申请还没有发起任何核对。"
    en = "Nobody has been asked about this case yet."
    next_zh = "请先登记授权，再发起核对。"
    next_en = "Record the authorisations first, then ask."


class NotSettleable(Refusal):
    code = "verification.not-settleable"
    zh = "只有姓名不符或记录不唯一的答复需要人工认定。"
    en = "Only an answer with another name, or with several records, is settled by a person."


class ExplanationNeeded(Refusal):
    code = "verification.explanation-needed"
    zh = "请写明依据（看了什么证件、问了谁）。"
    en = "State the grounds: which paper was seen, who was asked."


class NoSuchInquiry(Refusal):
    code = "verification.no-such-inquiry"
    zh = "没有找到这项核对。"
    en = "This inquiry was not found."


class SourceNotAsked(Refusal):
    code = "verification.source-not-asked"
    zh = "本县在{on}不向“{source_zh}”核对。"
    en = "On {on} the county does not ask “{source_en}”."
    next_zh = "县里接通后，由政策专员录入“本县向哪些来源核对”。"
    next_en = "Once it is connected, the policy officer enters “Registers that the county asks”."
    law = "社会救助法 第六十二条；本县数字 sources-asked"
