"""What is refused about reports."""

from jiuzhu.values.refusals import Refusal


class AnswersMissing(Refusal):
    code = "verification.answers-missing"
    zh = "还有 {count} 项没有答复或未获授权：{missing}。"
    en = "{count} answers or authorisations are still missing: {missing}."
    next_zh = "可以等待答复；确需先出报告的，请写明理由，报告会列出这些部门，转入户调查核实。"
    next_en = "Wait for them, or state why the report cannot wait; it will list them and the visit will look into them."
    law = "民发〔2021〕57号 第十七条"


class AlreadyReported(Refusal):
    code = "verification.already-reported"
    zh = "本次核对已出具报告，不能再补记答复。"
    en = "The report on this inquiry has been filed; no answer can be added."


class ReportTooOld(Refusal):
    code = "verification.report-too-old"
    zh = "核对报告{number}出具于{filed_on}，已超过本县规定的 {days} 天有效期。"
    en = "Report {number} was filed on {filed_on}, longer ago than the {days} days that the county lets it hold."
    next_zh = "请退回重新核对。"
    next_en = "Send the case back to be verified again."
    law = "核对报告有效期由县规定"


class NoSuchReport(Refusal):
    code = "verification.no-such-report"
    zh = "没有找到编号为“{number}”的核对报告，或者它不在您的管辖范围内。"
    en = "No report “{number}” was found, or it is outside your area."
