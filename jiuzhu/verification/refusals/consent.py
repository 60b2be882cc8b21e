"""What is refused about authorisations: nobody is looked up without one."""

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
            from jiuzhu.verification.sources.layouts import SOURCES

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


class NoSuchAuthorisation(Refusal):
    code = "verification.no-such-authorisation"
    zh = "没有找到这份授权。"
    en = "This authorisation was not found."
