"""What is refused about agreements, and what is refused without one."""

from jiuzhu.values.refusals import Refusal

_WHAT = {
    "township": ("县与{area}之间没有在{on}有效的保密协议", "No confidentiality agreement between the county and {area} is in force on {on}"),
    "person": ("{officer}没有在{on}有效的本人保密承诺", "{officer} has no personal acceptance of confidentiality in force on {on}"),
}  # fmt: skip


class NoAgreement(Refusal):
    """`missing`: "township" or "person", as the database answers."""

    code = "confidentiality.no-agreement"
    zh = "{what_zh}，不得查询，也不得查看核对结果。"
    en = "{what_en}: nobody is asked about and no result is seen."
    next_zh = "先由县与乡镇（街道）双方签订保密协议，再由本人在“我的保密承诺”签署。"
    next_en = "County and township sign first; then the officer signs on “My confidentiality”."
    law = "社会救助法 第十一条、第七十条第六项；个人信息保护法 第五十一条；监督管理办法（逐级签订保密协议）"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        zh, en = _WHAT[str(figures["missing"])]
        figures = {"area": "", "officer": "", **figures}
        told = {key: str(value or "") for key, value in figures.items()}
        super().__init__(field, **{**figures, "what_zh": zh.format(**told), "what_en": en.format(**told)})


class NoText(Refusal):
    code = "confidentiality.no-text"
    zh = "{on}没有可以签署的保密协议文本。"
    en = "No text of a confidentiality agreement is in force on {on}."
    next_zh = "请政策人员在规则库 documents/confidentiality.yaml 补充文本。"
    next_en = "A text must be added to the rulebook's documents/confidentiality.yaml."


class NotATownship(Refusal):
    code = "confidentiality.not-a-township"
    zh = "{area}不是乡镇（街道），县不能与它签订保密协议。"
    en = "{area} is no township; the county signs with townships."


class PeriodBackwards(Refusal):
    code = "confidentiality.period-backwards"
    zh = "保密协议自{starts_on}至{stops_on}：起日不能早于签署日{on}，止日须晚于起日。"
    en = (
        "From {starts_on} to {stops_on}: it cannot begin before {on}, the day of signing, and must end later."
    )
    next_zh = "协议不能倒签；请改正起止日期。"
    next_en = "An agreement is never back-dated; correct the days."


class AlreadyCountersigned(Refusal):
    code = "confidentiality.already-countersigned"
    zh = "{number}双方已经签署。"
    en = "Both sides have signed {number}."


class NotYourSide(Refusal):
    code = "confidentiality.not-your-side"
    zh = "这一方的签署须由在任、有签署权的人员作出，同一人不能代表双方。"
    en = "This side is signed by an officer in post with the power to; nobody signs for both sides."
    law = "监督管理办法（逐级签订保密协议）；产品规则"


class NotInForce(Refusal):
    code = "confidentiality.not-in-force"
    zh = "{number}在{on}没有生效：双方尚未签齐，或者不在期限内，或者已被县收回。"
    en = "{number} is not in force on {on}: a side has not signed, or it has ended or was revoked."


class NotYourAgreement(Refusal):
    code = "confidentiality.not-your-agreement"
    zh = "{officer}在{area}没有岗位，不能在这一级签署保密承诺。"
    en = "{officer} holds no post in {area} and cannot accept there."


class AlreadyAccepted(Refusal):
    code = "confidentiality.already-accepted"
    zh = "{officer}已签署这一级的保密承诺，仍然有效。"
    en = "{officer} has accepted already, and it is in force."


class AlreadyEnded(Refusal):
    code = "confidentiality.already-ended"
    zh = "已于{on}终止。"
    en = "It was ended from {on} on."


class EndsBefore(Refusal):
    code = "confidentiality.ends-before"
    zh = "收回不能早于办理当日{on}。"
    en = "It cannot end before {on}, the day on which it is ended."
    next_zh = "终止自当日或以后生效；此前的查询仍按当时有效的协议。"
    next_en = "It ends from today or later; what was asked before rested on the agreement of its day."


class ReasonNeeded(Refusal):
    code = "confidentiality.reason-needed"
    zh = "收回须写明理由。"
    en = "State the reason."


class NoSuchAgreement(Refusal):
    code = "confidentiality.no-such-agreement"
    zh = "没有找到这份保密协议，或者它不在您的管辖范围内。"
    en = "This agreement was not found, or it is outside your area."
