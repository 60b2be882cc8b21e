"""What verification refuses: looking anyone up without a case and an authorisation, and reports on half the answers."""

from jiuzhu.values.refusals import Refusal


class NotAuthorised(Refusal):
    code = "verification.not-authorised"
    zh = "没有在{on}有效、覆盖{person}和“{source_zh}”的核对授权，不得查询。"
    en = "No authorisation in force on {on} covers {person} and “{source_en}”; no inquiry may be made."
    next_zh = "请先由本人（未成年人由监护人）签署授权；没有授权不能向部门查询任何人。"
    next_en = "The person (for a minor, the guardian) must sign first; nobody may be looked up without it."
    law = "社会救助法 第四十条、第四十一条、第七十条第六项；个人信息保护法 第十三条"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        if "source" in figures:  # the trigger reports the key
            from .sources.layouts import SOURCES

            source = SOURCES.get(str(figures["source"]))
            figures["source_zh"] = source.zh if source else figures["source"]
            figures["source_en"] = source.en if source else figures["source"]
        super().__init__(field, **figures)


class AlreadyAuthorised(Refusal):
    code = "verification.already-authorised"
    zh = "{person}在本申请中已有有效的授权（{starts_on}起），每名成年人只签一份。"
    en = "{person} has an authorisation in force for this case since {starts_on}; one per adult."
    next_zh = "如需变更范围，请先登记撤回，再签新的授权。"
    next_en = "To change its scope, record the withdrawal first, then a new one."


class NotAMember(Refusal):
    code = "verification.not-a-member"
    zh = "{person}在{on}不是本申请的家庭成员，不能在本申请中授权核对。"
    en = "On {on} {person} was no member of this household; no authorisation can be recorded in this case."
    law = "社会救助法 第四十条、第四十一条"


class GuardianNeeded(Refusal):
    code = "verification.guardian-needed"
    zh = "{person}未满 18 周岁，授权须由监护人签署。"
    en = "{person} is under 18: the guardian signs."
    law = "个人信息保护法 第三十一条；民法典 第二十三条、第二十七条"


class GuardianNotAdult(Refusal):
    code = "verification.guardian-not-adult"
    zh = "{guardian}未成年或就是被授权核对的本人，不能作为监护人签署。"
    en = "{guardian} is a minor or the person herself and cannot sign as guardian."
    law = "民法典 第二十七条、第二十八条"


class NoGuardianOfAdults(Refusal):
    code = "verification.no-guardian-of-adults"
    zh = "{person}是成年人，应由本人签署；无民事行为能力的，须注明并由监护人签署。"
    en = "{person} is an adult and signs in person; where she lacks capacity, say so and let the guardian sign."
    law = "民法典 第二十三条、第二十八条"


class NoSources(Refusal):
    code = "verification.no-sources"
    zh = "授权没有列明向哪些部门核对。"
    en = "The authorisation names no department."
    next_zh = "请逐项勾选授权核对的信息来源。"
    next_en = "Tick each source that may be asked."
    law = "个人信息保护法 第十四条、第二十九条"


class UnknownSource(Refusal):
    code = "verification.unknown-source"
    zh = "没有名为“{source}”的信息来源。"
    en = "There is no source called “{source}”."
    next_zh = "可用的名称：{known}。"
    next_en = "Known: {known}."


class PaperNeeded(Refusal):
    code = "verification.paper-needed"
    zh = "纸质签署或按指印的授权，须上传授权书的扫描件或照片。"
    en = "An authorisation signed on paper or by fingerprint needs a scan or photograph of it."


class SignatureNeeded(Refusal):
    code = "verification.signature-needed"
    zh = "屏幕签署的授权没有签名。"
    en = "The authorisation on screen carries no signature."


class PeriodBackwards(Refusal):
    code = "verification.period-backwards"
    zh = "期限的止日{stops_on}不晚于起日{starts_on}。"
    en = "The period ends on {stops_on}, not after it begins on {starts_on}."


class SignedAhead(Refusal):
    code = "verification.signed-ahead"
    zh = "签署日期{signed_on}晚于{on}，或晚于授权起日。"
    en = "The day of signing {signed_on} is later than {on} or than the first day."


class AlreadyWithdrawn(Refusal):
    code = "verification.already-withdrawn"
    zh = "该授权已于{on}撤回。"
    en = "This authorisation was withdrawn on {on}."


class WithdrawnBefore(Refusal):
    code = "verification.withdrawn-before"
    zh = "撤回日期不能早于授权起日{starts_on}。"
    en = "The withdrawal cannot be before the first day {starts_on}."


class AuthorisationFixed(Refusal):
    code = "verification.authorisation-fixed"
    zh = "已签署的授权不能修改，只能登记撤回。"
    en = "A signed authorisation cannot be changed, only withdrawn."
    law = "个人信息保护法 第十五条"


class AlreadyTaken(Refusal):
    code = "verification.already-taken"
    zh = "同一文件已于{at}作为“{source_zh}”（截至{as_of}）收过，没有重复录入。"
    en = "The same file was taken on {at} as “{source_en}” (as of {as_of}); nothing was entered twice."


class AsOfAhead(Refusal):
    code = "verification.as-of-ahead"
    zh = "数据截止日{as_of}晚于{on}。"
    en = "The data would be as of {as_of}, later than {on}."


class NameTellsNothing(Refusal):
    code = "verification.name-tells-nothing"
    zh = "文件名“{name}”没有写明来源和数据截止日。"
    en = "The file name “{name}” tells neither source nor day."
    next_zh = "请按“来源.日期.csv”命名，例如“vehicles.2026-08-31.csv”或“机动车登记.2026-08-31.xlsx”。"
    next_en = "Name it “source.day.csv”, as “vehicles.2026-08-31.csv”."


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


class NotSettleable(Refusal):
    code = "verification.not-settleable"
    zh = "只有姓名不符或记录不唯一的答复需要人工认定。"
    en = "Only an answer with another name, or with several records, is settled by a person."


class ExplanationNeeded(Refusal):
    code = "verification.explanation-needed"
    zh = "请写明依据（看了什么证件、问了谁）。"
    en = "State the grounds: which paper was seen, who was asked."


class NoSuchExtract(Refusal):
    code = "verification.no-such-extract"
    zh = "没有找到这份部门数据。"
    en = "This extract was not found."


class NoSuchAuthorisation(Refusal):
    code = "verification.no-such-authorisation"
    zh = "没有找到这份授权。"
    en = "This authorisation was not found."


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


class NoSuchInquiry(Refusal):
    code = "verification.no-such-inquiry"
    zh = "没有找到这项核对。"
    en = "This inquiry was not found."
