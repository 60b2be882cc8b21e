"""What is refused after a report: printing, telling, objecting, correcting, and deciding on it."""

from jiuzhu.values.refusals import Refusal


class NotThisReport(Refusal):
    code = "verification.not-this-report"
    zh = "所指的核对报告不属于本申请。"
    en = "The report named is not one of this case."


class ReportReplaced(Refusal):
    code = "verification.report-replaced"
    zh = "核对报告{number}已被重新核对后的报告替换。"
    en = "Report {number} has been replaced: the case was verified again."
    next_zh = "请在最新的核对报告上办理。"
    next_en = "Act on the latest report."


class PrintOutOfOrder(Refusal):
    code = "verification.print-out-of-order"
    zh = "核对报告的打印次数须连续，应为第 {number} 次。"
    en = "Prints of a report are numbered without a gap; this is number {number}."


class PrintReasonNeeded(Refusal):
    code = "verification.print-reason-needed"
    zh = "请写明为什么打印这份核对报告。"
    en = "Say why this report is printed."
    law = "社会救助法 第十一条；政务数据共享条例 第二十九条"


class AlreadyTold(Refusal):
    code = "verification.already-told"
    zh = "核对结果已于{on}告知。"
    en = "The household was told on {on}."


class ToldBefore(Refusal):
    code = "verification.told-before"
    zh = "日期{on}早于核对报告的出具日期{filed_on}，或晚于今天。"
    en = "The day {on} is before the report was filed ({filed_on}), or still to come."


class WhoNeeded(Refusal):
    code = "verification.who-needed"
    zh = "请写明是谁。"
    en = "Say who it was."


class GroundsOfObjectionNeeded(Refusal):
    code = "verification.grounds-of-objection-needed"
    zh = "请写明哪一项与事实不符、事实是什么。"
    en = "State what is wrong, and what is true instead."


class ObjectionLate(Refusal):
    code = "verification.objection-late"
    zh = "对核对结果的异议应当在{until}前提出，{on}已经超过期限。"
    en = "Objections to this report were open until {until}; {on} is too late."
    next_zh = "作出决定前仍可向乡镇（街道）提交证据，核对员可以依职权重新核对；对决定不服的，可以申请行政复议或者提起行政诉讼。"
    next_en = (
        "Evidence may still be handed in before the decision, and the verifier may have the case verified again; "
        "against the decision, reconsideration and litigation are open."
    )
    law = "民发〔2021〕57号 第十八条；社会救助法 第七十六条"


class AlreadyDecidedOn(Refusal):
    code = "verification.already-decided-on"
    zh = "本申请已于{on}作出决定，不能再对核对报告提出异议。"
    en = "The case was decided on {on}; the report can no longer be objected to."
    next_zh = "对决定不服的，可以申请行政复议或者提起行政诉讼。"
    next_en = "Against the decision, reconsideration and litigation are open."
    law = "社会救助法 第七十六条"


class ObjectionAnswered(Refusal):
    code = "verification.objection-answered"
    zh = "这项异议已经答复。"
    en = "This objection has been answered."


class NoSuchObjection(Refusal):
    code = "verification.no-such-objection"
    zh = "没有找到这项异议。"
    en = "This objection was not found."


class ObjectionOpen(Refusal):
    code = "verification.objection-open"
    zh = "家庭对核对报告{number}提出的异议还没有答复，不能据此作出决定。"
    en = "The household's objection to report {number} has not been answered: no decision rests on it."
    next_zh = "请核对员先核实并答复；属实的，退回重新核对。"
    next_en = "The verifier answers it first; if it holds, the case is verified again."
    law = "民发〔2021〕57号 第十八条"


class ReportFoundWrong(Refusal):
    code = "verification.report-found-wrong"
    zh = "核对报告{number}已查明有误，不能据此作出决定。"
    en = "Report {number} was found wrong: no decision rests on it."
    next_zh = "请退回重新核对。"
    next_en = "Send the case back to be verified again."
    law = "民发〔2021〕57号 第十八条"


class SourceNotInReport(Refusal):
    code = "verification.source-not-in-report"
    zh = "核对报告{number}没有“{source_zh}”关于该成员的记录，无从更正。"
    en = "Report {number} holds no record of “{source_en}” about this member: there is nothing to correct."

    def __init__(self, field: str | None = None, **figures: object) -> None:
        from jiuzhu.verification.sources.layouts import SOURCES

        source = SOURCES.get(str(figures.get("source", "")))  # the trigger reports the key
        figures.setdefault("source_zh", source.zh if source else figures.get("source"))
        figures.setdefault("source_en", source.en if source else figures.get("source"))
        super().__init__(field, **figures)


class CorrectionAsked(Refusal):
    code = "verification.correction-asked"
    zh = "已于{sent_on}请该部门校核这项记录。"
    en = "The department was asked on {sent_on} to check this record."


class CorrectionAnswered(Refusal):
    code = "verification.correction-answered"
    zh = "这项校核申请已登记答复。"
    en = "The answer to this correction request is on record."


class NoSuchCorrection(Refusal):
    code = "verification.no-such-correction"
    zh = "没有找到这项校核申请。"
    en = "This correction request was not found."


class VisitNotWaived(Refusal):
    code = "verification.visit-not-waived"
    zh = "本申请不符合免予入户调查的条件，不能跳过入户调查。"
    en = "The conditions for going without a home visit are not met: the visit cannot be skipped."
    next_zh = "请转入户调查。"
    next_en = "Let the household be visited."
    law = "社会救助法 第四十三条；民发〔2021〕57号 第十五条、第十六条、第二十条"


class VisitAlreadyWanted(Refusal):
    code = "verification.visit-already-wanted"
    zh = "已于{on}登记家庭要求入户调查。"
    en = "It was recorded on {on} that the household asks to be visited."


class NoWayBack(Refusal):
    code = "verification.no-way-back"
    zh = "本申请所在的环节“{stage_zh}”不能退回重新核对。"
    en = "From the stage “{stage_en}” a case cannot be sent back to be verified again."
    next_zh = "公示期间提出的，等公示期满后在审核或者决定环节退回。"
    next_en = "During a notice, wait for its end: from the opinion or the decision it can go back."


class AnsweredBefore(Refusal):
    code = "verification.answered-before"
    zh = "答复日期{on}早于{since}，或晚于今天。"
    en = "The answer is dated {on}, before {since} or still to come."


class NoVerdict(Refusal):
    code = "verification.no-verdict"
    zh = "请选择部门的答复。"
    en = "Choose what the department answered."
