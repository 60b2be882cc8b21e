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


class Withdrawn(Refusal):
    code = "verification.withdrawn"
    zh = "{person}自{on}起已撤回核对授权，不得再查询，其后到达的答复不作为事实。"
    en = "{person} withdrew the authorisation from {on} on: nobody asks about her, and what is answered later is no fact."
    next_zh = "向本人说明：没有授权的，申请可能因无法核对而终止；愿意继续的，请重新签署授权。"
    next_en = "Explain that the application may end where nothing can be verified; to go on, she signs anew."
    law = "个人信息保护法 第十五条、第十六条；社会救助法 第四十条、第四十一条"


class OtherPurpose(Refusal):
    code = "verification.other-purpose"
    zh = "{person}的授权不包括“{purpose_zh}”这一用途。"
    en = "The authorisation of {person} does not cover the purpose “{purpose_en}”."
    next_zh = "查询只能用于授权载明的用途；确需其他用途的，须另行取得授权。"
    next_en = "A query serves only what was authorised; another purpose needs an authorisation of its own."
    law = "个人信息保护法 第六条、第十四条；政务数据共享条例 第二十五条"

    def __init__(self, field: str | None = None, **figures: object) -> None:
        zh, en = PURPOSES.get(str(figures.get("purpose")), (str(figures.get("purpose")),) * 2)
        super().__init__(field, **{**figures, "purpose_zh": zh, "purpose_en": en})


#: What an authorisation may serve: Chinese, English.
PURPOSES = {
    "application": ("审核确认本次申请", "deciding this application"),
    "review": ("复核正在享受的救助", "reviewing the assistance"),
    "support": ("计算赡养、抚养、扶养费", "reckoning the support owed"),
}


class SupporterInHousehold(Refusal):
    code = "verification.supporter-in-household"
    zh = "{person}是本申请的家庭成员，应以成员身份签署，不是家庭以外的义务人。"
    en = "{person} is a member of this household and signs as one, not as a supporter outside it."
    law = "社会救助法 第四十一条"


class SupporterSignsHerself(Refusal):
    code = "verification.supporter-signs-herself"
    zh = "{person}是家庭以外的赡养、抚养、扶养义务人：须成年并由本人同意签署，他人不能代签。"
    en = "{person} owes support from outside the household: an adult, who consents and signs in person; nobody signs for her."
    law = "社会救助法 第四十一条；个人信息保护法 第十四条"


class NotObliged(Refusal):
    code = "verification.not-obliged"
    zh = "“{relation}”没有法定的赡养、抚养、扶养义务，不能作为义务人核对。"
    en = "A “{relation}” owes no support by law and is not verified as a supporter."
    law = (
        "民法典 第一千零五十九条、第一千零六十七条、第一千零七十四条、第一千零七十五条；社会救助法 第四十一条"
    )


class LongerThanAllowed(Refusal):
    code = "verification.longer-than-allowed"
    zh = "授权至{stops_on}，超过本县规定的 {months} 个月（至{most}）。"
    en = "The authorisation until {stops_on} is longer than the county's {months} months (until {most})."
    law = "授权期限由县规定；个人信息保护法 第十九条"


class NotOneself(Refusal):
    code = "verification.not-oneself"
    zh = "姓名或公民身份号码与签署这份授权的人不符，没有撤回。"
    en = "Name or ID number is not that of who signed this authorisation; nothing was withdrawn."
    next_zh = "请由本人（或代签的监护人）填写；也可以到窗口办理。"
    next_en = "The person herself, or the guardian who signed, fills it in; the counter helps too."


class OwnVillage(Refusal):
    code = "verification.own-village"
    zh = "{officer}家在{village}，不查询、不查看本村（社区）邻里的核对结果。"
    en = "{officer} is from {village} and neither asks about neighbours there nor sees their results."
    next_zh = "请由其他核对员办理，或由乡镇长指定代替人员。"
    next_en = "A colleague does it, or the township's head names a substitute."
    law = "产品规则：参照公务员法 第七十四条至第七十七条（回避）；社会救助法 第七十条第六项"


class LookWithoutCase(Refusal):
    code = "verification.look-without-case"
    zh = "查看核对结果须有申请“{number}”，且被查看的人属于这一申请。"
    en = "Results are seen within a case only (“{number}”), and only of the people in it."
    law = "社会救助法 第七十条第六项"
